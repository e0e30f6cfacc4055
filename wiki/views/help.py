"""The help pages: their index, and one of them. What they say stands in ``docs/help``."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wiki.help_pages import INDEX, find
from wiki.views.strangers import for_strangers


@require_safe
@for_strangers
def help_index(request: HttpRequest) -> HttpResponse:
    """What help there is."""
    return _shown(request, INDEX)


@require_safe
@for_strangers
def help_page(request: HttpRequest, name: str) -> HttpResponse:
    """One page of help, in the reader's language."""
    if name == INDEX:
        raise Http404
    return _shown(request, name)


def _shown(request: HttpRequest, name: str) -> HttpResponse:
    page = find(name)
    if page is None:
        raise Http404
    return render(request, "help/page.html", {"page": page, "is_index": name == INDEX})
