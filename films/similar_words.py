"""Why two films are alike, in a sentence: "Shares Katsuhiro Otomo (director) and the theme cyberpunk"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from babel.lists import format_list
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from films.roles import ROLES
from wiki.documents import Label, Labels
from wiki.vocabularies import babel_locale

if TYPE_CHECKING:
    from films.similar import Tie

#: How many of each kind a sentence names, and how many a short one.
_NAMED, _NAMED_BRIEFLY = (
    {"person": 4, "theme": 4, "genre": 3},
    {"person": 2, "theme": 2, "genre": 1},
)


def reason(
    ties: Sequence[Tie], others: Iterable[str], labels: Labels, *, links: bool
) -> SafeString:
    """The sentence for what is shared, the weightiest of each kind first; "" for nothing.

    With ``links`` it is long, and names lead to their pages.
    """
    named = {
        kind: [tie for tie in ties if tie.kind == kind and not labels[tie.key].hidden][:most]
        for kind, most in (_NAMED if links else _NAMED_BRIEFLY).items()
    }
    parts = [_person(tie, labels[tie.key], links=links) for tie in named["person"]]
    if named["theme"]:
        names = listed(_name(labels[tie.key], links=links) for tie in named["theme"])
        word = ngettext("the theme %(names)s", "the themes %(names)s", len(named["theme"]))
        parts.append(filled(word, names=names))
    if named["genre"]:
        names = listed(_name(labels[tie.key], links=links) for tie in named["genre"])
        word = ngettext("the genre %(names)s", "the genres %(names)s", len(named["genre"]))
        parts.append(filled(word, names=names))
    parts += [conditional_escape(words) for words in others]
    return filled(_("Shares %(what)s"), what=listed(parts)) if parts else SafeString("")


def _person(tie: Tie, label: Label, *, links: bool) -> SafeString:
    return with_role(_name(label, links=links), tie.role)


def with_role(name: SafeString, role: str) -> SafeString:
    """ "Katsuhiro Otomo (director)", for a role by its code."""
    word = str(ROLES[role].label)
    if word[1:2].islower():
        word = word[0].lower() + word[1:]
    return filled(_("%(person)s (%(role)s)"), person=name, role=word)


def _name(label: Label, *, links: bool) -> SafeString:
    if not links or not label.url:
        return label.shown.html
    return format_html('<a href="{}">{}</a>', label.url, label.shown.html)


def filled(words: str, **values: str) -> SafeString:
    """Translated words with their places filled; all of it escaped."""
    escaped = {name: conditional_escape(value) for name, value in values.items()}
    return SafeString(conditional_escape(words) % escaped)


def listed(parts: Iterable[str]) -> SafeString:
    """ "A, B and C" as the reader's language says it."""
    escaped = [conditional_escape(part) for part in parts]
    return SafeString(format_list(escaped, locale=babel_locale(get_language())))
