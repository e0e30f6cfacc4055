"""Citing a page as it is now, or as a revision left it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wiki.citing import Cited, citations
from wiki.entry_types import EntryType
from wiki.models import Entry
from wiki.revisions import NoSuchRevision, revision_of
from wiki.views.guards import with_entry
from wiki.views.strangers import for_strangers


@require_safe
@for_strangers
@with_entry
def cite(request: HttpRequest, entry_type: EntryType, entry: Entry) -> HttpResponse:
    """The address of a version that never changes, and ready citations; ``?revision=3``."""
    row = revision_of(entry_type, entry.pk, _number(request, entry))
    path = f"{entry.get_absolute_url()}history/{row.number}/"
    cited = Cited(
        key=row.entry_key,
        title=row.title or str(entry),
        site=settings.GENGA_SITE_NAME,
        url=request.build_absolute_uri(path),
        number=row.number,
        written=timezone.localtime(row.revision.created_at).date(),
        read=timezone.localdate(),
    )
    context = {
        "entry_type": entry_type,
        "entry": entry,
        "row": row,
        "cited": cited,
        "citations": citations(cited),
        "is_latest": row.number == entry.number,
    }
    return render(request, "history/cite.html", context)


def _number(request: HttpRequest, entry: Entry) -> int:
    """The revision asked for, the latest one unless the address says."""
    text = request.GET.get("revision", "")
    if not text:
        return entry.number
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise NoSuchRevision(0)
    return int(text)
