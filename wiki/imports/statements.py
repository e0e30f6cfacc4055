"""Statements: what a source says about entries, on the way from records to a change set."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from wiki.changesets import ChangeSet, Document, is_empty
from wiki.imports.nested import Nested, Problem, Record, Row

CREATED, UPDATED, UNCHANGED, HIDDEN = "created", "updated", "unchanged", "hidden"


@dataclass
class Statement:
    """What a source says about one entry, on its way into the catalogue."""

    nested: Nested
    records: list[Record]
    digest: str
    rows: list[Row] = field(default_factory=list)
    key: str = ""
    known: bool = False
    #: The id of what was remembered under a ref that the record had before.
    former: int | None = None
    outcome: str = UNCHANGED
    said: Document = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    @property
    def place(self) -> str:
        """Where the record stands that speaks of it first."""
        return self.records[0].place


@dataclass
class Plan:
    """A batch's change set, proposals, and what becomes of each record."""

    statements: list[Statement] = field(default_factory=list)
    changes: ChangeSet = field(default_factory=list)
    held: dict[str, ChangeSet] = field(default_factory=dict)
    #: Facts that were left out.
    left_out: list[Problem] = field(default_factory=list)
    #: Records that cannot be written, by place.
    bad: dict[str, str] = field(default_factory=dict)
    #: The statement that each row of the change set comes from.
    owners: dict[str, Statement] = field(default_factory=dict)


def items(value: Any) -> list[str]:
    """The keys that a reference or a set of references holds."""
    if isinstance(value, list):
        return value
    return [value] if value else []


def without(rows: list[Row], gone: set[str]) -> list[Row]:
    """``rows`` without those of ``gone`` and what is inside them or points at them."""
    if not gone:
        return rows
    gone = set(gone)
    while True:
        more = {
            row.key
            for row in rows
            if row.key not in gone
            and any(t in gone for s in row.shape.references for t in items(row.fields.get(s.name)))
        }
        if not more:
            return [row for row in rows if row.key not in gone]
        gone |= more


def shown(row: Row) -> str:
    """A row in a report."""
    said = [
        str(value)
        for name, value in row.fields.items()
        if name not in ("position", getattr(row.shape, "parent_field", "")) and not is_empty(value)
    ]
    return f"{row.shape.name} {' '.join(said)}"
