"""Spoilers that a reader need not open: which parts of a page they know already.

Texts are rendered once, folded, for everybody; what a reader knows is opened in the finished HTML
(``{% unfold %}``). The engine does not know what readers know: the site registers who does.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any

from django.utils.safestring import SafeString, mark_safe

#: What somebody knows, by keys.
Known = Container[str]
_SHUT, _OPEN = '<details class="spoiler">', '<details class="spoiler" open>'
_UNTICKED = '<label class="spoiler"><input type="checkbox"'
_TICKED = '<label class="spoiler"><input checked type="checkbox"'


class _Everything:
    def __contains__(self, _key: object) -> bool:
        return True


EVERYTHING: Known = _Everything()
NOTHING: Known = frozenset()

_askers: list[Callable[[Any, str], Known]] = []


def known_to_reader(ask: Callable[[Any, str], Known]) -> None:
    """Have ``ask`` called with the request and the key of an entry ("" for a page of no entry).

    It gives the keys of what the reader knows of it: of the entry itself, and of its parts. Readers
    without a session must know nothing: their pages are kept.
    """
    _askers.append(ask)


def is_known(request: Any, entry: str = "", part: str = "") -> bool:
    """Whether the reader knows an entry, or a ``part`` of it."""
    return any((part or entry) in ask(request, entry) for ask in _askers)


def unfolded(html: str) -> SafeString:
    """HTML of a page with its spoilers open. Doing it twice is doing it once."""
    return mark_safe(html.replace(_SHUT, _OPEN).replace(_UNTICKED, _TICKED))  # noqa: S308  (it was)


def has_spoilers(html: str) -> bool:
    """Whether there is anything folded in it."""
    return _SHUT in html or _UNTICKED in html
