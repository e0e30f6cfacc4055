"""What a submission is, as edit filters see it: plain values, and the text that it adds and takes away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Protocol

from wiki import areas
from wiki.areas import Area, Weight
from wiki.changesets import Change, ChangeSet
from wiki.entry_types import Shape, registry
from wiki.fields import Field, LongText, Text, Url
from wiki.folding import fold
from wiki.word_diffs import compare

#: Texts below this length are too short for a share of them to say anything.
SHORT_TEXT = 40
#: Added sentences below this length (folded) are no mark of their author: "Director." is everywhere.
TELLING = 12

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]{}\"'|]+", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?。！？\n]+")
#: Kinds of fields that hold what people write.
_WRITTEN = (Text, LongText, Url)


class History(Protocol):
    """What the author of an edit did before it."""

    def approved(self, up_to: int) -> int:
        """How many of the author's edits had been approved; counting may stop at ``up_to``."""

    def sent(self, minutes: int) -> int:
        """How many edits the author had sent in the ``minutes`` before this one."""

    def same_text(self, texts: frozenset[str], hours: int) -> int:
        """How many edits of the ``hours`` before this one had added one of these (folded) sentences."""


@dataclass(frozen=True)
class TextEdit:
    """A text before and after; one of them is "" where it comes or goes."""

    before: str
    after: str

    @cached_property
    def _pieces(self) -> list[tuple[str, str]]:
        return [(piece.op, piece.text) for piece in compare(self.before, self.after)]

    @cached_property
    def added(self) -> list[str]:
        """The stretches that come."""
        return [text for op, text in self._pieces if op == "+"]

    @cached_property
    def removed(self) -> list[str]:
        """The stretches that go."""
        return [text for op, text in self._pieces if op == "-"]

    @property
    def share_removed(self) -> float:
        """How much of it goes, from 0 to 1; 0 for a short text."""
        if len(self.before) < SHORT_TEXT:
            return 0.0
        return sum(map(len, self.removed)) / len(self.before)

    @property
    def links(self) -> int:
        """How many links come."""
        return (Counter(_LINK.findall(self.after)) - Counter(_LINK.findall(self.before))).total()


@dataclass(frozen=True)
class Touched:
    """A piece of the change set (``areas.Piece``): a field, or a whole row; and the texts in it."""

    entry_type: str
    shape: str
    field: str
    area: Area
    removes: bool
    facts: int
    texts: tuple[TextEdit, ...]


@dataclass(frozen=True)
class Facts:
    """A submission and its author. Measures are of what it touches; see ``within``."""

    kind: str
    summary: str
    touched: tuple[Touched, ...]
    level: int
    account_days: float
    history: History

    def within(
        self, entry_types: Iterable[str], area_names: Iterable[str], fields: Iterable[str]
    ) -> Facts:
        """The same with only what falls into all of these; an empty one leaves everything in.

        ``fields`` are names of fields, of rows, or both with a dot (``link``, ``film.runtime``).
        """
        types, wanted, names = set(entry_types), set(area_names), set(fields)
        if not (types or wanted or names):
            return self
        kept = tuple(
            one
            for one in self.touched
            if (not types or one.entry_type in types)
            and (not wanted or one.area in wanted)
            and (not names or names & {one.shape, one.field, f"{one.shape}.{one.field}"})
        )
        return replace(self, touched=kept)

    @cached_property
    def texts(self) -> list[TextEdit]:
        """All texts that it touches."""
        return [text for one in self.touched for text in one.texts]

    @property
    def number(self) -> int:
        """How many facts it touches."""
        return sum(one.facts for one in self.touched)

    @property
    def removed_facts(self) -> int:
        """How many facts it takes away."""
        return sum(one.facts for one in self.touched if one.removes)

    @cached_property
    def added(self) -> str:
        """The text that it adds, piece after piece."""
        return "\n".join(piece for text in self.texts for piece in text.added)

    @cached_property
    def removed_length(self) -> int:
        """How many characters it takes away."""
        return sum(len(piece) for text in self.texts for piece in text.removed)

    @property
    def share_removed(self) -> float:
        """How much goes of the text that loses most, from 0 to 1."""
        return max((text.share_removed for text in self.texts), default=0.0)

    @property
    def links(self) -> int:
        """How many links it adds."""
        return sum(text.links for text in self.texts)

    @property
    def capitals(self) -> tuple[int, int]:
        """How many of the letters that it adds are capitals, of how many that have a case."""
        upper = sum(char.isupper() for char in self.added)
        return upper, upper + sum(char.islower() for char in self.added)

    @property
    def longest_run(self) -> int:
        """The longest run of one letter, digit, ``!`` or ``?`` in what it adds."""
        runs = (
            sum(1 for _char in run)
            for char, run in groupby(self.added)
            if char.isalnum() or char in "!?！？"
        )
        return max(runs, default=0)

    @cached_property
    def telling(self) -> frozenset[str]:
        """The sentences that it adds, folded, without those too short to be recognised."""
        folded = map(fold, _SENTENCE_END.split(self.added))
        return frozenset(sentence for sentence in folded if len(sentence) >= TELLING)


def touched_by(changes: ChangeSet) -> tuple[Touched, ...]:
    """What ``changes`` touch, piece by piece."""
    by_key = {change["key"]: change for change in changes}
    found = []
    for piece in areas.pieces(changes):
        shape = registry.shape_of(piece.key)
        found.append(
            Touched(
                entry_type=piece.entry.partition(":")[0],
                shape=shape.name,
                field=piece.field,
                area=piece.area,
                removes=piece.weight == Weight.BLANK,
                facts=piece.facts,
                texts=tuple(_texts(shape, by_key[piece.key], piece.field)),
            )
        )
    return tuple(found)


def folded_texts(changes: ChangeSet) -> list[tuple[str, str]]:
    """Every text that ``changes`` touch, before and after, folded: see ``adds_any``."""
    return [(fold(edit.before), fold(edit.after)) for edit in _all_texts(changes)]


def adds_any(folded: Iterable[tuple[str, str]], texts: frozenset[str]) -> bool:
    """Whether any of ``texts`` comes into a text that did not have it."""
    return any(text in after and text not in before for before, after in folded for text in texts)


def links_in_prose(changes: ChangeSet) -> int:
    """How many links ``changes`` bring into long texts; addresses that are facts do not count."""
    return sum(edit.links for edit in _all_texts(changes, (LongText,)))


def _all_texts(changes: ChangeSet, kinds: tuple[type[Field], ...] = _WRITTEN) -> Iterable[TextEdit]:
    for change in changes:
        shape = registry.shapes.get(change["key"].partition(":")[0])
        if shape is not None:
            yield from _texts(shape, change, "", kinds)


def _texts(
    shape: Shape, change: Change, only: str, kinds: tuple[type[Field], ...] = _WRITTEN
) -> Iterable[TextEdit]:
    """The texts in a change of a row, or in one field of it."""
    for name, (base, new) in change["fields"].items():
        if only in ("", name) and isinstance(shape.fields.get(name), kinds):
            before, after = (value if isinstance(value, str) else "" for value in (base, new))
            if before != after:
                yield TextEdit(before, after)
