"""Entries as nested JSON, the form in which files tell them, and their way to rows and back.

::

    {"type": "film", "ref": "memories", "runtime": 113, "genres": ["genre:drama"],
     "names": [{"text": "Memories", "display": true}],
     "segments": [{"ref": "rose", "number": 1, "names": [...]}],
     "credits": [{"person": "person:otomo", "role": "director", "segment": "segment:rose"}]}

Lists of rows are named by the part's ``plural``, fields as in documents, empty values are left out,
the order of a list gives ``position``. A reference is ``<type>:<ref>``: to an entry of the same
source, or to a row of the same entry that has that ``ref``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wiki.changesets import Document, Fields, is_empty
from wiki.entry_types import EntryType, Part, Shape, registry
from wiki.fields import Boolean, Choice, Integer
from wiki.fields import Field as Spec
from wiki.reference_fields import References
from wiki.vocabulary_fields import Countries

#: How a record may find a page that this source has not brought: see ``wiki.imports.match``.
BESIDE = "beside"
NATIVE = "native"
NAME = "name"
JOINED = "joined"

#: Changes when the meaning of nested entries changes, so that every record is looked at again.
VERSION = 1


class BadRecord(Exception):
    """A record that cannot become a page; ``str(error)`` says why."""


@dataclass(slots=True)
class Nested:
    """An entry as a source tells it.

    ``identity`` lists its identifiers at other sites, most trusted first; ``match`` the further ways
    to find its page, first to last; ``former`` the refs that it may have had in older files.
    """

    type: str
    ref: str
    data: dict[str, Any]
    identity: tuple[tuple[str, str], ...] = ()
    match: tuple[str, ...] = ()
    keep_id: bool = False
    former: tuple[str, ...] = ()

    @property
    def token(self) -> str:
        """The reference by which the source's records name it."""
        return f"{self.type}:{self.ref}"

    def digest(self) -> str:
        """The same for the same content, whatever the order of its keys."""
        text = json.dumps([VERSION, self.data], sort_keys=True, ensure_ascii=False)
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


@dataclass(slots=True)
class Record:
    """One record of a file: an entry, and what it names that may not have a page yet.

    ``place`` says where it stands (``films.jsonl.gz:12``). It is written whole or not at all.
    """

    place: str
    entry: Nested
    stubs: list[Nested] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read or written; ``sort`` is what the summary counts it under."""

    place: str
    reason: str
    sort: str = "unreadable"


@dataclass(slots=True)
class Row:
    """One row of a flattened entry. References to entries hold tokens, to rows the rows' keys."""

    key: str
    shape: Shape
    fields: Fields


