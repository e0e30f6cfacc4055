"""Recognising rows: which row of a page is the one that a source means. Pure functions.

A row is recognised by the natural key of its part (``Part.natural_key``) under its parent: first
among the rows that the source has brought before, then among those that others have added. A row
that says nothing beyond what an existing one says is that row too: "released in Japan in 1995" adds
nothing to "released in Japan on 23 December 1995 in cinemas".
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Any

from wiki.changesets import Document, Fields, is_empty
from wiki.entry_types import Part, Shape, registry
from wiki.fields import PartialDate
from wiki.imports.nested import Row
from wiki.models import Name

Place = tuple[str, str, tuple[Any, ...]]


#: What does not tell rows apart: their place, remarks; of names, what sort of name it is.
_ASIDE = frozenset({"position", "note"})
_ASIDE_OF_NAMES = _ASIDE | {"display", "kind", "country"}


def align(rows: Iterable[Row], entry: str, base: Document, current: Document) -> dict[str, str]:
    """The present key of each row that has one: ``{row key: key in the wiki}``.

    ``base`` is what the source said last, ``current`` the page. The first of ``rows`` is the entry's
    own, which is ``entry``.
    """
    ordered = list(rows)
    mapping = {ordered[0].key: entry}
    rank = {name: at for at, name in enumerate(registry.write_order())}
    known = _index(base)
    present = _index({key: fields for key, fields in current.items() if key not in base})
    used: set[str] = set()
    for row in sorted(ordered[1:], key=lambda r: rank[r.shape.name]):
        if not isinstance(row.shape, Part):
            continue
        fields = pointed(row, mapping)
        place = _place(row.shape, fields)
        key = _take(known, place, used) or _take(present, place, used)
        if not key:
            key = _covering(row.shape, fields, current, base, used)
        if key:
            used.add(key)
            mapping[row.key] = key
    return mapping


def pointed(row: Row, mapping: dict[str, str]) -> Fields:
    """The row's fields with references to rows of its page put through ``mapping``."""
    fields = dict(row.fields)
    for spec in row.shape.references:
        value = fields.get(spec.name)
        if isinstance(value, list):
            fields[spec.name] = sorted(mapping.get(item, item) for item in value)
        elif value:
            fields[spec.name] = mapping.get(value, value)
    return fields


def _index(document: Document) -> dict[Place, deque[str]]:
    index: dict[Place, deque[str]] = {}
    shapes = registry.shapes
    for key, fields in document.items():
        shape = shapes.get(key.partition(":")[0])
        if isinstance(shape, Part):
            index.setdefault(_place(shape, fields), deque()).append(key)
    return index


def _place(part: Part, fields: Fields) -> Place:
    key = tuple(_plain(fields.get(name)) for name in part.natural_key)
    return part.name, fields.get(part.parent_field) or "", key


def _plain(value: Any) -> Any:
    if is_empty(value):
        return None
    return tuple(value) if isinstance(value, list) else value


def _take(index: dict[Place, deque[str]], place: Place, used: set[str]) -> str:
    keys = index.get(place)
    while keys:
        key = keys.popleft()
        if key not in used:
            return key
    return ""


def _covering(part: Part, fields: Fields, current: Document, base: Document, used: set[str]) -> str:
    """A row that others have added and that says all that this one says, and more."""
    aside = _ASIDE_OF_NAMES if issubclass(part.model, Name) else _ASIDE
    said = {n: v for n, v in fields.items() if n not in aside and not is_empty(v)}
    if len(said) < 2:  # the parent alone says nothing
        return ""
    others = (
        key
        for key, other in current.items()
        if key.startswith(f"{part.name}:")
        and key not in used
        and key not in base
        and all(_covers(part, name, other.get(name), value) for name, value in said.items())
    )
    return next(others, "")


def _covers(shape: Shape, name: str, there: Any, said: Any) -> bool:
    if isinstance(said, list):
        return set(said) <= set(there or ())
    if isinstance(shape.fields[name], PartialDate):
        return bool(there) and str(there).startswith(said)
    return there == said
