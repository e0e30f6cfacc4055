"""Submitting: somebody proposes a change set."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from wiki import changesets
from wiki.actions.apply import rehearse
from wiki.actions.approve import decide
from wiki.actions.fit import Resolutions
from wiki.changesets import ChangeSet
from wiki.documents import labels
from wiki.exceptions import NothingChanged
from wiki.models import Submission
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

    Raises ``PermissionDenied``, ``NothingChanged``, ``EditConflict``, ``InvalidChange`` or
    ``EntryUnavailable``; then nothing is kept.
    """
    require(policy().may_submit(author, kind))
    if not changes:
        raise NothingChanged
    with transaction.atomic():
        fitted = rehearse(changes, kind=kind, resolutions=resolutions)
        name, _colon, pk = entry.partition(":")
        submission = Submission.objects.create(
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
        if policy().approved_at_once(author, kind):
            decide(submission, approver=None, automatic=True)
    return submission
