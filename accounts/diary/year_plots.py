"""The drawings of a year in review: bars by month, decade, studio, director, genre and country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from babel.dates import get_month_names
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.diary.rows import Row
from accounts.diary.year_facts import Named
from films.cards import FilmCard, films_in_words
from films.film_filters import decade_label
from films.lengths import minutes_in_words
from films.plots.bars import Bar, Chart, lying, upright
from films.plots.figure import Figure
from wiki.vocabularies import babel_locale

#: Names that one drawing has, and those without which there is none worth drawing.
MOST, LEAST = 8, 2
_MONTH = len("1995-12")


def plots(
    rows: Sequence[Row], films: Sequence[FilmCard], facts: Mapping[str, list[Named]], base: str
) -> list[Figure]:
    """What there is to draw. ``base`` is the address of the year's diary."""
    drawn = [
        _times_by_month(rows, base),
        _hours_by_month(rows, base),
        _by_name("studios", _("Studios"), _("Studio"), facts.get("studios", [])),
        _by_name("directors", _("Directors"), _("Director"), facts.get("directors", [])),
        _by_decade(films),
        _by_name("genres", _("Genres"), _("Genre"), facts.get("genres", [])),
        _by_name("countries", _("Countries"), _("Country"), facts.get("countries", [])),
    ]
    return [figure for figure in drawn if figure is not None]


def _months(values: Mapping[int, float], base: str) -> list[Bar]:
    """A bar for each month; the greatest stands out."""
    locale = babel_locale(get_language())
    wide = get_month_names("wide", "stand-alone", locale)
    narrow = get_month_names("abbreviated", "stand-alone", locale)
    most = max(values.values(), default=0)
    return [
        Bar(
            label=str(wide[month]),
            short=str(narrow[month]).rstrip("."),
            value=values.get(month, 0),
            url=f"{base}{month}/" if values.get(month) else "",
            strong=bool(most) and values.get(month) == most,
        )
        for month in range(1, 13)
    ]


def _times_by_month(rows: Iterable[Row], base: str) -> Figure | None:
    counts = Counter(_month(row) for row in rows)
    counts.pop(0, None)
    if not counts:
        return None
    bars = _months(counts, base)
    best = max(bars, key=lambda bar: bar.value)
    told = ngettext(
        "The most in %(month)s: %(count)s time.", "The most in %(month)s: %(count)s times.",
        int(best.value),
    ) % {"month": best.label, "count": best.told}  # fmt: skip
    return upright(Chart("months", _("By month"), told, _("Month"), _("Times")), bars)


def _hours_by_month(rows: Iterable[Row], base: str) -> Figure | None:
    minutes: Counter[int] = Counter()
    for row in rows:
        minutes[_month(row)] += row.minutes
    minutes.pop(0, None)
    if not any(minutes.values()):
        return None
    bars = _months({month: round(each / 60, 1) for month, each in minutes.items()}, base)
    best = max(minutes, key=lambda month: minutes[month])
    caption = _("The longest in %(month)s: %(time)s. What has no known length counts nothing.") % {
        "month": bars[best - 1].label, "time": minutes_in_words(minutes[best]),
    }  # fmt: skip
    return upright(Chart("hours", _("Hours"), caption, _("Month"), _("Hours")), bars)


def _month(row: Row) -> int:
    """The month in which something was watched; 0 where nobody knows."""
    return int(row.watched_on[5:_MONTH]) if len(row.watched_on) >= _MONTH else 0


def _by_decade(films: Iterable[FilmCard]) -> Figure | None:
    counts = Counter(film.year // 10 * 10 for film in films if film.year)
    if len(counts) < LEAST:
        return None
    most = max(counts.values())
    bars = [
        Bar(
            label=decade_label(decade),
            value=counts[decade],
            url=f"/decades/{decade}/" if counts[decade] else "",
            strong=counts[decade] == most,
        )
        for decade in range(min(counts), max(counts) + 1, 10)
    ]
    best = max(bars, key=lambda bar: bar.value)
    caption = _("The most from the %(decade)s: %(films)s.") % {
        "decade": best.label, "films": films_in_words(most),
    }  # fmt: skip
    return upright(Chart("decades", _("By decade"), caption, _("Decade"), _("Films")), bars)


def _by_name(name: str, title: str, thing: str, named: Sequence[Named]) -> Figure | None:
    if len(named) < LEAST:
        return None
    most = named[0].films
    bars = [
        Bar(each.title, each.films, url=each.url, strong=each.films == most)
        for each in named[:MOST]
    ]
    caption = _("%(name)s with %(films)s.") % {
        "name": named[0].title, "films": films_in_words(most),
    }  # fmt: skip
    return lying(Chart(name, title, caption, thing, _("Films")), bars)
