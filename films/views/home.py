"""The front page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from films import front_page
from wiki.views.strangers import for_strangers


@require_safe
@for_strangers
def home(request: HttpRequest) -> HttpResponse:
    """Where to begin: searching, looking around, helping."""
    context = {
        "figures": front_page.figures(),
        "wall": front_page.wall(),
        "new_films": front_page.new_films(),
        "anthologies": front_page.anthologies(),
        "genres": front_page.genres(),
        "changes": front_page.changes(),
    }
    return render(request, "home.html", context)
