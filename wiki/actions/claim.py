"""Claiming: a moderator keeps a submission for a while, so that no two look at the same one.

A claim is a convenience, not a right: nobody needs one to decide, but while one holds, nobody else
decides. It lapses by itself, because it is only a time that passes. Having a submission open is not
doing something about it: claims leave ``touched_at`` alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from wiki import log
from wiki.exceptions import SubmissionClaimed, SubmissionClosed
from wiki.models import Act, Submission, SubmissionStatus
from wiki.policy import policy, require

#: The states in which somebody may look at a submission to decide it.
CLAIMABLE = (SubmissionStatus.PENDING, SubmissionStatus.ASKED)


@dataclass(frozen=True)
class Claim:
    """A claim that holds: whose it is, until when, and whether it is the reader's own."""

    holder: Any
    until: datetime
    mine: bool


def claim(submission: Submission, *, moderator: Any) -> Submission:
    """Keep ``submission`` for ``moderator``; one's own claim begins anew.

    Raises ``PermissionDenied``, ``SubmissionClosed``, or ``SubmissionClaimed`` while another's holds.
    """
    with transaction.atomic():
        locked = _lock(submission, moderator)
        require_unclaimed(locked, moderator)
        _give(locked, moderator)
    return locked


def take_over(submission: Submission, *, moderator: Any) -> Submission:
    """Claim ``submission`` although another's claim holds; the log tells whose it was.

    Raises ``PermissionDenied`` or ``SubmissionClosed``.
    """
    with transaction.atomic():
        locked = _lock(submission, moderator)
        if is_held_by_another(locked, moderator):
            former = locked.claimed_by
            log.record(Act.TAKE_OVER, actor=moderator, submission=locked, former=str(former))
        _give(locked, moderator)
    return locked


def release(submission: Submission, *, moderator: Any) -> Submission:
    """Let go of one's own claim; another's, or none, stays as it is."""
    with transaction.atomic():
        locked = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
        if locked.claimed_by_id == moderator.pk:
            locked.claimed_by = locked.claimed_until = None
            locked.save(update_fields=["claimed_by", "claimed_until"])
    return locked


def require_unclaimed(submission: Submission, moderator: Any) -> None:
    """Raise ``SubmissionClaimed`` while somebody else than ``moderator`` claims ``submission``.

    Call it on the locked row, in the transaction that decides.
    """
    if is_held_by_another(submission, moderator):
        raise SubmissionClaimed(submission.claimed_by, submission.claimed_until)


def is_held_by_another(submission: Submission, user: Any) -> bool:
    """Whether somebody else than ``user`` has a claim that still holds."""
    return holds(submission) and submission.claimed_by_id != user.pk


def holds(submission: Submission) -> bool:
    """Whether anybody has a claim that still holds."""
    until = submission.claimed_until
    return submission.claimed_by_id is not None and until is not None and until > timezone.now()


def claim_of(submission: Submission, user: Any) -> Claim | None:
    """The claim on ``submission`` that holds, as ``user`` sees it."""
    if not holds(submission):
        return None
    mine = submission.claimed_by_id == user.pk
    return Claim(submission.claimed_by, cast(datetime, submission.claimed_until), mine)


def _lock(submission: Submission, moderator: Any) -> Submission:
    require(policy().may_decide(moderator, submission))
    locked = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if locked.status not in CLAIMABLE:
        raise SubmissionClosed
    return locked


def _give(locked: Submission, moderator: Any) -> None:
    locked.claimed_by = moderator
    locked.claimed_until = timezone.now() + timedelta(minutes=settings.GENGA_CLAIM_MINUTES)
    locked.save(update_fields=["claimed_by", "claimed_until"])
