"""What a year or a decade was in film: its films by month, its numbers, who began in it.

A few set queries each, whatever the number of films.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from babel.dates import get_month_names
from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    Window,
)
from django.db.models.functions import Coalesce, NullIf, RowNumber, Substr
from django.utils.text import capfirst
from django.utils.translation import get_language

from films.cards import FilmCard, card, cards, columns
from films.film_filters import decade_label
from films.models import CompanyCredit, CompanyRole, Credit, Film, FilmKind, Release
from wiki.entry_types import registry
from wiki.keyset import Keyset, KeysetPage
from wiki.title_language import COLUMNS, Titles, of_row
from wiki.vocabularies import babel_locale

#: So many films of a month stand on the page of its year, and so many of a year on that of its decade.
OF_MONTH, OF_YEAR = 24, 7
#: The most beginners and the most prolific that are named.
NAMED = 24
#: What an address calls the films whose month nobody knows.
UNKNOWN = "unknown"
MONTHS = (*(f"{month:02}" for month in range(1, 13)), UNKNOWN)
#: Rows of films that readers may see.
_SEEN: dict[str, Any] = {"film__hidden": False, "film__merged_into": None}
_OF_MONTH = Keyset("first", "sort_title", "pk")


@dataclass(frozen=True, slots=True)
class Month:
    """A month with films: ``value`` as addresses say it, ``label`` in words, "" for the unknown one."""

    value: str
    label: str
    count: int
    cards: list[FilmCard]

    @property
    def more(self) -> bool:
        """Whether there are films that are not shown here."""
        return self.count > len(self.cards)


@dataclass(frozen=True, slots=True)
class Numbers:
    """How much a span of years brought."""

    films: int
    kinds: list[tuple[str, int]]
    hours: int
    countries: int


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or a studio, with a film or a number of films."""

    names: Titles
    url: str
    film: FilmCard | None = None
    count: int = 0


def of_years(first: int, last: int) -> QuerySet[Film]:
    """The films of some years."""
    return Film.objects.visible().filter(year__range=(first, last))


def numbers(films: QuerySet[Film]) -> Numbers:
    """How many films, of which kinds, how long, from how many countries. Two queries."""
    counts = dict(films.values_list("kind").annotate(n=Count("pk")).order_by("kind"))
    told = films.aggregate(
        minutes=Sum("runtime"),
        countries=Count("country", distinct=True, filter=~Q(country="")),
    )
    kinds = [
        (str(capfirst(label)), counts[value])
        for value, label in FilmKind.choices
        if value in counts
    ]
    return Numbers(
        sum(counts.values()), kinds, round((told["minutes"] or 0) / 60), told["countries"]
    )


def _by_month(year: int) -> QuerySet[Any, Any]:
    """The films of a year with the earliest date in it that is known to the month, and its month."""
    dates = Release.objects.filter(film=OuterRef("pk"), date__startswith=f"{year}-").order_by(
        "date"
    )
    found = of_years(year, year).annotate(
        first=Coalesce(Subquery(dates.values("date")[:1]), Value(""), output_field=CharField())
    )
    month = NullIf(Substr("first", 6, 2), Value(""))
    return found.annotate(month=Coalesce(month, Value(UNKNOWN), output_field=CharField()))


def months(year: int) -> list[Month]:
    """The months of a year that have films, each with its first ones. Two queries."""
    films = _by_month(year)
    counts = dict(films.values_list("month").annotate(n=Count("pk")).order_by("month"))
    order = [F("first"), F("sort_title"), F("pk")]
    placed = films.annotate(
        place=Window(RowNumber(), partition_by=[F("month")], order_by=order)
    ).filter(place__lte=OF_MONTH)
    rows = placed.order_by("month", "place").values(*columns(), "month")
    found = {month: cards(group) for month, group in groupby(rows, key=lambda row: row["month"])}
    names = month_names()
    return [
        Month(value, names.get(value, ""), counts[value], found.get(value, []))
        for value in MONTHS
        if value in counts
    ]


def of_month(year: int, month: str, parameters: Any, *, size: int) -> KeysetPage:
    """All films of a month of a year, by day. One query."""
    rows = _by_month(year).filter(month=month).values(*{*columns(), "first", "sort_title"})
    return _OF_MONTH.page(rows, parameters, size=size)


