"""What users want to be told, by group: on the site or not, and when by mail.

Kept on the user (``notice_choices``: ``{"likes": {"site": true, "mail": "weekly"}}``), so that asking
costs no query; what is not there is as the group has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from wiki.notice_kinds import Group, Mail, groups

#: The hour of the user's day at which mails of a day or a week go out; those of a week on Mondays.
HOUR = 8
#: What a link in a mail ends, besides a group by its name: all mails, or digests.
ALL, DIGEST = "", "digest"
#: How long what may be joined by more of its kind waits before it is mailed.
GATHER = timedelta(minutes=10)


@dataclass(frozen=True)
class Choice:
    """What a user wants of one group."""

    site: bool
    mail: Mail


def choice_of(user: Any, group: Group) -> Choice:
    """What ``user`` wants of ``group``. No query."""
    said = user.notice_choices.get(group.name) if isinstance(user.notice_choices, dict) else None
    said = said if isinstance(said, Mapping) else {}
    mail = said.get("mail")
    return Choice(
        site=group.vital or said.get("site") is not False,
        mail=Mail(mail) if mail in Mail.values else group.mail,
    )


def as_stored(choice: Choice) -> dict[str, Any]:
    """A choice as the user's row keeps it."""
    return {"site": choice.site, "mail": choice.mail.value}


def due_at(user: Any, choice: Choice, *, joins: bool, now: datetime) -> datetime | None:
    """When what happens now is mailed to ``user``; ``None`` for never."""
    if not (user.mail_notices and user.email) or choice.mail == Mail.NONE:
        return None
    if choice.mail == Mail.NOW:
        return now + GATHER if joins else now
    return next_digest(now, zone_of(user), weekly=choice.mail == Mail.WEEKLY)


def next_digest(now: datetime, zone: Any, *, weekly: bool) -> datetime:
    """The next morning after ``now`` in a time zone, or that of the next Monday."""
    here = now.astimezone(zone)
    morning = here.replace(hour=HOUR, minute=0, second=0, microsecond=0, fold=0)
    days = (7 - here.weekday()) % 7 if weekly else 0
    morning += timedelta(days=days)
    if morning <= here:
        morning += timedelta(days=7 if weekly else 1)
    return morning.astimezone(timezone.get_default_timezone())


def zone_of(user: Any) -> Any:
    """The time zone of a user, the site's where none is known."""
    name = getattr(user, "time_zone", "")
    try:
        return ZoneInfo(name) if name else timezone.get_default_timezone()
    except (KeyError, ValueError, OSError):  # no zone that this machine knows
        return timezone.get_default_timezone()


def choose(user: Any, chosen: Mapping[str, Choice], *, mails: bool | None = None) -> None:
    """Keep what ``user`` wants of some groups, and whether mails come at all (``None``: as it was)."""
    people = get_user_model()._default_manager
    with transaction.atomic():
        locked = people.select_for_update(no_key=True).get(pk=user.pk)
        stored = {name: as_stored(choice) for name, choice in chosen.items()}
        locked.notice_choices = {**locked.notice_choices, **stored}
        if mails is not None:
            locked.mail_notices = mails
        locked.save(update_fields=["notice_choices", "mail_notices"])


def ends(scope: str) -> Group | str:
    """What a link in a mail ends: a group, or ``ALL`` or ``DIGEST``. Raises ``KeyError``."""
    known: dict[str, Group | str] = {ALL: ALL, DIGEST: DIGEST}
    known |= {group.name: group for group in groups()}
    return known[scope]


def end_mails(user: Any, scope: str) -> None:
    """End the mails of a group, all digests, or all mails; on the site everything stays as it was."""
    if scope == ALL:
        choose(user, {}, mails=False)
        return
    chosen = {group.name: choice_of(user, group) for group in groups()}
    ended = {
        name: replace(choice, mail=Mail.NONE)
        for name, choice in chosen.items()
        if name == scope or (scope == DIGEST and choice.mail in (Mail.DAILY, Mail.WEEKLY))
    }
    choose(user, ended)
