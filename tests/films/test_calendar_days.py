"""Days of the calendar: which days of former years fall on them."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from films.calendar_days import (
    ROUND,
    Span,
    falls_on,
    has_month,
    month_days_of,
    month_span,
    months_apart,
    weeks,
)

DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31))
SPANS = st.builds(
    lambda first, length: Span(first, first + datetime.timedelta(days=length)),
    DAYS,
    st.integers(0, 400),
)


def test_the_29th_of_february_is_remembered_on_the_28th_in_other_years() -> None:
    assert falls_on("2004-02-29", 2026) == datetime.date(2026, 2, 28)
    assert falls_on("2004-02-29", 2028) == datetime.date(2028, 2, 29)
    assert month_days_of(datetime.date(2026, 2, 28)) == ["02-28", "02-29"]
    assert month_days_of(datetime.date(2028, 2, 28)) == ["02-28"]
    assert month_days_of(datetime.date(2028, 2, 29)) == ["02-29"]
    assert month_span(2026, 2).then(2) == ("2024-02-01", "2024-02-29")


@given(SPANS, st.dates(datetime.date(1850, 1, 1)), st.sampled_from(ROUND))
def test_a_day_falls_into_a_span_if_and_only_if_its_text_is_between_the_bounds(
    span: Span, then: datetime.date, years: int
) -> None:
    text = then.isoformat()
    low, high = span.then(years)
    year = then.year + years
    falls = 1 <= year <= 9999 and span.first <= falls_on(text, year) <= span.last
    assert (low <= text <= high) is falls
    if falls:
        assert span.years_of(text, [years]) == years


@given(SPANS, st.dates(datetime.date(1850, 1, 1), datetime.date(2100, 1, 1)))
def test_a_span_finds_no_year_that_it_does_not_hold(span: Span, then: datetime.date) -> None:
    years = span.years_of(then.isoformat())
    if years is not None:
        assert span.first <= falls_on(then.isoformat(), then.year + years) <= span.last


@given(DAYS)
def test_every_day_of_the_year_is_remembered_on_one_day(day: datetime.date) -> None:
    other = falls_on(day.isoformat(), 2026)
    assert f"{day:%m-%d}" in month_days_of(other)


@given(st.integers(1900, 2100), st.integers(1, 12), st.integers(0, 6))
def test_a_sheet_has_each_day_once_in_rows_of_seven(year: int, month: int, first: int) -> None:
    span = month_span(year, month)
    rows = list(weeks(span, first))
    days = [day for row in rows for day in row if day]
    assert days == [
        span.first + datetime.timedelta(days=at) for at in range((span.last - span.first).days + 1)
    ]
    assert {len(row) for row in rows} == {7}
    for row in rows:
        assert all(day.weekday() == (first + at) % 7 for at, day in enumerate(row) if day)


@given(DAYS, st.integers(-30, 30))
def test_months_apart_go_there_and_back(day: datetime.date, months: int) -> None:
    year, month = months_apart(day, months)
    assert months_apart(datetime.date(year, month, 1), -months) == (day.year, day.month)


def test_the_calendar_ends_where_nothing_can_be_known() -> None:
    today = datetime.date(2026, 11, 21)
    assert has_month(1900, 1, today)
    assert has_month(2036, 12, today)
    assert not any(
        has_month(year, month, today)
        for year, month in ((1899, 12), (2037, 1), (2026, 0), (2026, 13), (10**30, 1))
    )
