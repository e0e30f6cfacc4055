"""Submitting: somebody proposes a change set."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wiki import changesets
from wiki.actions.apply import rehearse
from wiki.actions.approve import decide
from wiki.actions.fit import Resolutions
from wiki.changesets import ChangeSet
from wiki.documents import labels
from wiki.entry_types import registry
from wiki.exceptions import EntryUnavailable, NothingChanged
from wiki.models import Submission, SubmissionKind
from wiki.policy import policy, require


def submit(
    changes: ChangeSet,
    *,
    entry: str,
    kind: str,
    author: Any,
    summary: str = "",
    sources: str = "",
    base_number: int = 0,
    resolutions: Resolutions | None = None,
) -> Submission:
    """Propose ``changes`` to the page ``entry`` (``film:12``, or ``film:new1`` for a new one).

    The change set is rehearsed first, so that what waits in the queue is known to be valid, and is
    stored as it fits the present page. Where the author's edits need nobody's approval it is applied
    at once. ``base_number`` is the revision that the author saw.

    Raises ``PermissionDenied``, ``NothingChanged``, ``EditConflict``, ``InvalidChange``,
    ``EntryUnavailable`` or ``ValidationError``; then nothing is kept.
    """
    require(policy().may_submit(author, kind))
    if not changes:
        raise NothingChanged
    with transaction.atomic():
        fitted = rehearse(changes, kind=kind, resolutions=resolutions)
        require_page(entry, fitted)
        name, _colon, pk = entry.partition(":")
        submission = Submission(
            kind=kind,
            entry_type=name,
            entry_id=int(pk) if pk.isdigit() else None,
            title=labels([entry], fitted)[entry].title,
            changes=fitted,
            size=changesets.size(fitted),
            base_number=base_number,
            summary=summary,
            sources=sources,
            author=author,
            created_at=timezone.now(),
        )
        submission.clean_fields(exclude={"author"})
        submission.save()
        if all(policy().approved_at_once(author, needed) for needed in _kinds(kind, fitted)):
            decide(submission, approver=None, automatic=True)
    return submission


def require_page(entry: str, changes: ChangeSet) -> None:
    """Raise ``EntryUnavailable`` unless ``entry`` is a page's key, or ``changes`` make it."""
    name, _colon, pk = entry.partition(":")
    made = pk == "new1" and any(change["key"] == entry for change in changes)
    if name not in registry or not (made or (pk.isascii() and pk.isdigit())):
        raise EntryUnavailable(_("This page does not exist."))


def _kinds(kind: str, changes: ChangeSet) -> set[str]:
    """``kind`` and what else ``changes`` amount to: a revert may hide a page or undo a merge."""
    touched = {name for change in changes if change["op"] == "~" for name in change["fields"]}
    acts = {"hidden": SubmissionKind.HIDE, "merged_into": SubmissionKind.MERGE}
    return {kind, *(act for name, act in acts.items() if name in touched)}
