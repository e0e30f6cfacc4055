"""Liking a list, and no longer."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.blocks import check_not_blocked
from accounts.lists.rights import rights
from accounts.lists.telling import tell_of_like
from accounts.lists.upkeep import settle, writing
from accounts.models import FilmList, ListLike
from wiki.policy import policy, require


def like_list(of: FilmList, *, by: Any, likes: bool = True) -> FilmList:
    """Say that ``by`` likes a list of somebody else, or take that back; twice is once.

    Raises ``PermissionDenied``.
    """
    with writing(of) as locked:
        found = rights(by, locked)
        require(found.see and found.like, policy().refusal(by))
        if likes:
            check_not_blocked(locked.owner_id, by)
            _like, changed = ListLike.objects.get_or_create(
                list=locked, user=by, defaults={"created_at": timezone.now()}
            )
        else:
            changed = bool(ListLike.objects.filter(list=locked, user=by).delete()[0])
        locked.like_count = ListLike.objects.filter(list=locked).count()
        locked.save(update_fields=["like_count"])
        settle(locked, rows=False)
        if changed:
            tell_of_like(locked, by=by, likes=likes)
    return locked
