"""Which films stand on one page of a list: the orders of a choice, without sorting it.

A page begins after a film (``wiki.keyset``), so that pages neither skip nor repeat films when others come
or go meanwhile; only a random order counts places. What orders films is walked from the top until the page
is full: sets of films by year or weight, else an index of the database, whose rows are tested for being in
the choice. A choice of few films is sorted by the database.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from django.db.models import ExpressionWrapper, F, PositiveSmallIntegerField, Q, Value
from django.db.models.functions import Coalesce, Concat
from django.http import QueryDict
from pyroaring import BitMap

from films.facets import shuffle
from films.facets.choice import Choice
from films.facets.sets import WEIGHT, union
from films.film_filters import FilmFilters
from films.models import Film
from wiki.keyset import AFTER, BEFORE, BadCursor, Keyset

#: No more films than this are handed to the database by their ids.
FEW = 3_000
#: Orders that the database has an index for.
_KEYSETS = {
    "newest": Keyset("-year", "sort_title", "pk"),
    "oldest": Keyset("year", "sort_title", "pk"),
    "title": Keyset("sort_title", "pk"),
    "changed": Keyset("-changed_at", "-pk", filled=True),
}
#: The same for few films, in terms that no index has: else the database may walk one to its end for them.
_SORTED = {
    "newest": Keyset("-sorted_year", "sorted_title", "pk"),
    "oldest": Keyset("sorted_year", "sorted_title", "pk"),
    "title": Keyset("sorted_title", "pk"),
    "changed": Keyset("-sorted_change", "-pk", filled=True),
}
_TERMS: dict[str, Any] = {
    "sorted_year": ExpressionWrapper(F("year") + 0, PositiveSmallIntegerField(null=True)),
    "sorted_title": Concat("sort_title", Value("")),
    "sorted_change": Coalesce("changed_at", "created_at"),
}
_PLACE = re.compile(r"(\d{1,9})~(\d{1,10})", re.ASCII)
_COUNT = re.compile(r"\d{1,9}", re.ASCII)
_LARGEST = 2**32 - 1

Bucket = tuple[int, BitMap]


@dataclass(frozen=True)
class FilmPage:
    """The films of a page in order, and the query strings of the pages around it ("" for none)."""

    ids: list[int]
    previous: str = ""
    next: str = ""


def page(choice: Choice, asked: QueryDict, *, size: int) -> FilmPage:
    """The page of a choice that an address asks for. Raises ``BadCursor``.

    One query at most, or some where an index is walked; none for orders that sets know.
    """
    places = {name: str(asked[name]) for name in (AFTER, BEFORE) if name in asked}
    if len(places) > 1:
        raise BadCursor
    sort = choice.filters.sort
    if sort in _KEYSETS:
        return _by_keyset(choice, places, size)
    return _shuffled(choice, places, size) if sort == "random" else _walked(choice, places, size)


def _by_keyset(choice: Choice, places: dict[str, str], size: int) -> FilmPage:
    filters, films = choice.filters, choice.films
    keyset, rows = _KEYSETS[filters.sort], Film.objects.visible()
    if len(films) > FEW and filters.sort in ("newest", "oldest"):
        films, years = _near(choice, places, size)
        dated = Q(year__in=[year for year in years if year is not None])
        rows = rows.filter(dated | Q(year=None) if None in years else dated)
    passing: Callable[[dict[str, Any]], bool] | None = None
    if len(films) <= FEW:
        keyset = _SORTED[filters.sort]
        terms = {name: _TERMS[name] for name, _falls in keyset.fields if name in _TERMS}
        rows = Film.objects.visible().filter(pk__in=list(films)).annotate(**terms)
    elif len(films) < len(choice.sets.films):
        passing = partial(_is_in, films)
    told = rows.values("pk", *(name for name, _falls in keyset.fields))
    found = keyset.page(told, _address(filters, places), size=size, passing=passing)
    return FilmPage([row["pk"] for row in found], found.previous, found.next)


def _is_in(films: BitMap, row: dict[str, Any]) -> bool:
    return row["pk"] in films


def _near(choice: Choice, places: dict[str, str], size: int) -> tuple[BitMap, list[int | None]]:
    """The films among which a page by year is found, and their years, ``None`` for those without."""
    falls = choice.filters.sort == "newest"
    order = sorted(choice.sets.numbered("year"), reverse=falls)
    years: list[int | None] = [*order, None]
    text = "".join(places.values()).partition("~")[0]
    if not places:
        return _enough(choice, years, size, begun=False)
    start = len(order)
    if _COUNT.fullmatch(text):
        start = sum(year > int(text) if falls else year < int(text) for year in order)
    if AFTER in places:
        return _enough(choice, years[start:], size, begun=True)
    films, back = _enough(choice, years[start::-1], size, begun=True)
    if back[-1] != years[0]:
        return films, back
    first, ahead = _enough(choice, years, size, begun=False)  # the start is shown as a whole page
    return films | first, list({*back, *ahead})


def _enough(
    choice: Choice, years: Sequence[int | None], size: int, *, begun: bool
) -> tuple[BitMap, list[int | None]]:
    """The films of the first ``years`` that fill a page, not counting those of a year that is ``begun``."""
    found, taken, count = BitMap(), [], 0
    dated = choice.sets.numbered("year")
    for year in years:
        films = choice.films & dated[year] if year is not None else _undated(choice)
        found |= films
        taken.append(year)
        count += len(films) if taken[1:] or not begun else 0
        if count > size:
            break
    return found, taken


def _undated(choice: Choice) -> BitMap:
    return choice.films - union(choice.sets.numbered("year").values())


def _buckets(choice: Choice) -> Iterator[Bucket]:
    """The films of a choice by falling value; the value is one more, 0 is for films without any."""
    if choice.filters.sort == "added":
        yield 0, choice.films
        return
    values = choice.ratings if choice.filters.sort == "rating" else choice.sets.numbered(WEIGHT)
    for value in sorted(values, reverse=True):
        films = choice.films & values[value]
        if films:
            yield value + 1, films
    yield 0, choice.films - union(values.values())


def _walked(choice: Choice, places: dict[str, str], size: int) -> FilmPage:
    """A page of films by falling value, and by falling number where that is equal."""
    filters = choice.filters
    value, pk = _place("".join(places.values())) if places else (_LARGEST, 0)
    if BEFORE in places:
        rows = [(v, f) for v, f in _buckets(choice) if v >= value]
        found = list(islice(_rising(reversed(rows), value, pk), size + 1))
        if len(found) > size:
            shown = found[size - 1 :: -1]
            return _told(filters, shown, previous=True, following=True)
        value, pk = _LARGEST, 0
    found = list(islice(_sinking(_buckets(choice), value, pk), size + 1))
    return _told(filters, found[:size], previous=AFTER in places, following=len(found) > size)


def _sinking(buckets: Iterable[Bucket], value: int, pk: int) -> Iterator[tuple[int, int]]:
    """The films beyond a place."""
    for here, films in buckets:
        if here > value:
            continue
        upto = films.rank(pk - 1) if here == value and pk else len(films)
        if here == value and not pk:
            upto = 0
        yield from ((here, films[at]) for at in range(upto - 1, -1, -1))


def _rising(buckets: Iterable[Bucket], value: int, pk: int) -> Iterator[tuple[int, int]]:
    """The films before a place, the nearest first."""
    for here, films in buckets:
        start = films.rank(pk) if here == value else 0
        yield from ((here, films[at]) for at in range(start, len(films)))


def _place(text: str) -> tuple[int, int]:
    parts = _PLACE.fullmatch(text)
    if not parts or int(parts[2]) > _LARGEST:
        raise BadCursor
    return int(parts[1]), int(parts[2])


def _told(
    filters: FilmFilters, shown: list[tuple[int, int]], *, previous: bool, following: bool
) -> FilmPage:
    def link(name: str, place: tuple[int, int]) -> str:
        return _query(filters, {name: f"{place[0]}~{place[1]}"})

    if not shown:
        return FilmPage([], _query(filters, {}) if previous else "")
    return FilmPage(
        [pk for _value, pk in shown],
        link(BEFORE, shown[0]) if previous else "",
        link(AFTER, shown[-1]) if following else "",
    )


def _shuffled(choice: Choice, places: dict[str, str], size: int) -> FilmPage:
    """A page by number of place: which film stands there follows from the seed alone."""
    filters, films = choice.filters, choice.films
    text = "".join(places.values()) or "0"
    if not _COUNT.fullmatch(text):
        raise BadCursor
    start = int(text) if BEFORE not in places else max(0, int(text) - size)
    end = min(start + size, len(films))
    seed = filters.seed or 0
    return FilmPage(
        [films[shuffle.place(len(films), seed, at)] for at in range(start, end)],
        _query(filters, {BEFORE: str(start)}) if start else "",
        _query(filters, {AFTER: str(end)}) if end < len(films) else "",
    )


def _address(filters: FilmFilters, places: dict[str, str]) -> QueryDict:
    told = filters.parameters()
    for name, text in places.items():
        told[name] = text
    return told


def _query(filters: FilmFilters, places: dict[str, str]) -> str:
    return f"?{_address(filters, places).urlencode(safe='~')}"
