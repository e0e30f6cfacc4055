"""The queue of waiting submissions, as moderators read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from wiki import changesets, documents
from wiki.actions.fit import conflicts_of
from wiki.changesets import ChangeSet, Document
from wiki.entry_types import registry
from wiki.keyset import Keyset
from wiki.models import RevisionEntry, Submission, SubmissionKind
from wiki.policy import policy

PAGE_SIZE = 25
#: Oldest first.
ORDER = Keyset("created_at", "pk")
#: Kinds that reach into other pages than their own.
_FAR_REACHING = (SubmissionKind.MERGE, SubmissionKind.REVERT)


@dataclass(frozen=True)
class QueueRow:
    """A waiting submission, and how many of its values the page has changed meanwhile."""

    submission: Submission
    type_label: str
    conflicts: int


def waiting() -> QuerySet:
    """All that wait, oldest first, each with whether its page has changed since (``moved``)."""
    later = RevisionEntry.objects.filter(
        entry_type=OuterRef("entry_type"),
        entry_id=OuterRef("entry_id"),
        number__gt=OuterRef("base_number"),
        revision__created_at__gte=OuterRef("created_at"),
    )
    rows = Submission.objects.pending().for_list()
    return rows.annotate(moved=Exists(later)).order_by("created_at", "pk")


def with_conflicts(submissions: Iterable[Submission]) -> list[QueueRow]:
    """Rows of the queue. Change sets and documents are read only where pages have moved on.

    One query for the change sets, one per entry type.
    """
    listed = list(submissions)
    moved = [s.pk for s in listed if s.moved or s.kind in _FAR_REACHING]  # type: ignore[attr-defined]
    changes: dict[int, ChangeSet] = {}
    if moved:
        pairs = Submission.objects.filter(pk__in=moved).values_list("pk", "changes")
        changes = dict(pairs)
    wanted = {key for each in changes.values() for key in changesets.entries_of(each)}
    before = documents.load_keys(key for key in wanted if key.partition(":")[0] in registry)
    return [
        QueueRow(
            submission=submission,
            type_label=type_label(submission.entry_type),
            conflicts=_count_conflicts(changes.get(submission.pk, []), before),
        )
        for submission in listed
    ]


def _count_conflicts(changes: ChangeSet, before: Mapping[str, Document]) -> int:
    own = {key: before[key] for key in changesets.entries_of(changes) if key in before}
    return len(conflicts_of(changes, own)) if own else 0


def type_label(name: str) -> str:
    """What an entry type is called; its bare name once it is no longer declared."""
    return str(registry[name].label) if name in registry else name


def next_waiting(submission: Submission, *, moderator: Any) -> Submission | None:
    """The next that ``moderator`` may decide, after ``submission``; from the start at the end."""
    rows = Submission.objects.pending().exclude(pk=submission.pk).defer("changes")
    behind = Q(created_at__gt=submission.created_at) | Q(
        created_at=submission.created_at, pk__gt=submission.pk
    )
    ahead = rows.filter(behind, created_at__gte=submission.created_at)  # the index can follow this
    for part in (ahead, rows.exclude(behind)):
        for candidate in part.order_by("created_at", "pk")[:100]:
            if policy().may_decide(moderator, candidate):
                return candidate
    return None
