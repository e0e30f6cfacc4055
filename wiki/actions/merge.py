"""Merging two pages about the same thing: one survives, the other redirects to it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from wiki import changesets, documents
from wiki.actions.submit import submit
from wiki.changesets import Change, ChangeSet, Document, Fields
from wiki.entry_types import EntryType, Part, Shape, registry
from wiki.fields import References
from wiki.models import Entry, Submission, SubmissionKind


def merge(entry: Entry, *, into: Entry, user: Any, summary: str, sources: str = "") -> Submission:
    """Propose that ``entry`` becomes a redirect to ``into``. Raises what ``submit`` raises.

    Raises ``ValidationError`` when the two are one page, or of different types, or ``into`` is no
    visible page.
    """
    if type(entry) is not type(into):
        raise ValidationError(_("Only pages of the same type can be merged."))
    if entry.pk == into.pk:
        raise ValidationError(_("A page cannot be merged into itself."))
    if into.merged_into is not None or into.hidden:
        raise ValidationError(_("The page to merge into is hidden or merged itself."))
    return submit(
        merging(entry, into),
        entry=f"{registry.of(type(entry)).name}:{entry.pk}",
        kind=SubmissionKind.MERGE,
        author=user,
        summary=summary,
        sources=sources,
        base_number=entry.number,
    )


def merging(entry: Entry, into: Entry) -> ChangeSet:
    """The change set that merges ``entry`` into ``into``.

    Names and links move over where the survivor lacks them; other parts move when the survivor has
    none of their kind, else they stay behind (they remain readable in the history). Whatever points
    at ``entry`` from other pages points at ``into``, or goes away where it would stand there twice.
    """
    entry_type = registry.of(type(entry))
    old, new = f"{entry_type.name}:{entry.pk}", f"{entry_type.name}:{into.pk}"
    found = documents.load(entry_type, [entry.pk, into.pk])
    changes = _moved_parts(entry_type, old, new, found[old], found[new])
    changes += _repointed(entry_type, old, new)
    changes.append({"key": old, "entry": old, "op": "~", "fields": {"merged_into": [None, new]}})
    return changes


def _moved_parts(
    entry_type: EntryType, old: str, new: str, source: Document, target: Document
) -> ChangeSet:
    """Rows directly below the page that move, with what is inside them."""
    changes: ChangeSet = []
    mapping = {old: new}
    for part in entry_type.parts:
        rows = _rows(part, source)
        there = _rows(part, target)
        always = part.name == entry_type.names_part or part.natural_key == ("site", "value")
        if there and not always:
            continue
        known = {_natural(part, fields) for fields in there.values()}
        for key, fields in rows.items():
            if _natural(part, fields) in known or not _may_point(part, fields, source, mapping):
                continue
            changes += _move(part, key, source, old, new, mapping)
    removals = [c for c in changes if c["op"] == "-"]
    additions = [c for c in changes if c["op"] == "+"]
    return removals + additions


def _may_point(part: Part, fields: Fields, source: Document, mapping: dict[str, str]) -> bool:
    """Whether the rows of the page that a row points at move too."""
    for spec in part.references:
        value = fields[spec.name]
        for target in value if isinstance(spec, References) else [value] if value else []:
            if target in source and target not in mapping:
                return False
    return True


def _move(
    part: Part, key: str, source: Document, old: str, new: str, mapping: dict[str, str]
) -> ChangeSet:
    """Take a row and its children off one page and put them on the other."""
    changes: ChangeSet = []
    fields = dict(source[key])
    fresh = f"{part.name}:new{key.partition(':')[2]}"
    mapping[key] = fresh
    moved: Fields = {}
    for spec in part.fields.values():
        value = fields[spec.name]
        if isinstance(value, list):
            value = [mapping.get(item, item) for item in value]
        elif spec.refers:
            value = mapping.get(value, value)
        moved[spec.name] = value
    if moved.get("display"):
        moved["display"] = False  # the survivor keeps its own
    changes.append(_gone(key, old, fields))
    changes.append(
        {
            "key": fresh,
            "entry": new,
            "op": "+",
            "fields": {n: [None, v] for n, v in moved.items() if not changesets.is_empty(v)},
        }
    )
    for child in part.parts:
        for child_key, child_fields in _rows(child, source).items():
            if child_fields[child.parent_field] == key:
                changes += _move(child, child_key, source, old, new, mapping)
    return changes


def _repointed(entry_type: EntryType, old: str, new: str) -> ChangeSet:
    """Rows of all pages that point at ``old``, pointed at ``new``."""
    changes: ChangeSet = []
    pk = int(old.partition(":")[2])
    for shape, field in registry.referring(entry_type.name):
        if field.name in ("merged_into", getattr(shape, "parent_field", None)):
            continue
        for owner, row in _referring_rows(shape, field, pk):
            document = documents.load_keys([owner])[owner]
            fields = document[row]
            if isinstance(field, References):
                value: Any = sorted({new if k == old else k for k in fields[field.name]})
                changes.append(_changed(row, owner, field.name, fields[field.name], value))
            elif (
                owner in (old, new) and _points_at_itself(shape, field, fields, new)
            ) or _stands_twice(shape, row, {**fields, field.name: new}, document):
                changes.append(_gone(row, owner, fields))
            else:
                changes.append(_changed(row, owner, field.name, old, new))
    return changes


def _referring_rows(shape: Shape, field: Any, pk: int) -> list[tuple[str, str]]:
    """(page key, row key) of the rows of ``shape`` whose ``field`` points at ``pk``."""
    path = shape.entry_path if isinstance(shape, Part) else "pk"
    name = shape.entry_type.name if isinstance(shape, Part) else shape.name
    rows = shape.model._base_manager.filter(**{field.name: pk}).order_by("pk")
    return [(f"{name}:{o}", f"{shape.name}:{r}") for o, r in rows.values_list(path, "pk")]


def _points_at_itself(shape: Shape, field: Any, fields: Fields, new: str) -> bool:
    parent = getattr(shape, "parent_field", "")
    return bool(parent) and fields.get(parent) == new and field.target == new.partition(":")[0]


def _stands_twice(shape: Shape, row: str, fields: Fields, document: Document) -> bool:
    """Whether the page has another row that a unique constraint takes for the same."""
    for constraint in shape.model._meta.constraints:
        if not isinstance(constraint, models.UniqueConstraint):
            continue
        expressions: Any = constraint.expressions
        names = constraint.fields or tuple(
            e.name for one in expressions for e in one.flatten() if hasattr(e, "name")
        )
        for key, other in document.items():
            if key == row or key.partition(":")[0] != shape.name:
                continue
            if all(changesets.same(other.get(n), fields.get(n)) for n in names):
                return True
    return False


def _rows(part: Part, document: Document) -> Document:
    return {k: f for k, f in document.items() if k.partition(":")[0] == part.name}


def _natural(part: Part, fields: Fields) -> tuple[Any, ...]:
    return tuple(str(fields.get(name) or "") for name in part.natural_key)


def _gone(key: str, entry: str, fields: Fields) -> Change:
    values = {n: [v, None] for n, v in fields.items() if not changesets.is_empty(v)}
    return {"key": key, "entry": entry, "op": "-", "fields": values}


def _changed(key: str, entry: str, name: str, base: Any, value: Any) -> Change:
    return {"key": key, "entry": entry, "op": "~", "fields": {name: [base, value]}}
