"""Reverting: undoing one revision, without losing what came after it."""

from __future__ import annotations

from typing import Any

from wiki import changesets
from wiki.actions.fit import Resolutions
from wiki.actions.submit import submit
from wiki.changesets import ChangeSet
from wiki.entry_types import Part, registry
from wiki.models import RevisionEntry, Submission, SubmissionKind


def undoing(row: RevisionEntry, *, everywhere: bool = False) -> ChangeSet:
    """The change set that undoes a revision: on its page, or ``everywhere`` it changed something.

    A merge is undone on all its pages: half of it cannot stand. A page that the
    revision created is hidden, not deleted: others may point at it by now.
    """
    everywhere = everywhere or row.revision.kind == SubmissionKind.MERGE
    rows = row.revision.entries.all() if everywhere else [row]
    changes: ChangeSet = []
    for one in rows:
        key = one.entry_key
        if one.created:
            changes.append(
                {"key": key, "entry": key, "op": "~", "fields": {"hidden": [False, True]}}
            )
        else:
            changes += changesets.invert(one.changes)
    shapes = registry.shapes
    return [
        c for c in changes if c["op"] != "-" or isinstance(shapes.get(c["key"].split(":")[0]), Part)
    ]


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
