"""Telling users what others did that concerns them, and announcing what others may follow.

``tell`` is for those whom an act concerns: a handful, told in its transaction. ``announce`` is for those
who follow what it was about, however many: it leaves one row, and ``tick`` tells them.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from accounts.blocks import who_block
from accounts.models import News, User
from wiki import notices


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
    text: str = "",
    countries: Iterable[str] = (),
) -> None:
    """Have ``tick`` tell all who follow ``about`` (``user:5``, ``list:12``, ``film:3``) what happened to it.

    In the transaction of the act. ``countries`` are those in which it is news at all. What is no longer
    for everybody to see by then is told to nobody (``accounts.fan_out``).
    """
    about_type, _colon, about_id = about.partition(":")
    now = timezone.now()
    News.objects.create(
        kind=kind,
        about_type=about_type,
        about_id=int(about_id),
        actor=actor,
        title=title[:300],
        text=text,
        url=url,
        countries=sorted(countries),
        created_at=now,
        due_at=now,
    )
