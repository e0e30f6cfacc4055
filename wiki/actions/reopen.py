"""Reopening: a moderator puts a rejected or withdrawn submission back into the queue."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wiki import log, notices, outcomes
from wiki.actions.apply import lock_writer
from wiki.actions.fit import conflicts_of
from wiki.exceptions import WikiError
from wiki.models import Act, NoticeKind, Submission, SubmissionStatus
from wiki.policy import policy, require

#: The states that can be left again.
REOPENABLE = (SubmissionStatus.REJECTED, SubmissionStatus.WITHDRAWN)


class NotReopenable(WikiError):
    """Only what was rejected or withdrawn can be reopened."""

    status = 409
    message = _("This submission is not closed, or it is part of the catalogue.")


def reopen(submission: Submission, *, moderator: Any, note: str = "") -> Submission:
    """Let a rejected or withdrawn submission wait again, at its old place in the queue.

    What a suspended author has sent is held until the suspension ends. The former decision stays in
    the log. Raises ``PermissionDenied`` or ``NotReopenable``.
    """
    require(policy().may_decide(moderator, submission))
    with transaction.atomic():
        lock_writer()  # first, as everywhere: levels may follow
        locked = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
        if locked.status not in REOPENABLE:
            raise NotReopenable
        suspended = bool(policy().refusal(locked.author))
        locked.status = SubmissionStatus.HELD if suspended else SubmissionStatus.PENDING
        locked.decided_by = locked.decided_at = None
        locked.decision_note = ""
        locked.seconded_by = locked.seconded_at = None
        locked.conflicts = len(conflicts_of(locked.changes))
        locked.touched_at = timezone.now()
        locked.save()
        outcomes.describe(locked)
        log.record(Act.REOPEN, actor=moderator, submission=locked, reason=note.strip())
        notices.tell(locked.author, NoticeKind.REOPENED, text=note.strip(), submission=locked)
        policy().after_decision(locked)
    submission.refresh_from_db()
    return locked
