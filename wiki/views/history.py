"""The history of an entry: its revisions, one as the page was, two compared, and blame."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wiki import changesets, documents
from wiki.citations import cited_by_revision
from wiki.diffs import pages_named, present
from wiki.entry_types import EntryType
from wiki.models import Entry
from wiki.pages import Page, show
from wiki.policy import policy
from wiki.provenance import trace
from wiki.review import labels_for
from wiki.revisions import (
    HISTORY_ORDER,
    PAGE_SIZE,
    BadComparison,
    compare,
    history_of,
    left_out_of_revision,
    note_what_was_left_out,
    revision_of,
)
from wiki.views.guards import with_entry
from wiki.views.strangers import for_strangers


@require_safe
@for_strangers
@with_entry
def revisions(request: HttpRequest, entry_type: EntryType, entry: Entry) -> HttpResponse:
    """The revisions of an entry, newest first."""
    rows = history_of(entry_type, entry.pk)
    page = HISTORY_ORDER.page(rows, request.GET, size=PAGE_SIZE)
    note_what_was_left_out(page.rows)
    context = {
        "entry_type": entry_type,
        "entry": entry,
        "page": page,
        "newest": page.rows[0].number if page.rows else 0,
        "second": page.rows[1].number if len(page) > 1 else 0,
        "may_moderate": policy().may_moderate(request.user),
    }
    return render(request, "history/list.html", context)


@require_safe
@for_strangers
@with_entry
def revision(
    request: HttpRequest, entry_type: EntryType, entry: Entry, number: int
) -> HttpResponse:
    """The page as a revision left it."""
    row = revision_of(entry_type, entry.pk, number)
    left_out = left_out_of_revision(row.revision, reader=request.user)
    document = documents.as_of(entry_type, entry.pk, number)
    page = Page(request, entry_type, row.entry_key, document, entry=entry, as_of=row)
    page.left_out = left_out
    return show(page)


@require_safe
@for_strangers
@with_entry
def comparison(request: HttpRequest, entry_type: EntryType, entry: Entry) -> HttpResponse:
    """What differs between two revisions, ``?from=2&to=3``."""
    numbers = {_number(request, "from"), _number(request, "to")}
    if len(numbers) != 2:
        raise BadComparison
    found = compare(entry_type, entry, numbers)
    pages = {found.newer.entry_key: {**found.before, **found.after}}
    keys = {found.older.entry_key, *pages_named(found.changes, pages)}
    context = {
        "entry_type": entry_type,
        "entry": entry,
        "comparison": found,
        "diff": present(found.changes, labels_for(request.user, keys), documents=pages),
    }
    return render(request, "history/compare.html", context)


def _number(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadComparison
    return int(text)


@require_safe
@for_strangers
@with_entry
def blame(request: HttpRequest, entry_type: EntryType, entry: Entry) -> HttpResponse:
    """Which revision set each value that the page holds."""
    rows = {row.number: row for row in history_of(entry_type, entry.pk).defer(None)}
    history = [(number, rows[number].changes) for number in sorted(rows)]
    document = documents.load_one(entry)
    labels = labels_for(request.user, documents.references_in(document))
    key = f"{entry_type.name}:{entry.pk}"
    cited = cited_by_revision(rows.values())
    sections = trace(entry_type, key, document, changesets.blame(history), rows, labels, cited)
    context = {"entry_type": entry_type, "entry": entry, "sections": sections}
    return render(request, "history/blame.html", context)
