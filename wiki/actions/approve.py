"""Approving: a moderator lets a submission into the catalogue."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wiki.actions.apply import apply, lock_writer
from wiki.actions.fit import Resolutions
from wiki.exceptions import SubmissionClosed
from wiki.models import Revision, Submission, SubmissionStatus
from wiki.policy import policy, require


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
        locked = lock_pending(submission)
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
    submission.refresh_from_db()
    return applied.revision


def lock_pending(submission: Submission) -> Submission:
    """The submission's row, locked and still waiting. Raises ``SubmissionClosed``.

    The row is read anew, so that a decision made on an older version of it is noticed.
    """
    locked = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if not locked.is_pending:
        raise SubmissionClosed
    if locked.version != submission.version:
        raise SubmissionClosed(_("The author has changed this submission meanwhile. Look again."))
    return locked


def close(locked: Submission, *, by: Any, note: str) -> None:
    """Store a decision on a locked submission whose new ``status`` is set."""
    locked.decided_by = by
    locked.decided_at = timezone.now()
    locked.decision_note = note
    locked.save()
