"""Following for tests, by the actions; what members have been told of it."""

from __future__ import annotations

from typing import Any

from accounts.actions.follow import follow
from accounts.actions.watch import Said, watch
from accounts.follows.fan_out import go_on
from accounts.models import User, Viewing, WatchStatus
from wiki.models import Notice
from wiki.notices import notices_of, sentence


def follows(user: User, *things: Any) -> None:
    """``user`` follows entries, users or lists; nothing that was before is news."""
    go_on()
    for thing in things:
        name = thing._meta.model_name
        follow(user, f"{'list' if name == 'filmlist' else name}:{thing.pk}")


def wants(user: User, film: Any) -> Viewing | None:
    """``user`` wants to watch ``film``."""
    return watch(user, film, Said(status=WatchStatus.WANT))


def words(user: User) -> list[str]:
    """What ``user`` has been told, the latest first, once ``tick`` has run."""
    go_on()
    return [sentence(notice) for notice in notices_of(user)]


def forget() -> None:
    """Nobody has been told anything."""
    Notice.objects.all().delete()
