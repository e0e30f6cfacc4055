"""Who may do what with a list.

Its owner does everything; who keeps it with the owner arranges its rows; how open it is says who else
adds or proposes. The suspended keep on with what only they themselves see.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from accounts.models import FilmList, ListComment, Openness


@dataclass(frozen=True)
class Rights:
    """What one reader may do with one list."""

    see: bool
    manage: bool = False
    arrange: bool = False
    add: bool = False
    propose: bool = False
    comment: bool = False
    like: bool = False
    clone: bool = False
    #: Whether comments of others may be removed.
    tidy: bool = False

    @property
    def contribute(self) -> bool:
        """Whether the reader adds rows or proposes some."""
        return self.add or self.propose


def rights(user: Any, shown: FilmList) -> Rights:
    """What ``user`` may do with a list. One query at most, for users who do not own it."""
    if not user.is_authenticated or not user.is_active:
        return Rights(see=shown.owner.is_active and not shown.is_private)
    owns = shown.owner_id == user.pk
    keeps = owns or shown.editors.filter(pk=user.pk).exists()
    if not keeps and (shown.is_private or not shown.owner.is_active):
        return Rights(see=False)
    free = not user.is_suspended
    writes = free or (owns and shown.is_private)
    return Rights(
        see=True,
        manage=owns and writes,
        arrange=keeps and writes,
        add=(keeps and writes) or (free and shown.openness == Openness.OPEN),
        propose=free and not keeps and shown.openness == Openness.CURATED,
        comment=free,
        like=free and not owns,
        clone=(writes or free) and not shown.hidden,
        tidy=free and (owns or user.is_moderator),
    )


def seen(user: Any, shown: FilmList) -> Rights:
    """``rights`` of a reader who sees the list. Raises ``Http404``: nobody is told that it is there."""
    found = rights(user, shown)
    if not found.see:
        raise Http404
    return found


def may_remove(user: Any, comment: ListComment, on: Rights) -> bool:
    """Whether ``user`` may take a comment away: its author, the owner of the list, moderators."""
    return on.tidy or (on.comment and comment.author_id == user.pk)
