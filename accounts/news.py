"""Telling users what others did that concerns them, and announcing what others may follow.

``tell`` is for those whom an act concerns: a handful, told in its transaction. ``announce`` is for those
who follow what it was about, however many: it leaves one row, and ``tick`` tells them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.blocks import who_block
from accounts.models import News, User
from wiki import notices

AT_ONCE = timedelta(0)


def tell(
    user: User | None,
    kind: str,
    *,
    actor: User | None = None,
    title: str = "",
    url: str = "",
    text: str = "",
    about: str = "",
) -> None:
    """Tell ``user`` what ``actor`` did, in the transaction of the act.

    ``kind`` is one of ``accounts.notice_kinds.Told``; ``title`` and ``url`` are of what it was done to,
    ``text`` is what the actor wrote. ``about`` names that thing (``list:12``): while the notice is unread,
    what happens to it again joins it. Nobody is told what they did themselves, who wants to hear nothing
    of it, or has blocked the actor.
    """
    if user is not None:
        tell_all([user], kind, actor=actor, title=title, url=url, text=text, about=about)


def tell_all(
    users: Iterable[User],
    kind: str,
    *,
    actor: User | None = None,
    title: str = "",
    url: str = "",
    text: str = "",
    about: str = "",
) -> int:
    """``tell`` several users the same; how many were told. One query for blocks, one for the notices."""
    people = list({user.pk: user for user in users}.values())
    deaf = who_block(actor, [user.pk for user in people]) if actor is not None and people else set()
    return notices.tell_many(
        [user for user in people if user.pk not in deaf],
        kind,
        actor=actor,
        title=title,
        url=url,
        text=text,
        about=about,
    )


def announce(
    kind: str,
    *,
    about: str,
    actor: User | None,
    title: str,
    url: str,
    subject: str = "",
    count: int = 1,
    wait: timedelta = AT_ONCE,
) -> None:
    """Have ``tick`` tell all who follow ``about`` (``user:5``, ``list:12``, ``film:3``) what happened to it.

    In the transaction of the act. Where followers may not see ``about`` when it is told, or ``subject``
    (``list:7``) is not for everybody to be shown, nobody is told; so ``wait`` lets people have second
    thoughts. What the same ``actor`` does again ``about`` the same within that time joins it, ``count``
    times.
    """
    about_type, _colon, about_id = about.partition(":")
    now = timezone.now()
    same = {"kind": kind, "about_type": about_type, "about_id": int(about_id), "actor": actor}
    facts = {"title": title[:300], "url": url, "subject": subject}
    if wait and _waiting(wait, **same, subject=subject).update(count=F("count") + count, **facts):
        return
    News.objects.create(**same, **facts, count=count, created_at=now, due_at=now + wait)


def retract(kind: str, *, about: str, subject: str, wait: timedelta) -> bool:
    """Have nobody told what was announced with that ``wait``; whether there was time to.

    In the transaction of the act.
    """
    about_type, _colon, about_id = about.partition(":")
    same = {"kind": kind, "about_type": about_type, "about_id": int(about_id), "subject": subject}
    return bool(_waiting(wait, **same).delete()[0])


def _waiting(wait: timedelta, **same: Any) -> QuerySet[News]:
    """The news with that ``wait`` that nobody has begun to tell: who does moves their time on."""
    return News.objects.filter(**same, due_at__lte=F("created_at") + wait)
