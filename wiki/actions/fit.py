"""Fitting a change set to the catalogue as it is now: merging, checking, completing.

This is the part of ``apply`` that decides *what* will be written; ``wiki.actions.apply`` writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wiki import changesets, documents
from wiki.changesets import Change, ChangeSet, Conflict, Document
from wiki.entry_types import Part, Shape, registry
from wiki.exceptions import EditConflict, EntryUnavailable, InvalidChange, NothingChanged
from wiki.fields import References
from wiki.models import SubmissionKind

Resolutions = Mapping[tuple[str, str], str]
#: Kinds of submission that may touch pages that are hidden or merged away.
REACHES_HIDDEN = frozenset(
    {
        SubmissionKind.HIDE,
        SubmissionKind.RESTORE,
        SubmissionKind.MERGE,
        SubmissionKind.REVERT,
        SubmissionKind.IMPORT,
    }
)


@dataclass
class Fitted:
    """A change set that fits: ``changes`` apply to ``before``, giving ``after`` (both by page)."""

    changes: ChangeSet
    before: dict[str, Document]
    after: dict[str, Document] = field(default_factory=dict)


def fit(changes: Iterable[Change], *, kind: str, resolutions: Resolutions | None = None) -> Fitted:
    """Merge ``changes`` into the present documents and check the result.

    Raises ``EditConflict`` (with the conflicts that ``resolutions`` leaves open),
    ``EntryUnavailable``, ``InvalidChange`` (errors by row and field) or ``NothingChanged``.
    """
    changes = _known(changes)
    before = _load(changes, kind)
    present: Document = {key: f for document in before.values() for key, f in document.items()}
    changes = _with_dependents(changes, before)
    merged = changesets.merge(changes, present, resolutions)
    if merged.conflicts:
        raise EditConflict(merged.conflicts)
    if not merged.changes:
        raise NothingChanged
    cleaned = _clean(merged.changes)
    cleaned = _follow_references(cleaned)
    if not cleaned:
        raise NothingChanged
    fitted = Fitted(cleaned, before)
    for entry in changesets.entries_of(cleaned):
        own = changesets.for_entry(cleaned, entry)
        fitted.after[entry] = documents.complete(changesets.apply(own, before.get(entry, {})))
    _check_structure(fitted)
    return fitted


def conflicts_of(
    changes: Iterable[Change], before: Mapping[str, Document] | None = None
) -> list[Conflict]:
    """Where ``changes`` clash with the catalogue as it is now. Reads only.

    ``before`` are the present documents of the pages, where the caller has loaded them.
    """
    changes = _known(changes)
    if before is None:
        before = documents.load_keys(changesets.entries_of(changes))
    present: Document = {key: f for document in before.values() for key, f in document.items()}
    return changesets.merge(changes, present).conflicts


def _known(changes: Iterable[Change]) -> ChangeSet:
    """``changes`` in today's schema: renamed fields moved, forgotten shapes and fields dropped."""
    result: ChangeSet = []
    for change in changes:
        shape = registry.shapes.get(change["key"].partition(":")[0])
        if shape is None:
            continue
        pairs = {shape.renamed.get(n, n): pair for n, pair in change["fields"].items()}
        known = {n: pair for n, pair in pairs.items() if n in shape.fields}
        if known or change["op"] != "~":
            result.append({**change, "fields": known})
    return result


def _load(changes: ChangeSet, kind: str) -> dict[str, Document]:
    """The present documents of the pages that ``changes`` touch, checked to be editable."""
    entries = changesets.entries_of(changes)
    existing = [key for key in entries if ":new" not in key]
    before = documents.load_keys(existing)
    created = {change["key"] for change in changes if change["op"] == "+"}
    for key in entries:
        document = before.get(key)
        if document is None:
            if key not in created:
                raise EntryUnavailable(_("This page does not exist."))
            continue
        state = document[key]
        if kind not in REACHES_HIDDEN and (state["hidden"] or state["merged_into"]):
            raise EntryUnavailable
    return before


def _with_dependents(changes: ChangeSet, before: Mapping[str, Document]) -> ChangeSet:
    """``changes``, where removing a row also removes the rows inside it (voices of a character)."""
    going = {change["key"] for change in changes if change["op"] == "-"}
    extra: ChangeSet = []
    for entry, document in before.items():
        for key, fields in document.items():
            shape = registry.shape_of(key)
            # Children stand after their parents in a document, so one pass finds grandchildren.
            if isinstance(shape, Part) and key not in going and fields[shape.parent_field] in going:
                going.add(key)
                values = {n: [v, None] for n, v in fields.items() if not changesets.is_empty(v)}
                extra.append({"key": key, "entry": entry, "op": "-", "fields": values})
    kept = [c for c in changes if not (c["op"] == "~" and c["key"] in going)]
    return extra + kept


