"""Recent changes: what has happened on the whole site."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wiki.forms.filters import ChangesFilter
from wiki.revisions import CHANGES_ORDER, PAGE_SIZE, latest, lines
from wiki.views.strangers import for_strangers


@require_safe
@for_strangers
def changes(request: HttpRequest) -> HttpResponse:
    """The site's revisions, newest first, one line each."""
    filters = ChangesFilter(request.GET)
    page = CHANGES_ORDER.page(latest(filters), request.GET, size=PAGE_SIZE)
    context = {
        "page": page,
        "lines": lines(page, reader=request.user),
        "filters": filters,
        "chosen": filters.chosen,
    }
    return render(request, "changes/list.html", context)
