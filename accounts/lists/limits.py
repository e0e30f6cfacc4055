"""How often people may make lists and speak about them: by their level, as for edits (``wiki.rates``)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import FilmList, ListComment
from wiki import rates
from wiki.exceptions import WikiError
from wiki.rates import HOUR, check_made

#: Lists that somebody makes in an hour, and has in all.
LISTS_AN_HOUR, MOST_LISTS = 30, 2000
_TOO_MANY = gettext_lazy("That is many lists for one hour; the next can be made %(when)s.")


class ListFull(WikiError):
    """The list has as many rows as may be, or its owner as many lists."""

    status = 422
    message = gettext_lazy("The list has as many rows as it can hold.")


def check_lists(user: Any, *, hourly: bool = True) -> None:
    """Raise ``TooMany`` or ``ListFull`` if ``user`` may make no further list now."""
    own = FilmList.objects.filter(owner=user)
    if own.count() >= MOST_LISTS:
        raise ListFull(_("You have as many lists as you can keep. Delete one first."))
    if hourly:
        check_made(own, LISTS_AN_HOUR, HOUR, _TOO_MANY)


def check_comments(user: Any) -> None:
    """Raise ``TooMany`` if ``user`` has written as many comments on lists as the level allows."""
    rates.check_comments(user, ListComment.objects.filter(author=user))
