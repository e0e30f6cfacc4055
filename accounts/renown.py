"""How well users know films (``films.renown``), and having search hear of it once a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from django.db.models import Count, F
from django.utils.timezone import localdate

from accounts import tallies
from accounts.models import ListItem, Tally, Visibility
from films import renown
from films.renown import Where
from wiki.moments import morning_of
from wiki.search_engine import follow

#: What it weighs that a public list holds a film, next to 1 for each who has watched or wants to.
_LISTED = 3


def weights(where: Where) -> Iterator[tuple[int, int]]:
    """What ratings, watch lists and public lists add to films. Two queries."""
    rows = Tally.objects.filter(where("film"), segment=None).order_by()
    yield from rows.values_list("film_id", F("votes") + F("watched") + F("wanted"))
    listed = ListItem.objects.filter(where("film"), list__visibility=Visibility.PUBLIC).order_by()
    for film, count in listed.values_list("film_id").annotate(Count("list", distinct=True)):
        yield film, _LISTED * count


def changed(since: datetime.date) -> Iterable[int]:
    """The films that were rated, watched or put on public lists since a day began. Two queries.

    What was taken off lists since is noticed when the film is read for another reason.
    """
    yield from tallies.changed_since(since).values_list("film_id", flat=True)
    listed = ListItem.objects.filter(list__visibility=Visibility.PUBLIC, film__isnull=False)
    yield from listed.filter(added_at__gte=morning_of(since)).values_list("film_id", flat=True)


def renew_search() -> str:
    """Have the search index read the films that became better known since yesterday; a job of ``tick``.

    Returns how many, in words, "" for none.
    """
    yesterday = localdate() - datetime.timedelta(days=1)
    count = follow.renew(f"film:{pk}" for pk in renown.changed(yesterday))
    return f"{count:,} search documents of films that became better known" if count else ""
