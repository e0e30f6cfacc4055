"""Withdrawing: an author takes a waiting submission back."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from wiki.actions.approve import lock_pending
from wiki.models import Submission, SubmissionStatus
from wiki.policy import policy, require


def withdraw(submission: Submission, *, user: Any) -> Submission:
    """Take a waiting submission back. Raises ``PermissionDenied`` or ``SubmissionClosed``."""
    require(policy().may_change(user, submission))
    with transaction.atomic():
        locked = lock_pending(submission)
        locked.status = SubmissionStatus.WITHDRAWN
        locked.save(update_fields=["status"])
    return locked
