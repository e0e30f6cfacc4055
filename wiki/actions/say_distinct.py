"""Saying that two pages which look alike are not the same, and taking that back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wiki.entry_types import EntryType
from wiki.exceptions import TooMany
from wiki.models import Distinction, SubmissionKind
from wiki.policy import policy, require_may_submit

_HOUR = timedelta(hours=1)


def say_distinct(
    entry_type: EntryType, one: int, other: int, *, user: Any, reason: str = ""
) -> Distinction:
    """Say that two entries are not the same; the statement that stands, if somebody was faster.

    Raises ``PermissionDenied``, ``TooMany`` with as many in an hour as the level allows edits, or
    ``ValidationError`` if they are one entry or not both there.
    """
    require_may_submit(user, SubmissionKind.EDIT)
    first, second = sorted((one, other))
    there = entry_type.model.objects.visible().filter(pk__in=(first, second)).count()
    if there != len({first, second}) or first == second:
        raise ValidationError(_("One of these pages is no longer there."))
    _check_rate(user)
    pair = {"entry_type": entry_type.name, "first": first, "second": second}
    try:
        with transaction.atomic():
            return Distinction.objects.create(
                **pair, said_by=user, said_at=timezone.now(), reason=reason.strip()
            )
    except IntegrityError:  # it has been said
        return Distinction.objects.get(**pair, taken_back_at=None)


def take_back(distinction: Distinction, *, user: Any) -> Distinction:
    """Take back what was said: its author may, and moderators. Raises ``PermissionDenied``."""
    require_may_submit(user, SubmissionKind.EDIT)
    if distinction.said_by_id != user.pk and not policy().may_moderate(user):
        raise PermissionDenied(_("Only who said it and moderators can take it back."))
    standing = Distinction.objects.filter(pk=distinction.pk, taken_back_at=None)
    standing.update(taken_back_at=timezone.now(), taken_back_by=user)
    distinction.refresh_from_db()
    return distinction


def _check_rate(user: Any) -> None:
    most = policy().limits(user).edits_per_hour
    if most is None:
        return
    said = Distinction.objects.filter(said_by=user, said_at__gt=timezone.now() - _HOUR)
    if said.count() >= most:
        raise TooMany(int(_HOUR.total_seconds()))
