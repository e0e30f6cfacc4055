"""The decades that films came out in."""

from __future__ import annotations

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from films import year_shelves
from films.film_filters import decade_label
from films.plots.films_by_year import films_by_year
from wiki.views.strangers import for_strangers


@require_safe
@for_strangers
def decade_detail(request: HttpRequest, decade: int) -> HttpResponse:
    """A decade: a shelf for each of its years, its numbers, who did most in it."""
    if decade % 10 or not 1800 <= decade <= 2200:
        raise Http404
    first, last = decade, decade + 9
    of_decade = year_shelves.of_years(first, last)
    counted = of_decade.values_list("year", "kind").annotate(n=Count("pk")).order_by("year", "kind")
    context = {
        "decade": decade,
        "label": decade_label(decade),
        "numbers": year_shelves.numbers(of_decade),
        "plot": films_by_year({(year, kind): n for year, kind, n in counted}),
        "strips": year_shelves.strips(first, last),
        "directors": year_shelves.most_directed(first, last),
        "studios": year_shelves.most_made(first, last),
        "beside": year_shelves.decades_beside(decade),
    }
    return render(request, "decades/detail.html", context)
