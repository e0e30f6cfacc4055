"""Who wrote what a page holds today: the share of each revision that survives in it. Pure.

A value belongs to the revision that set it. Of sets each member, and of texts each word, belongs to
the revision that brought it, so that a comma does not make a text its own. Whoever takes an edit back
gives the values back to those who had set them first.

Facts are the unit: a value or a member of a set is one, a text one for each ``WORDS_A_FACT`` words
begun.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from wiki import word_diffs
from wiki.changesets import ChangeSet, Value, is_empty

WORDS_A_FACT = 20

#: A field of a row: ``("film:12", "runtime")``.
Place = tuple[str, str]
#: How many facts of a place belong to which revision, by its number.
Shares = dict[int, int]

_WORD = re.compile(r"\w")


@dataclass(frozen=True)
class Edit:
    """What one revision did to the page; ``undoing``: it took other revisions back."""

    number: int
    changes: ChangeSet
    undoing: bool = False


@dataclass
class _Held:
    """A value with the revision that each of its units (members, tokens, or itself) belongs to."""

    value: Value
    units: list[tuple[str, int]] = field(default_factory=list)


def survivors(
    history: Iterable[Edit],
    *,
    counted: Callable[[str, str], bool],
    is_text: Callable[[str, str], bool],
) -> dict[Place, Shares]:
    """How many facts of each place belong to which revision, after the whole ``history``.

    ``history`` is a page's, oldest first. ``counted(key, field)`` says which places are facts,
    ``is_text`` which are texts. Places that hold nothing have no shares.
    """
    places: dict[Place, list[_Held]] = {}
    texts: set[Place] = set()
    for edit in history:
        for change in edit.changes:
            key = change["key"]
            for name, pair in _written(change, places):
                place = (key, name)
                if not counted(key, name):
                    continue
                if is_text(key, name):
                    texts.add(place)
                former = places.setdefault(place, [])
                former.append(_held(pair, edit, former, text=place in texts))
    return {
        place: shares
        for place, states in places.items()
        if (shares := _shares(states[-1], text=place in texts))
    }


def _written(change: Any, places: dict[Place, list[_Held]]) -> Iterable[tuple[str, Value]]:
    """The fields that a change writes, with their new values; a row that goes empties all of them."""
    if change["op"] != "-":
        return [(name, pair[1]) for name, pair in change["fields"].items()]
    return [(name, None) for key, name in places if key == change["key"]]


def _held(value: Value, edit: Edit, former: list[_Held], *, text: bool) -> _Held:
    if is_empty(value):
        return _Held(value)
    if edit.undoing:
        for state in reversed(former):
            if state.value == value:
                return state
    before = former[-1] if former else _Held(None)
    if text:
        return _Held(value, _words(before, str(value), edit.number))
    if isinstance(value, list):
        owners = dict(before.units)
        return _Held(value, [(item, owners.get(item, edit.number)) for item in value])
    if before.value == value:
        return before
    return _Held(value, [(str(value), edit.number)])


def _words(before: _Held, text: str, number: int) -> list[tuple[str, int]]:
    """The tokens of ``text``: those that stay keep their owner, those that come are of ``number``."""
    units: list[tuple[str, int]] = []
    at = 0
    for piece in word_diffs.compare(str(before.value or ""), text):
        found = word_diffs.tokens(piece.text)
        if piece.op == "=":
            units += before.units[at : at + len(found)]
        elif piece.op == "+":
            units += [(token, number) for token in found]
        if piece.op != "+":
            at += len(found)
    return units


def _shares(held: _Held, *, text: bool) -> Shares:
    if not text:
        return dict(Counter(number for _unit, number in held.units))
    words = Counter(number for token, number in held.units if _WORD.match(token))
    return {number: -(-count // WORDS_A_FACT) for number, count in words.items()}
