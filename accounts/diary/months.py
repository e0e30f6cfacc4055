"""A month of a diary as a sheet of weeks, with the posters of each day."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from accounts.diary.rows import ORDER, Row, rows_of, with_columns, within
from accounts.models import DiaryEntry
from accounts.scales import scale_of
from films.calendar_days import FIRST_YEAR, month_span, months_apart
from films.calendar_sheet import Sheet
from wiki.moments import day_in_words, month_in_words

#: So many posters stand on one day, and rows are read of one month.
_ON_A_DAY, MOST = 4, 500


@dataclass(frozen=True)
class Day:
    """A day: what was watched on it, as far as there is room, and how much more."""

    day: datetime.date
    label: str
    rows: list[Row]
    more: int
    today: bool


@dataclass(frozen=True)
class MonthSheet:
    """A month. ``rows`` are all of it, the latest first; some may have no day."""

    first: datetime.date
    base: str
    rows: list[Row]

    @property
    def title(self) -> str:
        """November 2026."""
        return month_in_words(self.first)

    @cached_property
    def _empty(self) -> Sheet:
        return Sheet(month_span(self.first.year, self.first.month), localdate(), [], "")

    @property
    def weekdays(self) -> list[tuple[str, str]]:
        """The days of the week, short and in full, in the order of the reader's language."""
        return self._empty.weekdays

    @cached_property
    def weeks(self) -> list[list[Day | None]]:
        """The days in rows of seven; on each what was watched first stands first."""
        by_day: dict[int, list[Row]] = defaultdict(list)
        for row in reversed(self.rows):
            by_day[row.day].append(row)
        return [
            [_day(cell.day, by_day[cell.day.day], cell.today) if cell else None for cell in week]
            for week in self._empty.weeks
        ]

    @property
    def minutes(self) -> int:
        """How long all of it took."""
        return sum(row.minutes for row in self.rows)

    @property
    def before(self) -> tuple[str, str]:
        """Address and name of the month before."""
        return self._beside(-1)

    @property
    def after(self) -> tuple[str, str]:
        """Address and name of the month after; empty for those that are still to come."""
        return self._beside(1)

    def _beside(self, step: int) -> tuple[str, str]:
        year, month = months_apart(self.first, step)
        first = datetime.date(year, month, 1)
        if year < FIRST_YEAR or first > max(localdate(), self.first.replace(day=1)):
            return "", ""
        return f"{self.base}{year}/{month}/", month_in_words(first)


def _day(day: datetime.date, found: list[Row], today: bool) -> Day:
    shown = found if len(found) <= _ON_A_DAY else found[: _ON_A_DAY - 1]
    return Day(day, day_in_words(day), shown, len(found) - len(shown), today)


def sheet(
    rows: QuerySet[DiaryEntry], first: datetime.date, *, reader: Any, person: Any, own: bool
) -> MonthSheet:
    """The month that begins on ``first``. One query."""
    found = ORDER.ordered(with_columns(within(rows, f"{first:%Y-%m}")))[:MOST]
    base = f"{person.get_absolute_url()}diary/"
    return MonthSheet(first, base, rows_of(found, scale=scale_of(reader), own=own))
