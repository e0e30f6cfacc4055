"""Amending: an author improves a submission while it waits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from wiki import changesets, citations, rates
from wiki.actions.apply import lock_writer, rehearse
from wiki.actions.approve import lock_decidable
from wiki.actions.fit import Resolutions
from wiki.actions.submit import require_page
from wiki.changesets import ChangeSet
from wiki.documents import labels
from wiki.exceptions import NothingChanged
from wiki.filters.run import judge, keeping_attempts
from wiki.models import Submission, SubmissionStatus
from wiki.outcomes import describe
from wiki.policy import policy, require
from wiki.protections import require_unprotected
from wiki.sources import Source
from wiki.versions import keep_version


def amend(
    submission: Submission,
    changes: ChangeSet,
    *,
    user: Any,
    summary: str = "",
    sources: str | Iterable[Source] = "",
    resolutions: Resolutions | None = None,
) -> Submission:
    """Put ``changes`` in the place of what ``submission`` proposed; it keeps its place in the queue.

    Its ``version`` goes up, so that a moderator who decides on the older one is told; what the older
    one said stays readable. Where changes were asked for, it waits for a moderator again.

    Raises ``PermissionDenied``, ``SubmissionClosed`` and what ``submit`` raises.
    """
    require(policy().may_change(user, submission))
    refusal = policy().refusal(user)
    require(not refusal, refusal)
    if not changes:
        raise NothingChanged
    with keeping_attempts(), transaction.atomic():
        lock_writer()  # first, as everywhere: two locks in two orders would wait for ever
        rates.check_edits(user)
        locked = lock_decidable(submission)
        entry = locked.entry_key or f"{locked.entry_type}:new1"
        fitted = rehearse(changes, kind=locked.kind, resolutions=resolutions)
        require_page(entry, fitted)
        require_unprotected(fitted, user)
        keep_version(locked)
        if fitted != locked.changes:
            locked.undoes = []  # a revert that was written anew is an edit like any other
        locked.changes = fitted
        locked.size = changesets.size(fitted)
        locked.title = labels([entry], fitted)[entry].title
        locked.summary = summary
        cited, locked.sources = citations.read(sources, kind=locked.kind)
        locked.sourced = bool(locked.sources)
        locked.version += 1
        locked.conflicts = 0
        locked.seconded_by = locked.seconded_at = None  # that was for what it said before
        locked.status = SubmissionStatus.PENDING
        locked.touched_at = timezone.now()
        locked.clean_fields(exclude={"author"})
        verdict = judge(locked, author=user)
        locked.save()
        citations.store(locked, cited)
        describe(locked)
        verdict.keep(locked)
    return locked
