"""Rejecting: a moderator refuses a submission and says why."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from wiki import log, notices, outcomes
from wiki.actions.apply import lock_writer
from wiki.actions.approve import close, lock_decidable
from wiki.actions.claim import require_unclaimed
from wiki.models import Act, NoticeKind, Outcome, Submission, SubmissionStatus
from wiki.policy import policy, require


def reject(submission: Submission, *, moderator: Any, note: str) -> Submission:
    """Refuse a waiting submission. The reason is for its author and must not be empty.

    Raises ``PermissionDenied``, ``ValidationError``, ``SubmissionClosed`` or ``SubmissionClaimed``.
    """
    require(policy().may_decide(moderator, submission))
    if not note.strip():
        raise ValidationError({"note": _("Tell the author why.")})
    with transaction.atomic():
        lock_writer()  # first, as everywhere: levels may follow
        locked = lock_decidable(submission)
        require_unclaimed(locked, moderator)
        locked.status = SubmissionStatus.REJECTED
        close(locked, by=moderator, note=note.strip())
        outcomes.settle(locked, [], outcome=Outcome.REFUSED)
        log.record(Act.REJECT, actor=moderator, submission=locked, reason=locked.decision_note)
        notices.tell(
            locked.author, NoticeKind.REJECTED, text=locked.decision_note, submission=locked
        )
        policy().after_decision(locked)
    return locked
