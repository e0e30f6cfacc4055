"""The facts of films that facets know, read from the database: some films, or all in batches.

A batch takes a fixed number of statements, however many films it has.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Max, Q
from pyroaring import BitMap

from films import renown
from films.facets.sets import OFFER, TURN, VISIBLE, WEIGHT, Fact, Value, merged
from films.models import (
    Appearance,
    Availability,
    CompanyCredit,
    CompanyRole,
    Credit,
    Film,
    FilmGenre,
    FilmImage,
    FilmLink,
    FilmTheme,
    Membership,
    Release,
    Segment,
)

#: Films that are read at once.
BATCH = 10_000
DAY = datetime.timedelta(days=1)
#: What makes a company one of the studios of a film.
STUDIO_ROLES = (CompanyRole.ANIMATION, CompanyRole.PRODUCTION)
#: What is counted of a film: how much one of it says of how well known the film is (much as search
#: weighs it), and what a film that has one of it "has".
_COUNTED: tuple[tuple[Any, int, str], ...] = (
    (Credit, 1, "staff"),
    (CompanyCredit, 1, ""),
    (Appearance, 2, "cast"),
    (Membership, 4, ""),
    (FilmLink, 8, ""),
    (Release, 3, ""),
    (Availability, 3, ""),
    (Segment, 0, "segments"),
    (FilmImage, 0, "images"),
)
#: Rows that point at a film and at a value.
_PAIRS: tuple[tuple[str, Any, str, Q], ...] = (
    ("genre", FilmGenre, "genre_id", Q()),
    ("theme", FilmTheme, "theme_id", Q()),
    ("franchise", Membership, "franchise_id", Q()),
    ("studio", CompanyCredit, "company_id", Q(role__in=STUDIO_ROLES)),
)

#: Facets of which ``most_of`` can be asked.
PAIRED = frozenset(pair[0] for pair in _PAIRS)
#: Names the films that are meant, seen from a row that reaches them by a path.
Where = Callable[[str], Q]


def facts_of(ids: Iterable[int], today: datetime.date) -> Iterator[Fact]:
    """The facts of some films, with the offers of a day."""
    wanted = list(ids)
    for at in range(0, len(wanted), BATCH):
        yield from _facts(_among(wanted[at : at + BATCH]), today)


def all_sets(
    today: datetime.date, report: Callable[[str], None] | None = None
) -> dict[str, dict[Value, BitMap]]:
    """The sets of all films, with the offers of a day."""
    sets: dict[str, dict[Value, BitMap]] = {}
    last = Film.objects.aggregate(last=Max("pk"))["last"] or 0
    for start in range(0, last, BATCH):
        merged(sets, _facts(_between(start, start + BATCH), today))
        if report:
            report(f"facets of films up to {min(start + BATCH, last):,}")
    return sets


def most_of(facet: str, films: BitMap, most: int) -> list[tuple[Value, int]]:
    """The values of a facet that few films have most, with their numbers: asked of the database, where
    there are too many values to look through. One query.
    """
    _facet, model, column, condition = next(pair for pair in _PAIRS if pair[0] == facet)
    rows = model._default_manager.filter(condition, film__in=list(films)).order_by()
    counted = rows.values_list(column).annotate(count=Count("film", distinct=True))
    return list(counted.order_by("-count", column)[:most])


def _among(ids: list[int]) -> Where:
    return lambda path: Q(**{f"{path}__in": ids})


def _between(after: int, upto: int) -> Where:
    return lambda path: Q(**{f"{path}__gt": after, f"{path}__lte": upto})


def _facts(where: Where, today: datetime.date) -> Iterator[Fact]:
    yield from _own(where)
    for facet, model, column, condition in _PAIRS:
        rows = model._default_manager.filter(where("film"), condition).order_by()
        for film, value in rows.values_list("film_id", column):
            yield facet, value, film
    yield from _offers(where, today)
    yield from _counts(where)


def _own(where: Where) -> Iterator[Fact]:
    told = ExpressionWrapper(~Q(description=""), output_field=BooleanField())
    rows = Film.objects.visible().filter(where("pk")).order_by().annotate(told=told)
    columns = ("pk", "year", "kind", "country", "original_language", "runtime", "told")
    for pk, year, kind, country, language, runtime, has_story in rows.values_list(*columns):
        yield VISIBLE, "", pk
        yield "kind", kind, pk
        if year is not None:
            yield "year", year, pk
            yield "decade", year - year % 10, pk
        if country:
            yield "country", country, pk
        if language:
            yield "language", language, pk
        if runtime is not None:
            yield "runtime", runtime, pk
        if has_story:
            yield "has", "story", pk


def _offers(where: Where, today: datetime.date) -> Iterator[Fact]:
    rows = Availability.objects.filter(where("film")).exclude(until__lt=today).order_by()
    columns = ("film_id", "service_id", "kind", "countries", "since", "until")
    for film, service, kind, countries, since, until in rows.values_list(*columns):
        if since and since > today:
            yield TURN, since.isoformat(), film
            continue
        if until:
            yield TURN, (until + DAY).isoformat(), film
        for country in countries or [""]:
            yield OFFER, (service, country, kind), film


def _counts(where: Where) -> Iterator[Fact]:
    weights: Counter[int] = Counter()
    for model, weight, has in _COUNTED:
        rows = model._default_manager.filter(where("film")).order_by().values_list("film_id")
        for film, count in rows.annotate(count=Count("pk")):
            weights[film] += weight * count
            if has:
                yield "has", has, film
    for film, weight in renown.weights(where):
        weights[film] += weight
    for film, weight in weights.items():
        yield WEIGHT, weight, film
