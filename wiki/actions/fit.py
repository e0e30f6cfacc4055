"""Fitting a change set to the catalogue as it is now: merging, checking, completing.

This is the part of ``apply`` that decides *what* will be written; ``wiki.actions.apply`` writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wiki import changesets, documents, pictures
from wiki.actions.examine import check_rows, examine, known
from wiki.changesets import Change, ChangeSet, Conflict, Document
from wiki.entry_types import Part, Shape, registry
from wiki.exceptions import EditConflict, EntryUnavailable, InvalidChange, NothingChanged
from wiki.fingerprints import with_fingerprints
from wiki.models import SubmissionKind
from wiki.reference_fields import References

Resolutions = Mapping[tuple[str, str], str]
#: Kinds of submission that may touch pages that are hidden or merged away.
REACHES_HIDDEN = frozenset(
    {
        SubmissionKind.HIDE,
        SubmissionKind.RESTORE,
        SubmissionKind.MERGE,
        SubmissionKind.REVERT,
        SubmissionKind.ROLLBACK,
        SubmissionKind.IMPORT,
    }
)


@dataclass
class Fitted:
    """A change set that fits: ``changes`` apply to ``before``, giving ``after`` (both by page)."""

    changes: ChangeSet
    before: dict[str, Document]
    after: dict[str, Document] = field(default_factory=dict)


def fit(
    changes: Iterable[Change],
    *,
    kind: str,
    resolutions: Resolutions | None = None,
    completing: bool = False,
    before: Mapping[str, Document] | None = None,
) -> Fitted:
    """Merge ``changes`` into the present documents and check the result.

    Rows inside a row that goes away go with it. Where the author is there to see it (``completing``)
    they are added to the change set; later on, rows that were added meanwhile are conflicts. ``before``
    holds documents to fit to in the place of today's.

    Raises ``EditConflict`` (with the conflicts that ``resolutions`` leaves open),
    ``EntryUnavailable``, ``InvalidChange`` (errors by row and field) or ``NothingChanged``.
    """
    changes = examine(changes, kind=kind)
    before = _load(changes, kind, before or {})
    check_rows(changes, before)
    changes = _with_dependents(changes, before, completing)
    merged = changesets.merge(changes, _present(before), resolutions)
    if merged.conflicts:
        raise EditConflict(merged.conflicts)
    kept = _keep_families(changes, merged.changes, before)
    if not kept:
        raise NothingChanged
    cleaned = _clean(kept)
    cleaned = _follow_references(cleaned)
    if kind != SubmissionKind.IMPORT:  # the files of a dump may come after it
        pictures.require_kept(cleaned)
    if not cleaned:
        raise NothingChanged
    cleaned = with_fingerprints(cleaned, before, kind=kind)
    fitted = Fitted(cleaned, before)
    for entry, own in changesets.by_entry(cleaned).items():
        fitted.after[entry] = documents.complete(changesets.apply(own, before.get(entry, {})))
    _check_structure(fitted)
    return fitted


def conflicts_of(
    changes: Iterable[Change], before: Mapping[str, Document] | None = None
) -> list[Conflict]:
    """Where ``changes`` clash with the catalogue as it is now. Reads only.

    ``before`` are the present documents of the pages, where the caller has loaded them.
    """
    changes = known(changes)
    if before is None:
        before = documents.load_keys(changesets.entries_of(changes))
    changes = _with_dependents(changes, before, completing=False)
    return changesets.merge(changes, _present(before)).conflicts


def _present(before: Mapping[str, Document]) -> Document:
    """The rows of several pages as one document."""
    return {key: fields for document in before.values() for key, fields in document.items()}


def _load(changes: ChangeSet, kind: str, instead: Mapping[str, Document]) -> dict[str, Document]:
    """The present documents of the pages that ``changes`` touch, checked to be editable."""
    entries = changesets.entries_of(changes)
    existing = [key for key in entries if ":new" not in key and key not in instead]
    before = documents.load_keys(existing)
    before.update({key: instead[key] for key in entries if key in instead})
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


def _with_dependents(
    changes: ChangeSet, before: Mapping[str, Document], completing: bool
) -> ChangeSet:
    """``changes``, where removing a row also removes the rows inside it (voices of a character).

    Unless ``completing``, the author has not seen those rows: then they are said to have been empty,
    which makes them conflicts.
    """
    going = {change["key"] for change in changes if change["op"] == "-"}
    leaving = {change["key"] for change in changes if _leaves(change)}
    extra: ChangeSet = []
    for entry, document in before.items():
        for key, fields in document.items():
            shape = registry.shape_of(key)
            # Children stand after their parents in a document, so one pass finds grandchildren.
            if key in going or key in leaving or not isinstance(shape, Part):
                continue
            if fields[shape.parent_field] in going:
                going.add(key)
                seen = fields.items() if completing else ()
                values = {n: [v, None] for n, v in seen if not changesets.is_empty(v)}
                extra.append({"key": key, "entry": entry, "op": "-", "fields": values})
    kept = [c for c in changes if not (c["op"] == "~" and c["key"] in going)]
    return extra + kept


def _leaves(change: Change) -> bool:
    """Whether a row moves out of the one it was in."""
    shape = registry.shape_of(change["key"])
    return (
        isinstance(shape, Part) and change["op"] == "~" and shape.parent_field in change["fields"]
    )


def _keep_families(
    proposed: ChangeSet, merged: ChangeSet, before: Mapping[str, Document]
) -> ChangeSet:
    """``merged``, where a row that somebody chose to keep keeps what it is in and what is in it."""
    going = {change["key"] for change in merged if change["op"] == "-"}
    chosen = {c["key"] for c in proposed if c["op"] == "-" and c["key"] not in going}
    saved: set[str] = set()
    for document in before.values():
        inside = {key for key in chosen if key in document}
        for key, fields in document.items():  # parents stand before their children
            if _parent(key, fields) in inside:
                inside.add(key)
        around = {key for key in chosen if key in document}
        for key, fields in reversed(document.items()):
            if key in around and (parent := _parent(key, fields)):
                around.add(parent)
        saved |= inside | around
    return [c for c in merged if c["op"] != "-" or c["key"] not in saved]


def _parent(key: str, fields: Mapping[str, Any]) -> Any:
    shape = registry.shape_of(key)
    return fields[shape.parent_field] if isinstance(shape, Part) else None


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
                value = spec.clean(new) if name in change["fields"] else spec.unsaid
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
    found = _mergers(_new_references(changes))
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
        passed = set()
        while key not in unmerged and key not in passed and (survivor := found[key]):
            passed.add(key)
            key = survivor
        if field_name == "merged_into" and key == change["key"]:
            text = _("A page cannot be merged into itself.")
            errors.setdefault(key, {})[field_name] = [text]
        return key

    for change in changes:
        if change["op"] == "-":
            continue
        shape = registry.shape_of(change["key"])
        for spec in shape.references:
            pair = change["fields"].get(spec.name)
            if not pair or spec.target not in registry:
                continue
            if spec.name == getattr(shape, "parent_field", None):
                continue
            if isinstance(spec, References):
                pair[1] = sorted({follow(change, spec.name, k) for k in pair[1] or []})
            elif pair[1]:
                pair[1] = follow(change, spec.name, pair[1])
    if errors:
        raise InvalidChange(errors)
    result: ChangeSet = []
    for change in changes:
        if change["op"] == "~":
            pairs = change["fields"].items()
            fields = {n: pair for n, pair in pairs if not changesets.same(*pair)}
            change = {**change, "fields": fields}
        if change["fields"] or change["op"] != "~":
            result.append(change)
    return result


def _mergers(keys: Iterable[str]) -> dict[str, str | None]:
    """The entries among ``keys`` that exist, and what each was merged into, to the last of them."""
    found: dict[str, str | None] = {}
    wanted = set(keys)
    while wanted:
        by_type: dict[str, list[int]] = {}
        for key in wanted:
            name, _colon, pk = key.partition(":")
            if pk.isdigit():
                by_type.setdefault(name, []).append(int(pk))
        for name, ids in by_type.items():
            rows = registry[name].model._base_manager.filter(pk__in=ids)
            for pk, survivor in rows.values_list("pk", "merged_into_id"):
                found[f"{name}:{pk}"] = f"{name}:{survivor}" if survivor else None
        wanted = {survivor for survivor in found.values() if survivor} - found.keys()
    return found


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
        if isinstance(shape, Part) and op != "-" and not document[key][shape.parent_field]:
            _add(errors, key, "", _("This row belongs to no page."))
    for entry, document in fitted.after.items():
        names = registry.of_key(entry).names_part
        leads_on = document[entry]["merged_into"]
        if not leads_on and not any(key.partition(":")[0] == names for key in document):
            _add(errors, entry, "", _("A page needs at least one name."))
        for key, fields in document.items():
            parent = _parent(key, fields)
            if parent and parent not in document:
                _add(errors, key, "", _("What this row belongs to has been removed."))
        _check_numbers(document, errors)
        _check_local_references(document, fitted.before.get(entry, {}), errors)
    if errors:
        raise InvalidChange(errors)


def _check_numbers(document: Document, errors: dict[str, dict[str, list[str]]]) -> None:
    """Rows of which one is not enough, or any number too many, stand in numbers below each parent."""
    for key in document:
        for part in registry.shape_of(key).parts:
            if not (part.min_rows or part.max_rows):
                continue
            prefix = f"{part.name}:"
            found = sum(
                row.startswith(prefix) and fields[part.parent_field] == key
                for row, fields in document.items()
            )
            words = {"rows": capfirst(part.label_plural), "count": part.min_rows}
            if found < part.min_rows:
                _add(errors, key, "", _("%(rows)s: at least %(count)s are needed here.") % words)
            elif part.max_rows and found > part.max_rows:
                words["count"] = part.max_rows
                _add(errors, key, "", _("%(rows)s: a page has at most %(count)s.") % words)


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
