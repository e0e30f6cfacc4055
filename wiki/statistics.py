"""How the queue is doing: what waits now, how long things waited, what was decided and by whom.

Everything is aggregated by the database. Percentiles are exact, over all decisions of each week: the
database ranks the waits, and the two rows in question are read (the nearest rank, so that both
databases say the same). Weeks begin on Monday, in UTC.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import BigIntegerField, Count, F, Func, Q, QuerySet, Sum, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from wiki.areas import Area
from wiki.figures import percent
from wiki.forms.filters import AGES
from wiki.models import Outcome, Submission, SubmissionArea, SubmissionKind, SubmissionStatus
from wiki.queue import type_label
from wiki.waiting import in_words

#: The Monday that weeks are counted from: three days before the epoch.
_FIRST_MONDAY = date(1969, 12, 29)
_THREE_DAYS, _WEEK = 3 * 86_400, 7 * 86_400
#: What is summed up of an area, in the order of ``AreaRecord``.
_JUDGED = ("judged", "accepted", "offered", "stayed", "taken_back")


class Epoch(Func):
    """A moment in whole seconds since 1970, by functions that the database has itself."""

    output_field = BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """From Julian days, of which a double keeps some microseconds."""
        template = "CAST(ROUND((julianday(%(expressions)s) - 2440587.5) * 86400) AS INTEGER)"
        return super().as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """By name."""
        template = "ROUND(EXTRACT(EPOCH FROM %(expressions)s))::bigint"
        return super().as_sql(compiler, connection, template=template, **extra)


@dataclass(frozen=True)
class Backlog:
    """What waits now of one sort, and for how many of it longer than each of ``AGES``."""

    label: Any
    number: int
    older: tuple[int, ...]


@dataclass(frozen=True)
class Week:
    """The decisions of moderators in one week; the waits are ``None`` where there are none."""

    begins: date
    decided: int = 0
    median: timedelta | None = None
    most: timedelta | None = None

    @property
    def median_in_words(self) -> str:
        """The median as the reader's language says it; "" if nothing was decided."""
        return in_words(self.median) if self.median is not None else ""

    @property
    def most_in_words(self) -> str:
        """The 90th percentile, the same."""
        return in_words(self.most) if self.most is not None else ""


@dataclass(frozen=True)
class Decider:
    """What one moderator decided."""

    user: Any
    approved: int
    rejected: int

    @property
    def decided(self) -> int:
        """All decisions."""
        return self.approved + self.rejected

    @property
    def share(self) -> str:
        """The share that was approved: "85%"."""
        return in_percent(self.approved, self.decided)


@dataclass(frozen=True)
class AreaRecord:
    """What became of the parts of submissions that fall into one area; ``kept`` of their ``facts``."""

    label: Any
    waiting: int
    judged: int
    accepted: int
    facts: int
    kept: int
    reversed: int

    @property
    def share_accepted(self) -> str:
        """The share of the parts that was accepted; "" if none was judged."""
        return in_percent(self.accepted, self.judged)

    @property
    def share_kept(self) -> str:
        """The share of their facts that was approved; "" if none was judged."""
        return in_percent(self.kept, self.facts)


@dataclass(frozen=True)
class NowWaiting:
    """All that waits now, by type of page and by kind."""

    total: Backlog
    types: list[Backlog]
    kinds: list[Backlog]


def in_percent(part: int, whole: int) -> str:
    """A share as the reader's language writes it; "" of nothing."""
    return percent(100 * part / whole) if whole else ""


def waiting_now() -> NowWaiting:
    """What waits now. One query."""
    now = timezone.now()
    older = {
        f"older_{name}": Count("pk", filter=Q(created_at__lt=now - age))
        for name, (_label, age) in AGES.items()
    }
    # The range says nothing new; with it SQLite reads the queue's index alone, not the table.
    pending = Submission.objects.pending().filter(created_at__lte=now)
    rows = pending.order_by().values("entry_type", "kind")
    groups = list(rows.annotate(number=Count("pk"), **older))

    def summed(label: Any, own: list[dict[str, Any]]) -> Backlog:
        counts = [sum(row[f"older_{name}"] for row in own) for name in AGES]
        return Backlog(label, sum(row["number"] for row in own), tuple(counts))

    def by(column: str, label: Any) -> list[Backlog]:
        names = sorted({row[column] for row in groups})
        found = [summed(label(n), [row for row in groups if row[column] == n]) for n in names]
        return sorted(found, key=lambda each: -each.number)

    return NowWaiting(
        summed("", groups),
        by("entry_type", type_label),
        by("kind", lambda name: SubmissionKind(name).label),
    )


