"""How often people may make lists and speak about them: by their level, as for edits (``wiki.rates``)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import FilmList, ListComment
from wiki.exceptions import TooMany, WikiError
from wiki.policy import policy
from wiki.rates import when

HOUR = timedelta(hours=1)
#: Lists that somebody makes in an hour, and has in all.
LISTS_AN_HOUR, MOST_LISTS = 30, 2000


class ListFull(WikiError):
    """The list has as many rows as may be, or its owner as many lists."""

    status = 422
    message = gettext_lazy("The list has as many rows as it can hold.")


def check_lists(user: Any, *, hourly: bool = True) -> None:
    """Raise ``TooMany`` or ``ListFull`` if ``user`` may make no further list now."""
    now = timezone.now()
    own = FilmList.objects.filter(owner=user)
    if own.count() >= MOST_LISTS:
        raise ListFull(_("You have as many lists as you can keep. Delete one first."))
    times = own.filter(created_at__gt=now - HOUR).order_by("-created_at")
    made = list(times.values_list("created_at", flat=True)[:LISTS_AN_HOUR])
    if hourly and len(made) >= LISTS_AN_HOUR:
        free = made[-1] + HOUR
        told = _("That is many lists for one hour; the next can be made %(when)s.")
        raise TooMany(int((free - now).total_seconds()) + 1, told % {"when": when(free, now)})


def check_comments(user: Any) -> None:
    """Raise ``TooMany`` if ``user`` has written as many comments on lists as the level allows."""
    most = policy().limits(user).comments_per_hour
    if most is None:
        return
    now = timezone.now()
    times = ListComment.objects.filter(author=user, created_at__gt=now - HOUR)
    made = list(times.order_by("-created_at").values_list("created_at", flat=True)[:most])
    if len(made) < most:
        return
    free = (made[-1] if made else now) + HOUR
    told = ngettext(
        "You have written %(number)s comment in the last hour; you can write again %(when)s.",
        "You have written %(number)s comments in the last hour; you can write again %(when)s.",
        most,
    )
    values = {"number": most, "when": when(free, now)}
    raise TooMany(int((free - now).total_seconds()) + 1, told % values)
