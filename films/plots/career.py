"""A person's work along the years, drawn like an exposure sheet: a row a role, a mark a film.

Above the sheet stand the titles that fit, of the foremost work first; a thin line leads from each
down to its marks. A film's marks and title are one link.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from films.cards import FilmCard
from films.plots import pencil
from films.plots.figure import Column, Figure, sheet
from films.plots.titles import shortened
from films.plots.years import Axis, pack, span_of
from wiki.figures import number
from wiki.wording import listed

WIDTH, MARGIN = 820.0, 136.0
#: The height of a role's row and of a row of titles; how wide a title is at most.
ROW, TITLE, LABEL = 25.0, 19.0, 150.0
#: The size of a mark; where a year has many films they are narrower.
_MARK = 8.5
#: How many rows of roles and of titles there are at most; further roles share the last row.
ROLES, TITLES = 9, 6
#: A beginning that so many titles share is left out.
_REPEATED = 4
#: Fewer films than these are told by their list; of more than the most the foremost are drawn.
FEWEST, MOST = 3, 300


@dataclass(frozen=True, slots=True)
class Job:
    """What somebody did for one film: roles in words, in the order of the credits."""

    film: FilmCard
    roles: tuple[str, ...]


@dataclass(slots=True)
class _Mark:
    """A film on the sheet."""

    job: Job
    x: float
    width: float
    rows: list[int]
    label: str = ""
    ends: bool = False
    title: int | None = None


def career(jobs: Sequence[Job], name: str, roles: Mapping[str, int]) -> Figure | None:
    """The picture of what ``name`` did; ``roles`` gives the order of each role, the foremost first.

    ``None`` for fewer than three films that have a year, or all of one year.
    """
    dated = _drawn(jobs, roles)
    years = [job.film.year or 0 for job in dated]
    if len(dated) < FEWEST or years[0] == years[-1]:
        return None
    rows = _rows_of_roles(dated, roles)
    axis = Axis(years[0], years[-1], MARGIN, WIDTH - 14)
    marks = [
        _Mark(
            job,
            x,
            min(max(axis.room(years.count(job.film.year or 0)) - 1.5, 1.5), _MARK),
            sorted({rows[role] for role in job.roles}),
        )
        for job, x in zip(dated, axis.spread(years), strict=True)
    ]
    titles = _place_titles(marks)
    top = titles * TITLE + 12
    height = top + ROW * (max(rows.values()) + 1)
    title = _("Career of %(name)s") % {"name": name}
    caption = _("A mark for each film, in the row of each role.")
    if len(dated) == MOST:
        caption = _("%(count)s films are drawn; the table has all.") % {"count": number(MOST)}
    content = [
        _lines(height, top),
        axis.drawn(top, height),
        *_role_names(rows, top),
        _threads(marks, top, titles),
        *(_film(mark, top, titles) for mark in marks),
    ]
    drawing = sheet("career", title, caption, (WIDTH, height + 26), content, links=True)
    return Figure("career", title, caption, drawing, _columns(), _table(jobs))


def _drawn(jobs: Sequence[Job], order: Mapping[str, int]) -> list[Job]:
    """The films that have a year, by year; the most that are drawn, chosen by the foremost role."""
    dated = sorted(
        (job for job in jobs if job.film.year),
        key=lambda job: (job.film.year or 0, job.film.title, job.film.pk),
    )
    if len(dated) > MOST:
        ranks = [min(order.get(role, len(order)) for role in job.roles) for job in dated]
        chosen = sorted(range(len(dated)), key=lambda at: (ranks[at], -at))[:MOST]
        dated = [dated[at] for at in sorted(chosen)]
    return dated


def _rows_of_roles(jobs: Sequence[Job], order: Mapping[str, int]) -> dict[str, int]:
    """The row of each role: foremost on top; the rarest share the last where there are many."""
    counts: dict[str, int] = {}
    for job in jobs:
        for role in job.roles:
            counts[role] = counts.get(role, 0) + 1
    kept = sorted(counts, key=lambda role: (-counts[role], order.get(role, len(order)), role))
    if len(kept) > ROLES:
        kept = kept[: ROLES - 1]
    kept.sort(key=lambda role: (order.get(role, len(order)), role))
    return {role: kept.index(role) if role in kept else len(kept) for role in counts}


def _role_names(rows: Mapping[str, int], top: float) -> list[SafeString]:
    named: dict[int, list[str]] = {}
    for role, row in rows.items():
        named.setdefault(row, []).append(role)
    drawn = []
    for row, roles in sorted(named.items()):
        words = roles[0] if len(roles) == 1 else _("Other work")
        y = top + ROW * row + ROW / 2 + 4
        drawn.append(pencil.text(pencil.clipped(words, MARGIN - 12), 0, y, css="plot__lane"))
    return drawn


def _place_titles(marks: Sequence[_Mark]) -> int:
    """Give rows to the titles that fit, those of the foremost roles first; how many rows there are."""
    first = sorted(marks, key=lambda mark: (mark.rows[0], -len(mark.rows), mark.x))
    names = shortened([mark.job.film.title for mark in first], _REPEATED)
    spans = []
    for mark, name in zip(first, names, strict=True):
        mark.label = pencil.clipped(name, LABEL)
        span, mark.ends = span_of(mark.x, pencil.width_of(mark.label), WIDTH)
        spans.append(span)
    for mark, row in zip(first, pack(spans, most=TITLES), strict=True):
        mark.title = row
    return max((mark.title + 1 for mark in marks if mark.title is not None), default=0)


def _lines(height: float, top: float) -> SafeString:
    """The lines of the sheet."""
    count = round((height - top) / ROW)
    shape = "".join(f"M0 {pencil.units(top + ROW * at)}H{WIDTH:.0f}" for at in range(count + 1))
    return pencil.path(shape, "plot__rule")


def _heights(mark: _Mark, top: float, titles: int) -> tuple[float | None, list[float]]:
    """Where the foot of a film's title is, if it has one, and where its marks are."""
    ys = [top + ROW * row + ROW / 2 for row in mark.rows]
    return None if mark.title is None else TITLE * (titles - 1 - mark.title) + 18, ys


