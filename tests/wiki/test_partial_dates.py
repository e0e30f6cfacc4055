"""Dates known to the year, the month or the day."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from wiki.partial_dates import (
    FIRST_YEAR,
    LAST_YEAR,
    first_day,
    show_partial_date,
    validate_partial_date,
    year_of,
)

DAYS = st.dates(datetime.date(FIRST_YEAR, 1, 1), datetime.date(LAST_YEAR, 12, 31))
PARTIAL = st.tuples(DAYS, st.sampled_from([4, 7, 10])).map(lambda p: p[0].isoformat()[: p[1]])


@given(DAYS)
def test_every_day_month_and_year_is_a_partial_date(day: datetime.date) -> None:
    text = day.isoformat()
    assert first_day(text) == day
    assert first_day(text[:7]) == day.replace(day=1)
    assert first_day(text[:4]) == day.replace(month=1, day=1)


@given(PARTIAL, PARTIAL)
def test_the_text_sorts_by_time(one: str, other: str) -> None:
    if first_day(one) < first_day(other):
        assert one < other


@given(PARTIAL, PARTIAL)
def test_what_is_less_exact_comes_first(one: str, other: str) -> None:
    if one.startswith(other):
        assert other <= one


@given(st.text(alphabet="0123456789-/. \n１", max_size=12))
def test_what_is_accepted_can_be_read(text: str) -> None:
    try:
        validate_partial_date(text)
    except ValidationError:
        return
    assert text[:4].isascii()
    assert len(text) in (4, 7, 10)
    assert first_day(text).isoformat().startswith(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "95", "1995-", "1995-1", "1995-13", "1995-00", "1995-02-30", "1995-12-23-", "1995-12-2",
        "１９９５", "1995\n", "1995-12\n", " 1995", "1799", "2201", "0000", "19951223", "1995/12",
    ],
)  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        validate_partial_date(text)


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ("", "en", ""),
        ("1995", "en", "1995"),
        ("1995-12", "en", "December 1995"),
        ("1995-12-23", "en", "23 December 1995"),
        ("1995", "ja", "1995年"),
        ("1995-12", "ja", "1995年12月"),
        ("1995-12-23", "ja", "1995年12月23日"),
        ("1995-12-23", "xx", "23 December 1995"),
        ("about 1995", "en", "about 1995"),
    ],
)
def test_dates_are_written_as_the_language_does(text: str, language: str, shown: str) -> None:
    assert show_partial_date(text, language) == shown


@given(st.text(max_size=12), st.sampled_from(["en", "ja", "xx", "zh-hans"]))
def test_showing_never_fails(text: str, language: str) -> None:
    assert isinstance(show_partial_date(text, language), str)


def test_the_year_is_that_of_the_text() -> None:
    assert year_of("1995-12") == 1995
    assert year_of("") is None
