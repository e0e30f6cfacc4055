"""Numbers, shares and dates as each language writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from wiki.figures import number, number_or, percent
from wiki.moments import day_in_words, in_words, month_in_words
from wiki.partial_dates import partial_date_html

DAY, MOMENT = date(1995, 12, 23), datetime(1995, 12, 23, 14, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "day", "month", "moment"),
    [
        ("en", "23 December 1995", "December 1995", "23 December 1995, 14:03"),
        ("ja", "1995年12月23日", "1995年12月", "1995年12月23日 14:03"),
    ],
)
def test_dates_follow_the_language(language: str, day: str, month: str, moment: str) -> None:
    with translation.override(language):
        assert day_in_words(DAY) == day_in_words(MOMENT) == day
        assert month_in_words(DAY) == month
        assert in_words(MOMENT) == moment


@pytest.mark.parametrize(
    ("language", "text", "html"),
    [
        ("en", "1995-12-23", '<time datetime="1995-12-23">23 December 1995</time>'),
        ("ja", "1995-12-23", '<time datetime="1995-12-23">1995年12月23日</time>'),
        ("en", "1995-12", '<time datetime="1995-12">December 1995</time>'),
        ("ja", "1995-12", '<time datetime="1995-12">1995年12月</time>'),
        ("en", "1995", '<time datetime="1995">1995</time>'),
        ("ja", "1995", '<time datetime="1995">1995年</time>'),
        ("en", "", ""),
        ("en", "<b>", "&lt;b&gt;"),
    ],
)
def test_partial_dates_say_for_machines_what_they_say_for_people(
    language: str, text: str, html: str
) -> None:
    with translation.override(language):
        assert partial_date_html(text) == html


@pytest.mark.parametrize(
    ("language", "thousands", "share"),
    [("en", "4,106", "88%"), ("ja", "4,106", "88%"), ("de", "4.106", "88\xa0%")],
)
def test_numbers_and_shares_follow_the_language(language: str, thousands: str, share: str) -> None:
    with translation.override(language):
        assert number(4106) == thousands
        assert percent(88) == share
        assert percent(100) == share.replace("88", "100")


def test_what_is_no_number_stays_as_it_is() -> None:
    assert number_or("–") == "–"
    assert number_or(True) == "True"
    page = Template(
        "{% load figures %}{{ n|number }} {{ none|number }}{{ none|percent }}{{ n|percent }}"
    )
    assert page.render(Context({"n": 1234, "none": None})) == "1,234 1,234%"
