"""Withdrawing: an author takes a waiting submission back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from wiki.actions.approve import lock_open
from wiki.models import Submission, SubmissionStatus
from wiki.policy import policy, require


def withdraw(submission: Submission, *, user: Any) -> Submission:
    """Take a waiting submission back. Raises ``PermissionDenied`` or ``SubmissionClosed``."""
    require(policy().may_change(user, submission))
    with transaction.atomic():
        locked = lock_open(submission)
        locked.status = SubmissionStatus.WITHDRAWN
        locked.touched_at = timezone.now()
        locked.claimed_by = locked.claimed_until = None
        locked.save(update_fields=["status", "touched_at", "claimed_by", "claimed_until"])
    return locked
