"""Reading an entry's page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wiki import documents
from wiki.entry_types import EntryType
from wiki.models import Entry
from wiki.pages import Page, show
from wiki.views.guards import with_entry
from wiki.views.strangers import for_strangers


@require_safe
@for_strangers
@with_entry
def detail(
    request: HttpRequest, entry_type: EntryType, entry: Entry, **kwargs: Any
) -> HttpResponse:
    """An entry's page as it is now."""
    key = f"{entry_type.name}:{entry.pk}"
    return show(Page(request, entry_type, key, documents.load_one(entry), entry=entry))
