"""Favourites: adding one, taking one away, putting them in order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Favourite, User
from accounts.people.favourites import KINDS, MOST
from wiki.policy import policy, require


def favour(user: User, kind: str, pk: int) -> Favourite:
    """Add a film, person or character to the favourites, as the last; twice is once.

    Raises ``PermissionDenied`` or ``ValidationError``.
    """
    entry = KINDS[kind].objects.visible().filter(pk=pk).first()
    if entry is None:
        raise ValidationError(_("This page is not there any more."))
    with transaction.atomic():
        rows = _held(user).filter(**{f"{kind}__isnull": False})
        there: Favourite | None = rows.filter(**{kind: pk}).first()
        if there is not None:
            return there
        if rows.count() >= MOST:
            told = _(
                "You have %(most)d favourites of this kind, which is as many as there is room for."
            )
            raise ValidationError(told % {"most": MOST})
        last = rows.aggregate(last=Max("place"))["last"]
        place = 0 if last is None else last + 1
        values: dict[str, Any] = {"user": user, kind: entry, "place": place}
        return Favourite.objects.create(**values, added_at=timezone.now())


def disfavour(user: User, kind: str, pk: int) -> None:
    """Take one away. Raises ``PermissionDenied``."""
    with transaction.atomic():
        _held(user).filter(**{kind: pk}).delete()


def arrange(user: User, kind: str, order: Sequence[int]) -> None:
    """Keep of one kind the favourites in ``order`` (ids of ``Favourite``), in that order, and no others.

    Raises ``PermissionDenied``.
    """
    with transaction.atomic():
        rows = {row.pk: row for row in _held(user).filter(**{f"{kind}__isnull": False})}
        kept = [rows[pk] for pk in dict.fromkeys(order) if pk in rows]
        gone = rows.keys() - {row.pk for row in kept}
        Favourite.objects.filter(pk__in=gone).delete()
        for place, row in enumerate(kept):
            row.place = place
        Favourite.objects.bulk_update(kept, ["place"])


def _held(user: User) -> Any:
    """The rows of a user who may change them, held until the transaction ends."""
    require(
        user.is_authenticated and user.is_active and not user.is_suspended, policy().refusal(user)
    )
    User.objects.select_for_update(no_key=True).only("pk").get(pk=user.pk)
    return Favourite.objects.filter(user=user)
