"""The calendar as pages show it: what its address asks for, and a month as a sheet of weeks."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from babel import Locale
from babel.core import get_global
from babel.dates import get_day_names
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import get_language

from films import reader_country
from films.calendar_days import Span, has_month, months_apart, weeks
from films.calendar_events import Event, EventKind
from films.film_filters import BadFilter
from films.reader_country import EVERYWHERE
from wiki.moments import day_in_words, month_in_words
from wiki.vocabularies import babel_locale, country_name

#: So many events of a day fit into its place on the sheet.
_IN_A_CELL = 4


@dataclass(frozen=True)
class CalendarFilters:
    """What an address asks for: of which country, and which kinds of events."""

    country: str
    remembered: str
    kinds: tuple[str, ...]

    @classmethod
    def read(cls, request: HttpRequest) -> CalendarFilters:
        """The filters of an address. Raises ``BadFilter``."""
        kinds = _kinds(request.GET.getlist("show"))
        return cls(reader_country.asked(request), reader_country.remembered(request), kinds)

    @classmethod
    def of_file(cls, request: HttpRequest) -> CalendarFilters:
        """Those of the file: what nobody's cookie or account adds to. Raises ``BadFilter``."""
        return cls(reader_country.said(request), "", _kinds(request.GET.getlist("show")))

    @property
    def country_name(self) -> str:
        """The country in words; "" for everywhere."""
        return country_name(self.country)

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """The kinds of events, for a form: value, label, whether they are shown."""
        return [(value, str(label), value in self.kinds) for value, label in EventKind.choices]

    @property
    def query(self) -> str:
        """The query string that keeps the filters on other days."""
        return self._query(self.country or (EVERYWHERE if self.remembered else ""))

    @property
    def full_query(self) -> str:
        """The same, saying the country whatever is remembered."""
        return self._query(self.country or EVERYWHERE)

    @property
    def file_query(self) -> str:
        """The query string of the calendar for other programs, which remember nothing."""
        return self._query(self.country, {"lang": get_language() or ""})

    def _query(self, country: str, more: dict[str, str] | None = None) -> str:
        pairs = [("country", country)] if country else []
        if len(self.kinds) < len(EventKind.values):
            pairs += [("show", kind) for kind in self.kinds]
        pairs += list((more or {}).items())
        return f"?{urlencode(pairs)}" if pairs else ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the sheet: the events that fit, and how many more there are."""

    day: datetime.date
    label: str
    url: str
    events: list[Event]
    more: int
    today: bool


@dataclass(frozen=True)
class Sheet:
    """A month with what happens in it."""

    span: Span
    today: datetime.date
    found: list[Event]
    query: str

    @property
    def title(self) -> str:
        """November 2026."""
        return month_in_words(self.span.first)

    @cached_property
    def weekdays(self) -> list[tuple[str, str]]:
        """The days of the week, short and in full, in the order of the reader's language."""
        locale = babel_locale(get_language())
        wide = get_day_names("wide", "stand-alone", locale)
        short = get_day_names("abbreviated", "stand-alone", locale)
        order = [(_first_weekday() + at) % 7 for at in range(7)]
        return [(short[at], wide[at]) for at in order]

    @cached_property
    def weeks(self) -> list[list[Cell | None]]:
        """The days in rows of seven."""
        by_day: dict[datetime.date, list[Event]] = defaultdict(list)
        for event in self.found:
            by_day[event.day].append(event)
        return [
            [self._cell(day, by_day[day]) if day else None for day in row]
            for row in weeks(self.span, _first_weekday())
        ]

    def _cell(self, day: datetime.date, found: list[Event]) -> Cell:
        shown = found if len(found) <= _IN_A_CELL + 1 else found[:_IN_A_CELL]
        return Cell(
            day=day,
            label=day_in_words(day),
            url=day_url(day, self.query),
            events=shown,
            more=len(found) - len(shown),
            today=day == self.today,
        )

    @property
    def before(self) -> tuple[str, str]:
        """Address and name of the month before; both empty where the calendar begins."""
        return self._beside(-1)

    @property
    def after(self) -> tuple[str, str]:
        """Address and name of the month after; both empty where the calendar ends."""
        return self._beside(1)

    def _beside(self, months: int) -> tuple[str, str]:
        year, month = months_apart(self.span.first, months)
        if not has_month(year, month, self.today):
            return "", ""
        first = datetime.date(year, month, 1)
        return month_url(first, self.query), month_in_words(first)

    @property
    def far(self) -> bool:
        """As of ``is_far``."""
        return is_far(self.span.first, self.today)


def _first_weekday() -> int:
    """On which day a week begins where the reader's language is at home: 0 is Monday."""
    locale = babel_locale(get_language())
    if not locale.territory:  # CLDR knows countries' weeks, and which country a language speaks of
        likely = get_global("likely_subtags").get(str(locale), str(locale))
        locale = Locale.parse(likely)
    return int(locale.first_week_day)


def _kinds(asked: list[str]) -> tuple[str, ...]:
    """The kinds of events that an address names, all where it names none."""
    if not set(asked) <= set(EventKind.values) or len(asked) > len(EventKind.values):
        raise BadFilter
    return tuple(kind for kind in EventKind.values if kind in asked or not asked)


def month_url(day: datetime.date, query: str = "") -> str:
    """The address of the month of a day."""
    return f"/calendar/{day.year}/{day.month}/{query}"


def day_url(day: datetime.date, query: str = "") -> str:
    """The address of a day."""
    return f"/calendar/{day.year}/{day.month}/{day.day}/{query}"


def days_beside(
    shown: datetime.date, query: str, today: datetime.date
) -> list[tuple[str, str, str]]:
    """The days before and after, as far as the calendar reaches: relation, address, name."""
    step = datetime.timedelta(days=1)
    return [
        (rel, day_url(other, query), day_in_words(other))
        for rel, other in (("prev", shown - step), ("next", shown + step))
        if has_month(other.year, other.month, today)
    ]


def is_far(day: datetime.date, today: datetime.date) -> bool:
    """Whether a day is more than a year away: crawlers need not follow all time."""
    return abs((day - today).days) > 400
