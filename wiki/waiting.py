"""How long submissions wait: measured, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from babel.dates import format_timedelta
from django.db.models import Q
from django.utils.translation import get_language

from wiki.models import Submission, SubmissionStatus
from wiki.vocabularies import babel_locale

#: How many of the latest decisions tell what a wait is like.
MEASURED = 50
#: The queue is counted no further than this for the number beside its name.
COUNTED = 1000


@dataclass(frozen=True)
class Wait:
    """What an author may expect: the place in the queue, and the usual wait in words.

    ``usual`` is empty while there is nothing to measure by.
    """

    place: int
    usual: str

    @property
    def ordinal(self) -> str:
        """The place as English says it (3rd); in other languages the bare number."""
        if not (get_language() or "en").startswith("en"):
            return str(self.place)
        last = 0 if self.place % 100 in (11, 12, 13) else self.place % 10
        return f"{self.place}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


def median_wait() -> timedelta | None:
    """The median time from sending to decision of the last ``MEASURED`` that a moderator decided.

    ``None`` before the first decision. What went live at once never waited and is not counted.
    """
    decided = Submission.objects.filter(
        status__in=(SubmissionStatus.APPROVED, SubmissionStatus.REJECTED),
        automatic=False,
        decided_at__isnull=False,
    )
    latest = decided.order_by("-decided_at").values_list("created_at", "decided_at")[:MEASURED]
    waits = [(done - sent).total_seconds() for sent, done in latest if done is not None]
    return timedelta(seconds=median(waits)) if waits else None


def place_in_queue(submission: Submission) -> int:
    """The place of a waiting submission among all that wait, from 1."""
    before = Q(created_at__lt=submission.created_at) | Q(
        created_at=submission.created_at, pk__lte=submission.pk
    )
    waiting = Submission.objects.pending().filter(created_at__lte=submission.created_at)
    return waiting.filter(before).count()


def wait_of(submission: Submission) -> Wait:
    """What the author of a waiting submission may expect. Two queries."""
    return Wait(place_in_queue(submission), expected_wait())


def expected_wait() -> str:
    """The usual wait in words; "" while no decision is there to measure by. One query."""
    usual = median_wait()
    return in_words(usual) if usual is not None else ""


def in_words(wait: timedelta) -> str:
    """A stretch of time as the reader's language says it: "40 minutes"."""
    at_least = max(wait, timedelta(minutes=1))
    return format_timedelta(
        at_least, granularity="minute", threshold=1.5, locale=babel_locale(get_language())
    )


def queue_count() -> int:
    """How many submissions wait, counted up to ``COUNTED``. One query."""
    return Submission.objects.pending().order_by()[:COUNTED].count()
