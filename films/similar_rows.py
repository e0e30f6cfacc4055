"""Who else has what a film has: people, themes, genres, read in one statement.

The statement begins with what is shared; asked for rows of films, databases read whole tables of them.
Things that too many films have choose none, they are only told of films that share a person.

It has room for a fixed number of each, so its SQL is the same for all films: it is made once by the ORM
with marks in place of ids, and kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import CharField, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from films.models import Credit, Film, FilmGenre, FilmTheme, Franchise, Genre, Person, Theme
from films.role_weights import WEIGHTS

#: What more films than these have chooses none.
COMMON = 200
#: In place of a role: many films have it.
COMMONLY = "common"
#: How many of each there is room for.
PLACES = {"person": 16, "theme": 12, "genre": 8, "franchise": 4}
#: More than one thing of a kind has rows, by far.
_MOST_ROWS = 1_000
#: How many years before and after, and how many of their films.
_YEARS, _OF_YEARS = 1, 300

#: What is shared, its id, the film that has it, in which role.
Row = tuple[str, int, int, str]


@dataclass(frozen=True, slots=True)
class Own:
    """What a film has that others may share, by id, and the films that are not to be suggested.

    ``people`` are given with how much their foremost role weighs.
    """

    pk: int
    year: int | None = None
    people: Mapping[int, int] = field(default_factory=dict)
    themes: frozenset[int] = frozenset()
    genres: frozenset[int] = frozenset()
    franchises: frozenset[int] = frozenset()
    known: frozenset[int] = frozenset()


class _CountUpTo(Subquery):
    """How many rows a sliced query gives, no more than its slice."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def read(film: Own) -> list[Row]:
    """Who shares what with the film, and who is of its franchises. One query."""
    places: dict[int, int] = {}
    for kind, ids in (
        ("person", film.people),
        ("theme", film.themes),
        ("genre", film.genres),
        ("franchise", film.franchises),
    ):
        places |= zip(_marks(kind), sorted(ids), strict=False)
    if not places:
        return []
    sql, parameters = _statement(connection.vendor, COMMON)
    with connection.cursor() as cursor:
        # Where there is no id for a mark, the mark stays: it is negative, no row has it.
        cursor.execute(sql, [places.get(each, each) for each in parameters])
        return [row for row in cursor.fetchall() if row[2] is not None]


def _marks(kind: str) -> range:
    """What stands for the ids of a kind in the statement."""
    first = -100 * (1 + list(PLACES).index(kind))
    return range(first, first - PLACES[kind], -1)


@cache
def _statement(vendor: str, common: int) -> tuple[str, tuple[Any, ...]]:
    """The SQL with marks among its parameters. ``vendor`` only tells databases apart.

    Each part is a named table of its own, so that films with the same people are read once; each has a
    limit that it cannot reach, which tells PostgreSQL that it is small.
    """
    people = _rare("person", Person, Credit.objects.all(), common)
    credited = people.filter(credits__role__in=WEIGHTS)
    parts = {"them": _told(credited, "person", "pk", "credits__film", F("credits__role"))}
    for kind, model, rows in (
        ("theme", Theme, FilmTheme.objects.order_by()),
        ("genre", Genre, FilmGenre.objects.order_by()),
    ):
        rare = _rare(kind, model, rows, common)
        parts[f"few_{kind}s"] = _told(rare, kind, "pk", "film_rows__film", Value(""))
        with_them = RawSQL("SELECT film FROM them", ())
        also = rows.filter(**{f"{kind}__in": _marks(kind), "film__in": with_them})
        parts[f"{kind}s"] = _told(also, kind, f"{kind}_id", "film", Value(COMMONLY))
    mates = Franchise.objects.filter(pk__in=_marks("franchise")).order_by()
    parts["mates"] = _told(mates, "franchise", "pk", "memberships__film", Value(""))
    tables: list[str] = []
    parameters: list[Any] = []
    for name, part in parts.items():
        sql, given = part.query.sql_with_params()
        tables.append(f"{name} (kind, pk, film, role) AS MATERIALIZED ({sql})")
        parameters += given
    every = " UNION ALL ".join(f"SELECT kind, pk, film, role FROM {name}" for name in parts)  # noqa: S608
    return f"WITH {', '.join(tables)} {every}", tuple(parameters)


def _rare(kind: str, model: Any, rows: QuerySet[Any], common: int) -> QuerySet[Any, Any]:
    """Those of a kind that not too many ``rows`` point at."""
    pointing = rows.filter(**{kind: OuterRef("pk")}).order_by().values(kind)  # all in the index
    found: QuerySet[Any, Any] = model.objects.filter(pk__in=_marks(kind))
    return found.alias(uses=_CountUpTo(pointing[: common + 1])).filter(uses__lte=common).order_by()


def _told(rows: QuerySet[Any, Any], kind: str, pk: str, film: str, role: Any) -> QuerySet[Any, Any]:
    """Rows as ``Row``: ``pk``, ``film`` and ``role`` say where they have what."""
    what = Value(kind, output_field=CharField())
    told = rows.values_list(what, pk, film, Cast(role, CharField(max_length=30)))
    return told[: PLACES[kind] * _MOST_ROWS]


def of_about_the_year(film: Own, year: int) -> Iterable[Row]:
    """Films of about the same year with the same themes, or genres where there are none. One query.

    For films that share nothing rarer.
    """
    near = Film.objects.visible().filter(year__range=(year - _YEARS, year + _YEARS))
    kind, ids = ("theme", film.themes) if film.themes else ("genre", film.genres)
    path = f"{kind}_rows__{kind}"
    rows = near.filter(**{f"{path}__in": ids}).order_by("year", "sort_title", "pk")
    for shared, other in rows.values_list(path, "pk")[:_OF_YEARS]:
        yield kind, shared, other, COMMONLY
