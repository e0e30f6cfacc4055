"""What on other pages refers to a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from wiki import documents
from wiki.entry_types import Part, registry
from wiki.reference_fields import References


@dataclass(frozen=True)
class Pointer:
    """A row ``key`` of the page ``entry`` whose ``field`` points at the page ``target``."""

    target: str
    entry: str
    key: str
    field: str
    hidden: bool = False


def pointers_at(keys: Iterable[str]) -> dict[str, list[Pointer]]:
    """What points at each page from other pages, and whether those are hidden.

    One query for each field that can point at one of the pages' types, and one for what is hidden.
    """
    by_type: dict[str, list[int]] = {}
    for key in keys:
        name, _colon, pk = key.partition(":")
        by_type.setdefault(name, []).append(int(pk))
    found: list[Pointer] = []
    for name, ids in by_type.items():
        for shape, field in registry.referring(name):
            if field.name == getattr(shape, "parent_field", None):
                continue
            path = shape.entry_path if isinstance(shape, Part) else "pk"
            owner_type = shape.entry_type.name if isinstance(shape, Part) else shape.name
            target = field.column.name if isinstance(field, References) else field.column.attname
            rows = shape.model._base_manager.filter(**{f"{field.name}__in": ids}).order_by("pk")
            found += [
                Pointer(f"{name}:{at}", f"{owner_type}:{owner}", f"{shape.name}:{pk}", field.name)
                for owner, pk, at in rows.values_list(path, "pk", target)
                if at in ids and f"{owner_type}:{owner}" != f"{name}:{at}"
            ]
    labels = documents.labels({pointer.entry for pointer in found})
    pointers: dict[str, list[Pointer]] = {}
    for pointer in found:
        hidden = labels[pointer.entry].hidden
        pointers.setdefault(pointer.target, []).append(replace(pointer, hidden=hidden))
    return pointers
