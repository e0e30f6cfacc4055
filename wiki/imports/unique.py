"""Rows that the database would take for the same: unique constraints, read without a query."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db import models

from wiki.changesets import Fields, is_empty
from wiki.entry_types import Shape
from wiki.reference_fields import Reference

Mark = tuple[Any, ...]


def marks(shape: Shape, fields: Fields) -> Iterator[Mark]:
    """What must be unique about a row: two rows with a mark in common cannot both stand.

    Constraints whose rows may exchange places (one display name, one original) are left to those who
    choose between such rows.
    """
    for at, (names, empty) in enumerate(_rules(shape)):
        if all(is_empty(fields.get(name)) for name in empty):
            values = [_value(shape, name, fields.get(name)) for name in names]
            if None not in values:
                yield (shape.name, at, *values)


def _value(shape: Shape, name: str, value: Any) -> Any:
    if isinstance(shape.fields.get(name), Reference):
        return value or None
    return "" if is_empty(value) else value


@cache
def _rules(shape: Shape) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """(fields that must differ together, fields that must be empty for the rule to hold)."""
    rules = []
    for constraint in shape.model._meta.constraints:
        if not isinstance(constraint, models.UniqueConstraint) or not constraint.fields:
            continue
        empty = _empties(constraint.condition)
        if empty is not None and all(name in shape.fields for name in constraint.fields):
            rules.append((tuple(constraint.fields), empty))
    return rules


def _empties(condition: models.Q | None) -> tuple[str, ...] | None:
    """The fields that a condition wants empty; ``None`` for any other condition."""
    if condition is None:
        return ()
    simple = condition.connector == models.Q.AND and not condition.negated
    found = []
    for child in condition.children:
        if not simple or not isinstance(child, tuple) or child[1] is not None or "__" in child[0]:
            return None
        found.append(child[0])
    return tuple(found)
