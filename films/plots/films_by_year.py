"""How many films came out in each year, by kind: columns of hatchings, as a pencil tells areas apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from films.models import FilmKind
from films.plots import pencil
from films.plots.figure import Column, Figure, Sample, sample, sheet
from films.plots.years import Axis
from wiki.figures import number

WIDTH, MARGIN, TOP, BOTTOM = 980.0, 44.0, 10.0, 230.0
#: The strokes of each hatching in a square of 6 units; a feature film's columns are filled.
_HATCHINGS = {
    FilmKind.SHORT: "M-1 1L1 -1M0 6L6 0M5 7L7 5",
    FilmKind.ANTHOLOGY: "M0 0L6 6M0 6L6 0",
    FilmKind.OVA: "M0 3H6",
    FilmKind.TV_SPECIAL: "M3 0V6",
    FilmKind.SERIES: "M0 3H6M3 0V6",
    FilmKind.OTHER: "M3 2.2V3.8",
}


def films_by_year(counts: Mapping[tuple[int, str], int]) -> Figure | None:
    """The plot of ``counts``: by year and kind, how many films. ``None`` for less than two years."""
    years = sorted({year for year, _kind in counts})
    if len(years) < 2:
        return None
    kinds = [kind for kind in FilmKind.values if any((year, kind) in counts for year in years)]
    whole = {year: sum(counts.get((year, kind), 0) for kind in kinds) for year in years}
    step, top = scale(max(whole.values()))
    axis = Axis(years[0], years[-1], MARGIN, WIDTH)
    title = _("Films by year and kind")
    most = max(years, key=lambda year: (whole[year], year))
    caption = _("From %(first)s to %(last)s; the most came out in %(year)s: %(count)s.") % {
        "first": years[0], "last": years[-1], "year": most, "count": number(whole[most]),
    }  # fmt: skip
    content = [
        pencil.element("defs", *_patterns(kinds)),
        *_heights(step, top),
        axis.drawn(BOTTOM, BOTTOM + 4),
        *_columns_drawn(axis, counts, kinds, years, top),
    ]
    drawing = sheet("years", title, caption, (WIDTH, BOTTOM + 26), content, links=False)
    columns = (
        Column(_("Year")),
        *(Column(_label(kind), numbers=True) for kind in kinds),
        Column(_("All"), numbers=True),
    )
    rows = _rows(counts, kinds, whole)
    return Figure("years", title, caption, drawing, columns, rows, _legend(kinds))


def scale(most: int) -> tuple[int, int]:
    """The step of the heights and where they end: five steps at most, of 1, 2 or 5 and noughts."""
    step = 1
    while step * 5 < most:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step, max(-(-most // step), 1) * step


def _label(kind: str) -> str:
    return str(capfirst(FilmKind(kind).label))


def _fill(kind: str) -> dict[str, str]:
    """The attributes of an area of this kind."""
    if kind in _HATCHINGS:
        return {"class_": "plot__area", "fill": f"url(#hatch-{kind})"}
    return {"class_": "plot__area plot__area--full"}


def _patterns(kinds: Iterable[str]) -> Iterable[SafeString]:
    for kind in kinds:
        if kind in _HATCHINGS:
            yield pencil.element(
                "pattern",
                pencil.path(_HATCHINGS[FilmKind(kind)], "plot__hatch"),
                id=f"hatch-{kind}",
                width=6.0,
                height=6.0,
                pattern_units="userSpaceOnUse",
            )


def _heights(step: int, top: int) -> Iterable[SafeString]:
    for value in range(0, top + 1, step):
        y = BOTTOM - (BOTTOM - TOP) * value / top
        yield pencil.path(f"M{MARGIN:.0f} {pencil.units(y)}H{WIDTH:.0f}", "plot__grid")
        yield pencil.text(number(value), MARGIN - 8, y + 4, css="plot__year", anchor="end")


def _columns_drawn(
    axis: Axis,
    counts: Mapping[tuple[int, str], int],
    kinds: Sequence[str],
    years: Sequence[int],
    top: int,
) -> Iterable[SafeString]:
    """A column a year, feature films at its foot."""
    width = max(axis.step * 0.72, 2.0)
    for year in years:
        y = BOTTOM
        for kind in kinds:
            height = (BOTTOM - TOP) * counts.get((year, kind), 0) / top
            if height:
                y -= height
                yield pencil.element(
                    "rect",
                    x=axis.x(year) - width / 2,
                    y=y,
                    width=width,
                    height=height,
                    **_fill(kind),
                )


def _legend(kinds: Sequence[str]) -> tuple[Sample, ...]:
    return tuple(
        Sample(
            sample(pencil.element("rect", x=0.5, y=0.5, width=27.0, height=11.0, **_fill(kind))),
            _label(kind),
        )
        for kind in kinds
    )


def _rows(
    counts: Mapping[tuple[int, str], int], kinds: Sequence[str], whole: Mapping[int, int]
) -> tuple[tuple[str, ...], ...]:
    """The latest year first, as the list below has them."""
    return tuple(
        (
            format_html('<a href="/years/{0}/">{0}</a>', year),
            *(number(counts.get((year, kind), 0)) for kind in kinds),
            number(whole[year]),
        )
        for year in sorted(whole, reverse=True)
    )
