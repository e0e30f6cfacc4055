"""What apps above the catalogue add to its pages: what readers made of an entry, and may do with it.

An app registers, for a type of entries, what it adds and the moment when that last changed. The
engine knows neither ratings nor lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from django.utils.safestring import SafeString

#: Where on a page: beside what can be done with it, under its heading, among the links to its sections, among
#: the facts beside the text, or after everything.
Place = Literal["acts", "head", "index", "side", "foot"]


@dataclass(frozen=True)
class Addition:
    """A piece of a page; pieces of one place stand in the order in which they were registered."""

    place: Place
    html: SafeString


@dataclass(frozen=True)
class Facts:
    """What programs read besides (``wiki.open_web``): properties of the thing that the page is about."""

    properties: Mapping[str, Any]


@dataclass(frozen=True)
class _Adder:
    add: Callable[[Any], Iterable[Addition | Facts]]
    clock: str


#: For entries of every type.
EVERY = ""
_adders: dict[str, list[_Adder]] = {}


def adds(
    entry_type: str, add: Callable[[Any], Iterable[Addition | Facts]], *, clock: str = ""
) -> None:
    """Have ``add`` called with each present ``Page`` of that type (or ``EVERY``), for what it adds.

    Pages are kept for readers without a session as long as nothing has changed. So what ``add`` shows
    them must follow from revisions, or from ``clock``: a subselect of SQL that gives one value for the
    entry whose id is its one parameter (``%s``), another one after each change.
    """
    _adders.setdefault(entry_type, []).append(_Adder(add, clock))


def additions(page: Any) -> tuple[dict[str, list[SafeString]], dict[str, Any]]:
    """What is added to ``page``, by place, and for programs; nothing to past and proposed ones."""
    pieces: list[Addition] = []
    facts: dict[str, Any] = {}
    if page.entry is not None and page.is_present:
        for adder in _all(page.entry_type.name):
            for addition in adder.add(page):
                if isinstance(addition, Facts):
                    facts.update(addition.properties)
                else:
                    pieces.append(addition)
    return by_place(pieces), facts


def by_place(pieces: Iterable[Addition]) -> dict[str, list[SafeString]]:
    """The pieces of a page for its template: all places, each with what stands there in order."""
    found: dict[str, list[SafeString]] = {place: [] for place in get_args(Place)}
    for piece in pieces:
        found[piece.place].append(piece.html)
    return found


def clocks(entry_type: str) -> list[str]:
    """The subselects that tell when what is added to an entry of that type has last changed."""
    return [adder.clock for adder in _all(entry_type) if adder.clock]


def _all(entry_type: str) -> list[_Adder]:
    return [*_adders.get(EVERY, ()), *_adders.get(entry_type, ())]


_on_cards: dict[str, Callable[[Any, Any], SafeString]] = {}


def adds_to_cards(entry_type: str, add: Callable[[Any, Any], SafeString]) -> None:
    """Have ``add`` called with the request and each card of that type, for what stands on it.

    Cards stand on pages that are kept for readers without a session: to them it must add nothing.
    """
    _on_cards[entry_type] = add


def card_addition(request: Any, entry_type: str, card: Any) -> SafeString:
    """What stands on a card besides the entry."""
    add = _on_cards.get(entry_type)
    return add(request, card) if add else SafeString("")
