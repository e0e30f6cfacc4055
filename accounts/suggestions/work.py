"""Keeping the neighbours of films in step with the catalogue, public lists and ratings: a job of ``tick``.

All are computed anew when anything has changed since, in half a second for four thousand films. As
that takes longer in large catalogues, it is done no oftener than every ``PAUSE`` times as long as it took.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from typing import TypeVar

from django.db.models import Count, Max
from django.utils import timezone

from accounts.models import FilmList, NeighbourRun, Neighbours, Tally
from accounts.suggestions.features import facts
from accounts.suggestions.likeness import matrix, neighbours
from wiki.following import latest

Some = TypeVar("Some")

#: How many times as long as it took nothing is computed anew.
PAUSE = 40
#: Rows that are compared and written at once.
BATCH = 400


def follow() -> str:
    """Compute the neighbours anew if it is time; return how many films have others now, in words."""
    last = NeighbourRun.objects.order_by("-pk").first()
    state = _state()
    if last is not None:
        rest = timedelta(seconds=PAUSE * last.seconds)
        if last.state == state or timezone.now() < last.finished_at + rest:
            return ""
    changed = rebuild()
    return f"neighbours of {changed:,} films" if changed else ""


def rebuild() -> int:
    """Compute all neighbours anew, and keep them; return how many films have others now."""
    state, begun = _state(), time.monotonic()
    changed = 0
    kept: set[int] = set()
    for part in map(dict, _parts(neighbours(matrix(facts())))):
        kept |= part.keys()
        before = dict(Neighbours.objects.filter(film__in=part).values_list("film", "near"))
        told = {film: [list(near) for near in found] for film, found in part.items()}
        rows = [
            Neighbours(film_id=pk, near=near) for pk, near in told.items() if before.get(pk) != near
        ]
        Neighbours.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["film"], update_fields=["near"]
        )
        changed += len(rows)
    gone = set(Neighbours.objects.values_list("film", flat=True)) - kept
    for some in _parts(gone):
        changed += Neighbours.objects.filter(film__in=some).delete()[0]
    seconds = time.monotonic() - begun
    run = NeighbourRun.objects.create(state=state, finished_at=timezone.now(), seconds=seconds)
    NeighbourRun.objects.filter(pk__lt=run.pk).delete()
    return changed


def _state() -> str:
    """What neighbours follow from, as it is now: other words after each change of it. Three queries."""
    lists = FilmList.objects.aggregate(latest=Max("touched_at"), count=Count("pk"))
    rated = Tally.objects.aggregate(latest=Max("changed_at"))["latest"]
    return f"{latest().revision} {lists['latest']} {lists['count']} {rated}"


def _parts(rows: Iterable[Some]) -> Iterator[list[Some]]:
    """Rows, so many at once."""
    every = iter(rows)
    while part := list(islice(every, BATCH)):
        yield part
