"""Reading the catalogue as documents: an entry and all its parts, in one query.

Every page, form, diff and revision works on documents (``wiki.changesets``), so the same code shows
the present, a past revision and a proposal.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, JSONObject

from wiki import changesets
from wiki.changesets import Change, ChangeSet, Document
from wiki.entry_types import EntryType, Part, Shape, registry
from wiki.models import Entry, RevisionEntry
from wiki.title_language import Titles, arrange

#: Entries that one statement reads; it names each once per shape, and databases limit parameters.
AT_ONCE = 500


def load(entry_type: EntryType, ids: Iterable[int]) -> dict[str, Document]:
    """The documents of entries, by key; ids that do not exist are missing. One query per ``AT_ONCE``.

    Rows come in the order of their ``position`` (or key), parents before children.
    """
    wanted = sorted(set(ids))
    documents: dict[str, Document] = {}
    if not wanted:
        return documents
    rows = [
        row
        for at in range(0, len(wanted), AT_ONCE)
        for row in _rows(entry_type, wanted[at : at + AT_ONCE])
    ]
    shapes = entry_type.shapes
    order = {name: at for at, name in enumerate(shapes)}
    rows.sort(key=lambda row: order.get(row[0], len(order)))
    sets: dict[tuple[str, str], list[str]] = {}
    owners: dict[str, dict[str, Any]] = {}
    for name, owner, payload in rows:
        data = json.loads(payload)
        shape = shapes.get(name)
        if shape is None:  # a row of a through table: "<shape>.<field>"
            shape_name, _dot, field_name = name.partition(".")
            field = shapes[shape_name].fields[field_name]
            key = f"{shape_name}:{data['o']}"
            sets.setdefault((key, field_name), []).append(f"{field.target}:{data['t']}")
            continue
        key = f"{name}:{data['id']}"
        fields = {f.name: f.from_json(data[f.name]) for f in shape.columns}
        for field in shape.sets:
            fields[field.name] = []
        documents.setdefault(f"{entry_type.name}:{owner}", {})[key] = fields
        if shape.sets:
            owners[key] = fields
    for (key, field_name), values in sets.items():
        owners[key][field_name] = sorted(values)
    for document in documents.values():
        _sort(entry_type, document)
    return documents


def load_one(entry: Entry) -> Document:
    """The present document of one entry."""
    entry_type = registry.of(type(entry))
    return load(entry_type, [entry.pk]).get(f"{entry_type.name}:{entry.pk}", {})


def load_keys(keys: Iterable[str]) -> dict[str, Document]:
    """The documents of entries of any types, by key. One query per type."""
    documents: dict[str, Document] = {}
    for name, ids in changesets.ids_by_type(keys).items():
        documents.update(load(registry[name], ids))
    return documents


def _rows(entry_type: EntryType, ids: list[int]) -> list[tuple[str, int, str]]:
    """(shape or "shape.field", entry id, JSON) for every row of the entries. One query."""
    if len(ids) == 1:
        sql, parameters = _statement_for_one(entry_type.name, connection.vendor)
        parameters = tuple(ids[0] if value == _ANY else value for value in parameters)
    else:
        sql, parameters = _statement(entry_type, ids)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


#: Stands for the id in the statement that is kept; no row has it.
_ANY = -1


@cache
def _statement_for_one(name: str, vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The statement for one entry. Building it takes ten times as long as running it, so it is kept."""
    return _statement(registry[name], [_ANY])


def _statement(entry_type: EntryType, ids: list[int]) -> tuple[str, tuple[Any, ...]]:
    """SQL and parameters that select every row of the entries as JSON."""
    queries = []
    for shape in entry_type.walk():
        path = shape.entry_path if isinstance(shape, Part) else "pk"
        rows = shape.model._base_manager.filter(**{f"{path}__in": ids})
        columns = {f.name: F(f.column.attname) for f in shape.columns}
        queries.append(_select(rows, shape.name, path, JSONObject(id=F("pk"), **columns)))
        for field in shape.sets:
            owner = field.column.m2m_field_name()
            through_path = owner if path == "pk" else f"{owner}__{path}"
            queries.append(
                _select(
                    field.through._base_manager.filter(**{f"{through_path}__in": ids}),
                    f"{shape.name}.{field.name}",
                    through_path,
                    JSONObject(o=F(field.owner_attname), t=F(field.target_attname)),
                )
            )
    return queries[0].union(*queries[1:], all=True).query.sql_with_params()


def _select(rows: Any, name: str, path: str, payload: Any) -> Any:
    owner = path if path == "pk" else f"{path}_id"
    return rows.order_by().values_list(
        Value(name, output_field=CharField()), F(owner), Cast(payload, CharField())
    )


