"""What the values of facets are called in the reader's language, the pages among them in one query."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from films.facets.declared import FACETS, HAS, span
from films.facets.sets import Value
from films.film_filters import decade_label
from films.models import AvailabilityKind, FilmKind
from wiki import documents
from wiki.documents import Label, Labels
from wiki.vocabularies import country_name, language_name


class Names:
    """The names of some values, given as (facet, value); ``person`` is one of the facets here."""

    def __init__(self, pairs: Iterable[tuple[str, Value]]) -> None:
        keys = {key for facet, value in pairs if (key := _key(facet, value))}
        self._labels = documents.labels(sorted(keys)) if keys else Labels()

    def label(self, facet: str, value: Value) -> Label | None:
        """The page that a value is, if readers may see it."""
        key = _key(facet, value)
        found = self._labels.get(key) if key else None
        return None if found is None or found.hidden else found

    def is_known(self, facet: str, value: Value) -> bool:
        """Whether the value is none of a page, or of one that readers may see."""
        return not _key(facet, value) or self.label(facet, value) is not None

    def text(self, facet: str, value: Value) -> str:
        """The name as plain text, as it stands in a sentence."""
        label = self.label(facet, value)
        return label.shown.title if label else _said(facet, value)

    def html(self, facet: str, value: Value) -> SafeString:
        """The name for the content of an element."""
        label = self.label(facet, value)
        return label.shown.html if label else conditional_escape(capfirst(_said(facet, value)))


def _key(facet: str, value: Value) -> str:
    if facet == "person":
        return f"person:{value}"
    entry = FACETS[facet].entry if facet in FACETS else ""
    return f"{entry}:{value}" if entry else ""


def _said(facet: str, value: Value) -> str:
    text = str(value)
    if facet == "kind":
        return str(FilmKind(text).label)
    if facet == "offer":
        return str(AvailabilityKind(text).label)
    if facet in ("country", "watch_in"):
        return country_name(text)
    if facet == "language":
        return language_name(text)
    if facet == "has":
        return str(HAS[text])
    if facet == "decade":
        return decade_label(int(text))
    return minutes(text) if facet == "runtime" else text


def minutes(text: str) -> str:
    """A range of runtimes: "60–89 min"."""
    first, last = span(text)
    words = {"first": first, "last": last}
    if text.startswith("-"):
        return _("up to %(last)d min") % words
    if text.endswith("-"):
        return _("%(first)d min and longer") % words
    return _("%(first)d–%(last)d min") % words
