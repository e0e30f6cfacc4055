"""Examining a change set before anything trusts it: its form, and which rows it may touch.

Forms build well-formed change sets; an interface for programs, a file or a change set that waited
through a change of the schema may not. What passes here can be merged, cleaned and written without
surprises; whether its *values* are right is for ``fit`` and the fields to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from wiki.changesets import Change, ChangeSet, Document
from wiki.entry_types import EntryType, Part, Shape, registry
from wiki.exceptions import InvalidChange
from wiki.models import RevisionEntry, SubmissionKind
from wiki.reference_fields import KEY

#: Which kinds of submission may change what readers are led to, not told.
SYSTEM_FIELD_KINDS = {
    "hidden": {
        SubmissionKind.HIDE,
        SubmissionKind.RESTORE,
        SubmissionKind.REVERT,
        SubmissionKind.ROLLBACK,
        SubmissionKind.IMPORT,
    },
    "merged_into": {
        SubmissionKind.MERGE,
        SubmissionKind.REVERT,
        SubmissionKind.ROLLBACK,
        SubmissionKind.IMPORT,
    },
}
_OPS = ("+", "~", "-")


def known(changes: Iterable[Change]) -> ChangeSet:
    """``changes`` in today's schema: renamed fields moved, forgotten shapes and fields dropped."""
    result: ChangeSet = []
    for change in changes:
        shape = registry.shapes.get(change["key"].partition(":")[0])
        if shape is None or change["entry"].partition(":")[0] not in registry:
            continue
        pairs = {shape.renamed.get(n, n): pair for n, pair in change["fields"].items()}
        fields = {n: pair for n, pair in pairs.items() if n in shape.fields}
        if fields or change["op"] != "~":
            result.append({**change, "fields": fields})
    return result


def examine(changes: Any, *, kind: str) -> ChangeSet:
    """``changes`` in today's schema, if they are a change set. Raises ``InvalidChange``."""
    if isinstance(changes, str | Mapping) or not isinstance(changes, Iterable):
        raise _malformed()
    changes = list(changes)
    for change in changes:
        if not _is_change(change):
            raise _malformed()
    seen: set[str] = set()
    result = known(changes)
    for change in result:
        key, op = change["key"], change["op"]
        shape = registry.shapes[key.partition(":")[0]]
        if key in seen:
            raise InvalidChange({key: {"": [_("This row is changed twice.")]}})
        seen.add(key)
        if not _belongs(shape, change):
            raise InvalidChange({key: {"": [_("This row belongs to another page.")]}})
        is_new = ":new" in key
        if is_new and op != "+":
            raise InvalidChange({key: {"": [_("This row does not exist.")]}})
        numbered = kind == SubmissionKind.IMPORT  # a dump brings its own
        if isinstance(shape, EntryType) and op == "+" and not is_new and not numbered:
            raise InvalidChange({key: {"": [_("Pages get their numbers from the wiki.")]}})
        if isinstance(shape, EntryType) and op == "-":
            raise InvalidChange({key: {"": [_("Pages are hidden or merged, not deleted.")]}})
        for name, pair in change["fields"].items():
            _examine_field(shape, key, name, pair, kind)
    return result


def check_rows(changes: ChangeSet, before: Mapping[str, Document]) -> None:
    """Raise ``InvalidChange`` for rows with a number that were never rows of their page.

    A row that is not there may have been removed (or come back): then the history of its page knows
    it. Anything else is another page's row, or a number that somebody made up.
    """
    missing: dict[str, set[str]] = {}
    for change in changes:
        key, entry = change["key"], change["entry"]
        if key == entry and change["op"] == "+" and entry not in before:
            continue  # a page that a dump brings with its number
        if ":new" not in key and key not in before.get(entry, {}):
            missing.setdefault(entry, set()).add(key)
    for entry, keys in missing.items():
        name, _colon, pk = entry.partition(":")
        history = RevisionEntry.objects.none()
        if pk.isdigit():
            history = RevisionEntry.objects.filter(entry_type=name, entry_id=int(pk))
        for row in history.values_list("changes", flat=True).iterator():
            keys.difference_update(change["key"] for change in row)
        for key in keys:
            raise InvalidChange({key: {"": [_("This row belongs to another page.")]}})


def _malformed() -> InvalidChange:
    return InvalidChange({"": {"": [_("This is not a change set.")]}})


def _is_change(change: Any) -> bool:
    return (
        isinstance(change, Mapping)
        and change.keys() == {"key", "entry", "op", "fields"}
        and all(isinstance(change[n], str) and KEY.match(change[n]) for n in ("key", "entry"))
        and change["op"] in _OPS
        and isinstance(change["fields"], Mapping)
        and all(
            isinstance(name, str) and isinstance(pair, list | tuple) and len(pair) == 2
            for name, pair in change["fields"].items()
        )
    )


def _belongs(shape: Shape, change: Change) -> bool:
    """Whether the row is of a kind that its page has."""
    if isinstance(shape, Part):
        return shape.entry_type.name == change["entry"].partition(":")[0]
    return change["key"] == change["entry"]


def _examine_field(shape: Shape, key: str, name: str, pair: Any, kind: str) -> None:
    if kind not in SYSTEM_FIELD_KINDS.get(name, {kind}) and isinstance(shape, EntryType):
        message = _("Pages are hidden and merged by acts of their own.")
        raise InvalidChange({key: {name: [message]}})
    is_set = isinstance(shape.fields[name].empty, list)
    for value in pair:
        if is_set and value is not None:
            right = isinstance(value, list) and all(isinstance(item, str) for item in value)
        else:
            right = value is None or isinstance(value, str | int | float | bool)
        if not right:
            message = _("This is no value for this field.")
            raise InvalidChange({key: {name: [message]}})
