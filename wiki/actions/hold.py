"""Holding: what a suspended author has sent waits, unseen in the queue, until the suspension ends."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from wiki import log
from wiki.models import Act, Submission, SubmissionStatus


def hold(author: Any, *, by: Any, reason: str = "") -> int:
    """Put everything of ``author`` that waits, or was sent back, on hold; return how much.

    Called inside the transaction that suspends the author, which asks who may. One line of the log.
    """
    return _move(
        author,
        (SubmissionStatus.PENDING, SubmissionStatus.ASKED),
        SubmissionStatus.HELD,
        act=Act.HOLD,
        by=by,
        reason=reason,
    )


def unhold(author: Any, *, by: Any, reason: str = "") -> int:
    """Let what was held of ``author`` wait again, at its old places; return how much.

    ``by`` is ``None`` where the suspension ended by itself.
    """
    return _move(
        author,
        (SubmissionStatus.HELD,),
        SubmissionStatus.PENDING,
        act=Act.UNHOLD,
        by=by,
        reason=reason,
    )


def _move(
    author: Any,
    states: tuple[SubmissionStatus, ...],
    state: SubmissionStatus,
    *,
    act: Act,
    by: Any,
    reason: str,
) -> int:
    with transaction.atomic():
        rows = Submission.objects.select_for_update(of=("self",)).filter(
            author=author, status__in=states
        )
        found = list(rows.order_by("pk").values_list("pk", flat=True))
        if found:
            Submission.objects.filter(pk__in=found).update(
                status=state, touched_at=timezone.now(), claimed_by=None, claimed_until=None
            )
            log.record(act, actor=by, person=author, reason=reason, submissions=len(found))
    return len(found)
