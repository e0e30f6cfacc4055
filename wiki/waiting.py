"""How long submissions wait: measured, never guessed.

Measured are the waits between sending and decision of what moderators decided in the last seven days,
of the same kind of change (its kind, and the area that most of it is about). Where that is too little
to measure by, the last thirty days are taken; then all areas, also of the last year; then all kinds.
The sample is bounded: no more than the latest ``MEASURED`` decisions are read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from babel.dates import format_timedelta
from django.contrib.auth import get_user_model
from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import get_language

from wiki import figures
from wiki.models import Submission, SubmissionArea, SubmissionStatus
from wiki.vocabularies import babel_locale

#: How many of the latest decisions are looked at, and how few are too few to measure by.
MEASURED = 300
ENOUGH = 10
#: The days in which decisions are looked for: the first stretch that holds enough. A rare area is
#: not looked for through a whole year.
STRETCHES = (7, 30, 365)
STRETCHES_OF_AREAS = (7, 30)
#: Rows are counted no further than this: 1,000+.
COUNTED = 1000


@dataclass(frozen=True)
class Tally:
    """A number of rows, counted up to ``COUNTED``; there may be more."""

    number: int
    more: bool = False

    def __bool__(self) -> bool:
        return self.number > 0

    def __str__(self) -> str:
        return figures.number(self.number) + ("+" if self.more else "")


@dataclass(frozen=True)
class Usual:
    """What waits were like in the last ``days``: the median, and what nine of ten did not exceed."""

    median: timedelta
    most: timedelta
    days: int

    @property
    def median_in_words(self) -> str:
        """The median as the reader's language says it."""
        return in_words(self.median)

    @property
    def most_in_words(self) -> str:
        """The 90th percentile as the reader's language says it."""
        return in_words(self.most)


@dataclass(frozen=True)
class Wait:
    """What an author may expect: the place in the queue, and what waits are usually like.

    ``usual`` is ``None`` while there is nothing to measure by.
    """

    place: int
    usual: Usual | None

    @property
    def ordinal(self) -> str:
        """The place as English says it (3rd); in other languages the bare number."""
        number = figures.number(self.place)
        if not (get_language() or "en").startswith("en"):
            return number
        last = 0 if self.place % 100 in (11, 12, 13) else self.place % 10
        return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


class _RowCount(Subquery):
    """The number of rows of a query, as a value of another one."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()
    empty_result_set_value = 0


def tallies(lists: Iterable[QuerySet], *, reader: Any) -> list[Tally]:
    """How many rows each of ``lists`` has, counted up to ``COUNTED``. One query for all.

    Its one row is that of the ``reader``: Django has no query without a table.
    """
    counts = [_RowCount(rows.order_by().values("pk")[: COUNTED + 1]) for rows in lists]
    users = get_user_model()._default_manager.filter(pk=reader.pk)
    return [_tally(found) for found in users.values_list(*counts).get()]


def queue_count() -> Tally:
    """How many submissions wait. One query."""
    return _tally(Submission.objects.pending().order_by()[: COUNTED + 1].count())


def _tally(found: int) -> Tally:
    return Tally(min(found, COUNTED), found > COUNTED)


def place_in_queue(submission: Submission) -> int:
    """The place of an open submission among all that wait, from 1. What was sent back keeps its own."""
    earlier = Q(created_at__lt=submission.created_at) | Q(
        created_at=submission.created_at, pk__lt=submission.pk
    )
    waiting = Submission.objects.pending().filter(created_at__lte=submission.created_at)
    return waiting.filter(earlier).count() + 1


def wait_of(submission: Submission) -> Wait:
    """What the author of an open submission may expect. Three to five queries."""
    return Wait(place_in_queue(submission), usual_wait(submission.kind, area=area_of(submission)))


def area_of(submission: Submission) -> str:
    """The area that most facts of ``submission`` fall into; "" if it has none. One query."""
    areas = submission.areas.order_by("-facts", "area").values_list("area", flat=True)
    return areas.first() or ""


def usual_wait(kind: str = "", *, area: str = "") -> Usual | None:
    """What waits of this kind of change have been like; ``None`` before the first decision.

    One query where there are enough decisions of its kind and area, at most three.
    """
    steps: list[tuple[Q, tuple[int, ...]]] = [(Q(), STRETCHES)]
    if kind:
        steps.insert(0, (Q(kind=kind), STRETCHES))
    if area:
        rows = SubmissionArea.objects.filter(submission=OuterRef("pk"), area=area)
        steps.insert(0, (steps[0][0] & Q(Exists(rows)), STRETCHES_OF_AREAS))
    found: Usual | None = None
    for alike, stretches in steps:
        measured, decisions = _measure(alike, stretches)
        found = measured or found
        if decisions >= ENOUGH:
            break
    return found


def _measure(alike: Q, stretches: tuple[int, ...]) -> tuple[Usual | None, int]:
    """The waits of what is ``alike``, and by how many decisions they were measured."""
    now = timezone.now()
    decided = Submission.objects.filter(
        alike,
        status__in=(SubmissionStatus.APPROVED, SubmissionStatus.REJECTED),
        automatic=False,
        decided_at__gte=now - timedelta(days=stretches[-1]),
    )
    rows: Any = decided.order_by("-decided_at").values_list("created_at", "decided_at")[:MEASURED]
    latest: list[tuple[datetime, datetime]] = list(rows)
    for days in stretches:
        since = now - timedelta(days=days)
        waits = sorted(done - sent for sent, done in latest if done >= since)
        if len(waits) >= ENOUGH or (waits and days == stretches[-1]):
            return Usual(percentile(waits, 50), percentile(waits, 90), days), len(waits)
    return None, 0


def percentile(waits: list[timedelta], percent: int) -> timedelta:
    """The shortest of the sorted ``waits`` that so many per cent do not exceed (nearest rank)."""
    return waits[max(ceil(len(waits) * percent / 100), 1) - 1]


def in_words(wait: timedelta) -> str:
    """A stretch of time as the reader's language says it: "40 minutes"."""
    at_least = max(wait, timedelta(minutes=1))
    return format_timedelta(
        at_least, granularity="minute", threshold=1.5, locale=babel_locale(get_language())
    )
