"""The list of edits that went live at once and that nobody has looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from wiki import changesets, documents
from wiki.areas import Area, Weight
from wiki.diffs import FieldDiff, PageDiff, pages_named, present
from wiki.entry_types import registry
from wiki.forms.patrol import PatrolFilter
from wiki.keyset import Keyset
from wiki.models import (
    RevisionEntry,
    Submission,
    SubmissionArea,
    SubmissionKind,
    SubmissionStatus,
)
from wiki.models.submission import SubmissionQuerySet
from wiki.policy import policy
from wiki.queue import type_label
from wiki.review import labels_for

PAGE_SIZE = 20
#: Newest first.
ORDER = Keyset("-pk")
#: How many changes of an edit its row tells.
TOLD = 5
#: The list is counted no further than this.
COUNTED = 1000


@dataclass(frozen=True)
class Line:
    """One change in a line: what happens ("added", "removed", "changed"), to what, and how."""

    word: str
    label: str
    html: SafeString


@dataclass(frozen=True)
class PatrolRow:
    """A live edit, and what its row tells besides.

    ``areas`` are labels with numbers of facts and what the heaviest of them does; ``lines`` its first
    changes, ``more`` the number of further ones; ``url`` is that of its revision, "" without a page.
    """

    submission: Submission
    type_label: str
    standing: str
    areas: list[tuple[Any, int, Any]]
    lines: list[Line]
    more: int
    url: str


def unpatrolled(moderator: Any) -> SubmissionQuerySet:
    """What went live at once and nobody has looked at, besides ``moderator``'s own.

    Imports are not edits, and moderators' are not patrolled.
    """
    rows = Submission.objects.filter(
        automatic=True, patrolled_at=None, status=SubmissionStatus.APPROVED
    )
    return rows.exclude(author=moderator).exclude(kind=SubmissionKind.IMPORT)


def page_of(filters: PatrolFilter, moderator: Any) -> QuerySet:
    """What ``filters`` leave of the list, with what rows tell; in no order."""
    areas = SubmissionArea.objects.order_by("-weight", "-facts", "area")
    rows = filters.narrow(unpatrolled(moderator).for_list())
    return rows.prefetch_related(Prefetch("areas", areas))


def count(filters: PatrolFilter, moderator: Any) -> int:
    """How many that are, counted up to ``COUNTED``. One query."""
    return filters.narrow(unpatrolled(moderator)).order_by()[:COUNTED].count()


def rows_of(submissions: Iterable[Submission], *, reader: Any) -> list[PatrolRow]:
    """Rows of the list. The number of queries does not grow with that of the rows."""
    listed = list(submissions)
    authors = {s.author_id: s.author for s in listed if s.author is not None}
    standing = policy().standing(authors.values()) if authors else {}
    applied = _applied(listed)
    diffs = _diffs(applied, listed, reader=reader)
    return [
        _row(submission, standing.get(submission.author_id or 0, ""), applied, diffs)
        for submission in listed
    ]


def _applied(listed: list[Submission]) -> dict[int, list[RevisionEntry]]:
    """What each submission did to which page, by the submission."""
    rows = RevisionEntry.objects.filter(revision__submission__in=[s.pk for s in listed])
    found: dict[int, list[RevisionEntry]] = {s.pk: [] for s in listed}
    for row in rows.select_related("revision").order_by("pk"):
        if row.entry_type in registry and row.revision.submission_id is not None:
            found[row.revision.submission_id].append(row)
    return found


def _diffs(
    applied: dict[int, list[RevisionEntry]], listed: list[Submission], *, reader: Any
) -> dict[int, list[PageDiff]]:
    """What each submission changed, in words; pages and labels are read for all together."""
    changes = {pk: [c for row in rows for c in row.changes] for pk, rows in applied.items()}
    pages = documents.load_keys({key for c in changes.values() for key in changesets.entries_of(c)})
    named: set[str] = set()
    for each in changes.values():
        named |= pages_named(each, pages)
    labels = labels_for(reader, named)
    return {
        s.pk: present(changes[s.pk], labels, documents=pages, main=s.entry_key or "")
        for s in listed
    }


def _row(
    submission: Submission,
    standing: str,
    applied: dict[int, list[RevisionEntry]],
    diffs: dict[int, list[PageDiff]],
) -> PatrolRow:
    told = [line for page in diffs[submission.pk] for line in _lines(page)]
    rows = applied[submission.pk]
    own = next((r for r in rows if r.entry_key == submission.entry_key), rows[0] if rows else None)
    page_url = registry[own.entry_type].url(own.entry_id) if own else ""
    return PatrolRow(
        submission=submission,
        type_label=type_label(submission.entry_type),
        standing=standing,
        areas=[
            (Area(row.area).label, row.facts, Weight(row.weight).label)
            for row in submission.areas.all()
        ],
        lines=told[:TOLD],
        more=max(len(told) - TOLD, 0),
        url=f"{page_url}history/{own.number}/" if own else "",
    )


def _lines(page: PageDiff) -> list[Line]:
    lines: list[Line] = []
    for section in page.sections:
        lines += [_field_line(diff) for diff in section.fields]
        for group in section.groups:
            lines += [Line(row.word, group.label, row.name.html) for row, _in in group.lines]
            if group.moves:
                lines.append(Line("changed", group.label, SafeString("↕")))
    return lines


def _field_line(diff: FieldDiff) -> Line:
    word = "changed" if diff.was and diff.now else "added" if diff.now else "removed"
    return Line(word, str(capfirst(diff.label)), diff.html)
