"""Reading suspensions, and letting go what was held when one has ended by itself."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Suspension, User
from wiki import log, notices
from wiki.actions.apply import lock_writer
from wiki.actions.hold import unhold
from wiki.models import Act, NoticeKind
from wiki.moments import in_words


def present_suspension(user: User) -> Suspension | None:
    """The suspension that holds now. No query for who is not suspended."""
    if not user.is_suspended:
        return None
    rows = Suspension.objects.filter(user=user, lifted_at=None).select_related("by")
    return rows.first()


def suspended_words(user: User) -> str:
    """That a suspended user is suspended, until when, and why."""
    suspension = present_suspension(user)
    if suspension is None:  # lifted since the user was read
        return ""
    words = {"reason": suspension.reason, "until": ""}
    if suspension.until is None:
        return _("Your account is suspended: you can read, but not edit or comment. Reason: "
                 "%(reason)s") % words  # fmt: skip
    words["until"] = in_words(suspension.until)
    return _("Your account is suspended until %(until)s: you can read, but not edit or comment. "
             "Reason: %(reason)s") % words  # fmt: skip


def release_expired() -> str:
    """Let go what is held of users whose suspension has ended by itself: a job of ``manage.py tick``.

    Their right to edit has returned before, by time alone.
    """
    over = Suspension.objects.filter(lifted_at=None, until__lte=timezone.now())
    released = 0
    for suspension in over.select_related("user").order_by("pk"):
        with transaction.atomic():
            lock_writer()  # first, as everywhere
            released += _release(suspension)
    return f"{released} suspensions ended" if released else ""


def _release(suspension: Suspension) -> bool:
    """Whether this process was the one to do it."""
    user = User.objects.select_for_update(no_key=True).get(pk=suspension.user_id)
    rows = Suspension.objects.filter(pk=suspension.pk, lifted_at=None)
    if not rows.update(lifted_at=timezone.now()):
        return False
    end(user)
    with override(user.language or settings.LANGUAGE_CODE):
        log.record(Act.LIFT, actor=None, person=user, expired=True)
        notices.tell(user, NoticeKind.LIFTED, title=_("You can edit again"), url="/submissions/")
    return True


def end(user: User, *, by: User | None = None, reason: str = "") -> None:
    """Give the locked ``user`` back what a suspension took. Called in the transaction that ends it."""
    user.suspended_until = None
    user.save(update_fields=["suspended_until"])
    unhold(user, by=by, reason=reason)
