"""Liking a list, and no longer."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.blocks import check_not_blocked
from accounts.lists.rights import rights
from accounts.lists.telling import tell_of_like
from accounts.lists.upkeep import settle, writing
from accounts.models import FilmList, ListLike
from accounts.reviews.limits import check_votes
from wiki.policy import policy, require


def like_list(of: FilmList, *, by: Any, likes: bool = True) -> FilmList:
    """Say that ``by`` likes a list of somebody else, or take that back; twice is once.

    Raises ``PermissionDenied`` or ``TooMany``.
    """
    with writing(of) as locked:
        found = rights(by, locked)
        require(found.see and found.like, policy().refusal(by))
        if likes:
            check_not_blocked(locked.owner_id, by)
        own = locked.likes.filter(user=by)
        if likes == own.exists():
            return locked
        if likes:
            check_votes(ListLike.objects.filter(user=by))
            locked.likes.create(user=by, created_at=timezone.now())
        else:
            own.delete()
        locked.like_count = locked.likes.count()
        locked.save(update_fields=["like_count"])
        settle(locked, rows=False)
        tell_of_like(locked, by=by, likes=likes)
    return locked
