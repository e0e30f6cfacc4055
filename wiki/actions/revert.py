"""Reverting: undoing one revision, without losing what came after it."""

from __future__ import annotations

from typing import Any

from wiki import documents
from wiki.actions.fit import Resolutions
from wiki.actions.submit import submit
from wiki.changesets import Change, ChangeSet
from wiki.entry_types import registry
from wiki.histories import steps_of
from wiki.models import RevisionEntry, Submission, SubmissionKind
from wiki.undo import undo


def undoing(row: RevisionEntry, *, everywhere: bool = False) -> ChangeSet:
    """The change set that undoes a revision: on its page, or ``everywhere`` it changed something.

    Only what it set and nobody has set again goes back (``wiki.undo``); where others have built on it,
    the change set meets today's page as a conflict. A merge is undone on all its pages: half of it
    cannot stand. A page that the revision created is hidden, not deleted: others may point at it.
    """
    everywhere = everywhere or row.revision.kind == SubmissionKind.MERGE
    rows = list(row.revision.entries.all()) if everywhere else [row]
    rows = [one for one in rows if one.entry_type in registry]
    older = [one.entry_key for one in rows if not one.created]
    histories, pages = steps_of(older), documents.load_keys(older)
    changes: ChangeSet = []
    for one in rows:
        key = one.entry_key
        if one.created:
            changes.append(hiding(key))
        else:
            undone = undo(histories[key], {one.number}, pages[key], entry=key)
            changes += undone.asking
    return changes


def hiding(key: str) -> Change:
    """The change that takes a page out of readers' sight."""
    return {"key": key, "entry": key, "op": "~", "fields": {"hidden": [False, True]}}


def revert(
    row: RevisionEntry,
    *,
    user: Any,
    summary: str,
    sources: str = "",
    everywhere: bool = False,
    resolutions: Resolutions | None = None,
) -> Submission:
    """Propose to undo a revision of a page. Fields edited since are conflicts to be decided.

    Raises what ``submit`` raises.
    """
    return submit(
        undoing(row, everywhere=everywhere),
        entry=row.entry_key,
        kind=SubmissionKind.REVERT,
        author=user,
        summary=summary,
        sources=sources,
        base_number=row.number,
        resolutions=resolutions,
        undoes=[row.revision_id],
    )
