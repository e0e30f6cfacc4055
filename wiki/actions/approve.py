"""Approving: a moderator lets a submission into the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from wiki import changesets, citations, log, notices, outcomes
from wiki.actions.apply import Applied, apply, lock_writer, rekeyed
from wiki.actions.claim import require_unclaimed
from wiki.actions.examine import known
from wiki.actions.fit import Resolutions
from wiki.actions.patrol import taken_back, went_live
from wiki.actions.second import second
from wiki.corrections import correct
from wiki.documents import labels
from wiki.exceptions import Indivisible, SubmissionClosed
from wiki.left_out import DIVISIBLE, Division, LeftOut, Place, count, divide
from wiki.models import (
    UNDOING,
    Act,
    NoticeKind,
    Outcome,
    Revision,
    Submission,
    SubmissionKind,
    SubmissionStatus,
)
from wiki.place_names import left_out_in_words
from wiki.policy import policy, require
from wiki.protections import propose_after_reverts
from wiki.sensitive import waits_for_first
from wiki.versions import keep_version

#: The line of the log that tells of an applied submission of a kind; of others, that it was approved.
ACTS = {
    SubmissionKind.HIDE: Act.HIDE,
    SubmissionKind.RESTORE: Act.RESTORE,
    SubmissionKind.MERGE: Act.MERGE,
    SubmissionKind.REVERT: Act.REVERT,
    SubmissionKind.ROLLBACK: Act.ROLL_BACK,
}


def approve(
    submission: Submission,
    *,
    moderator: Any,
    note: str = "",
    resolutions: Resolutions | None = None,
    leaving_out: Mapping[Place, str] | None = None,
    corrections: Mapping[Place, Any] | None = None,
) -> Revision | None:
    """Apply a waiting submission to the catalogue as it is now; return the revision.

    ``resolutions`` decides the fields where the page has changed meanwhile, ``leaving_out`` gives the
    changes (``wiki.left_out``) that are not approved with the reason for each, ``corrections`` gives
    values that take the place of proposed ones, as typed. Of a sensitive change that wants two
    moderators the first approval is only noted: then there is no revision yet.

    Raises ``PermissionDenied``; ``SubmissionClosed`` when somebody was faster; ``SubmissionClaimed``
    while somebody else looks at it; ``EditConflict`` with what is to be decided; ``InvalidChange``
    when a reason is missing or a correction is wrong, or the page has moved so that the change no
    longer holds; ``NothingKept`` when all is left out; ``NothingChanged`` when the page says all of
    it already. Then the submission still waits.
    """
    require(policy().may_decide(moderator, submission))
    with transaction.atomic():
        lock_writer()
        locked = lock_decidable(submission)
        require_unclaimed(locked, moderator)
        if waits_for_first(locked):
            second(locked, moderator=moderator, note=note, whole=not (leaving_out or corrections))
            submission.refresh_from_db()
            return None
        require(
            locked.seconded_by_id != moderator.pk,
            _("You have approved this already. Another moderator has to look at it, too."),
        )
        return decide(
            submission,
            approver=moderator,
            automatic=False,
            note=note,
            resolutions=resolutions,
            leaving_out=leaving_out,
            corrections=corrections,
        )


def decide(
    submission: Submission,
    *,
    approver: Any,
    automatic: bool,
    note: str = "",
    resolutions: Resolutions | None = None,
    leaving_out: Mapping[Place, str] | None = None,
    corrections: Mapping[Place, Any] | None = None,
) -> Revision:
    """Apply ``submission`` and close it, without asking who may."""
    with transaction.atomic():
        lock_writer()
        locked = lock_decidable(submission)
        _require_divisible(locked, leaving_out or corrections)
        corrected = bool(corrections) and _correct(locked, corrections or {})
        division = Division(kept=locked.changes)
        if leaving_out:
            main = locked.entry_key or f"{locked.entry_type}:new1"
            division = divide(known(locked.changes), leaving_out, main=main)
        applied = apply(
            division.kept,
            kind=locked.kind,
            author=locked.author,
            approver=approver,
            corrector=approver if corrected else None,
            submission=locked,
            automatic=automatic,
            summary=locked.summary,
            sources=locked.sources,
            resolutions=resolutions,
        )
        citations.rekey(locked, applied.keys)
        main_key = applied.keys.get(f"{locked.entry_type}:new1")
        if locked.entry_id is None and main_key:
            locked.entry_id = int(main_key.partition(":")[2])
        locked.left_out = _with_real_keys(division.left_out, applied.keys)
        locked.status = SubmissionStatus.APPROVED
        locked.automatic = automatic
        close(locked, by=approver, note=note)
        _follow_up(locked, applied)
    submission.refresh_from_db()
    return applied.revision


def _require_divisible(locked: Submission, parts: Any) -> None:
    if parts and locked.kind not in DIVISIBLE:
        raise Indivisible


def _correct(locked: Submission, corrections: Mapping[Place, Any]) -> bool:
    """Put the moderator's values into ``locked``; whether that changes anything."""
    changes = correct(known(locked.changes), corrections)
    if changes == known(locked.changes):
        return False
    keep_version(locked)
    main = locked.entry_key or f"{locked.entry_type}:new1"
    locked.changes = changes
    locked.size = changesets.size(changes)
    locked.title = labels([main], changes)[main].title
    locked.version += 1
    outcomes.describe(locked)
    return True


