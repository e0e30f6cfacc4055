"""A year of a diary in review: what was watched, in numbers and drawings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from accounts.diary import year_facts
from accounts.diary.rows import ORDER, Row, rows_of, with_columns, within
from accounts.diary.year_facts import Named
from accounts.diary.year_plots import plots
from accounts.models import DiaryEntry
from accounts.scales import scale_of, shown
from films.cards import FilmCard
from films.plots.figure import Figure

#: Rows that are read of one year, posters on its wall, and films that are told to be the best.
MOST, WALL, BEST = 5000, 120, 6


@dataclass(frozen=True)
class Review:
    """A year. ``rows`` are in the order in which they were watched, those without a day first."""

    year: int
    base: str
    scale: str
    rows: list[Row]
    facts: dict[str, list[Named]]

    @cached_property
    def films(self) -> list[FilmCard]:
        """The films, each once, in the order in which they were seen first."""
        return list({row.film.pk: row.film for row in self.rows}.values())

    @property
    def wall(self) -> list[FilmCard]:
        """The films whose posters are shown."""
        return self.films[:WALL]

    @property
    def minutes(self) -> int:
        """How long all of it took."""
        return sum(row.minutes for row in self.rows)

    @property
    def hours(self) -> int:
        """The same in whole hours."""
        return round(self.minutes / 60)

    @property
    def rewatches(self) -> int:
        """How many times something was seen again."""
        return sum(row.rewatch for row in self.rows)

    @property
    def mean(self) -> str:
        """The mean of the ratings then, in the reader's scale; "" without any."""
        points = [row.points for row in self.rows if row.points]
        return shown(sum(points) / len(points), self.scale) if points else ""

    @cached_property
    def first(self) -> Row | None:
        """What the year began with, of what has a day."""
        return next((row for row in self.rows if row.day), None)

    @cached_property
    def last(self) -> Row | None:
        """What it has ended with so far, if that is something else."""
        found = next((row for row in reversed(self.rows) if row.day), None)
        return found if found is not self.first else None

    @cached_property
    def longest(self) -> Row | None:
        """What took longest."""
        return max((row for row in self.rows if row.minutes), key=_minutes, default=None)

    @cached_property
    def oldest(self) -> Row | None:
        """What came out first."""
        return min((row for row in self.rows if row.film.year), key=_made, default=None)

    @property
    def highlights(self) -> list[tuple[str, Row]]:
        """What stands out, by the word for it."""
        found = (
            ("first", self.first),
            ("last", self.last),
            ("longest", self.longest),
            ("oldest", self.oldest),
        )
        return [(word, row) for word, row in found if row is not None]

    @cached_property
    def best(self) -> list[Row]:
        """What was rated best then, each once, if anything was."""
        found: dict[str, Row] = {}
        for row in sorted((row for row in self.rows if row.points), key=_points, reverse=True):
            found.setdefault(row.url, row)
        return list(found.values())[:BEST]

    @cached_property
    def busiest(self) -> tuple[Row, int] | None:
        """The day on which most was watched, by one of its rows, if it was more than one."""
        days = Counter(row.watched_on for row in self.rows if row.day)
        day, times = max(days.items(), key=lambda each: each[1], default=("", 0))
        return (next(r for r in self.rows if r.watched_on == day), times) if times > 1 else None

    @cached_property
    def plots(self) -> list[Figure]:
        """The drawings."""
        return plots(self.rows, self.films, self.facts, f"{self.base}{self.year}/")


def _minutes(row: Row) -> int:
    return row.minutes


def _made(row: Row) -> int:
    return row.film.year or 0


def _points(row: Row) -> int:
    return row.points or 0


def of(rows: QuerySet[DiaryEntry], year: int, *, reader: Any, person: Any, own: bool) -> Review:
    """The year of a diary of which the reader sees ``rows``. Five queries, however much was watched."""
    wanted = within(rows, f"{year:04}")
    found = list(ORDER.ordered(with_columns(wanted))[:MOST])
    seen = _seen(found)
    scale = scale_of(reader)
    return Review(
        year=year,
        base=f"{person.get_absolute_url()}diary/",
        scale=scale,
        rows=rows_of(reversed(found), scale=scale, own=own),
        facts=year_facts.read(wanted, seen) if found else {},
    )


def _seen(found: Iterable[dict[str, Any]]) -> set[tuple[int, int | None]]:
    """What was watched: films, by ``None``, and segments."""
    return {(row["film__pk"], row["segment_id"]) for row in found}
