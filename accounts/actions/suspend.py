"""Suspending users, and lifting that."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts.models import FOREVER, Suspension, User
from accounts.suspensions import end
from wiki import log, notices
from wiki.actions.apply import lock_writer
from wiki.actions.hold import hold
from wiki.exceptions import WikiError
from wiki.models import Act, NoticeKind
from wiki.policy import policy, require

#: Where the suspended read why, and appeal.
PAGE = "/accounts/suspension/"


class NotSuspended(WikiError):
    """The suspension is over already."""

    status = 409
    message = gettext_lazy("This suspension has ended already.")


def suspend(user: User, *, by: User, reason: str, until: datetime | None = None) -> Suspension:
    """Take the right to edit and comment from ``user``, until a moment or for good.

    What waits of theirs is held. A suspension that holds already is replaced. They are told.

    Raises ``PermissionDenied`` (moderators are suspended by administrators, nobody by themselves) or
    ``ValidationError``.
    """
    require(policy().may_restrain(by, user), _("Only administrators may do this to moderators."))
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Say why.")})
    if until is not None and until <= timezone.now():
        raise ValidationError({"until": _("This time is over.")})
    with transaction.atomic():
        lock_writer()  # first, as everywhere
        locked = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        now = timezone.now()
        Suspension.objects.filter(user=locked, lifted_at=None).update(lifted_at=now, lifted_by=by)
        suspension = Suspension.objects.create(
            user=locked, until=until, reason=reason, by=by, created_at=now
        )
        locked.suspended_until = until or FOREVER
        locked.save(update_fields=["suspended_until"])
        log.record(
            Act.SUSPEND,
            actor=by,
            person=locked,
            reason=reason,
            until=until.isoformat() if until else "",
        )
        hold(locked, by=by, reason=reason)
        _tell(locked, NoticeKind.SUSPENDED, reason)
    user.suspended_until = locked.suspended_until
    return suspension


def lift(suspension: Suspension, *, by: User, reason: str = "") -> Suspension:
    """End a suspension before its time; what was held waits again.

    Raises ``PermissionDenied`` or ``NotSuspended``.
    """
    require(
        policy().may_restrain(by, suspension.user),
        _("Only administrators may do this to moderators."),
    )
    with transaction.atomic():
        lock_writer()
        user = User.objects.select_for_update(no_key=True).get(pk=suspension.user_id)
        rows = Suspension.objects.filter(pk=suspension.pk, lifted_at=None)
        if not rows.update(lifted_at=timezone.now(), lifted_by=by):
            raise NotSuspended
        log.record(Act.LIFT, actor=by, person=user, reason=reason.strip())
        end(user, by=by, reason=reason.strip())
        _tell(user, NoticeKind.LIFTED, reason.strip())
    suspension.refresh_from_db()
    return suspension


def _tell(user: User, kind: NoticeKind, text: str) -> None:
    with override(user.language or settings.LANGUAGE_CODE):
        title = _("Your account is suspended")
        if kind == NoticeKind.LIFTED:
            title = _("You can edit again")
        notices.tell(user, kind, title=title, text=text, url=PAGE)