class _Plan:
    """What the rows of one shape may say, worked out once."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.parent = getattr(shape, "parent_field", "")
        self.specs = {n: s for n, s in shape.fields.items() if n not in (self.parent, "position")}
        self.parts = {part.plural: part for part in shape.parts}
        self.ordered = getattr(shape, "ordered", False)
        self.required = [n for n, s in self.specs.items() if s.required]
        self._cleaned: dict[tuple[str, type, Any], Any] = {}

    @cached_property
    def outward(self) -> list[Spec]:
        """The fields that point at entries, the parent aside."""
        return [s for s in self.specs.values() if s.refers and not s.local]

    @cached_property
    def defaults(self) -> Fields:
        """The values of fields that a row has when it says nothing."""
        values = {name: spec.default() for name, spec in self.specs.items() if not spec.refers}
        return {name: value for name, value in values.items() if not is_empty(value)}

    def clean(self, spec: Spec, value: Any) -> Any:
        """``spec.clean``, remembered for fields with few values. Raises ``ValidationError``."""
        if isinstance(value, dict) or (isinstance(value, list) and not isinstance(spec, Countries)):
            raise ValidationError(_("This is not a single value."))
        if not isinstance(spec, Choice | Boolean | Integer):
            return spec.clean(value)
        place = (spec.name, type(value), value)
        if place not in self._cleaned:
            if len(self._cleaned) > 10_000:
                self._cleaned.clear()
            self._cleaned[place] = spec.clean(value)
        return self._cleaned[place]


_plans: dict[str, _Plan] = {}


def _plan(shape: Shape) -> _Plan:
    if shape.name not in _plans:
        _plans[shape.name] = _Plan(shape)
    return _plans[shape.name]


def outward(shape: Shape) -> list[Spec]:
    """The fields of a shape that point at entries, the parent aside."""
    return _plan(shape).outward


def flatten(nested: Nested, mint: Callable[[str], str]) -> list[Row]:
    """The rows of a nested entry, the entry's own first, parents before children.

    ``mint(shape name)`` gives keys for them. Raises ``BadRecord`` with everything that is wrong.
    """
    return _Flattening(mint).run(nested)


class _Flattening:
    def __init__(self, mint: Callable[[str], str]) -> None:
        self.mint = mint
        self.rows: list[Row] = []
        self.errors: list[str] = []
        self.refs: dict[str, str] = {}
        #: (row, field name, where it stands) of references to rows, resolved at the end.
        self.local: list[tuple[Row, str, str]] = []

    def run(self, nested: Nested) -> list[Row]:
        data = {name: value for name, value in nested.data.items() if name not in ("type", "ref")}
        self._row(registry[nested.type], data, "", "", 0)
        for row, name, where in self.local:
            value = row.fields[name]
            if isinstance(value, list):
                row.fields[name] = sorted(self._resolve(item, f"{where}{name}") for item in value)
            else:
                row.fields[name] = self._resolve(value, f"{where}{name}")
        if self.errors:
            raise BadRecord("; ".join(self.errors))
        return self.rows

    def _resolve(self, token: str, where: str) -> str:
        if token not in self.refs:
            self.errors.append(f"{where}: no row of this entry is {token}")
        return self.refs.get(token, token)

    def _row(self, shape: Shape, data: Any, where: str, parent: str, position: int) -> None:
        plan = _plan(shape)
        if not isinstance(data, dict):
            self.errors.append(f"{where or shape.name}: a row is an object")
            return
        fields: Fields = dict(plan.defaults)
        row = Row(self.mint(shape.name), shape, fields)
        self.rows.append(row)
        if parent:
            fields[plan.parent] = parent
        if plan.ordered and position:
            fields["position"] = position
        for name, value in data.items():
            if name in plan.specs:
                if not is_empty(value):
                    self._field(row, plan, plan.specs[name], value, where)
            elif name in plan.parts:
                self._rows(plan.parts[name], value, f"{where}{name}", row.key)
            elif name == "ref" and parent:
                token = f"{shape.name}:{value}"
                if token in self.refs:
                    self.errors.append(f"{where}ref: {token} stands here twice")
                self.refs[token] = row.key
            else:
                self.errors.append(f"{where}{name}: {shape.name} has no such field")
        for name in plan.required:
            if is_empty(fields.get(name)):
                self.errors.append(f"{where}{name}: is missing")

    def _rows(self, part: Part, value: Any, where: str, parent: str) -> None:
        if not isinstance(value, list):
            self.errors.append(f"{where}: is not a list")
            return
        for at, item in enumerate(value):
            self._row(part, item, f"{where}[{at}].", parent, at)

    def _field(self, row: Row, plan: _Plan, spec: Spec, value: Any, where: str) -> None:
        if not spec.refers:
            try:
                row.fields[spec.name] = plan.clean(spec, value)
            except ValidationError as error:
                self.errors.append(f"{where}{spec.name}: {' '.join(error.messages)}")
            return
        many = isinstance(spec, References)
        items = value if many and isinstance(value, list) else [value]
        prefix = f"{spec.target}:"
        wrong = [i for i in items if not isinstance(i, str) or not i.startswith(prefix)]
        if wrong or (isinstance(value, list) and not many):
            self.errors.append(f"{where}{spec.name}: {wrong or value} is no reference {prefix}…")
            return
        row.fields[spec.name] = sorted(set(items)) if many else value
        if spec.local:
            self.local.append((row, spec.name, where))


def nest(entry_type: EntryType, key: str, document: Document) -> dict[str, Any]:
    """The nested form of an entry's document: what ``flatten`` makes the same rows of.

    References to entries are written with the ids they have here.
    """
    children: dict[tuple[str, str], list[str]] = {}
    pointed: set[str] = set()
    for row, fields in document.items():
        shape = entry_type.shapes[row.partition(":")[0]]
        if isinstance(shape, Part):
            children.setdefault((shape.name, fields[shape.parent_field]), []).append(row)
        pointed.update(_local_targets(shape, fields))
    numbers: dict[str, int] = {}
    refs: dict[str, str] = {}
    for row in _in_nested_order(entry_type, key, children):
        if row in pointed:
            name = row.partition(":")[0]
            numbers[name] = numbers.get(name, 0) + 1
            refs[row] = str(numbers[name])

    def told(shape: Shape, row: str) -> dict[str, Any]:
        fields = document[row]
        data: dict[str, Any] = {"ref": refs[row]} if row in refs else {}
        for name, spec in _plan(shape).specs.items():
            value = fields.get(name)
            if is_empty(value):
                continue
            if spec.refers and spec.local:
                value = _told_references(spec, value, refs)
            data[name] = value
        for part in shape.parts:
            rows = children.get((part.name, row))
            if rows:
                data[part.plural] = [told(part, child) for child in rows]
        return data

    return {"type": entry_type.name, "ref": key.partition(":")[2], **told(entry_type, key)}


def _told_references(spec: Spec, value: Any, refs: dict[str, str]) -> Any:
    target = spec.target
    if isinstance(value, list):
        return sorted(f"{target}:{refs[item]}" for item in value)
    return f"{target}:{refs[value]}"


def _local_targets(shape: Shape, fields: Fields) -> Iterator[str]:
    """The rows of the same entry that a row points at, its parent aside."""
    parent = getattr(shape, "parent_field", "")
    for spec in shape.references:
        if spec.local and spec.name != parent:
            value = fields.get(spec.name)
            yield from value if isinstance(value, list) else [value] if value else []


def _in_nested_order(
    shape: Shape, row: str, children: dict[tuple[str, str], list[str]]
) -> Iterator[str]:
    yield row
    for part in shape.parts:
        for child in children.get((part.name, row), ()):
            yield from _in_nested_order(part, child, children)