def _clean(changes: ChangeSet) -> ChangeSet:
    """``changes`` with every new value cleaned by its field, and new rows with their defaults."""
    errors: dict[str, dict[str, list[str]]] = {}
    result: ChangeSet = []
    for change in changes:
        shape = registry.shape_of(change["key"])
        if change["op"] == "-":
            result.append(change)
            continue
        fields: dict[str, list[Any]] = {}
        names = shape.fields if change["op"] == "+" else change["fields"]
        for name in names:
            spec = shape.fields[name]
            base, new = change["fields"].get(name, (None, None))
            try:
                if changesets.is_empty(new) and name not in change["fields"]:
                    new = spec.default()
                value = spec.clean(new)
            except ValidationError as error:
                errors.setdefault(change["key"], {})[name] = list(error.messages)
                continue
            if change["op"] == "~" or not changesets.is_empty(value):
                fields[name] = [base, value]
        if change["op"] == "~":
            fields = {n: pair for n, pair in fields.items() if not changesets.same(*pair)}
        if fields or change["op"] == "+":
            result.append({**change, "fields": fields})
    if errors:
        raise InvalidChange(errors)
    return result


def _follow_references(changes: ChangeSet) -> ChangeSet:
    """Check that the entries pointed at exist, and point at the survivor of a merged one."""
    wanted: dict[str, set[int]] = {}
    for key in _new_references(changes):
        name, _colon, pk = key.partition(":")
        if pk.isdigit():
            wanted.setdefault(name, set()).add(int(pk))
    found: dict[str, str | None] = {}
    for name, ids in wanted.items():
        rows = registry[name].model._base_manager.filter(pk__in=ids)
        for pk, survivor in rows.values_list("pk", "merged_into_id"):
            found[f"{name}:{pk}"] = f"{name}:{survivor}" if survivor else None
    created = {c["key"] for c in changes if c["op"] == "+"}
    unmerged = {c["key"] for c in changes if "merged_into" in c["fields"]}
    errors: dict[str, dict[str, list[str]]] = {}

    def follow(change: Change, field_name: str, key: str) -> str:
        if key in created:
            return key
        if key not in found:
            text = _("This refers to a page that does not exist.")
            errors.setdefault(change["key"], {})[field_name] = [text]
            return key
        return key if key in unmerged else found[key] or key

    for change in changes:
        if change["op"] == "-":
            continue
        shape = registry.shape_of(change["key"])
        for spec in shape.references:
            pair = change["fields"].get(spec.name)
            if spec.name == "merged_into" or not pair or spec.target not in registry:
                continue
            if spec.name == getattr(shape, "parent_field", None):
                continue
            if isinstance(spec, References):
                pair[1] = sorted({follow(change, spec.name, k) for k in pair[1] or []})
            elif pair[1]:
                pair[1] = follow(change, spec.name, pair[1])
    if errors:
        raise InvalidChange(errors)
    return [
        c
        for c in changes
        if c["op"] != "~" or any(not changesets.same(*pair) for pair in c["fields"].values())
    ]


def _new_references(changes: ChangeSet) -> set[str]:
    return {
        key
        for change in changes
        if change["op"] != "-"
        for key in documents.referred(
            registry.shape_of(change["key"]),
            {name: pair[1] for name, pair in change["fields"].items()},
        )
    }


def _check_structure(fitted: Fitted) -> None:
    """Rows belong to their page, point at rows of their page, and nothing in use goes away."""
    errors: dict[str, dict[str, list[str]]] = {}
    for change in fitted.changes:
        key, entry, op = change["key"], change["entry"], change["op"]
        shape = registry.shape_of(key)
        document = fitted.after[entry]
        if isinstance(shape, Part):
            if op != "-" and change["fields"].get(shape.parent_field, [0, 0])[1] is None:
                _add(errors, key, "", _("This row belongs to no page."))
            elif op != "-" and document[key][shape.parent_field] not in document:
                _add(errors, key, "", _("What this row belongs to has been removed."))
        elif op == "-":
            _add(errors, key, "", _("Pages are hidden or merged, not deleted."))
        if op != "-" and shape.name != entry.partition(":")[0] and not isinstance(shape, Part):
            _add(errors, key, "", _("This row belongs to another page."))
    for entry, document in fitted.after.items():
        names = registry.of_key(entry).names_part
        if not any(key.partition(":")[0] == names for key in document):
            _add(errors, entry, "", _("A page needs at least one name."))
        _check_local_references(document, fitted.before.get(entry, {}), errors)
    if errors:
        raise InvalidChange(errors)


def _check_local_references(
    document: Document, before: Document, errors: dict[str, dict[str, list[str]]]
) -> None:
    users: dict[str, int] = {}
    for key, fields in document.items():
        shape: Shape = registry.shape_of(key)
        for spec in shape.references:
            if not spec.local or spec.name == getattr(shape, "parent_field", None):
                continue
            value = fields[spec.name]
            for target in value if isinstance(spec, References) else [value] if value else []:
                if target in document:
                    continue
                if target in before and not changesets.same(
                    before.get(key, {}).get(spec.name), value
                ):
                    _add(errors, key, spec.name, _("This has been removed from the page."))
                elif target in before:
                    users[target] = users.get(target, 0) + 1
                else:
                    _add(errors, key, spec.name, _("This is no part of the page."))
    for target, count in users.items():
        message = ngettext(
            "It is still used by %(count)s row of this page.",
            "It is still used by %(count)s rows of this page.",
            count,
        )
        _add(errors, target, "", message % {"count": count})


def _add(errors: dict[str, dict[str, list[str]]], key: str, name: str, message: str) -> None:
    errors.setdefault(key, {}).setdefault(name, []).append(message)
