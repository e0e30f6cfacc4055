"""Reading revisions: the history of a page, two of its versions compared, the site's latest changes.

Every function reads only, in a number of queries that does not grow with the rows shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wiki import changesets, documents
from wiki.changesets import ChangeSet, Document
from wiki.entry_types import EntryType
from wiki.exceptions import WikiError
from wiki.forms.filters import ChangesFilter
from wiki.keyset import Keyset
from wiki.models import Act, Entry, LogEntry, Revision, RevisionEntry, Submission
from wiki.place_names import how_much_left_out, left_out_in_words
from wiki.queue import type_label
from wiki.review import labels_for

#: Newest first.
HISTORY_ORDER = Keyset("-number")
CHANGES_ORDER = Keyset("-pk")
PAGE_SIZE = 30


class NoSuchRevision(WikiError):
    """A page has no revision of that number."""

    status = 404

    def __init__(self, number: int) -> None:
        super().__init__(_("This page has no revision %(number)s.") % {"number": number})


class BadComparison(WikiError):
    """The two revisions to compare are not two revisions."""

    status = 400
    message = gettext_lazy("Choose two different revisions of this page to compare.")


def history_of(entry_type: EntryType, pk: int) -> QuerySet[RevisionEntry]:
    """The revisions of a page with the people behind them, without their change sets."""
    rows = RevisionEntry.objects.filter(entry_type=entry_type.name, entry_id=pk)
    return rows.select_related("revision__author", "revision__approver").defer("changes")


def revision_of(entry_type: EntryType, pk: int, number: int) -> RevisionEntry:
    """One revision of a page. Raises ``NoSuchRevision``."""
    row = history_of(entry_type, pk).filter(number=number).first()
    if row is None:
        raise NoSuchRevision(number)
    return row


def note_what_was_left_out(rows: Iterable[RevisionEntry]) -> None:
    """Give each of ``rows`` in ``left_out`` how much was left out when its revision was approved, in
    words; "" for nothing. One query.
    """
    listed = list(rows)
    entries = LogEntry.objects.filter(
        revision__in=[row.revision_id for row in listed], act__in=(Act.APPROVE_PART, Act.CORRECT)
    )
    data = dict(entries.values_list("revision_id", "data"))
    for row in listed:
        told = data.get(row.revision_id) or {}
        words = how_much_left_out(told["left_out"], told["of"]) if "left_out" in told else ""
        row.left_out = words  # type: ignore[attr-defined]


def left_out_of_revision(revision: Revision, *, reader: Any) -> str:
    """What was left out of a revision and why, in words; "" for nothing. One query for nothing."""
    submission = Submission.objects.filter(revision=revision).first()
    if submission is None or not submission.left_out:
        return ""
    return left_out_in_words(
        submission.changes,
        submission.left_out,
        main=submission.entry_key or "",
        label=partial(labels_for, reader),
    )


@dataclass(frozen=True)
class Comparison:
    """Two versions of a page, the older first, and what differs between them."""

    older: RevisionEntry
    newer: RevisionEntry
    before: Document
    after: Document
    changes: ChangeSet

    @property
    def between(self) -> int:
        """How many revisions lie between the two."""
        return self.newer.number - self.older.number - 1


def compare(entry_type: EntryType, entry: Entry, numbers: Iterable[int]) -> Comparison:
    """Compare two revisions, whichever comes first. Raises ``NoSuchRevision``."""
    first, second = sorted(numbers)
    rows = history_of(entry_type, entry.pk).filter(number__in=(first, second))
    found = {row.number: row for row in rows}
    for number in (first, second):
        if number not in found:
            raise NoSuchRevision(number)
    before = documents.as_of(entry_type, entry.pk, first)
    after = documents.as_of(entry_type, entry.pk, second)
    key = f"{entry_type.name}:{entry.pk}"
    changes = changesets.diff(before, after, entry=key)
    return Comparison(found[first], found[second], before, after, changes)


@dataclass(frozen=True)
class ChangeLine:
    """One revision in the list of recent changes: its main page, and how many others it touched.

    ``title`` and ``url`` are empty where the reader may not see the page.
    """

    revision: Revision
    type_label: str
    title: str
    url: str
    number: int
    created: bool
    others: int
    facts: int


def latest(filters: ChangesFilter) -> QuerySet[Revision]:
    """The revisions that fit ``filters``, with the people behind them."""
    chosen = filters.chosen
    rows = Revision.objects.select_related("author", "approver")
    if "type" in chosen:
        touched = RevisionEntry.objects.filter(revision=OuterRef("pk"), entry_type=chosen["type"])
        rows = rows.filter(Exists(touched))
    if "author" in chosen:
        rows = rows.filter(author__username__iexact=chosen["author"])
    if "kind" in chosen:
        rows = rows.filter(kind=chosen["kind"])
    if "automatic" in chosen:
        rows = rows.filter(automatic=True)
    return rows


def lines(revisions: Iterable[Revision], *, reader: Any) -> list[ChangeLine]:
    """Revisions as lines of recent changes, each told by its main page.

    That is the page that the submission was for, else the first one that it touched. Three queries.
    """
    listed = list(revisions)
    ids = [revision.pk for revision in listed]
    if not ids:
        return []
    rows = RevisionEntry.objects.filter(revision_id__in=ids).order_by()
    totals = {
        row["revision_id"]: row
        for row in rows.values("revision_id").annotate(
            pages=Count("pk"), facts=Sum("size"), first=Min("pk")
        )
    }
    main = rows.filter(
        Q(pk__in=[total["first"] for total in totals.values()])
        | Q(
            revision__submission__entry_type=F("entry_type"),
            revision__submission__entry_id=F("entry_id"),
        )
    ).defer("changes")
    # Of the two, the page of the submission is the one to tell; the other may be the same.
    told: dict[int, RevisionEntry] = {}
    for row in main:
        if row.revision_id not in told or row.pk != totals[row.revision_id]["first"]:
            told[row.revision_id] = row
    labels = labels_for(reader, {row.entry_key for row in told.values()})
    found: list[ChangeLine] = []
    for revision in listed:
        row = told[revision.pk]
        label = labels[row.entry_key]
        found.append(
            ChangeLine(
                revision=revision,
                type_label=type_label(row.entry_type),
                title=label.title if label.hidden and not label.url else row.title or label.title,
                url=label.url,
                number=row.number,
                created=row.created,
                others=totals[revision.pk]["pages"] - 1,
                facts=totals[revision.pk]["facts"],
            )
        )
    return found
