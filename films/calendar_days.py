"""Which day something falls on, and which days of former years fall on a span of days. Pure functions.

Dates are compared as the texts that the catalogue keeps (``wiki.partial_dates``): texts of whole days
sort by time. What happened on 29 February is remembered on the 28th in years that have no 29th.
"""

from __future__ import annotations

import datetime
from calendar import isleap, monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass

#: Months that the calendar has; what lies beyond has no page.
FIRST_YEAR, YEARS_AHEAD = 1900, 10
#: After how many years something is remembered beside what is new; a day's own page remembers all.
ROUND = tuple(range(5, 151, 5))
_FEBRUARY_28, _FEBRUARY_29 = "02-28", "02-29"


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``first`` to ``last``, both included."""

    first: datetime.date
    last: datetime.date

    def then(self, years: int) -> tuple[str, str]:
        """The first and the last whole day, as texts, that fall into the span ``years`` later."""
        low = f"{self.first.year - years:04}-{self.first:%m-%d}"
        high = f"{self.last.year - years:04}-{self.last:%m-%d}"
        if f"{self.last:%m-%d}" == _FEBRUARY_28 and not isleap(self.last.year):
            high = f"{high[:5]}{_FEBRUARY_29}"
        return low, high

    def years_of(self, then: str, among: Collection[int] = ()) -> int | None:
        """How many years after the day ``then`` it falls into the span; ``None`` if it does not.

        In a span of more than a year that may be two numbers: then, one of ``among``.
        """
        for year in range(self.first.year, self.last.year + 1):
            years = year - int(then[:4])
            if (not among or years in among) and self.first <= falls_on(then, year) <= self.last:
                return years
        return None


def falls_on(then: str, year: int) -> datetime.date:
    """The day in ``year`` on which a whole day of any year is remembered."""
    month_day = then[5:]
    if month_day == _FEBRUARY_29 and not isleap(year):
        month_day = _FEBRUARY_28
    return datetime.date.fromisoformat(f"{year:04}-{month_day}")


def month_days_of(day: datetime.date) -> list[str]:
    """The months and days, ``11-23``, that are remembered on ``day``."""
    text = f"{day:%m-%d}"
    return [text, _FEBRUARY_29] if text == _FEBRUARY_28 and not isleap(day.year) else [text]


def month_span(year: int, month: int) -> Span:
    """The days of a month."""
    first = datetime.date(year, month, 1)
    return Span(first, first.replace(day=monthrange(year, month)[1]))


def weeks(span: Span, first_weekday: int) -> Iterator[list[datetime.date | None]]:
    """The days of a month as rows of seven, empty before its first and behind its last."""
    row: list[datetime.date | None] = [None] * ((span.first.weekday() - first_weekday) % 7)
    day = span.first
    while day <= span.last:
        row.append(day)
        if len(row) == 7:
            yield row
            row = []
        day += datetime.timedelta(days=1)
    if row:
        yield row + [None] * (7 - len(row))


def has_month(year: int, month: int, today: datetime.date) -> bool:
    """Whether the calendar has a page for a month."""
    return FIRST_YEAR <= year <= today.year + YEARS_AHEAD and 1 <= month <= 12


def months_apart(day: datetime.date, months: int) -> tuple[int, int]:
    """Year and month so many months after that of ``day``."""
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1