def _sort(entry_type: EntryType, document: Document) -> None:
    """Put rows in the order of the declaration, then position, then key."""
    order = {name: at for at, name in enumerate(entry_type.shapes)}

    def place(item: tuple[str, dict[str, Any]]) -> tuple[int, int, int]:
        name, _colon, pk = item[0].partition(":")
        return order[name], item[1].get("position") or 0, int(pk)

    ordered = sorted(document.items(), key=place)
    document.clear()
    document.update(ordered)


def as_of(entry_type: EntryType, pk: int, number: int) -> Document:
    """The document of an entry as its revision ``number`` left it, from the entry's history."""
    changes: Document = {}
    history = RevisionEntry.objects.filter(
        entry_type=entry_type.name, entry_id=pk, number__lte=number
    ).order_by("number")
    for row in history.values_list("changes", flat=True):
        changes = changesets.apply(row, changes)
    document = complete(changes)
    _sort(entry_type, document)
    return document


def complete(document: Mapping[str, Any]) -> Document:
    """``document`` with every declared field of every row; rows of forgotten shapes are left out."""
    shapes = registry.shapes
    return {
        key: shapes[name].complete(fields)
        for key, fields in document.items()
        if (name := key.partition(":")[0]) in shapes
    }


@dataclass(frozen=True)
class Label:
    """What a reference shows: an entry's names and address. ``url`` is empty for a proposed one.

    ``title`` is what the page goes by, whoever reads; ``shown`` are its names as the reader wants them.
    """

    key: str
    title: str
    native: str = ""
    latin: str = ""
    url: str = ""
    hidden: bool = False

    def __str__(self) -> str:
        return self.title

    @property
    def shown(self) -> Titles:
        """The names in the reader's order."""
        return arrange(self.title, self.native, self.latin)

    @property
    def names(self) -> tuple[str, ...]:
        """Each text that may stand for the entry in a form."""
        return tuple(filter(None, (self.title, self.native, self.latin)))


class Labels(dict[str, Label]):
    """Labels by key; a key that is not there gets a label that says so."""

    def __missing__(self, key: str) -> Label:
        return Label(key, key.replace(":", " "))


def references_in(document: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """The keys of other entries that a document points at."""
    found: set[str] = set()
    for key, fields in document.items():
        shape = registry.shapes.get(key.partition(":")[0])
        if shape is not None:
            found |= referred(shape, fields)
    return found


def referred(shape: Shape, fields: Mapping[str, Any]) -> set[str]:
    """The keys of entries that one row of ``shape`` points at."""
    found: set[str] = set()
    for field in shape.references:
        value = fields.get(field.name)
        if field.target in registry and value:  # a value from before a change of kind may be odd
            found.update(k for k in (value if isinstance(value, list) else [value]) if k)
    return found


def references_in_changes(changes: Iterable[Change]) -> set[str]:
    """The keys of entries that a change set names: pages, old values and new ones."""
    found: set[str] = set()
    for change in changes:
        found.add(change["entry"])
        shape = registry.shapes.get(change["key"].partition(":")[0])
        if shape is not None:
            for side in (0, 1):
                found |= referred(shape, {n: pair[side] for n, pair in change["fields"].items()})
    return found


def labels(keys: Iterable[str], proposed: Iterable[Change] = ()) -> Labels:
    """Labels of entries, in one query. Entries that ``proposed`` creates get theirs from it."""
    queries = [
        registry[name]
        .model._base_manager.filter(pk__in=ids)
        .order_by()
        .values_list(
            Value(name, output_field=CharField()),
            "pk",
            "title",
            "title_native",
            "title_latin",
            "slug",
            "hidden",
        )
        for name, ids in changesets.ids_by_type(keys).items()
        if name in registry
    ]
    found = Labels()
    if queries:
        rows = queries[0].union(*queries[1:], all=True) if queries[1:] else queries[0]
        for name, pk, title, native, latin, slug, hidden in rows:
            key = f"{name}:{pk}"
            shown = title or f"{registry[name].label} {pk}"
            found[key] = Label(key, shown, native, latin, registry[name].url(pk, slug), hidden)
    created = [c for c in proposed if ":new" in c["entry"]]
    for key in changesets.entries_of(created):
        document = complete(changesets.apply(changesets.for_entry(created, key), {}))
        derived = registry.of_key(key).derive(key, document)
        found[key] = Label(key, derived["title"], derived["title_native"], derived["title_latin"])
    return found


def preview(changes: ChangeSet, entry: str, current: Document) -> Document:
    """The document of ``entry`` as it would be with ``changes``, which must fit ``current``."""
    return complete(changesets.apply(changesets.for_entry(changes, entry), current))
