"""A year of edits as a sheet of squares: a column a week, a square a day. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

WEEKS = 53
#: The side of a square and the step from one to the next, in the drawing's units.
SIDE, STEP = 10, 12
#: From how many edits a day a square is darker.
SHADES = (1, 3, 8, 20)


@dataclass(frozen=True)
class Square:
    """One day: where its square stands, how dark it is (1 to 4), how many edits it had."""

    day: date
    x: int
    y: int
    shade: int
    edits: int


@dataclass(frozen=True)
class Calendar:
    """The days of a year with edits, oldest first; months are counted for those who cannot see them."""

    squares: list[Square]
    months: list[tuple[date, int]]
    month_marks: list[tuple[int, date]]
    total: int
    width: int = WEEKS * STEP
    height: int = 7 * STEP

    @property
    def step(self) -> int:
        """From one square to the next."""
        return STEP

    @property
    def side(self) -> int:
        """The side of a square."""
        return SIDE


def first_day(today: date) -> date:
    """The Monday on which the year that ends with ``today`` begins."""
    monday = today - timedelta(days=today.weekday())
    return monday - timedelta(weeks=WEEKS - 1)


def calendar_of(edits: Mapping[date, int], *, today: date) -> Calendar:
    """The year up to ``today``, with ``edits`` by day."""
    start = first_day(today)
    squares: list[Square] = []
    months: dict[date, int] = {}
    marks: list[tuple[int, date]] = []
    for at in range((today - start).days + 1):
        day = start + timedelta(days=at)
        number = edits.get(day, 0)
        x = at // 7 * STEP
        month = day.replace(day=1)
        if day.day <= 7 and day.weekday() == 0:
            marks.append((x, month))
        months[month] = months.get(month, 0) + number
        shade = sum(number >= least for least in SHADES)
        if number:
            squares.append(Square(day, x, day.weekday() * STEP, shade, number))
    return Calendar(squares, list(months.items()), marks, sum(months.values()))
