"""What became of the parts of a submission: the rows that trust and statistics are measured on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from wiki import areas, changesets
from wiki.changesets import ChangeSet
from wiki.models import Outcome, Submission, SubmissionArea, SubmissionPage


def describe(submission: Submission) -> None:
    """Bring the rows that say which pages and areas ``submission`` touches in line with its changes."""
    keys = [key for key in changesets.entries_of(submission.changes) if ":new" not in key]
    submission.pages.all().delete()
    SubmissionPage.objects.bulk_create(
        SubmissionPage(submission=submission, entry_type=name, entry_id=int(pk))
        for name, _colon, pk in (key.partition(":") for key in keys)
    )
    weights: dict[str, int] = {}
    facts: dict[str, int] = {}
    for piece in areas.pieces(submission.changes):
        weights[piece.area] = max(weights.get(piece.area, 0), piece.weight)
        facts[piece.area] = facts.get(piece.area, 0) + piece.facts
    submission.areas.all().delete()
    SubmissionArea.objects.bulk_create(
        SubmissionArea(submission=submission, area=area, weight=weights[area], facts=facts[area])
        for area in facts
    )


def settle(submission: Submission, left_out: ChangeSet, *, outcome: Outcome) -> None:
    """Store the ``outcome`` of each area of a submission that was decided; reads its rows once.

    An area of which everything was left out is refused.
    """
    rows = list(submission.areas.all())
    if not rows:  # it was sent before areas were counted
        describe(submission)
        rows = list(submission.areas.all())
    lost = areas.facts_by_area(left_out)
    for row in rows:
        refused = outcome == Outcome.REFUSED
        row.kept = 0 if refused else max(row.facts - lost.get(areas.Area(row.area), 0), 0)
        row.outcome = outcome if row.kept else Outcome.REFUSED
        row.decided_at = submission.decided_at
    SubmissionArea.objects.bulk_update(rows, ["kept", "outcome", "decided_at"])


def check(submission: Submission, *, accepted: bool) -> None:
    """Store what somebody found who looked at what had gone live at once.

    Who objects is heard even if somebody else has found it good before.
    """
    if accepted:
        rows = submission.areas.filter(outcome=Outcome.UNCHECKED)
        rows.update(outcome=Outcome.ACCEPTED)
    else:
        rows = submission.areas.filter(outcome__in=(Outcome.UNCHECKED, Outcome.ACCEPTED))
        rows.update(outcome=Outcome.REFUSED, kept=0)


def reverse(revisions: Iterable[int], *, by: Any, at: datetime | None = None) -> None:
    """Note that ``by`` has taken back the revisions of these numbers; their authors' own undoing of
    what they did themselves is no fault and is not noted.
    """
    rows = SubmissionArea.objects.filter(
        submission__revision__in=list(revisions), reversed_at=None
    ).exclude(submission__author=by)
    rows.update(reversed_at=at or timezone.now())


def redo(revisions: Iterable[int]) -> None:
    """Take back ``reverse``: the revisions of these numbers stand again."""
    SubmissionArea.objects.filter(
        submission__revision__in=list(revisions), reversed_at__isnull=False
    ).update(reversed_at=None)
