"""Following a page, a user or a list, and no longer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import news
from accounts.blocks import check_not_blocked
from accounts.follows import subjects
from accounts.models import FilmList, Follow, User
from accounts.notice_kinds import Told
from wiki.changesets import ids_by_type
from wiki.policy import policy, require
from wiki.rates import HOUR, check_made

#: As much as one user follows, and begins to follow in an hour.
MOST, MOST_AN_HOUR = 5000, 300
_TOO_MANY = gettext_lazy("That is much to follow in one hour; you can go on %(when)s.")


def follow(user: Any, key: str) -> Any:
    """Follow what ``key`` names (``film:12``, ``user:3``, ``list:5``); twice is once. Return it.

    A user who is followed is told so; the suspended follow pages only.

    Raises ``PermissionDenied`` (also where the other has blocked ``user``), ``Http404`` for what is not
    there to be seen, ``ValidationError`` and ``TooMany``.
    """
    require(user.is_authenticated and user.is_active)
    thing = subjects.find(key, user)
    if thing is None:
        raise Http404
    owner = thing.owner if isinstance(thing, FilmList) else thing
    of_somebody = isinstance(owner, User)
    if of_somebody:
        require(not user.is_suspended, policy().refusal(user))
    if isinstance(thing, User) and thing.pk == user.pk:
        raise ValidationError(_("You cannot follow yourself."))
    about_type, about_id = subjects.parts(subjects.key_of(thing)) or ("", 0)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).only("pk").get(pk=user.pk)
        if of_somebody:
            check_not_blocked(owner, user)  # whoever blocks holds both
        own = Follow.objects.filter(user=user)
        if own.filter(about_type=about_type, about_id=about_id).exists():
            return thing
        if own.count() >= MOST:
            raise ValidationError(_("You follow as much as can be followed."))
        check_made(own, MOST_AN_HOUR, HOUR, _TOO_MANY)
        Follow.objects.create(
            user=user, about_type=about_type, about_id=about_id, created_at=timezone.now()
        )
        if isinstance(thing, User):
            news.tell(
                thing,
                Told.FOLLOWER,
                actor=user,
                title=str(user),
                url=user.get_absolute_url(),
                about="followers",
            )
    return thing


def unfollow(user: Any, keys: Iterable[str]) -> int:
    """Follow some things no longer; how many they were."""
    require(user.is_authenticated and user.is_active)
    gone = 0
    for about_type, ids in ids_by_type(filter(subjects.parts, keys)).items():
        rows = Follow.objects.filter(user=user, about_type=about_type, about_id__in=ids)
        gone += rows.delete()[0]
    return gone


def part_ways(one: User, other: User) -> None:
    """Two users follow each other, and each other's lists, no longer: one has blocked the other."""
    for user, left in ((one, other), (other, one)):
        lists = FilmList.objects.filter(owner=left).values("pk")
        Follow.objects.filter(user=user, about_type=subjects.USER, about_id=left.pk).delete()
        Follow.objects.filter(user=user, about_type=subjects.LIST, about_id__in=lists).delete()
