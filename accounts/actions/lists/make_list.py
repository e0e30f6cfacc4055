"""Making a list."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.link_limits import check_links
from accounts.lists.limits import check_lists
from accounts.lists.telling import announce_list
from accounts.lists.upkeep import tell
from accounts.lists.words import Words
from accounts.models import FilmList, ListAct, Visibility
from wiki.policy import policy, require


def make_list(owner: Any, words: Words, *, hourly: bool = True) -> FilmList:
    """A new list without rows. The suspended make private ones only.

    ``hourly`` is whether it counts how many were made within the hour, and those who follow the owner
    are told, and whether links are counted; for lists of an import none of this is done.

    Raises ``PermissionDenied``, ``TooMany``, ``Refused`` or ``ListFull``.
    """
    require(owner.is_authenticated and owner.is_active)
    require(
        not owner.is_suspended or words.visibility == Visibility.PRIVATE, policy().refusal(owner)
    )
    if hourly:
        check_links(owner, words.description)
    now = timezone.now()
    with transaction.atomic():
        check_lists(owner, hourly=hourly)
        made = FilmList(owner=owner, created_at=now, changed_at=now, touched_at=now)
        words.put(made)
        made.save()
        words.put_beside(made)
        shown: dict[str, Any] = {"shown": True} if made.is_public else {}  # it is news once
        tell(made, ListAct.MADE, by=owner, **shown).save()
        if hourly:
            announce_list(made)
    return made
