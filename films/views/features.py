"""The list of features, the latest first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from films.features import latest, teasers
from wiki.keyset import Keyset
from wiki.views.strangers import for_strangers

PAGE_SIZE = 13
_LATEST = Keyset("-created_at", "-pk", filled=True)


@require_safe
@for_strangers
def feature_list(request: HttpRequest) -> HttpResponse:
    """Articles with their covers."""
    page = _LATEST.page(latest(), request.GET, size=PAGE_SIZE)
    context = {"features": teasers(page), "page": page, "is_start": not page.previous}
    return render(request, "features/list.html", context)
