"""The list of films."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from films.cards import cards, columns
from films.film_filters import FilmFilters
from films.models import Film
from wiki.views.strangers import for_strangers

PAGE_SIZE = 60


@require_safe
@for_strangers
def film_list(request: HttpRequest) -> HttpResponse:
    """Films by year, title or time of arrival, as the address filters them."""
    filters = FilmFilters.read(request.GET)
    films = filters.apply(Film.objects.visible())
    order = [name for name, _descending in filters.keyset.fields]
    rows = films.values(*{*columns(), *order})
    page = filters.keyset.page(rows, request.GET, size=PAGE_SIZE)
    context = {
        "filters": filters,
        "genres": filters.genres(),
        "decades": filters.decades(),
        "cards": cards(page),
        "page": page,
        "count": films.count(),
    }
    return render(request, "films/list.html", context)
