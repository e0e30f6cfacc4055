"""What moderators look at: reports about the same thing are one case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accounts.models import Complaint, ComplaintKind, Verdict

#: Reports of one page, the oldest first.
MOST = 100


@dataclass(frozen=True)
class Case:
    """What is said against one thing. ``told`` are the reports, the oldest first."""

    told: list[Complaint]

    @property
    def first(self) -> Complaint:
        """The first report, which says what the thing was."""
        return self.told[0]

    @property
    def about(self) -> str:
        """The key of the thing."""
        return self.first.about

    @property
    def can_be_put_back(self) -> bool:
        """Whether it was removed and is still there, out of sight. Cleared profiles are gone."""
        return self.first.verdict == Verdict.REMOVED and self.first.kind != ComplaintKind.USER


def open_count() -> int:
    """How many things are reported that nobody has decided about. One query."""
    waiting = Complaint.objects.filter(verdict="").order_by()
    return waiting.values("kind", "about_id").distinct().count()


def open_cases() -> list[Case]:
    """What waits for a decision, the longest waiting first. One query."""
    return cases(with_people(Complaint.objects.filter(verdict=""))[:MOST])


def with_people(rows: QuerySet[Complaint]) -> QuerySet[Complaint]:
    """Reports with whom they concern, who sent and who decided them."""
    return rows.select_related("by", "person", "decided_by")


def cases(rows: Iterable[Complaint]) -> list[Case]:
    """Reports by what they are about and how it was decided, in their order."""
    found: dict[tuple[Any, ...], list[Complaint]] = {}
    for row in rows:
        found.setdefault((row.kind, row.about_id, row.decided_at), []).append(row)
    return [Case(told) for told in found.values()]


def words_of_act(data: dict[str, Any]) -> str:
    """What an act of the log was about, in words."""
    kind = data.get("kind", "")
    return str(ComplaintKind(kind).label) if kind in ComplaintKind.values else ""
