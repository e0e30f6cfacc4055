"""Counting what users made of films.

Films are ranked by a Bayesian mean: (``PRIOR`` · m + sum of votes) / (``PRIOR`` + number of votes),
m being the mean of all votes on the site. It is the formula that IMDb has published for its charts
("weighted rating"): as if every film had ten votes of the average to begin with, so that a few
enthusiasts lift no film to the top and a few haters sink none.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.core.cache import cache
from django.db.models import Count, F, IntegerField, Q, QuerySet, Sum
from django.db.models.functions import Cast, Round
from django.utils import timezone

from accounts.models import Tally, Viewing, WatchStatus
from accounts.upsert import upsert
from wiki.moments import morning_of

#: How many votes of the average each film begins with.
PRIOR = 10
#: The mean that is taken while the site has no votes: a little above the middle, as means are.
_START = 65.0
#: Votes are told in so many classes.
CLASSES = 10
#: In hundredths of a point.
_NOTHING_MUCH = 5
_MEAN = "mean-of-all-votes"
_REMEMBERED = 3600


def weigh(total: int, votes: int, mean: float) -> int | None:
    """The weighted mean in hundredths of a point, ``None`` without votes; ``mean`` is that of the site."""
    if not votes:
        return None
    return round(100 * (PRIOR * mean + total) / (PRIOR + votes))


def site_mean() -> float:
    """The mean of all votes, as of at most an hour ago."""
    return float(cache.get_or_set(_MEAN, _mean, _REMEMBERED) or _START)


def _mean() -> float:
    sums = Tally.objects.filter(segment=None).aggregate(total=Sum("total"), votes=Sum("votes"))
    return float(sums["total"]) / sums["votes"] if sums["votes"] else _START


def count(film: int, segment: int | None = None) -> None:
    """Count anew what users made of a film or segment, and keep it. Call it where viewings change."""
    count_all([(film, segment)])


def count_all(of: Iterable[tuple[int, int | None]]) -> None:
    """``count`` for many films and segments (or ``None``), in half a dozen statements.

    Inside a transaction in which no viewing of the films changes beside: their rows are locked first.
    """
    wanted = sorted(set(of), key=lambda key: (key[0], key[1] or 0))
    if not wanted:
        return
    now = timezone.now()
    made = [Tally(film_id=film, segment_id=part, changed_at=now) for film, part in wanted]
    Tally.objects.bulk_create(made, ignore_conflicts=True)
    films = {film for film, _part in wanted}
    held = (
        Tally.objects.select_for_update().filter(film__in=films).order_by("film_id", "segment_id")
    )
    asked = set(wanted)
    tallies = {key: each for each in held if (key := (each.film_id, each.segment_id)) in asked}
    open_ones = Viewing.objects.filter(film__in=films, private=False).order_by()
    by = ("film_id", "segment_id")
    spreads: dict[tuple[int, int | None], list[int]] = {key: [0] * CLASSES for key in tallies}
    place = Cast((F("score") - 1) / CLASSES, IntegerField())
    scored = open_ones.exclude(score=None).annotate(place=place)
    for film, part, at, votes in scored.values_list(*by, "place").annotate(votes=Count("pk")):
        if (film, part) in spreads:
            spreads[film, part][at] = votes
    sums = open_ones.values_list(*by).annotate(
        total=Sum("score"),
        seen=Count("pk", filter=Q(status=WatchStatus.WATCHED)),
        wish=Count("pk", filter=Q(status=WatchStatus.WANT)),
    )
    summed = {(film, part): rest for film, part, *rest in sums}
    mean = site_mean()
    for key, tally in tallies.items():
        total, tally.watched, tally.wanted = summed.get(key, (0, 0, 0))
        tally.spread, tally.votes, tally.total = spreads[key], sum(spreads[key]), total or 0
        tally.weighted = weigh(tally.total, tally.votes, mean)
        tally.changed_at = now
    counted = ("spread", "votes", "total", "weighted", "watched", "wanted", "changed_at")
    upsert(tallies.values(), counted)


def changed_since(day: datetime.date) -> QuerySet[Tally]:
    """The tallies of films (not segments) that are others than on the morning of a day."""
    return Tally.objects.filter(segment=None, changed_at__gte=morning_of(day))


def weigh_all() -> str:
    """Weigh all films by today's mean of the site; a job of ``tick``. Returns what it did, in words.

    Means that are off by less than ``_NOTHING_MUCH`` stay: pages that show them need not be made anew.
    """
    mean = _mean()
    cache.set(_MEAN, mean, _REMEMBERED)
    points = Cast(Round(100 * (PRIOR * mean + F("total")) / (PRIOR + F("votes"))), IntegerField())
    voted = Tally.objects.filter(votes__gt=0).annotate(points=points)
    off = voted.exclude(
        weighted__gt=F("points") - _NOTHING_MUCH, weighted__lt=F("points") + _NOTHING_MUCH
    )
    changed = off.update(weighted=F("points"), changed_at=timezone.now())
    return f"{changed:,} means of ratings" if changed else ""