def month_names() -> dict[str, str]:
    """The months in words, by the two digits that dates have for them."""
    names = get_month_names("wide", "stand-alone", babel_locale(get_language()))
    return {f"{number:02}": str(capfirst(name)) for number, name in names.items()}


def first_directed(first: int, last: int) -> list[Named]:
    """Who directed a first film in these years, by title of the film. One query."""
    before = Credit.objects.filter(
        person=OuterRef("person"), role="director", film__year__lt=first, **_SEEN
    )
    found = Credit.objects.filter(
        ~Exists(before),
        role="director",
        film__year__range=(first, last),
        person__hidden=False,
        **_SEEN,
    )
    return _beginners(found, "person")


def first_made(first: int, last: int) -> list[Named]:
    """Which studios animated a first film in these years, by title of the film. One query."""
    role = CompanyRole.ANIMATION
    before = CompanyCredit.objects.filter(
        company=OuterRef("company"), role=role, film__year__lt=first, **_SEEN
    )
    found = CompanyCredit.objects.filter(
        ~Exists(before), role=role, film__year__range=(first, last), company__hidden=False, **_SEEN
    )
    return _beginners(found, "company")


def _beginners(rows: QuerySet[Any], who: str) -> list[Named]:
    """Each of ``rows`` once, with the first of its films."""
    wanted = (*columns("film__"), *(f"{who}__{name}" for name in ("pk", "slug", *COLUMNS)))
    ordered = rows.order_by("film__year", "film__sort_title", "film__pk", "pk")
    found: dict[int, Named] = {}
    for row in ordered.values(*wanted)[: 4 * NAMED]:
        pk = row[f"{who}__pk"]
        if pk not in found and len(found) < NAMED:
            url = registry[who].url(pk, row[f"{who}__slug"])
            found[pk] = Named(of_row(row, f"{who}__"), url, card(row, "film__"))
    return list(found.values())


def most_directed(first: int, last: int) -> list[Named]:
    """Who directed most films in these years, two at least. One query."""
    rows = Credit.objects.filter(role="director", person__hidden=False)
    return _most(rows, "person", first, last)


def most_made(first: int, last: int) -> list[Named]:
    """Which studios animated most films in these years, two at least. One query."""
    rows = CompanyCredit.objects.filter(role=CompanyRole.ANIMATION, company__hidden=False)
    return _most(rows, "company", first, last)


def _most(rows: QuerySet[Any], who: str, first: int, last: int) -> list[Named]:
    wanted = [f"{who}__{name}" for name in ("pk", "slug", *COLUMNS)]
    of_span = rows.filter(film__year__range=(first, last), **_SEEN).values(*wanted)
    counted = of_span.annotate(n=Count("film", distinct=True)).filter(n__gte=2)
    return [
        Named(
            of_row(row, f"{who}__"),
            registry[who].url(row[f"{who}__pk"], row[f"{who}__slug"]),
            count=row["n"],
        )
        for row in counted.order_by("-n", f"{who}__title", f"{who}__pk")[:NAMED]
        if row[f"{who}__pk"]
    ]


@dataclass(frozen=True, slots=True)
class Strip:
    """A year of a decade: how many films it has, and those whose pages were worked on most."""

    year: int
    count: int
    cards: list[FilmCard]


def strips(first: int, last: int) -> list[Strip]:
    """The years of a decade that have films. Two queries."""
    films = of_years(first, last)
    counts = dict(films.values_list("year").annotate(n=Count("pk")).order_by("year"))
    order: list[Any] = [F("number").desc(), F("sort_title"), F("pk")]
    placed = films.annotate(
        place=Window(RowNumber(), partition_by=[F("year")], order_by=order)
    ).filter(place__lte=OF_YEAR)
    rows = placed.order_by("year", "place").values(*columns())
    found = {year: cards(group) for year, group in groupby(rows, key=lambda row: row["year"])}
    return [Strip(year, counts[year], found.get(year, [])) for year in counts]


def decades_beside(decade: int) -> list[tuple[str, int, str]]:
    """The decades before and after that have films: relation, first year, name. Two queries."""
    films = Film.objects.visible()
    years = (
        ("prev", films.filter(year__lt=decade).aggregate(found=Max("year"))["found"]),
        ("next", films.filter(year__gt=decade + 9).aggregate(found=Min("year"))["found"]),
    )
    decades = [(rel, year // 10 * 10) for rel, year in years if year]
    return [(rel, first, decade_label(first)) for rel, first in decades]
