"""Rows that may stand once: pairs of entries told from both ends, rows told twice."""

from __future__ import annotations

from functools import cache
from typing import Any

from wiki.entry_types import Part
from wiki.imports.nested import Row
from wiki.imports.statements import Statement
from wiki.imports.unique import marks


class Pairs:
    """Pairs of entries that the database wants once, whichever of the two names the other."""

    def __init__(self) -> None:
        self.told: set[tuple[str, str, str]] = set()

    def told_by_others(self, statement: Statement) -> set[str]:
        """The rows of a statement whose pair the page at the other end holds already."""
        found: set[str] = set()
        for row in statement.rows:
            if not isinstance(row.shape, Part) or not _paired(row.shape):
                continue
            name, own = row.shape.name, statement.key
            other = next(row.fields[n] for n in _paired(row.shape) if n != row.shape.parent_field)
            told = {(name, own, other), (name, other, own)} & self.told
            if own == other or told or _stored(row.shape, other, own):
                found.add(row.key)
            self.told.add((name, own, other))
        return found


def _stored(part: Part, owner: str, other: str) -> bool:
    """Whether the page ``owner`` holds a pair with ``other``."""
    if ":new" in owner or ":new" in other:
        return False
    second = next(name for name in _paired(part) if name != part.parent_field)
    pair = {part.parent_field: owner.partition(":")[2], second: other.partition(":")[2]}
    return part.model._base_manager.filter(**pair).exists()


@cache
def _paired(shape: Any) -> tuple[str, ...]:
    """The two fields of a part whose pair is unique in either order; empty for other parts."""
    for constraint in shape.model._meta.constraints:
        expressions = list(getattr(constraint, "expressions", ()))
        if len(expressions) == 2:
            names = [e.name for e in expressions[0].flatten() if hasattr(e, "name")]
            return tuple(names)
    return ()


def doubled(rows: list[Row]) -> set[str]:
    """The rows that say again what must be said once."""
    taken: set[Any] = set()
    found = set()
    for row in rows:
        own = set(marks(row.shape, row.fields))
        if own & taken:
            found.add(row.key)
        taken |= own
    return found
