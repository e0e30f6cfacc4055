"""Merging two pages about the same thing: one survives, the other redirects to it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from wiki import changesets, documents
from wiki.actions.apply import lock_writer
from wiki.actions.submit import submit
from wiki.actions.write import unique_names
from wiki.changesets import Change, ChangeSet, Document, Fields
from wiki.entry_types import EntryType, Part, Shape, registry
from wiki.models import Entry, Submission, SubmissionKind
from wiki.reference_fields import References


def merge(entry: Entry, *, into: Entry, user: Any, summary: str, sources: str = "") -> Submission:
    """Propose that ``entry`` becomes a redirect to ``into``. Raises what ``submit`` raises.

    Raises ``ValidationError`` when the two are one page, or of different types, or ``entry`` was
    merged before, or ``into`` is no visible page.
    """
    if type(entry) is not type(into):
        raise ValidationError(_("Only pages of the same type can be merged."))
    if entry.pk == into.pk:
        raise ValidationError(_("A page cannot be merged into itself."))
    if entry.merged_into is not None:
        raise ValidationError(_("This page has been merged already."))
    if into.merged_into is not None or into.hidden:
        raise ValidationError(_("The page to merge into is hidden or merged itself."))
    with transaction.atomic():
        lock_writer()  # so that nobody makes a row point at the old page meanwhile
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

    The survivor gets the names and links that it lacks, and copies of other parts where it has none
    of their kind; what stays behind remains readable in the history. Whatever points at
    ``entry`` from other pages points at ``into``, or goes away where it would stand there twice.
    """
    entry_type = registry.of(type(entry))
    old, new = f"{entry_type.name}:{entry.pk}", f"{entry_type.name}:{into.pk}"
    found = documents.load(entry_type, [entry.pk, into.pk])
    changes = _moved_parts(entry_type, old, new, found[old], found[new])
    changes += _repointed(entry_type, old, new, {change["key"] for change in changes})
    changes.append({"key": old, "entry": old, "op": "~", "fields": {"merged_into": [None, new]}})
    return changes


def _moved_parts(
    entry_type: EntryType, old: str, new: str, source: Document, target: Document
) -> ChangeSet:
    """Rows directly below the page that the survivor gets, with what is inside them.

    Links move, because no two pages have one link; all else is copied, so that what stays behind
    keeps what it points at.
    """
    changes: ChangeSet = []
    mapping = {old: new}
    for part in entry_type.parts:
        rows = _rows(part, source)
        there = _rows(part, target)
        links = part.natural_key == ("site", "value")
        always = links or part.name == entry_type.names_part
        known = {_natural(part, fields) for fields in there.values()}
        for key, fields in rows.items():
            if _points_at(part, fields, new):  # the two pages were related: nothing is to itself
                changes += _gone_with_children(part, key, old, source)
                continue
            has_it = _natural(part, fields) in known or (there and not always)
            if has_it or not _may_point(part, fields, source, mapping):
                continue
            if _stands_twice(part, key, {**fields, part.parent_field: new}):
                changes += _gone_with_children(part, key, old, source)
            else:
                moved = _move(part, key, source, old, new, mapping)
                changes += [c for c in moved if c["op"] == "+" or links]
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


def _repointed(entry_type: EntryType, old: str, new: str, decided: set[str]) -> ChangeSet:
    """Rows of all pages that point at ``old``, pointed at ``new``; not those in ``decided``."""
    changes: dict[str, Change] = {}
    pk = int(old.partition(":")[2])
    for shape, field in registry.referring(entry_type.name):
        if field.name in ("merged_into", getattr(shape, "parent_field", None)):
            continue
        for owner, row in _referring_rows(shape, field, pk):
            if row in decided:
                continue
            document = documents.load_keys([owner])[owner]
            fields = document[row]
            if isinstance(field, References):
                value: Any = sorted({new if k == old else k for k in fields[field.name]})
                _set(changes, _changed(row, owner, field.name, fields[field.name], value))
            elif isinstance(shape, Part) and owner == new and field.target == entry_type.name:
                for change in _gone_with_children(shape, row, owner, document):
                    changes[change["key"]] = change
            elif _stands_twice(shape, row, {**fields, field.name: new}):
                for change in _joined(shape, row, {**fields, field.name: new}, owner, document):
                    changes[change["key"]] = change
            else:
                _set(changes, _changed(row, owner, field.name, old, new))
    return list(changes.values())


