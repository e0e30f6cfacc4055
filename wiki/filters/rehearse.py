"""Rehearsing a filter: what it would have hit of the latest submissions. Nothing is written.

The conditions are those of live edits, over facts from the stored submission and what its author had
done before it. What cannot be known any more is approximated: the author's level is that of today, an
amended submission is looked at as it says now, and see ``PastHistories``.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from wiki.filters.conditions import holds
from wiki.filters.history import PastHistories
from wiki.filters.patterns import CannotTell, Searches
from wiki.filters.run import facts_of
from wiki.models import Submission, SubmissionKind, SubmissionStatus

#: How many of the latest submissions are looked at, and for how many seconds at most.
LOOKED_AT, SECONDS = 1_000, 8.0


@dataclass(frozen=True)
class RehearsedHit:
    """A submission that the filter would have hit; ``unchecked`` where it could not tell in time."""

    submission: Submission
    unchecked: bool


@dataclass
class Rehearsal:
    """What a rehearsal found: the latest hit first. ``cut_short``: time was up before all were looked at."""

    looked_at: int = 0
    hits: list[RehearsedHit] = field(default_factory=list)
    cut_short: bool = False

    @property
    def states(self) -> list[tuple[str, Any, int]]:
        """What became of those that were hit: status, its label, how many. Approved ones come first:
        they are what the filter would have wronged."""
        counted = Counter(hit.submission.status for hit in self.hits)
        order = [SubmissionStatus.APPROVED, SubmissionStatus.REJECTED, *SubmissionStatus]
        return [
            (status.value, status.label, counted[status])
            for status in dict.fromkeys(order)
            if counted[status]
        ]

    @property
    def unchecked(self) -> int:
        """For how many it could not tell."""
        return sum(hit.unchecked for hit in self.hits)


def rehearse_filter(conditions: dict[str, Any], *, last: int = LOOKED_AT) -> Rehearsal:
    """What a filter with ``conditions`` would have hit of the ``last`` submissions by people."""
    people = Submission.objects.exclude(author=None).exclude(kind=SubmissionKind.IMPORT)
    latest = list(people.select_related("author").order_by("-pk")[:last])
    histories = PastHistories(latest)
    found = Rehearsal()
    deadline = time.monotonic() + SECONDS
    for submission in latest:
        if time.monotonic() > deadline:
            found.cut_short = True
            break
        found.looked_at += 1
        history = histories.of(submission)
        facts = facts_of(submission, submission.author, submission.created_at, history)
        try:
            if holds(conditions, facts, Searches()):
                found.hits.append(RehearsedHit(submission, unchecked=False))
        except CannotTell:
            found.hits.append(RehearsedHit(submission, unchecked=True))
    return found
