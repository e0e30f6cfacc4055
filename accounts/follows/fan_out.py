"""Telling those who follow something what happened to it: some at a time, each once.

News wait in the database (``News``). Whoever moves the time of one on has it for a minute; each batch of
followers is told in one transaction that also says how far that went. So several processes share the
work, none tells anybody twice, and what dies in between goes on where it was.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.blocks import who_block
from accounts.follows import subjects
from accounts.follows.gather import gather
from accounts.models import Follow, News, User, UserBlock, Viewing, WatchStatus
from accounts.notice_kinds import OF_PAGES, Told
from wiki import notices

#: Followers that are told in one transaction; news that are looked at in one go.
BATCH, NEWS = 500, 100
#: For so long whoever has begun with a piece of news has it alone.
HELD = timedelta(minutes=1)
#: After so many seconds other work of ``tick`` has its turn.
LONGEST = 20.0


def go_on() -> str:
    """Gather news, tell them; return what was done, in words, "" for nothing. A job of ``tick``."""
    gather()
    told = 0
    started = time.monotonic()
    for pk, due_at in _due():
        held = _claim(pk, due_at)
        while held is not None and time.monotonic() - started < LONGEST:
            count, held = _tell_some(held)
            told += count
        if held is not None:  # there is more to do than time: whoever comes next goes on
            News.objects.filter(pk=held.pk, due_at=held.due_at).update(due_at=timezone.now())
            break
    return f"{told:,} told of what they follow" if told else ""


def _due() -> list[tuple[int, datetime]]:
    waiting = News.objects.filter(due_at__lte=timezone.now()).order_by("due_at", "pk")
    return list(waiting.values_list("pk", "due_at")[:NEWS])


def _claim(pk: int, due_at: datetime) -> News | None:
    """Take a piece of news for this process; ``None`` if somebody else has it."""
    mine = News.objects.filter(pk=pk, due_at=due_at)
    if not mine.update(due_at=timezone.now() + HELD):
        return None
    return News.objects.filter(pk=pk).select_related("actor").first()


def _tell_some(held: News) -> tuple[int, News | None]:
    """Tell the next followers; how many were told, and the news if there are more of them."""
    about = f"{held.about_type}:{held.about_id}"
    public = subjects.is_public(about)
    if not public or (held.subject and not subjects.is_listed(held.subject)):
        News.objects.filter(pk=held.pk).delete()
        return 0, None
    with transaction.atomic():
        own = News.objects.filter(pk=held.pk, due_at=held.due_at)
        ids = _audience(held)
        more = len(ids) == BATCH
        again = timezone.now() + HELD
        mine = own.update(due_at=again, reached=ids[-1]) if more else own.delete()[0]
        if not mine:  # it took too long, and another process goes on
            return 0, None
        told = _tell(held, about, ids)
        held.due_at = again
        held.reached = ids[-1] if more else 0
    return told, held if more else None


def _audience(news: News) -> list[int]:
    """The ids of the next who followed what it is about when it happened, or want to watch it."""
    kind, pk = news.about_type, news.about_id
    followers = Follow.objects.filter(
        about_type=kind, about_id=pk, user__gt=news.reached, created_at__lte=news.created_at
    )
    found = set(followers.order_by("user").values_list("user", flat=True)[:BATCH])
    if news.kind == Told.AVAILABLE:
        want = Viewing.objects.filter(film=pk, status=WatchStatus.WANT, user__gt=news.reached)
        found |= set(want.order_by("user").values_list("user", flat=True).distinct()[:BATCH])
    return sorted(found)[:BATCH]


def _tell(news: News, about: str, ids: list[int]) -> int:
    people = _people([pk for pk in ids if pk != news.actor_id])
    if news.kind == Told.AVAILABLE and news.countries:
        people = people.filter(watch_country__in=news.countries)
    deaf = _apart(news.actor_id, ids)
    facts: dict[str, Any] = {"title": news.title, "url": news.url, "count": news.count}
    hears = [person for person in people if person.pk not in deaf]
    told = notices.tell_many(
        hears, news.kind, actor=news.actor, text=news.text, about=about, **facts
    )
    if news.kind in OF_PAGES:  # a page is nobody's: what was done to it is told without by whom
        others = [person for person in people if person.pk in deaf]
        told += notices.tell_many(others, news.kind, about=about, **facts)
    return told


def _people(ids: list[int]) -> QuerySet[User]:
    """Users, with what telling them asks."""
    known = ("is_active", "email", "mail_notices", "notice_choices", "time_zone")
    return User.objects.filter(pk__in=ids, is_active=True).only(*known).order_by("pk")


def _apart(actor: int | None, ids: list[int]) -> set[int]:
    """Those who have blocked whoever did it, or were blocked by them."""
    if actor is None:
        return set()
    blocked = UserBlock.objects.filter(owner=actor, other__in=ids)
    return who_block(actor, ids) | set(blocked.values_list("other", flat=True))
