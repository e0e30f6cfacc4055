"""Asking for changes: a moderator sends a submission back to its author, with what is wanted."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wiki import log, notices
from wiki.actions.approve import lock_decidable
from wiki.actions.claim import require_unclaimed
from wiki.exceptions import SubmissionClosed
from wiki.models import (
    Act,
    Comment,
    CommentKind,
    NoticeKind,
    Submission,
    SubmissionStatus,
)
from wiki.policy import policy, require


def ask(submission: Submission, *, moderator: Any, text: str) -> Comment:
    """Ask the author of a waiting submission for changes; it keeps its place in the queue.

    ``text`` says what is wanted and must not be empty; it opens the talk about the submission.

    Raises ``PermissionDenied``, ``ValidationError``, ``SubmissionClosed`` (also when changes have been
    asked for already) or ``SubmissionClaimed``.
    """
    require(policy().may_decide(moderator, submission))
    if not text.strip():
        raise ValidationError({"note": _("Say what its author should change.")})
    with transaction.atomic():
        locked = lock_decidable(submission)
        if locked.status == SubmissionStatus.ASKED:
            raise SubmissionClosed(_("Its author has been asked for changes already."))
        require_unclaimed(locked, moderator)
        now = timezone.now()
        comment = Comment(
            submission=locked,
            kind=CommentKind.ASK,
            version=locked.version,
            text=text.strip(),
            author=moderator,
            created_at=now,
        )
        comment.clean_fields()
        comment.save()
        locked.status = SubmissionStatus.ASKED
        locked.touched_at = now
        locked.claimed_by = locked.claimed_until = None
        locked.save(update_fields=["status", "touched_at", "claimed_by", "claimed_until"])
        log.record(Act.ASK, actor=moderator, submission=locked, reason=comment.text)
        notices.tell(locked.author, NoticeKind.ASKED, text=comment.text, submission=locked)
    submission.refresh_from_db()
    return comment
