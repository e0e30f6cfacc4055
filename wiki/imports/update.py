"""What a new version of a record changes on a page that exists. Pure functions.

Three documents meet: what the source said last (base), what it says now (said), and the page
(current). What the source has changed is merged into the page field by field; where a person has
changed the same, the page keeps its value and the source's becomes a proposal.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from wiki import changesets
from wiki.changesets import Change, ChangeSet, Document, Fields, is_empty
from wiki.entry_types import Part, registry
from wiki.imports.align import align, pointed
from wiki.imports.nested import Row
from wiki.imports.unique import marks
from wiki.reference_fields import References


@dataclass
class Update:
    """What to apply, what to propose, and the source's statement under the page's keys."""

    said: Document
    changes: ChangeSet = field(default_factory=list)
    held: ChangeSet = field(default_factory=list)
    #: Rows left out because the page has one that must be the only one of its sort.
    doubled: list[Row] = field(default_factory=list)


def update(rows: list[Row], entry: str, base: Document, current: Document) -> Update:
    """Work out what a record changes on the page ``entry``. Nothing given is changed."""
    mapping = align(rows, entry, base, current)
    result = Update({})
    taken = {
        mark for key, fields in current.items() for mark in marks(registry.shape_of(key), fields)
    }
    for row in rows:
        key = mapping.get(row.key, row.key)
        fields = {n: v for n, v in pointed(row, mapping).items() if not is_empty(v)}
        if key not in current and key not in base:
            own = set(marks(row.shape, fields))
            if own & taken:
                result.doubled.append(row)
                continue
            taken |= own
        result.said[key] = fields
    for row in result.doubled:
        _forget(result.said, mapping.get(row.key, row.key))
    _place_rows(result.said, base, current)
    _compare(result, entry, base, current)
    _keep_what_is_used(result, base, current)
    _keep_one_display(result, entry, current)
    return result


def _forget(said: Document, gone: str) -> None:
    """Take out what is inside a row that is left out, or points at it."""
    for key, fields in list(said.items()):
        if key in said and any(v == gone for v in fields.values()):
            del said[key]
            _forget(said, key)


def _place_rows(said: Document, base: Document, current: Document) -> None:
    """Give rows their places without moving those that are there, unless the source moved them."""
    groups: dict[tuple[str, str], list[str]] = {}
    for key, fields in said.items():
        shape = registry.shape_of(key)
        if isinstance(shape, Part) and shape.ordered:
            parent = fields.get(shape.parent_field, "")
            groups.setdefault((shape.name, parent), []).append(key)
    for (name, parent), keys in groups.items():
        brought = [base[key].get("position") or 0 for key in keys if key in base]
        if brought and brought != sorted(brought):
            continue  # the source has a new order, and says it
        part = registry.shapes[name]
        there = [
            fields.get("position") or 0
            for key, fields in current.items()
            if key.startswith(f"{name}:") and fields.get(part.parent_field) == parent  # type: ignore[attr-defined]
        ]
        end = max(there, default=-1) + 1
        before = None
        for key in keys:
            if key in base:
                place = base[key].get("position") or 0
                before = current.get(key, base[key]).get("position") or 0
            elif key in current:
                place = current[key].get("position") or 0
            elif before is not None:
                place = before  # among equals the newer row comes last
            else:
                place, end = end, end + 1
            said[key].pop("position", None)
            if place:
                said[key]["position"] = place


def _compare(result: Update, entry: str, base: Document, current: Document) -> None:
    """Fill ``changes`` and ``held`` from the differences, row by row."""
    wanted: ChangeSet = []
    for key in base:
        if key not in result.said and key != entry:
            wanted.append(_change(key, entry, "-", {n: [v, None] for n, v in base[key].items()}))
    for key, fields in result.said.items():
        if key in base:
            names = {**fields, **base[key]}
            pairs = {
                n: [base[key].get(n), fields.get(n)]
                for n in names
                if not changesets.same(base[key].get(n), fields.get(n))
            }
            if pairs and key in current:
                wanted.append(_change(key, entry, "~", pairs))
        elif key in current:
            pairs = _filling(key, fields, current[key])
            if pairs:
                wanted.append(_change(key, entry, "~", pairs))
        else:
            wanted.append(_change(key, entry, "+", {n: [None, v] for n, v in fields.items()}))
    merged = changesets.merge(wanted, current)
    result.changes = merged.changes
    for conflict in merged.conflicts:
        if conflict.field:
            pair = [conflict.now, conflict.proposed]
            result.held.append(_change(conflict.key, entry, "~", {conflict.field: pair}))
        else:
            result.held.append(_removal(conflict.key, entry, current))


def _filling(key: str, fields: Fields, now: Fields) -> dict[str, list[object]]:
    """What a source adds to a row that others have made: it fills gaps, it overrules nothing."""
    shape = registry.shape_of(key)
    pairs: dict[str, list[object]] = {}
    for name, value in fields.items():
        if isinstance(shape.fields[name], References):
            merged = changesets.merge_sets([], now.get(name), value)
            if merged != (now.get(name) or []):
                pairs[name] = [now.get(name), merged]
        elif is_empty(now.get(name)) and name not in ("position", "display"):
            pairs[name] = [now.get(name), value]
    return pairs


def _keep_what_is_used(result: Update, base: Document, current: Document) -> None:
    """Hold back removals of rows that rows of others are inside of, or point at."""
    going = {c["key"] for c in result.changes if c["op"] == "-"}
    while going:
        used = {
            target
            for key, fields in current.items()
            if key not in going
            for spec in registry.shape_of(key).references
            for target in _targets(fields.get(spec.name))
            if target in going
        }
        if not used:
            break
        going -= used
    kept = [c for c in result.changes if c["op"] == "-" and c["key"] not in going]
    result.changes = [c for c in result.changes if c["op"] != "-" or c["key"] in going]
    result.held += [_removal(c["key"], c["entry"], current) for c in kept]


def _keep_one_display(result: Update, entry: str, current: Document) -> None:
    """Leave the display name to people where they have chosen another one."""
    after = changesets.apply(result.changes, current)
    shown: dict[tuple[str, str], list[str]] = {}
    for key, fields in after.items():
        shape = registry.shape_of(key)
        if isinstance(shape, Part) and "display" in shape.fields:
            keys = shown.setdefault((shape.name, fields.get(shape.parent_field) or ""), [])
            if fields.get("display"):
                keys.append(key)
    ours = {
        c["key"]: c
        for c in result.changes
        if c["op"] != "-" and not changesets.same(*c["fields"].get("display", (None, None)))
    }
    for (name, parent), keys in shown.items():
        if len(keys) > 1:
            theirs = [key for key in keys if key not in ours]
            for key in keys:
                if key in ours and theirs:
                    _propose_display(result, entry, ours[key], theirs, current)
        elif not keys:
            for key, change in ours.items():
                if key.startswith(f"{name}:") and after[key].get(_parent_field(name)) == parent:
                    change["fields"].pop("display")
    result.changes = [c for c in result.changes if c["op"] != "~" or c["fields"]]


def _propose_display(
    result: Update, entry: str, change: Change, theirs: list[str], current: Document
) -> None:
    change["fields"].pop("display")
    if change["key"] in current:
        for key in theirs:
            result.held.append(_change(key, entry, "~", {"display": [True, False]}))
        result.held.append(_change(change["key"], entry, "~", {"display": [False, True]}))


def _parent_field(name: str) -> str:
    shape = registry.shapes[name]
    return shape.parent_field if isinstance(shape, Part) else ""


def _targets(value: object) -> list[str]:
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, str) and value else []


def _removal(key: str, entry: str, current: Document) -> Change:
    fields = {n: [v, None] for n, v in current[key].items() if not is_empty(v)}
    return _change(key, entry, "-", fields)


def _change(key: str, entry: str, op: str, fields: dict) -> Change:
    return {"key": key, "entry": entry, "op": op, "fields": fields}  # type: ignore[typeddict-item]
