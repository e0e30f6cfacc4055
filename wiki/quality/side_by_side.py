"""Pairs of entries as pages show them: both sides with what tells them apart, and why they look alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wiki.entry_types import EntryType
from wiki.quality.declarations import quality_of
from wiki.search import Candidate, candidates
from wiki.wording import listed


@dataclass(frozen=True)
class Side:
    """One entry of a pair. ``facts`` are (label, value or values), the same labels on both sides."""

    entry: Candidate
    facts: list[tuple[Any, str | list[str]]]


@dataclass(frozen=True)
class Facing:
    """A pair: its row, both sides (one, or none, where a page is gone), and what speaks for one thing."""

    row: Any
    sides: list[Side]
    reasons: list[str]

    @property
    def is_whole(self) -> bool:
        """Whether both are there."""
        return len(self.sides) > 1

    @property
    def facts(self) -> list[tuple[Any, list[str], bool]]:
        """Label, the value of each side, and whether these differ; without what neither has.

        Several values of one fact are not compared: nobody expects the same of both.
        """
        if not self.is_whole:
            return []
        lines = []
        for (label, one), (_label, other) in zip(*(side.facts for side in self.sides), strict=True):
            if one or other:
                differ = isinstance(one, str) and bool(one and other and one != other)
                shown = [each if isinstance(each, str) else listed(each) for each in (one, other)]
                lines.append((label, shown, differ))
        return lines


def side_by_side(entry_type: EntryType, rows: Iterable[Any]) -> list[Facing]:
    """``rows`` of pairs, with their entries. A fixed number of queries."""
    wanted = list(rows)
    ids = sorted({pk for row in wanted for pk in (row.first, row.second)})
    quality = quality_of(entry_type)
    found = {entry.pk: entry for entry in candidates(entry_type, ids)}
    facts = quality.facts(ids) if quality.facts and ids else {}
    return [
        Facing(
            row,
            [
                Side(found[pk], list(facts.get(pk, {}).items()))
                for pk in (row.first, row.second)
                if pk in found
            ],
            [
                told
                for reason in getattr(row, "evidence", ())
                if quality.reason and (told := quality.reason(tuple(reason)))
            ],
        )
        for row in wanted
    ]