def _set(changes: dict[str, Change], change: Change) -> None:
    """Add the change of one field to what already happens to its row."""
    there = changes.setdefault(change["key"], change)
    if there is not change and there["op"] == "~":
        there["fields"].update(change["fields"])


def _joined(shape: Shape, row: str, fields: Fields, owner: str, document: Document) -> ChangeSet:
    """Remove a row that would stand twice; what is inside it goes into the other one."""
    twin = _twin(shape, row, fields, document)
    changes: ChangeSet = []
    for part in shape.parts:
        for key, inner in _rows(part, document).items():
            if inner[part.parent_field] != row:
                continue
            if twin and not _stands_twice(part, key, {**inner, part.parent_field: twin}):
                changes.append(_changed(key, owner, part.parent_field, row, twin))
            else:
                changes += _gone_with_children(part, key, owner, document)
    return [*changes, _gone(row, owner, document[row])]


def _gone_with_children(shape: Shape, row: str, owner: str, document: Document) -> ChangeSet:
    changes: ChangeSet = []
    for part in shape.parts:
        for key, inner in _rows(part, document).items():
            if inner[part.parent_field] == row:
                changes += _gone_with_children(part, key, owner, document)
    return [*changes, _gone(row, owner, document[row])]


def _referring_rows(shape: Shape, field: Any, pk: int) -> list[tuple[str, str]]:
    """(page key, row key) of the rows of ``shape`` whose ``field`` points at ``pk``."""
    path = shape.entry_path if isinstance(shape, Part) else "pk"
    name = shape.entry_type.name if isinstance(shape, Part) else shape.name
    rows = shape.model._base_manager.filter(**{field.name: pk}).order_by("pk")
    return [(f"{name}:{o}", f"{shape.name}:{r}") for o, r in rows.values_list(path, "pk")]


def _points_at(part: Part, fields: Fields, key: str) -> bool:
    """Whether a field of the row other than its parent is ``key``."""
    return any(fields[s.name] == key for s in part.references if s.name != part.parent_field)


def _unique(shape: Shape) -> list[models.UniqueConstraint]:
    constraints = shape.model._meta.constraints
    return [one for one in constraints if isinstance(one, models.UniqueConstraint)]


def _broken(shape: Shape, row: str, fields: Fields) -> list[models.UniqueConstraint]:
    """The rules of uniqueness that ``row`` would break in the catalogue with ``fields``."""
    columns = dict(spec.to_column(fields[spec.name]) for spec in shape.columns)
    instance = shape.model(pk=int(row.partition(":")[2]), **columns)
    instance._state.adding = False  # or it would be compared with itself
    broken = []
    for constraint in _unique(shape):
        try:
            constraint.validate(shape.model, instance)
        except ValidationError:
            broken.append(constraint)
    return broken


def _stands_twice(shape: Shape, row: str, fields: Fields) -> bool:
    """Whether the catalogue has another row that says the same as ``row`` would with ``fields``.

    A second display name is not the same name: it moves without its mark.
    """
    return bool(_broken(shape, row, {**fields, "display": False}))


def _twin(shape: Shape, row: str, fields: Fields, document: Document) -> str | None:
    """The row of the same page that says the same."""
    for constraint in _broken(shape, row, fields):
        names = unique_names(constraint)
        rows = (k for k in document if k != row and k.partition(":")[0] == shape.name)
        for key in rows:
            if all(changesets.same(document[key].get(n), fields.get(n)) for n in names):
                return key
    return None


def _rows(part: Part, document: Document) -> Document:
    return {k: f for k, f in document.items() if k.partition(":")[0] == part.name}


def _natural(part: Part, fields: Fields) -> tuple[Any, ...]:
    return tuple(str(fields.get(name) or "") for name in part.natural_key)


def _gone(key: str, entry: str, fields: Fields) -> Change:
    values = {n: [v, None] for n, v in fields.items() if not changesets.is_empty(v)}
    return {"key": key, "entry": entry, "op": "-", "fields": values}


def _changed(key: str, entry: str, name: str, base: Any, value: Any) -> Change:
    return {"key": key, "entry": entry, "op": "~", "fields": {name: [base, value]}}
