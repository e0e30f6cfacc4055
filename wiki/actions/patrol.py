"""Patrolling: a moderator looks at an edit that went live at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wiki import audits, log, outcomes
from wiki.actions.apply import lock_writer
from wiki.exceptions import SubmissionClosed
from wiki.models import Act, Submission, SubmissionKind, SubmissionStatus
from wiki.policy import policy, require

#: What may be judged blind. Hiding, merging and rolling back are acts of moderation, not edits.
AUDITED = (SubmissionKind.EDIT, SubmissionKind.CREATE, SubmissionKind.REVERT)


def patrol(submission: Submission, *, moderator: Any) -> Submission:
    """Mark a live edit as seen and found good; it counts as accepted then.

    Raises ``PermissionDenied`` (nobody looks at their own), and ``SubmissionClosed`` where there is
    nothing to look at: it was approved by a moderator, or somebody was faster.
    """
    require(policy().may_decide(moderator, submission))
    with transaction.atomic():
        lock_writer()  # first, as everywhere: levels may follow
        locked = lock_live(submission)
        if locked.patrolled_at is not None:
            raise SubmissionClosed(_("Somebody has looked at this edit already."))
        mark_seen(locked, by=moderator)
        outcomes.check(locked, accepted=True)
        log.record(Act.PATROL, actor=moderator, submission=locked)
        policy().after_decision(locked)
    return locked


def lock_live(submission: Submission) -> Submission:
    """The submission's row, locked, if it went live at once. Raises ``SubmissionClosed``."""
    locked = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if not locked.automatic or locked.status != SubmissionStatus.APPROVED:
        raise SubmissionClosed(
            _("A moderator has approved this edit; there is nothing to look at.")
        )
    return locked


def mark_seen(locked: Submission, *, by: Any) -> None:
    """Take a live edit off the list of those that nobody has looked at; ``None``: nobody has to."""
    locked.patrolled_by = by
    locked.patrolled_at = timezone.now()
    locked.save(update_fields=["patrolled_by", "patrolled_at"])


def went_live(locked: Submission) -> None:
    """What follows when an edit goes live at once: it is there to be patrolled, and may be audited.

    Moderators are not patrolled, but their edits are audited like everybody's.
    """
    if policy().may_moderate(locked.author):
        mark_seen(locked, by=None)
    if locked.kind in AUDITED:
        audits.choose(locked)


def taken_back(revisions: Iterable[int]) -> None:
    """Note that the revisions of these numbers were undone: nobody has to look at them any more."""
    Submission.objects.filter(
        revision__in=list(revisions), automatic=True, patrolled_at=None
    ).update(patrolled_at=timezone.now())
