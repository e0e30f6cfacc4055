"""Counting what users made of films.

Films are ranked by a Bayesian mean: (``PRIOR`` · m + sum of votes) / (``PRIOR`` + number of votes),
m being the mean of all votes on the site. It is the formula that IMDb has published for its charts
("weighted rating"): as if every film had ten votes of the average to begin with, so that a few
enthusiasts lift no film to the top and a few haters sink none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models import Count, F, IntegerField, Q, Sum
from django.db.models.functions import Cast, Round
from django.utils import timezone

from accounts.models import Tally, Viewing, WatchStatus

#: How many votes of the average each film begins with.
PRIOR = 10
#: The mean that is taken while the site has no votes: a little above the middle, as means are.
_START = 65.0
#: Votes are told in so many classes.
CLASSES = 10
_AT_ONCE = 250
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


def count(film: int, segment: int | None = None) -> Tally:
    """Count anew what users made of a film or segment, and keep it. Call it where viewings change.

    Inside a transaction in which no viewing of the film changes beside: the row is locked first.
    """
    now = timezone.now()
    of: dict[str, Any] = {"film_id": film, "segment_id": segment}
    Tally.objects.get_or_create(**of, defaults={"changed_at": now})
    tally = Tally.objects.select_for_update().get(**of)
    open_ones = Viewing.objects.filter(film=film, segment=segment, private=False)
    scored = Cast((F("score") - 1) / CLASSES, IntegerField())
    rows = open_ones.exclude(score=None).annotate(place=scored).values_list("place").order_by()
    spread = [0] * CLASSES
    for place, votes in rows.annotate(votes=Count("pk")):
        spread[place] = votes
    sums = open_ones.aggregate(
        total=Sum("score"),
        watched=Count("pk", filter=Q(status=WatchStatus.WATCHED)),
        wanted=Count("pk", filter=Q(status=WatchStatus.WANT)),
    )
    tally.spread, tally.votes, tally.total = spread, sum(spread), sums["total"] or 0
    tally.watched, tally.wanted = sums["watched"], sums["wanted"]
    tally.weighted = weigh(tally.total, tally.votes, site_mean())
    tally.changed_at = now
    tally.save()
    return tally


def count_all(of: Iterable[tuple[int, int | None]]) -> None:
    """``count`` for many films and segments (or ``None``) at once, in a dozen statements."""
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


def upsert(rows: Iterable[Any], fields: Iterable[str]) -> None:
    """Write some fields of many rows that exist, in one statement for hundreds of them."""
    found = list(rows)
    if found:
        type(found[0]).objects.bulk_create(
            found,
            batch_size=_AT_ONCE,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=list(fields),
        )


def touch(films: Iterable[int]) -> None:
    """Have the pages of ``films`` made anew: what else users made of them has changed, as lists have."""
    for film in sorted(set(films)):
        changed = Tally.objects.filter(film=film, segment=None)
        if not changed.update(changed_at=timezone.now()):
            with transaction.atomic():
                count(film)


def weigh_all() -> str:
    """Weigh all films by today's mean of the site; a job of ``tick``. Returns what it did, in words."""
    mean = _mean()
    last = cache.get("mean-last-weighed")
    if last is not None and abs(last - mean) < 0.05:
        return ""
    cache.set(_MEAN, mean, _REMEMBERED)
    points = 100 * (PRIOR * mean + F("total")) / (PRIOR + F("votes"))
    weighted = Cast(Round(points), IntegerField())
    voted = Tally.objects.filter(votes__gt=0)
    changed = voted.update(weighted=weighted, changed_at=timezone.now())
    cache.set("mean-last-weighed", mean, None)
    return f"{changed:,} means of ratings" if changed else ""
