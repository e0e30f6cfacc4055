"""The years that films came out in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Max, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from films import year_shelves
from films.cards import cards
from films.film_filters import BadFilter, decade_label
from films.models import Film
from films.plots.films_by_year import films_by_year
from films.reader_country import counts_by, single
from wiki.views.strangers import clock, for_strangers

PAGE_SIZE = 120
#: Seconds for which films are not counted anew, if there is no revision meanwhile.
REMEMBERED = 3600


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
    by_kind = _by_kind()
    counts = _by_year(by_kind)
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
                "url": f"/decades/{decade}/",
            }
            for decade, years in decades.items()
        ],
        "plot": films_by_year(by_kind),
        "count": sum(counts.values()),
        "undated": Film.objects.visible().filter(year=None).count(),
    }
    return render(request, "years/list.html", context)


def _by_kind() -> dict[tuple[int, str], int]:
    """How many films there are of each year and kind, the latest year first; counted once a revision."""
    key = f"films-by-year-{clock()}"
    found: dict[tuple[int, str], int] | None = cache.get(key)
    if found is None:
        dated = Film.objects.visible().exclude(year=None)
        counted = dated.values("year", "kind").annotate(n=Count("pk")).order_by("-year", "kind")
        found = {(year, kind): n for year, kind, n in counted.values_list("year", "kind", "n")}
        cache.set(key, found, REMEMBERED)
    return found


def _by_year(by_kind: Mapping[tuple[int, str], int]) -> Counter[int]:
    counts: Counter[int] = Counter()
    for (year, _kind), n in by_kind.items():
        counts[year] += n
    return counts


@require_safe
@for_strangers
def year_detail(request: HttpRequest, year: int) -> HttpResponse:
    """The films of a year by month, its numbers, and who began in it; ``?month=04`` for all of a month."""
    if not 1800 <= year <= 2200:
        raise Http404
    month = single(request.GET, "month")
    if month and month not in year_shelves.MONTHS:
        raise BadFilter
    counts_by(request, "month", "after", "before")
    films = Film.objects.visible()
    context = {
        "year": year,
        "decade": year // 10 * 10,
        "decade_label": decade_label(year // 10 * 10),
        "numbers": year_shelves.numbers(films.filter(year=year)),
        "earlier": films.filter(year__lt=year).aggregate(found=Max("year"))["found"],
        "later": films.filter(year__gt=year).aggregate(found=Min("year"))["found"],
    }
    if month:
        page = year_shelves.of_month(year, month, request.GET, size=PAGE_SIZE)
        context |= {"month": _month(month), "page": page, "cards": cards(page)}
    else:
        context["months"] = year_shelves.months(year)
        context["directors"] = year_shelves.first_directed(year, year)
        context["studios"] = year_shelves.first_made(year, year)
    return render(request, "years/detail.html", context)


def _month(value: str) -> dict[str, str]:
    return {"value": value, "label": year_shelves.month_names().get(value, "")}