def decided_since(weeks: int) -> datetime:
    """The Monday with which the last ``weeks`` weeks begin, this one included."""
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    return today - timedelta(days=today.weekday(), weeks=weeks - 1)


def _decisions(since: datetime) -> QuerySet:
    """What moderators decided since then."""
    return Submission.objects.filter(automatic=False, decided_at__gte=since).order_by()


def waits_by_week(weeks: int) -> list[Week]:
    """The waits of what was decided in each of the last ``weeks`` weeks, oldest first. One query."""
    since = decided_since(weeks)
    ranked = _decisions(since).annotate(
        week=(Epoch("decided_at") + _THREE_DAYS) / _WEEK,
        wait=Epoch("decided_at") - Epoch("created_at"),
        place=Window(RowNumber(), partition_by="week", order_by="wait"),
        number=Window(Count("pk"), partition_by="week"),
    )
    median, most = ((F("number") * percent + 99) / 100 for percent in (50, 90))
    rows = ranked.filter(Q(place=median) | Q(place=most)).values_list(
        "week", "place", "number", "wait"
    )
    found: dict[date, list[tuple[int, int, int]]] = {}
    for week, *row in rows:
        found.setdefault(_FIRST_MONDAY + timedelta(weeks=week), []).append(tuple(row))
    days = [since.date() + timedelta(weeks=number) for number in range(weeks)]
    return [_week(day, found.get(day, [])) for day in days]


def _week(begins: date, rows: list[tuple[int, int, int]]) -> Week:
    """A week from the rows at its two percentiles (one where they fall together), by their place."""
    if not rows:
        return Week(begins)
    rows.sort()
    (_place, number, median), (_place, _number, most) = rows[0], rows[-1]
    return Week(begins, number, timedelta(seconds=median), timedelta(seconds=most))


def deciders(weeks: int) -> list[Decider]:
    """Who decided how much in the last ``weeks`` weeks, the busiest first. Two queries."""
    rows = _decisions(decided_since(weeks)).filter(decided_by__isnull=False)
    counted: Counter[tuple[int, str]] = Counter()
    for user, status, number in rows.values_list("decided_by", "status").annotate(Count("pk")):
        counted[user, status] += number
    users = get_user_model()._default_manager.in_bulk({user for user, _status in counted})
    found = [
        Decider(
            user,
            counted[pk, SubmissionStatus.APPROVED],
            counted[pk, SubmissionStatus.REJECTED],
        )
        for pk, user in users.items()
    ]
    return sorted(found, key=lambda each: (-each.decided, str(each.user)))


def records_by_area(weeks: int) -> list[AreaRecord]:
    """What waits in each area, and what became of what was judged in the last weeks. Two queries."""
    open_ = SubmissionArea.objects.filter(outcome=Outcome.OPEN).values_list("area")
    waiting = dict(open_.annotate(Count("pk")))
    judged = SubmissionArea.objects.filter(
        outcome__in=(Outcome.ACCEPTED, Outcome.REFUSED), decided_at__gte=decided_since(weeks)
    )
    rows = {
        row["area"]: row
        for row in judged.values("area").annotate(
            judged=Count("pk"),
            accepted=Count("pk", filter=Q(outcome=Outcome.ACCEPTED)),
            offered=Sum("facts"),
            stayed=Sum("kept"),
            taken_back=Count("reversed_at"),
        )
    }
    records = []
    for area in Area:
        row: dict[str, Any] = dict(rows.get(area, {}))
        numbers = [row.get(name, 0) for name in _JUDGED]
        records.append(AreaRecord(area.label, waiting.get(area, 0), *numbers))
    return records
