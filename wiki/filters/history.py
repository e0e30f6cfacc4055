"""What authors did before an edit: of an edit that is being sent, and of those of a rehearsal."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from wiki import rates
from wiki.filters.facts import adds_any, folded_texts
from wiki.models import Submission, SubmissionStatus

#: Of how many of an author's latest edits the texts are compared; each costs reading a change set.
COMPARED = 50
#: More edits than this are not counted.
COUNTED = 1_000


class LiveHistory:
    """What ``author`` did until ``now``; ``but`` is the submission that is being amended."""

    def __init__(self, author: Any, now: datetime, *, but: int | None = None) -> None:
        self.author = author
        self.now = now
        self.but = but

    def approved(self, up_to: int) -> int:
        """Edits that were approved, counted no further than ``up_to``."""
        own = Submission.objects.filter(author=self.author, status=SubmissionStatus.APPROVED)
        return own.order_by()[:up_to].count()

    def sent(self, minutes: int) -> int:
        """Edits of the last ``minutes``."""
        since = self.now - timedelta(minutes=minutes)
        return len(rates.sent_times(self.author, since=since, most=COUNTED, but=self.but))

    def same_text(self, texts: frozenset[str], hours: int) -> int:
        """Edits of the last ``hours`` that added one of ``texts``."""
        since = self.now - timedelta(hours=hours)
        earlier = Submission.objects.filter(author=self.author, created_at__gt=since)
        if self.but is not None:
            earlier = earlier.exclude(pk=self.but)
        latest = earlier.order_by("-created_at")[:COMPARED]
        return sum(
            adds_any(folded_texts(changes), texts)
            for changes in latest.values_list("changes", flat=True)
        )


class PastHistories:
    """The histories of submissions at the time of each, read for all of them together.

    What is approximated: amendments and refused attempts are not counted as sent, and the same text is
    looked for among these submissions only.
    """

    def __init__(self, submissions: Sequence[Submission]) -> None:
        self.submissions = submissions
        self.authors = {one.author_id for one in submissions}
        self._approved: dict[int, dict[int, list[datetime]]] = {}
        self._folded: dict[int, list[tuple[str, str]]] = {}

    def of(self, submission: Submission) -> PastHistory:
        """The history of the author of ``submission`` as it was then."""
        return PastHistory(self, submission)

    def approved(self, author: int, up_to: int) -> list[datetime]:
        """When the first ``up_to`` edits of an author were approved."""
        if up_to not in self._approved:
            first = (
                Submission.objects.filter(author__in=self.authors, status=SubmissionStatus.APPROVED)
                .annotate(
                    place=Window(
                        RowNumber(), partition_by=F("author"), order_by=F("decided_at").asc()
                    )
                )
                .filter(place__lte=up_to)
                .order_by("decided_at")
                .values_list("author", "decided_at")
            )
            self._approved[up_to] = _by_author(first)
        return self._approved[up_to].get(author, [])

    @cached_property
    def sent(self) -> dict[int, list[datetime]]:
        """When each author sent edits, from a day before the first of the submissions."""
        oldest = min(one.created_at for one in self.submissions) - timedelta(days=1)
        sent = Submission.objects.filter(author__in=self.authors, created_at__gt=oldest)
        return _by_author(sent.order_by("created_at").values_list("author", "created_at"))

    @cached_property
    def by_author(self) -> dict[int, list[Submission]]:
        """The submissions of each author, latest first."""
        found: dict[int, list[Submission]] = defaultdict(list)
        for one in sorted(self.submissions, key=lambda one: one.created_at, reverse=True):
            found[one.author_id].append(one)  # type: ignore[index]
        return found

    def folded(self, submission: Submission) -> list[tuple[str, str]]:
        """The texts of a submission, folded once."""
        if submission.pk not in self._folded:
            self._folded[submission.pk] = folded_texts(submission.changes)
        return self._folded[submission.pk]


class PastHistory:
    """What the author of one submission had done before it."""

    def __init__(self, all_of_them: PastHistories, submission: Submission) -> None:
        self.them = all_of_them
        self.author: Any = submission.author_id
        self.now = submission.created_at

    def approved(self, up_to: int) -> int:
        """Edits approved before it."""
        return bisect_left(self.them.approved(self.author, up_to), self.now)

    def sent(self, minutes: int) -> int:
        """Edits sent in the ``minutes`` before it."""
        times = self.them.sent.get(self.author, [])
        since = self.now - timedelta(minutes=minutes)
        return bisect_left(times, self.now) - bisect_right(times, since)

    def same_text(self, texts: frozenset[str], hours: int) -> int:
        """Edits of the ``hours`` before it that added one of ``texts``."""
        since = self.now - timedelta(hours=hours)
        earlier = [
            one for one in self.them.by_author[self.author] if since < one.created_at < self.now
        ]
        return sum(adds_any(self.them.folded(one), texts) for one in earlier[:COMPARED])


def _by_author(pairs: Any) -> dict[int, list[datetime]]:
    found: dict[int, list[datetime]] = defaultdict(list)
    for author, moment in pairs:
        found[author].append(moment)
    return dict(found)
