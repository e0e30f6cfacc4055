"""Rows of films that point at a page: read with the film's card and the segment's name at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, QuerySet

from films import segments
from films.cards import FilmCard, card, columns

#: The most rows of one kind that a page shows.
MOST_ROWS = 2_000


def rows(
    queryset: QuerySet[Any], *fields: str, film: str = "film", segment: str = "segment"
) -> list[dict[str, Any]]:
    """Rows that point at films which readers may see, latest film first. One query.

    ``film`` and ``segment`` are the look-ups from the row; "" where it knows no segment. Each row
    holds ``fields``, the film's columns, ``segment_number`` and ``segment_name``.
    """
    found = queryset.filter(**{f"{film}__hidden": False, f"{film}__merged_into": None})
    wanted = [*columns(f"{film}__"), *fields]
    if segment:
        found = found.annotate(
            segment_number=F(f"{segment}__number"), segment_name=segments.best_title(segment)
        )
        wanted += ["segment_number", "segment_name"]
    ordered = found.order_by(
        F(f"{film}__year").desc(nulls_last=True), f"{film}__sort_title", f"{film}__pk",
        "position", "pk",
    )  # fmt: skip
    return list(ordered.values(*wanted)[:MOST_ROWS])


class FilmCards:
    """Cards of the films of rows, each made once."""

    def __init__(self, prefix: str = "film__") -> None:
        self.prefix = prefix
        self.made: dict[int, FilmCard] = {}

    def of(self, row: Mapping[str, Any]) -> FilmCard:
        """The card of a row's film."""
        pk = row[f"{self.prefix}pk"]
        if pk not in self.made:
            self.made[pk] = card(row, self.prefix)
        return self.made[pk]


def segment_of(row: Mapping[str, Any], film: FilmCard) -> tuple[str, str]:
    """What a row's segment is called, and its address; empty for the whole film."""
    number = row["segment_number"]
    if number is None:
        return "", ""
    return segments.title(row["segment_name"], number), segments.url(film.url, number)


def years_of(films: Iterable[FilmCard]) -> str:
    """The first and the last year of films: "1988–2004"; "" without any."""
    years = sorted(film.year for film in films if film.year)
    if not years:
        return ""
    return str(years[0]) if years[0] == years[-1] else f"{years[0]}–{years[-1]}"
