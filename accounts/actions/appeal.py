"""Appealing against a suspension or a rejection, once, and answering that."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions.suspend import PAGE, lift
from accounts.models import Appeal, Suspension, User
from wiki import log, notices
from wiki.actions.apply import lock_writer
from wiki.actions.reopen import reopen
from wiki.exceptions import WikiError
from wiki.models import Act, NoticeKind, Submission, SubmissionStatus
from wiki.policy import policy, require

#: Appeals and answers are no longer than this.
LONGEST = 2000


class CannotAppeal(WikiError):
    """There is nothing to appeal against any more, or it was done before."""

    status = 409
    message = gettext_lazy("You can ask once, while the decision stands. There is no second time.")


class AlreadyAnswered(WikiError):
    """Another moderator was faster."""

    status = 409
    message = gettext_lazy("Somebody has answered this appeal already.")


def appeal(
    user: User,
    *,
    text: str,
    suspension: Suspension | None = None,
    submission: Submission | None = None,
) -> Appeal:
    """Ask that another moderator looks at a suspension of ``user``, or a rejection of theirs.

    Raises ``PermissionDenied``, ``CannotAppeal`` or ``ValidationError``.
    """
    about = suspension or submission
    if about is None:
        raise CannotAppeal
    whose = suspension.user_id if suspension else submission.author_id if submission else None
    require(user.is_authenticated and user.is_active and whose == user.pk)
    text = text.strip()
    if not text:
        raise ValidationError({"text": _("Say what was overlooked.")})
    if len(text) > LONGEST:
        raise ValidationError({"text": _("That is too long.")})
    with transaction.atomic():
        lock_writer()
        if not may_appeal(suspension, submission):
            raise CannotAppeal
        made = Appeal.objects.create(
            user=user,
            suspension=suspension,
            submission=submission,
            text=text,
            created_at=timezone.now(),
        )
        log.record(Act.APPEAL, actor=user, person=user, submission=submission, reason=text)
    return made


def may_appeal(suspension: Suspension | None, submission: Submission | None) -> bool:
    """Whether the decision still stands, and nobody has appealed against it."""
    if suspension is not None:
        rows = Suspension.objects.filter(pk=suspension.pk, lifted_at=None, appeal=None)
        return any(each.until is None or each.until > timezone.now() for each in rows)
    if submission is not None:
        rejected = Submission.objects.filter(
            pk=submission.pk, status=SubmissionStatus.REJECTED, appeal=None
        )
        return rejected.exists()
    return False


def may_answer(user: User, asked: Appeal) -> bool:
    """Whether ``user`` is a moderator who has not made the decision and whom it does not concern."""
    if asked.suspension is not None:
        decided_by: int | None = asked.suspension.by_id
        allowed = policy().may_restrain(user, asked.user)
    else:
        decided_by = asked.submission.decided_by_id if asked.submission else None
        allowed = policy().may_moderate(user)
    return allowed and user.pk not in (decided_by, asked.user_id)


def answer(asked: Appeal, *, by: User, granted: bool, text: str) -> Appeal:
    """Uphold the decision, or grant the appeal: lift the suspension, reopen the submission.

    Raises ``PermissionDenied``, ``ValidationError``, ``AlreadyAnswered``, or ``WikiError`` where the
    decision no longer stands.
    """
    require(may_answer(by, asked), _("Another moderator has to answer this."))
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise ValidationError({"answer": _("That is too long.") if text else _("Say why.")})
    with transaction.atomic():
        lock_writer()
        locked = Appeal.objects.select_for_update(of=("self",)).get(pk=asked.pk)
        if locked.granted is not None:
            raise AlreadyAnswered
        if granted and locked.suspension is not None:
            lift(locked.suspension, by=by, reason=text)
        elif granted and locked.submission is not None:
            reopen(locked.submission, moderator=by, note=text)
        locked.granted, locked.answer = granted, text
        locked.answered_by, locked.answered_at = by, timezone.now()
        locked.save()
        submission = locked.submission
        log.record(
            Act.ANSWER,
            actor=by,
            person=locked.user,
            submission=submission,
            reason=text,
            granted=granted,
        )
        url = submission.get_absolute_url() if submission else PAGE
        notices.tell(locked.user, NoticeKind.ANSWER, text=text, title=_title(locked), url=url)
    return locked


def _title(asked: Appeal) -> str:
    return asked.submission.title if asked.submission else _("Your suspension")
