"""Which facets the list of films has: how addresses name their values, and how a choice of several counts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from films.models import AvailabilityKind, FilmKind
from wiki.vocabularies import country_codes, validate_language

_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
_DECADE = re.compile(r"(1[89]|2[01])\d0", re.ASCII)
_RANGE = re.compile(r"(\d{0,4})-(\d{0,4})", re.ASCII)

#: What a film may have.
HAS = {
    "segments": _("segments"),
    "cast": pgettext_lazy("a film has", "cast"),
    "staff": pgettext_lazy("a film has", "staff"),
    "images": _("images"),
    "story": pgettext_lazy("a film has", "a story"),
}
#: Runtimes in minutes that are offered; addresses may ask for any other range.
RUNTIMES = ("-29", "30-59", "60-89", "90-119", "120-")
#: A facet takes so many values of an address.
MOST_VALUES = 20


@dataclass(frozen=True)
class Facet:
    """One facet with a list of values.

    ``read`` makes a value of what an address says, and raises ``ValueError`` for what is none. ``entry``
    names the type of page that its values are; ``excludes`` says that an address may rule values out
    (``genre=-3``), ``modes`` that it may ask for films that have all (``genre_mode=all``); ``always_all``
    that it never means anything else. ``listed`` values are shown at once; with ``found`` others are
    looked for by name.
    """

    name: str
    label: Any
    read: Callable[[str], int | str]
    entry: str = ""
    excludes: bool = False
    modes: bool = False
    always_all: bool = False
    listed: int = 8
    found: bool = False

    @property
    def mode_name(self) -> str:
        """The parameter that says whether one value is enough."""
        return f"{self.name}_mode"

    @property
    def find_name(self) -> str:
        """The parameter that looks for values by name."""
        return f"find_{self.name}"


def _one_of(known: Any) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in known:
            raise ValueError(text)
        return text

    return read


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _decade(text: str) -> int:
    if not _DECADE.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _country(text: str) -> str:
    return _one_of(country_codes())(text)


def _language(text: str) -> str:
    try:
        validate_language(text)
    except ValidationError as error:
        raise ValueError(text) from error
    return text


def _runtime(text: str) -> str:
    first, last = span(text)
    if first > last:
        raise ValueError(text)
    return text


def span(text: str) -> tuple[int, int]:
    """The first and last minute of a range of an address: ``-29``, ``30-59``, ``120-``."""
    parts = _RANGE.fullmatch(text)
    if not parts or text == "-":
        raise ValueError(text)
    return int(parts[1] or 0), int(parts[2] or 9999)


FACETS: dict[str, Facet] = {
    facet.name: facet
    for facet in (
        Facet("kind", _("Kind"), _one_of(FilmKind.values)),
        Facet("genre", _("Genre"), _number, entry="genre", excludes=True, modes=True, listed=10),
        Facet("theme", _("Theme"), _number, entry="theme", excludes=True, modes=True, found=True),
        Facet("decade", _("Decade"), _decade, listed=6),
        Facet("country", _("Country"), _country, listed=6),
        Facet("language", _("Original language"), _language, listed=6),
        Facet("studio", _("Studio"), _number, entry="company", found=True),
        Facet("franchise", _("Franchise"), _number, entry="franchise", found=True),
        Facet("runtime", _("Runtime"), _runtime),
        Facet("service", _("Service"), _number, entry="service", listed=6),
        Facet("offer", _("Terms"), _one_of(AvailabilityKind.values)),
        Facet(
            "has", pgettext_lazy("a film has", "Has"), _one_of(HAS), excludes=True, always_all=True
        ),
    )
}
