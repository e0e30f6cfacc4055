"""The queue of waiting submissions, as moderators read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from wiki.actions.claim import CLAIMABLE, holds
from wiki.areas import Area
from wiki.entry_types import registry
from wiki.forms.filters import STATES, QueueFilter
from wiki.models import Submission, SubmissionArea, SubmissionStatus
from wiki.policy import policy
from wiki.waiting import Tally, tallies

PAGE_SIZE = 25


@dataclass(frozen=True)
class QueueRow:
    """A submission in the queue, and what its row tells besides.

    ``standing`` says who its author is, in a few words; ``areas`` are labels with numbers of facts;
    ``stale`` is the number of days that nobody has touched it for, of those that the settings name, or
    0; ``claimed`` says that somebody's claim holds, ``mine`` that it is the reader's; ``own`` that the
    reader sent it, ``decidable`` that the reader may decide it in its state.
    """

    submission: Submission
    type_label: str
    standing: str
    areas: list[tuple[Any, int]]
    stale: int
    claimed: bool
    mine: bool
    own: bool
    decidable: bool


@dataclass(frozen=True)
class StateTab:
    """One state of what waits: where it is shown, its label, and how many there are."""

    query: str
    label: Any
    number: Tally
    shown: bool


def waiting(filters: QueueFilter) -> QuerySet:
    """What ``filters`` leave of the state that they show, with what rows tell; in no order."""
    areas = SubmissionArea.objects.order_by("-facts", "area")
    rows = Submission.objects.filter(status=filters.state_shown).for_list()
    return filters.narrow(rows).prefetch_related("flags", Prefetch("areas", areas))


def rows_of(submissions: Iterable[Submission], *, reader: Any) -> list[QueueRow]:
    """Rows of the queue for submissions that came from ``waiting``."""
    listed = list(submissions)
    authors = {s.author_id: s.author for s in listed if s.author is not None}
    standing = policy().standing(authors.values()) if authors else {}
    return [
        QueueRow(
            submission=submission,
            type_label=type_label(submission.entry_type),
            standing=standing.get(submission.author_id or 0, ""),
            areas=[(Area(row.area).label, row.facts) for row in submission.areas.all()],
            stale=stale_days(submission.touched_at),
            claimed=holds(submission),
            mine=holds(submission) and submission.claimed_by_id == reader.pk,
            own=submission.author_id == reader.pk,
            decidable=submission.status in CLAIMABLE and policy().may_decide(reader, submission),
        )
        for submission in listed
    ]


def tabs(filters: QueueFilter) -> list[StateTab]:
    """How many there are in each state, of what ``filters`` leave. One query."""
    rows = [filters.narrow(Submission.objects.filter(status=name)) for name, _label in STATES]
    numbers = tallies(rows, reader=filters.reader)
    return [
        StateTab(
            query=filters.query(state="" if name == SubmissionStatus.PENDING else name),
            label=label,
            number=number,
            shown=filters.state_shown == name,
        )
        for (name, label), number in zip(STATES, numbers, strict=True)
    ]


def stale_days(touched_at: datetime) -> int:
    """The greatest of ``GENGA_STALE_DAYS`` that have passed since; 0 if none has."""
    passed = timezone.now() - touched_at
    return max((d for d in settings.GENGA_STALE_DAYS if passed > timedelta(days=d)), default=0)


def type_label(name: str) -> str:
    """What an entry type is called; its bare name once it is no longer declared."""
    return str(registry[name].label) if name in registry else name
