"""Whose work somebody watched in a year: directors, studios, genres, countries, by number of films.

A segment counts for who made it, and for who made the whole film; the film is counted once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accounts import makers
from accounts.models import DiaryEntry
from films.models import Film, FilmGenre
from wiki import title_language
from wiki.entry_types import registry
from wiki.title_language import of_row
from wiki.vocabularies import country_name

Seen = set[tuple[int, int | None]]


@dataclass(frozen=True)
class Named:
    """Somebody or something, where it leads, and of how many films it was part."""

    title: str
    url: str
    films: int


def read(rows: QuerySet[DiaryEntry], seen: Seen) -> dict[str, list[Named]]:
    """Directors, studios, genres and countries, those with the most films first. Four queries.

    ``rows`` are those of the year, ``seen`` what they are about.
    """
    films = rows.values("film")
    genres = FilmGenre.objects.filter(film__in=films, genre__hidden=False)
    return {
        "directors": _counted(_credited(makers.directors(films), "person", seen), "person"),
        "studios": _counted(_credited(makers.studios(films), "company", seen), "company"),
        "genres": _counted(genres.values("film", *_columns("genre")), "genre"),
        "countries": _countries(films),
    }


def _columns(of: str) -> list[str]:
    return [f"{of}__{name}" for name in ("pk", "slug", *title_language.COLUMNS)]


def _credited(rows: QuerySet[Any], of: str, seen: Seen) -> Iterable[dict[str, Any]]:
    """The credits of what was seen: of the whole film, or of one of its segments alone."""
    whole = {film for film, segment in seen if segment is None}
    for row in rows.values("film", "segment", *_columns(of)):
        film, segment = row["film"], row["segment"]
        if film in whole or segment is None or (film, segment) in seen:
            yield row


def _counted(rows: Iterable[dict[str, Any]], of: str) -> list[Named]:
    films: dict[int, set[int]] = {}
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        pk = row[f"{of}__pk"]
        films.setdefault(pk, set()).add(row["film"])
        found[pk] = row
    named = [_named(of, row, len(films[pk])) for pk, row in found.items()]
    return _sorted(named)


def _named(of: str, row: dict[str, Any], films: int) -> Named:
    names = of_row(row, f"{of}__")
    url = registry[of].url(row[f"{of}__pk"], row[f"{of}__slug"])
    return Named(names.title, url, films)


def _countries(films: QuerySet[Any, Any]) -> list[Named]:
    rows = Film.objects.filter(pk__in=films).exclude(country="").values_list("country", flat=True)
    counts: dict[str, int] = {}
    for code in rows:
        counts[code] = counts.get(code, 0) + 1
    named = [Named(country_name(c), f"/films/?country={c}", n) for c, n in counts.items()]
    return _sorted(named)


def _sorted(named: Iterable[Named]) -> list[Named]:
    return sorted(named, key=lambda each: (-each.films, each.title))
