"""Approving: a moderator lets a submission into the catalogue."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wiki import log, notices, outcomes
from wiki.actions.apply import Applied, apply, lock_writer
from wiki.actions.fit import Resolutions
from wiki.exceptions import SubmissionClosed
from wiki.models import (
    Act,
    NoticeKind,
    Outcome,
    Revision,
    Submission,
    SubmissionKind,
    SubmissionStatus,
)
from wiki.policy import policy, require

#: The line of the log that tells of an applied submission of a kind; of others, that it was approved.
ACTS = {
    SubmissionKind.HIDE: Act.HIDE,
    SubmissionKind.RESTORE: Act.RESTORE,
    SubmissionKind.MERGE: Act.MERGE,
    SubmissionKind.REVERT: Act.REVERT,
    SubmissionKind.ROLLBACK: Act.ROLL_BACK,
}
#: Kinds that take revisions back.
UNDOING = (SubmissionKind.REVERT, SubmissionKind.ROLLBACK)


def approve(
    submission: Submission,
    *,
    moderator: Any,
    note: str = "",
    resolutions: Resolutions | None = None,
) -> Revision:
    """Apply a waiting submission to the catalogue as it is now; return the revision.

    ``resolutions`` decides the fields where the page has changed meanwhile.

    Raises ``PermissionDenied``; ``SubmissionClosed`` when somebody was faster; ``EditConflict`` with
    what is to be decided; ``InvalidChange`` when the page has moved so that the change no longer
    holds; ``NothingChanged`` when the page says all of it already. Then the submission still waits.
    """
    require(policy().may_decide(moderator, submission))
    return decide(
        submission, approver=moderator, note=note, resolutions=resolutions, automatic=False
    )


def decide(
    submission: Submission,
    *,
    approver: Any,
    automatic: bool,
    note: str = "",
    resolutions: Resolutions | None = None,
) -> Revision:
    """Apply ``submission`` and close it, without asking who may."""
    with transaction.atomic():
        lock_writer()
        locked = lock_decidable(submission)
        applied = apply(
            locked.changes,
            kind=locked.kind,
            author=locked.author,
            approver=approver,
            submission=locked,
            automatic=automatic,
            summary=locked.summary,
            sources=locked.sources,
            resolutions=resolutions,
        )
        main = applied.keys.get(f"{locked.entry_type}:new1")
        if locked.entry_id is None and main:
            locked.entry_id = int(main.partition(":")[2])
        locked.status = SubmissionStatus.APPROVED
        locked.automatic = automatic
        close(locked, by=approver, note=note)
        _follow_up(locked, applied)
    submission.refresh_from_db()
    return applied.revision


def _follow_up(locked: Submission, applied: Applied) -> None:
    """What an approval leaves behind besides the revision: outcomes, the log, a notice, levels."""
    outcome = Outcome.UNCHECKED if locked.automatic else Outcome.ACCEPTED
    outcomes.settle(locked, locked.left_out, outcome=outcome)
    if locked.kind in UNDOING:
        outcomes.reverse(locked.undoes, by=locked.author)
        _tell_the_undone(locked, applied.revision)
    if not locked.automatic or locked.kind in ACTS:
        log.record(
            ACTS.get(SubmissionKind(locked.kind), Act.APPROVE),
            actor=locked.decided_by or locked.author,
            submission=locked,
            revision=applied.revision,
            reason=locked.decision_note or locked.summary,
        )
    if not locked.automatic:
        notices.tell(
            locked.author, NoticeKind.APPROVED, text=locked.decision_note, submission=locked
        )
    policy().after_decision(locked)


def _tell_the_undone(locked: Submission, revision: Revision) -> None:
    """Tell the authors of the revisions that were taken back, once each."""
    undone = Revision.objects.filter(pk__in=locked.undoes).select_related("author", "submission")
    told = {locked.author_id}
    for former in undone:
        if former.author_id not in told and former.submission is not None:
            told.add(former.author_id)
            notices.tell(
                former.author, NoticeKind.REVERTED, text=revision.summary, submission=locked
            )


def lock_open(submission: Submission) -> Submission:
    """The submission's row, locked and not closed. Raises ``SubmissionClosed``.

    The row is read anew, so that a decision made on an older version of it is noticed.
    """
    locked = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if not locked.is_open:
        raise SubmissionClosed
    if locked.version != submission.version:
        raise SubmissionClosed(_("The author has changed this submission meanwhile. Look again."))
    return locked


def lock_decidable(submission: Submission) -> Submission:
    """``lock_open`` for who decides: what is on hold is not decided. Raises ``SubmissionClosed``."""
    locked = lock_open(submission)
    if locked.status == SubmissionStatus.HELD:
        raise SubmissionClosed(_("This submission is on hold: its author is suspended."))
    return locked


def close(locked: Submission, *, by: Any, note: str) -> None:
    """Store a decision on a locked submission whose new ``status`` is set; nobody claims it then."""
    locked.decided_by = by
    locked.decided_at = locked.touched_at = timezone.now()
    locked.decision_note = note
    locked.claimed_by = locked.claimed_until = None
    locked.save()
