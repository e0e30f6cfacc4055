"""How often people may do things: counted in the database, so that all processes share the count.

The numbers are the level's (``Policy.limits``). What was sent is found by its own tables: submissions,
former versions of them (an amendment leaves one), and attempts that an edit filter stopped. Where the
count is made inside the writer's lock it is exact; comments of one moment may exceed it by one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from wiki.changesets import ChangeSet
from wiki.exceptions import Refused, TooMany
from wiki.filters.facts import links_in_prose
from wiki.models import Comment, FilterHit, PictureUpload, Submission, SubmissionVersion
from wiki.moments import day_in_words
from wiki.policy import policy

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_EDITS_IN_AN_HOUR = ngettext_lazy(
    "You have sent %(number)s edit in the last hour; the next one can be sent %(when)s.",
    "You have sent %(number)s edits in the last hour; the next one can be sent %(when)s.",
    "number",
)
_EDITS_IN_A_DAY = ngettext_lazy(
    "You have sent %(number)s edit in the last 24 hours; the next can be sent %(when)s.",
    "You have sent %(number)s edits in the last 24 hours; the next can be sent %(when)s.",
    "number",
)
_COMMENTS = ngettext_lazy(
    "You have written %(number)s comment in the last hour; you can write again %(when)s.",
    "You have written %(number)s comments in the last hour; you can write again %(when)s.",
    "number",
)
_PICTURES = ngettext_lazy(
    "You have sent %(number)s picture in the last 24 hours; the next can be sent %(when)s.",
    "You have sent %(number)s pictures in the last 24 hours; the next can be sent %(when)s.",
    "number",
)


def check_edits(user: Any) -> None:
    """Raise ``TooMany`` if ``user`` has sent as many edits of late as the level allows.

    One query, of as many moments as the level allows edits.
    """
    limits = policy().limits(user)
    now = timezone.now()
    bounds = [
        (limits.edits_per_hour, HOUR, _EDITS_IN_AN_HOUR),
        (limits.edits_per_day, DAY, _EDITS_IN_A_DAY),
    ]
    set_ones = [(most, span, words) for most, span, words in bounds if most is not None]
    if not set_ones:
        return
    longest = max(span for _most, span, _words in set_ones)
    times = sent_times(user, since=now - longest, most=max(most for most, *_rest in set_ones))
    for most, span, words in set_ones:
        _check(times, most, span, now, words)


def check_comments(user: Any, written: QuerySet[Any] | None = None) -> None:
    """Raise ``TooMany`` if ``user`` has written as many comments of late as the level allows.

    ``written`` are the user's comments on something else than submissions, counted by themselves.
    """
    most = policy().limits(user).comments_per_hour
    if most is not None:
        rows = Comment.objects.filter(author=user) if written is None else written
        check_made(rows, most, HOUR, _COMMENTS)


def check_pictures(user: Any) -> None:
    """Raise ``TooMany`` if ``user`` has sent as many pictures in a day as the level allows."""
    most = policy().limits(user).images_per_day
    if most is not None:
        check_made(PictureUpload.objects.filter(user=user), most, DAY, _PICTURES)


def check_made(rows: QuerySet[Any], most: int, span: timedelta, words: Any) -> None:
    """Raise ``TooMany`` if ``most`` of ``rows`` were made (``created_at``) within ``span``.

    ``words`` say so, translated when they are needed: ``%(number)s`` is how many, ``%(when)s`` from when
    on one more may be made. One query.
    """
    now = timezone.now()
    newest = rows.filter(created_at__gt=now - span).order_by("-created_at")
    _check(list(newest.values_list("created_at", flat=True)[:most]), most, span, now, words)


def check_waiting(user: Any) -> None:
    """Raise ``TooMany`` if more submissions of ``user`` are open than the level allows."""
    most = policy().limits(user).waiting
    if most is None:
        return
    if Submission.objects.open().filter(author=user)[: most + 1].count() > most:
        told = ngettext(
            "%(number)s edit of yours waits for a moderator, which is as many as may. "
            "Amend or withdraw it, or send this one when it has been looked at.",
            "%(number)s edits of yours wait for a moderator, which is as many as may. "
            "Amend or withdraw one, or send this one when one has been looked at.",
            most,
        )
        raise TooMany(int(HOUR.total_seconds()), told % {"number": most})


def check_links(user: Any, changes: ChangeSet) -> None:
    """Raise ``Refused`` if ``changes`` bring more links into texts than the level of ``user`` allows."""
    most = policy().limits(user).links
    if most is None:
        return
    found = links_in_prose(changes)
    if found > most:
        told = ngettext(
            "You may add %(most)s link to the texts of one edit so far; this one adds %(found)s. "
            "Sources have a place of their own, below the form.",
            "You may add %(most)s links to the texts of one edit so far; this one adds %(found)s. "
            "Sources have a place of their own, below the form.",
            most,
        )
        raise Refused(told % {"most": most, "found": found})


def sent_times(user: Any, *, since: datetime, most: int, but: int | None = None) -> list[datetime]:
    """When ``user`` sent edits after ``since``, the latest ``most`` of them.

    ``but`` is a submission that is left out.
    """
    window: dict[str, Any] = {"author": user, "created_at__gt": since}
    sent = Submission.objects.filter(**window).order_by()
    if but is not None:
        sent = sent.exclude(pk=but)
    amended = SubmissionVersion.objects.filter(**window).order_by()
    stopped = FilterHit.objects.stopped().filter(**window).order_by()
    parts = [rows.values_list("created_at", flat=True) for rows in (sent, amended, stopped)]
    return list(parts[0].union(*parts[1:], all=True).order_by("-created_at")[:most])


def _check(
    times: Sequence[datetime], most: int, span: timedelta, now: datetime, words: Any
) -> None:
    """Raise ``TooMany`` if ``most`` of ``times``, the latest first, lie within ``span`` before ``now``."""
    if most <= 0:
        raise TooMany(int(span.total_seconds()))
    if len(times) < most or times[most - 1] <= now - span:
        return
    free = times[most - 1] + span
    told = str(words % {"number": most, "when": when(free, now)})
    raise TooMany(math.ceil((free - now).total_seconds()), told)


def when(moment: datetime, now: datetime) -> str:
    """A moment to come, to the minute: "at 14:35 (UTC)", with its day if that is not today's."""
    shown = timezone.localtime(moment + timedelta(seconds=59))  # never too early
    values = {
        "time": date_format(shown, "H:i"),
        "day": day_in_words(shown),
        "zone": shown.tzname(),
    }
    if shown.date() == timezone.localtime(now).date():
        return _("at %(time)s (%(zone)s)") % values
    return _("on %(day)s at %(time)s (%(zone)s)") % values
