"""Bars: how much there is of each of some things. Upright for what has an order of its own (months,
years, ratings), lying for names, the longest first as whoever asks has sorted them.

Lead is hatched; bars that are to stand out are filled. Small sheets: some stand beside each other on a
desk, one is as wide as a phone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from films.plots import pencil
from films.plots.figure import Column, Figure, sheet
from films.plots.films_by_year import scale
from wiki.figures import number

WIDTH = 360.0
_LETTERS, _AIR = 12.0, 6.0
#: Upright: from the top to the highest bar's end, its foot, and the whole height.
TOP, FOOT, _TALL = 20.0, 150.0, 176.0
#: Lying: the room of one bar, which a finger can touch, and its own thickness.
ROW, _THICK = 28.0, 14.0
#: The most of the width that names may take, and the least that can be touched.
_NAMES, _TOUCH = 0.42, 24.0
#: What is there is seen.
_LEAST = 1.0
_HATCH = "M-1 1L1 -1M0 5L5 0M4 6L6 4"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. ``shown`` is how its value is written ("12 h"), else as a number; ``short`` is its
    label where there is little room ("Jan"); ``url`` where it leads; ``strong`` lets it stand out."""

    label: str
    value: float
    shown: str = ""
    short: str = ""
    url: str = ""
    strong: bool = False

    @property
    def told(self) -> str:
        """The value in words."""
        return self.shown or number(self.value)


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart of bars is about: see ``Figure``. ``things`` heads the labels, ``measure`` the values."""

    name: str
    title: str
    caption: str
    things: str
    measure: str


def upright(chart: Chart, bars: Sequence[Bar]) -> Figure | None:
    """Bars side by side, in their order, empty ones too. ``None`` where all are empty.

    Values stand above the bars if there is room for each, else lines tell the heights. Bars too narrow
    for a finger lead nowhere; the table does.
    """
    most = max((bar.value for bar in bars), default=0)
    if most <= 0:
        return None
    written = [bar.told if bar.value else "" for bar in bars]
    room = WIDTH / len(bars)
    if max(map(_wide, written)) + 2 <= room:
        left, top, lines = 0.0, most, SafeString("")
    else:
        step, whole = scale(math.ceil(most))
        left, top = _wide(number(whole)) + _AIR, float(whole)
        lines = _heights(step, whole, left)
        written = [""] * len(bars)
        room = (WIDTH - left) / len(bars)
    every = _every(bars, room)
    drawn = []
    for at, (bar, value) in enumerate(zip(bars, written, strict=True)):
        words = (bar.short or bar.label) if at % every == 0 else ""
        drawn.append(_standing(chart, bar, left + at * room, room, top, words, value))
    foot = pencil.path(f"M{pencil.units(left)} {FOOT}H{WIDTH}", "plot__rule")
    content = (_pattern(chart), lines, *drawn, foot)
    return _figure(chart, bars, content, _TALL, links=room >= _TOUCH)


def lying(chart: Chart, bars: Sequence[Bar]) -> Figure | None:
    """Bars one below the other, in their order, each with its name before and its value behind it.

    ``None`` where all are empty.
    """
    most = max((bar.value for bar in bars), default=0)
    if most <= 0:
        return None
    names = min(max(_wide(bar.label) for bar in bars), WIDTH * _NAMES)
    left = names + _AIR
    length = WIDTH - left - 2 * _AIR - max(_wide(bar.told) for bar in bars)
    drawn = [
        _stretched(chart, bar, at * ROW, left, names, length * bar.value / most)
        for at, bar in enumerate(bars)
    ]
    rule = pencil.path(f"M{pencil.units(left)} 2V{pencil.units(len(bars) * ROW - 2)}", "plot__rule")
    return _figure(chart, bars, (_pattern(chart), *drawn, rule), len(bars) * ROW, links=True)


def _figure(
    chart: Chart, bars: Sequence[Bar], content: Iterable[str], height: float, *, links: bool
) -> Figure:
    reachable = links and any(bar.url for bar in bars)
    drawing = sheet(
        chart.name,
        chart.title,
        chart.caption,
        (WIDTH, height),
        content,
        links=reachable,
        kind="bars",
    )
    columns = (Column(chart.things), Column(chart.measure, numbers=True))
    rows = tuple((_named(bar), bar.told) for bar in bars)
    return Figure(chart.name, chart.title, chart.caption, drawing, columns, rows)


def _named(bar: Bar) -> str:
    return format_html('<a href="{}">{}</a>', bar.url, bar.label) if bar.url else bar.label


def _wide(words: str) -> float:
    return pencil.width_of(words, _LETTERS)


def _every(bars: Sequence[Bar], room: float) -> int:
    """Of how many bars one has its label: of as few as there is room for."""
    widest = max(_wide(bar.short or bar.label) for bar in bars) + 3
    return max(math.ceil(widest / room), 1)


def _heights(step: int, whole: int, left: float) -> SafeString:
    lines = []
    for value in range(step, whole + 1, step):
        y = FOOT - (FOOT - TOP) * value / whole
        lines.append(pencil.path(f"M{pencil.units(left)} {pencil.units(y)}H{WIDTH}", "plot__grid"))
        lines.append(pencil.text(number(value), left - _AIR, y + 4, css="plot__year", anchor="end"))
    return pencil.together(lines)


def _standing(
    chart: Chart, bar: Bar, x: float, room: float, top: float, words: str, value: str
) -> SafeString:
    """One upright bar in a strip of ``room``, of which ``top`` is the greatest value."""
    height = max((FOOT - TOP) * bar.value / top, _LEAST) if bar.value else 0.0
    middle, width = x + room / 2, max(room * 0.68, 1.0)
    parts = []
    if height:
        parts.append(_area(chart, bar, middle - width / 2, FOOT - height, width, height))
    if value:
        parts.append(
            pencil.text(value, middle, FOOT - height - 5, css="plot__label", anchor="middle")
        )
    if words:
        parts.append(pencil.text(words, middle, FOOT + 17, css="plot__year", anchor="middle"))
    if not bar.url or room < _TOUCH:
        return pencil.together(parts)
    target = pencil.element("rect", x=x, y=0.0, width=room, height=_TALL, class_="plot__target")
    return pencil.link(bar.url, f"{bar.label}: {bar.told}", target, *parts)


def _stretched(
    chart: Chart, bar: Bar, y: float, left: float, names: float, length: float
) -> SafeString:
    """One lying bar of ``length``, its name in ``names`` units before it."""
    base = y + ROW / 2 + 4
    parts = [
        pencil.text(
            pencil.clipped(bar.label, names, _LETTERS), names, base, css="plot__label", anchor="end"
        ),
        pencil.text(bar.told, left + length + _AIR, base, css="plot__year"),
    ]
    if bar.value:
        thick = (y + (ROW - _THICK) / 2, max(length, _LEAST), _THICK)
        parts.insert(0, _area(chart, bar, left, *thick))
    if not bar.url:
        return pencil.together(parts)
    target = pencil.element("rect", x=0.0, y=y, width=WIDTH, height=ROW, class_="plot__target")
    return pencil.link(bar.url, f"{bar.label}: {bar.told}", target, *parts)


def _area(chart: Chart, bar: Bar, x: float, y: float, width: float, height: float) -> SafeString:
    fill = {"class_": "plot__area plot__area--full"}
    if not bar.strong:
        fill = {"class_": "plot__area", "fill": f"url(#hatch-{chart.name})"}
    return pencil.element("rect", x=x, y=y, width=width, height=height, **fill)


def _pattern(chart: Chart) -> SafeString:
    hatch = pencil.path(_HATCH, "plot__hatch plot__hatch--light")
    pattern = pencil.element(
        "pattern", hatch, id=f"hatch-{chart.name}", width=5.0, height=5.0,
        pattern_units="userSpaceOnUse",
    )  # fmt: skip
    return pencil.element("defs", pattern)
