"""Translations and their originals: which original each was made from, and whether it has changed.

A row of a part that ``translates`` says in another language what its parent says in the fields of the
same names. It keeps a *fingerprint* of the original that it was made from, so that a page knows from
its document alone which of its translations are older than the original. Pure functions.

The fingerprint is set where every way in passes (``wiki.actions.fit``), and by nobody else but the
form, in the name of an editor who has looked:

- a row that comes says what the original says in the same edit;
- a row that was up to date stays so where one edit changes both, text and original;
- any other edit leaves it: who corrects a slip in a translation has not compared it.

A change set that names a fingerprint is believed, so dumps, reverts and merges bring back exactly
what there was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from wiki import changesets
from wiki.changesets import MADE_FROM, Change, ChangeSet, Document, Fields
from wiki.entry_types import Part, registry
from wiki.models import SubmissionKind

#: The fingerprint of an original that says nothing: what is made from it stands for itself.
NOTHING = "none"
#: How many characters of the digest are kept.
LENGTH = 16
#: Kinds of edits in which somebody writes; all others bring back, or bring in, what was written.
_WRITES = (SubmissionKind.EDIT, SubmissionKind.CREATE)


def fingerprint(original: Mapping[str, Any], names: Iterable[str]) -> str:
    """The fingerprint of what ``original`` says in the fields ``names``.

    Spaces and ends of lines say nothing. Never empty.
    """
    texts = [" ".join(str(original.get(name) or "").split()) for name in names]
    if not any(texts):
        return NOTHING
    return hashlib.sha256("\x00".join(texts).encode()).hexdigest()[:LENGTH]


def is_older(row: Mapping[str, Any], original: Mapping[str, Any], names: Iterable[str]) -> bool:
    """Whether ``original`` has changed since ``row`` was made from it.

    A text that was written while there was no original is no translation, so it is never older.
    """
    made_from = row.get(MADE_FROM) or NOTHING
    present = fingerprint(original, names)
    return NOTHING not in (made_from, present) and made_from != present


def with_fingerprints(
    changes: ChangeSet, before: Mapping[str, Document], *, kind: str
) -> ChangeSet:
    """``changes``, which fit ``before`` (by page), with the fingerprints that follow from them."""
    if not any(_part(change) for change in changes):
        return changes
    by_key = {change["key"]: change for change in changes}
    return [_with_fingerprint(change, by_key, before, kind) for change in changes]


def _part(change: Change) -> Part | None:
    """The part of a change that makes or edits a translation."""
    shape = registry.shape_of(change["key"])
    translates = isinstance(shape, Part) and shape.translates and change["op"] != "-"
    return shape if isinstance(shape, Part) and translates else None


def _with_fingerprint(
    change: Change, by_key: Mapping[str, Change], before: Mapping[str, Document], kind: str
) -> Change:
    part = _part(change)
    if part is None or not changesets.is_empty(_becomes(change, MADE_FROM)):
        return change
    document = before.get(change["entry"], {})
    row = document.get(change["key"], {})
    parent = _becomes(change, part.parent_field) or row.get(part.parent_field) or ""
    was: Fields = document.get(parent, {})
    now = _after(was, by_key.get(parent))
    made_from = fingerprint(now, part.translates)
    held = row.get(MADE_FROM) or ""
    writes_both = (
        kind in _WRITES
        and not change["fields"].keys().isdisjoint(part.translates)
        and held == fingerprint(was, part.translates) != made_from
    )
    if not (changesets.is_empty(held) or writes_both):
        return change
    return {**change, "fields": {**change["fields"], MADE_FROM: [held or None, made_from]}}


def _becomes(change: Change, name: str) -> Any:
    return change["fields"].get(name, (None, None))[1]


def _after(fields: Fields, change: Change | None) -> Fields:
    """A row as it is with what happens to it."""
    if change is None or change["op"] == "-":
        return fields
    return {**fields, **{name: pair[1] for name, pair in change["fields"].items()}}