def _threads(marks: Sequence[_Mark], top: float, titles: int) -> SafeString:
    """The lines from titles to marks, all behind all titles."""
    lines = []
    for mark in marks:
        begin, ys = _heights(mark, top, titles)
        numbers = (mark.x, ys[0] if begin is None else begin, ys[-1])
        lines.append("M{} {}V{}".format(*map(pencil.units, numbers)))
    return pencil.path("".join(lines), "plot__thread")


def _film(mark: _Mark, top: float, titles: int) -> SafeString:
    """A film: a mark in the row of each role, and its title if there is room."""
    film = mark.job.film
    begin, ys = _heights(mark, top, titles)
    parts = [
        pencil.element(
            "rect",
            class_="plot__mark",
            x=mark.x - mark.width / 2,
            y=y - _MARK / 2,
            width=mark.width,
            height=_MARK,
            rx=mark.width / 2,
        )
        for y in ys
    ]
    if begin is not None:
        parts.append(
            pencil.text(
                mark.label,
                mark.x,
                begin - 4,
                css="plot__label",
                anchor="end" if mark.ends else "",
                language=film.names.language,
            )
        )
    return pencil.link(film.url, f"{film.dated}: {listed(mark.job.roles)}", *parts)


def _columns() -> tuple[Column, ...]:
    return Column(_("Film")), Column(_("Year"), numbers=True), Column(_("Roles"))


def _table(jobs: Sequence[Job]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            format_html('<a href="{}">{}</a>', job.film.url, job.film.names.html),
            str(job.film.year or "–"),
            listed(job.roles),
        )
        for job in jobs
    )
