"""Reporting to moderators what somebody else wrote."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.complaints.forms import LONGEST
from accounts.complaints.subjects import find
from accounts.models import Complaint, ComplaintReason, User
from accounts.reviews.rights import require_free
from wiki.exceptions import WikiError
from wiki.rates import DAY, HOUR, check_made

#: Reports of one member, within an hour and within a day.
AN_HOUR, A_DAY = 10, 30
_TOO_MANY = gettext_lazy("You have reported a great deal of late; you can go on %(when)s.")


class AlreadyReported(WikiError):
    """The same member has reported the same thing, and nobody has decided yet."""

    status = 409
    message = gettext_lazy("You have reported this already. A moderator will look at it.")


def complain(by: Any, about: str, *, reason: str, text: str = "") -> Complaint:
    """Report ``review:12`` for a ``ComplaintReason``, which ``text`` explains.

    Raises ``PermissionDenied``, ``ValidationError`` by field, ``AlreadyReported``, ``TooMany``, or
    ``Http404`` for what ``by`` cannot see.
    """
    require_free(by)
    subject = find(about)
    if subject is None or not subject.readable(by):
        raise Http404
    if subject.person.pk == by.pk:
        raise PermissionDenied(_("This is your own."))
    _check(reason, text)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)  # one hand at a time
        own = Complaint.objects.filter(by=by)
        if own.filter(kind=subject.kind, about_id=subject.row.pk, verdict="").exists():
            raise AlreadyReported
        check_made(own, AN_HOUR, HOUR, _TOO_MANY)
        check_made(own, A_DAY, DAY, _TOO_MANY)
        made: Complaint = own.create(
            by=by,
            kind=subject.kind,
            about_id=subject.row.pk,
            person=subject.person,
            title=subject.title[:300],
            quote=subject.quote,
            url=subject.url,
            reason=reason,
            text=text.strip(),
            created_at=timezone.now(),
        )
    return made


def _check(reason: str, text: str) -> None:
    errors = {}
    if reason not in ComplaintReason.values:
        errors["reason"] = _("Choose one.")
    if len(text) > LONGEST:
        errors["text"] = _("That is too long.")
    elif reason == ComplaintReason.OTHER and not text.strip():
        errors["text"] = _("Say what is wrong.")
    if errors:
        raise ValidationError(errors)
