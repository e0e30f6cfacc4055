"""The list of films, and a film at random."""

from __future__ import annotations

import secrets

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe
from pyroaring import BitMap

from films import adult
from films import film_list as lists
from films.film_filters import FilmFilters
from films.models import Film
from wiki.views.strangers import for_strangers

PAGE_SIZE = 60


@require_safe
@for_strangers
def film_list(request: HttpRequest) -> HttpResponse:
    """The films that pass what the address asks for, with the facets to choose others."""
    filters = FilmFilters.read(request.GET)
    if filters.watched and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if address := lists.better_address(request.GET, filters):
        answer = redirect(address)
        add_never_cache_headers(answer)
        return answer
    shown = lists.FilmList(filters, request.GET, request.user, size=PAGE_SIZE)
    request.address_parameters = shown.address  # type: ignore[attr-defined]
    return render(request, "films/list.html", shown.context())


@require_safe
def random_film(request: HttpRequest) -> HttpResponse:
    """Go to one of the films that the address asks for; to their list, where there is none."""
    filters = FilmFilters.read(request.GET)
    if filters.watched and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    films = lists.chosen(filters, request.user).films - BitMap(adult.unsuitable())
    if films:
        answer = redirect(get_object_or_404(Film, pk=films[secrets.randbelow(len(films))]))
    else:
        answer = redirect(f"/films/{filters.query()}")
    add_never_cache_headers(answer)
    return answer
