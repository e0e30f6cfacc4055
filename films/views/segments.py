"""The page of one segment of a film."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from films import linked_data, segment_additions, sharing
from films.models import Film
from films.pages import segment as segment_page
from films.segment_additions import SegmentPage
from wiki import documents
from wiki.entry_types import EntryType, registry
from wiki.models import Entry
from wiki.translations import PARAMETER
from wiki.views.guards import with_entry
from wiki.views.strangers import for_strangers_as_of


@require_safe
@for_strangers_as_of(segment_additions.version)
def segment(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """A segment with its own staff, voices and music."""
    return _segment(request, registry["film"], ref, number=number)


@with_entry
def _segment(
    request: HttpRequest, entry_type: EntryType, entry: Entry, *, number: int, **kwargs: Any
) -> HttpResponse:
    key = f"{entry_type.name}:{entry.pk}"
    document = documents.load_one(entry)
    labels = documents.labels(documents.references_in(document))
    url = entry.get_absolute_url()
    asked = request.GET.get(PARAMETER, "")
    context = segment_page.build(key, document, labels, number, url=url, asked=asked)
    if context is None:
        raise Http404
    context["entry"] = entry
    pk = int(context["segment"]["key"].partition(":")[2])
    page = SegmentPage(request, cast(Film, entry), pk, number)
    context["additions"] = segment_additions.pieces(page)
    if not entry.hidden:
        context["linked_data"] = linked_data.segment(context, document, labels)
        context["shared"] = sharing.segment(context, entry)
    return render(request, "films/segment.html", context)
