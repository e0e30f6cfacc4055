"""The years that films came out in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Max, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from films.cards import cards, columns
from films.film_filters import decade_label
from films.models import Film
from films.plots.films_by_year import films_by_year
from wiki.keyset import Keyset
from wiki.views.strangers import for_strangers

PAGE_SIZE = 120
_BY_TITLE = Keyset("sort_title", "pk")


@dataclass(frozen=True)
class Year:
    """A year with its number of films; ``share`` is of the fullest year, from 0 to 12."""

    year: int
    count: int
    share: int


@require_safe
@for_strangers
def year_list(request: HttpRequest) -> HttpResponse:
    """Every year with its number of films, by decade, latest first."""
    dated = Film.objects.visible().exclude(year=None)
    counted = dated.values("year", "kind").annotate(n=Count("pk")).order_by("-year", "kind")
    by_kind = {(year, kind): n for year, kind, n in counted.values_list("year", "kind", "n")}
    counts: Counter[int] = Counter()
    for (year, _kind), n in by_kind.items():
        counts[year] += n
    most = max(counts.values(), default=1)
    decades: dict[int, list[Year]] = {}
    for year, count in counts.items():
        share = -(-12 * count // most)
        decades.setdefault(year // 10 * 10, []).append(Year(year, count, share))
    context = {
        "decades": [
            {
                "label": decade_label(decade),
                "years": years,
                "count": sum(year.count for year in years),
                "url": f"/films/?decade={decade}",
            }
            for decade, years in decades.items()
        ],
        "plot": films_by_year(by_kind),
        "count": sum(counts.values()),
        "undated": Film.objects.visible().filter(year=None).count(),
    }
    return render(request, "years/list.html", context)


@require_safe
@for_strangers
def year_detail(request: HttpRequest, year: int) -> HttpResponse:
    """The films of a year, by title."""
    if not 1800 <= year <= 2200:
        raise Http404
    films = Film.objects.visible()
    of_year = films.filter(year=year)
    rows = of_year.values(*{*columns(), "sort_title"})
    page = _BY_TITLE.page(rows, request.GET, size=PAGE_SIZE)
    context = {
        "year": year,
        "cards": cards(page),
        "page": page,
        "count": of_year.count(),
        "earlier": films.filter(year__lt=year).aggregate(found=Max("year"))["found"],
        "later": films.filter(year__gt=year).aggregate(found=Min("year"))["found"],
    }
    return render(request, "years/detail.html", context)