def _with_real_keys(left_out: list[LeftOut], keys: dict[str, str]) -> list[LeftOut]:
    """What was left out, where it speaks of pages and rows that were made, by their real keys."""
    return [
        LeftOut(**change, reason=left["reason"])
        for change, left in zip(rekeyed(left_out, keys), left_out, strict=True)
    ]


def _follow_up(locked: Submission, applied: Applied) -> None:
    """What an approval leaves behind besides the revision: outcomes, the log, a notice, levels."""
    outcome = Outcome.UNCHECKED if locked.automatic else Outcome.ACCEPTED
    outcomes.settle(locked, locked.left_out, outcome=outcome)
    if locked.automatic:
        went_live(locked)
    if locked.kind in UNDOING:
        _note_the_undone(locked, applied.revision)
        _tell_the_undone(locked, applied.revision)
    if not locked.automatic or locked.kind in ACTS:
        facts: dict[str, Any] = {}
        if locked.left_out:
            facts = {"left_out": count(locked.left_out), "of": count(locked.changes)}
        log.record(
            _act(locked, applied.revision),
            actor=locked.decided_by or locked.author,
            submission=locked,
            revision=applied.revision,
            person=_who_is_undone(locked),
            reason=locked.decision_note or locked.summary,
            **facts,
        )
    if locked.kind == SubmissionKind.REVERT:
        propose_after_reverts(applied.revision)
    if not locked.automatic:
        _tell_the_author(locked, applied.revision)
    policy().after_decision(locked)


def _act(locked: Submission, revision: Revision) -> Act:
    """The line of the log that tells what was done."""
    if revision.corrector_id is not None:
        return Act.CORRECT
    if locked.left_out:
        return Act.APPROVE_PART
    return ACTS.get(SubmissionKind(locked.kind), Act.APPROVE)


def _tell_the_author(locked: Submission, revision: Revision) -> None:
    """The note, and what is not as its author proposed it, in the author's language."""
    said = [locked.decision_note]
    with translation.override(locked.language or settings.LANGUAGE_CODE):
        if revision.corrector is not None:
            said.append(_("%(who)s has corrected it.") % {"who": revision.corrector})
        if locked.left_out:
            main = locked.entry_key or ""
            said.append(left_out_in_words(locked.changes, locked.left_out, main=main))
    notices.tell(
        locked.author,
        NoticeKind.APPROVED,
        text="\n\n".join(filter(None, said)),
        submission=locked,
    )


def _note_the_undone(locked: Submission, revision: Revision) -> None:
    """Note that revisions were taken back, and that what those had taken back stands again.

    The latter only where the revision is taken back on all its pages.
    """
    outcomes.reverse(locked.undoes, by=locked.author)
    taken_back(locked.undoes)
    former = Submission.objects.filter(revision__in=locked.undoes, kind__in=UNDOING)
    for undone in former.select_related("revision").defer("changes"):
        pages = revision.entries.values_list("entry_type", "entry_id")
        theirs = undone.revision.entries.values_list("entry_type", "entry_id")
        if set(theirs) <= set(pages):
            outcomes.redo(undone.undoes)


def _who_is_undone(locked: Submission) -> Any:
    """The author of all that a submission takes back, if that is one person; else ``None``."""
    undone = Revision.objects.filter(pk__in=locked.undoes, author__isnull=False)
    authors = list(undone.order_by("author").distinct().values_list("author", flat=True)[:2])
    former = undone.select_related("author").first() if len(authors) == 1 else None
    return former.author if former else None


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
