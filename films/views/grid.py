"""The grid of people and segments of a film as an editor."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from films.grid_form import GridForm
from wiki.entry_types import EntryType, registry
from wiki.models import Entry
from wiki.views.drafts import loses_nothing
from wiki.views.edit import editing_of
from wiki.views.editing import run
from wiki.views.guards import for_members, with_entry
from wiki.views.in_place import in_place


@require_http_methods(["GET", "HEAD", "POST"])
@in_place
@loses_nothing
def grid(request: HttpRequest, ref: str) -> HttpResponse:
    """Who did what in which segment, in one table that can be changed."""
    return _grid(request, registry["film"], ref)


@with_entry
@for_members
def _grid(request: HttpRequest, entry_type: EntryType, entry: Entry) -> HttpResponse:
    section = entry_type.section("credits")
    address = f"/{entry_type.segment}/{entry.pk}/edit/grid/"
    return run(editing_of(request, entry_type, entry, address, section=section, make=GridForm))
