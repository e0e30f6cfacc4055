"""How moments and sources are told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from wiki.templatetags.changes import ago_in_words, clock, date_and_time, day, moment, source


@pytest.mark.parametrize(
    ("line", "html"),
    [
        ("seen in the film", "seen in the film"),
        (
            "https://example.org/a?b=1&c=2.",
            '<a href="https://example.org/a?b=1&amp;c=2" rel="nofollow noopener">'
            "https://example.org/a?b=1&amp;c=2</a>.",
        ),
        (
            "(see http://example.org/Memories_(film)) and 公式「https://example.jp/作品」",
            '(see <a href="http://example.org/Memories_(film)" rel="nofollow noopener">'
            "http://example.org/Memories_(film)</a>)"
            ' and 公式「<a href="https://example.jp/作品" rel="nofollow noopener">'
            "https://example.jp/作品</a>」",
        ),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("https:// and ftp://x", "https:// and ftp://x"),
        ('<b>"bold"</b>', "&lt;b&gt;&quot;bold&quot;&lt;/b&gt;"),
        (
            'https://example.org/"onmouseover=x',
            '<a href="https://example.org/" rel="nofollow noopener">https://example.org/</a>'
            "&quot;onmouseover=x",
        ),
    ],
)
def test_addresses_in_sources_are_links(line: str, html: str) -> None:
    assert source(line) == html


def test_a_moment_is_told_by_how_long_ago_it_was() -> None:
    now = timezone.now()
    assert ">just now<" in moment(now)
    assert ">40 minutes ago<" in moment(now - timedelta(minutes=40))
    assert ">3 days ago<" in moment(now - timedelta(days=3))
    assert moment(None) == ""
    assert ago_in_words(timedelta(hours=2)) == "2 hours ago"


def test_a_moment_longer_ago_is_told_by_its_date() -> None:
    when = datetime(1995, 12, 23, 14, 3, tzinfo=UTC)
    assert ">23 December 1995<" in moment(when)
    assert 'datetime="1995-12-23T14:03:00+00:00"' in moment(when)
    assert day(when) == '<time datetime="1995-12-23">23 December 1995</time>'
    assert ">14:03<" in clock(when)
    assert ">23 December 1995, 14:03<" in date_and_time(when)
    with translation.override("ja"):
        assert ">1995年12月23日<" in day(when)
