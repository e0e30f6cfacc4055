"""The map of a franchise: its films along the years, a lane for each kind, and what leads to what.

Films stand at their year; a label above each, packed in rows. Lines run from a film to what was made of
it, drawn by what kind of relation they are; the forms of a relation and its opposite are one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from films.cards import FilmCard
from films.models import FilmKind, RelationKind
from films.plots import pencil
from films.plots.figure import Column, Figure, Sample, sample, sheet
from films.plots.titles import shortened
from films.plots.years import Axis, pack, span_of
from wiki.figures import number

WIDTH, MARGIN, ROW = 820.0, 92.0, 34.0
#: The width of a label, at most: of many films, and of few.
LABEL, LONG_LABEL, FEW = 132.0, 230.0, 12
#: The most films that are drawn; a table holds more.
MOST = 150

#: Relations that are told from their other end.
_FROM_OTHER_END = {
    RelationKind.PREQUEL,
    RelationKind.PARENT,
    RelationKind.REMADE_FROM,
    RelationKind.COMPILED_FROM,
}
#: How lines are drawn, and what such a line says in the legend.
_STROKES = {
    RelationKind.SEQUEL: "goes-on",
    RelationKind.SIDE_STORY: "beside",
    RelationKind.REMAKE: "again",
    RelationKind.COMPILATION: "again",
    RelationKind.ALTERNATIVE: "again",
}
_OTHERWISE = "touches"
_LEGEND = {
    "goes-on": gettext_lazy("sequel"),
    "beside": gettext_lazy("side story"),
    "again": gettext_lazy("remake, compilation or other version"),
    "touches": gettext_lazy("related in another way"),
}


@dataclass(frozen=True, slots=True)
class Station:
    """A film on the map, with its places in the orders of release and story."""

    film: FilmCard
    kind: str
    release: int | None = None
    story: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """``after`` is the ``kind`` of ``before``; both are films by their id."""

    before: int
    after: int
    kind: RelationKind

    @classmethod
    def of(cls, film: int, other: int, kind: str) -> Line:
        """The line of a relation as it is stored, turned so that it leads from the original."""
        told = RelationKind(kind)
        if told in _FROM_OTHER_END:
            return cls(other, film, told.inverse)
        return cls(film, other, told)

    @property
    def stroke(self) -> str:
        """How it is drawn."""
        return _STROKES.get(self.kind, _OTHERWISE)

    @property
    def directed(self) -> bool:
        """Whether it leads somewhere; what two films share does not."""
        return self.kind.inverse != self.kind


@dataclass(slots=True)
class _Point:
    """Where a film stands, and its label."""

    station: Station
    label: str
    x: float
    y: float = 0.0
    ends: bool = False


def franchise_map(stations: Sequence[Station], lines: Iterable[Line], name: str) -> Figure | None:
    """The map of the franchise called ``name``; ``None`` where no two films have a year."""
    drawn = sorted(
        (station for station in stations if station.film.year),
        key=lambda s: (s.film.year or 0, s.release or 0, s.film.title, s.film.pk),
    )[:MOST]
    if len(drawn) < 2:
        return None
    shown = {station.film.pk: station for station in stations}
    known = sorted(
        (line for line in set(lines) if line.before in shown and line.after in shown),
        key=lambda line: (line.before, line.after, line.kind),
    )
    points, lanes, height = _arranged(drawn, known)
    axis = _axis(drawn)
    title = _("Map of %(name)s") % {"name": name}
    caption = _("Each film stands at its year.")
    if known:
        caption = _("Each film stands at its year; lines lead to what was made of it.")
    if len(drawn) == MOST:
        caption = _("%(count)s films are drawn; the table has all.") % {"count": number(MOST)}
    content = [
        axis.drawn(0, height),
        *_lanes(lanes),
        *(_edge(line, points) for line in known if {line.before, line.after} <= points.keys()),
        *(_node(point) for point in points.values()),
    ]
    drawing = sheet("map", title, caption, (WIDTH, height + 26), content, links=True)
    return Figure(
        "map", title, caption, drawing, _columns(), _rows(stations, known, shown), _legend(known)
    )


def _axis(drawn: Sequence[Station]) -> Axis:
    years = [station.film.year or 0 for station in drawn]
    return Axis(min(years), max(years), MARGIN, WIDTH - 70)


def _arranged(
    drawn: Sequence[Station], lines: Sequence[Line]
) -> tuple[dict[int, _Point], list[tuple[str, float]], float]:
    """Where each film stands, the lanes with their tops, and how tall the map is."""
    axis = _axis(drawn)
    names = [station.film.title for station in drawn]
    half = max(2, -(-len(names) // 2))
    labels = dict(zip(drawn, shortened(names, half), strict=True))
    places = dict(zip(drawn, axis.spread([s.film.year or 0 for s in drawn]), strict=True))
    room = LONG_LABEL if len(drawn) <= FEW else LABEL
    points: dict[int, _Point] = {}
    lanes: list[tuple[str, float]] = []
    top = 6.0
    for kind in FilmKind.values:
        lane = [station for station in drawn if station.kind == kind]
        if not lane:
            continue
        lanes.append((kind, top))
        found = [
            _Point(station, pencil.clipped(labels[station], room), places[station])
            for station in lane
        ]
        spans = []
        for point in found:
            span, point.ends = span_of(point.x, pencil.width_of(point.label), WIDTH)
            spans.append(span)
        rows = pack(spans, beside=_relatives(lane, lines))
        for point, row in zip(found, rows, strict=True):
            point.y = top + ROW * (row or 0) + 26
            points[point.station.film.pk] = point
        top += ROW * (max(row or 0 for row in rows) + 1) + 10
    return points, lanes, top


def _relatives(lane: Sequence[Station], lines: Sequence[Line]) -> list[list[int]]:
    """For each film of a lane the places of those that a line joins it with, the nearest first."""
    place = {station.film.pk: at for at, station in enumerate(lane)}
    found: list[list[int]] = [[] for _station in lane]
    for line in lines:
        if line.before in place and line.after in place:
            one, other = place[line.before], place[line.after]
            found[one].append(other)
            found[other].append(one)
    return [sorted(others, reverse=True) for others in found]


def _lanes(lanes: Sequence[tuple[str, float]]) -> Iterable[SafeString]:
    for kind, top in lanes:
        label = pencil.clipped(str(capfirst(FilmKind(kind).label)), MARGIN - 10, 12)
        yield pencil.path(f"M0 {pencil.units(top)}H{pencil.units(WIDTH)}", "plot__rule")
        yield pencil.text(label, 0, top + 20, css="plot__lane")


def _node(point: _Point) -> SafeString:
    """A film: its dot below its label, all of it a link."""
    film, anchor = point.station.film, "end" if point.ends else ""
    width = pencil.width_of(point.label) + 8
    left = point.x - (width - 5 if point.ends else 5)
    return pencil.link(
        film.url,
        film.dated,
        pencil.element(
            "rect", class_="plot__target", x=left, y=point.y - 24, width=width, height=31.0
        ),
        pencil.element("circle", class_="plot__dot", cx=point.x, cy=point.y, r=4.0),
        pencil.text(
            point.label,
            point.x + (4 if point.ends else -4),
            point.y - 9,
            css="plot__label",
            anchor=anchor,
            language=film.names.language,
        ),
    )


def _edge(line: Line, points: dict[int, _Point]) -> SafeString:
    """A line between two films, with a head where it leads somewhere."""
    start, end = points[line.before], points[line.after]
    way = 1 if end.x >= start.x else -1
    x1, y1, x2, y2 = start.x + 5 * way, start.y, end.x - 6 * way, end.y
    bend = max(abs(x2 - x1) / 2, 18.0) * way
    sag = 0.0
    if y1 == y2:
        between = (p.x for p in points.values() if p.y == y1)
        sag = 13.0 if any(min(x1, x2) < x < max(x1, x2) for x in between) else 0.0
    numbers = (x1, y1, x1 + bend, y1 + sag, x2 - bend, y2 + sag, x2, y2)
    shape = "M{} {}C{} {} {} {} {} {}".format(*map(pencil.units, numbers))
    parts = [
        pencil.element(
            "title", f"{start.station.film.title} → {end.station.film.title}: {line.kind.label}"
        ),
        pencil.path(shape, f"plot__edge plot__edge--{line.stroke}"),
    ]
    if line.directed:
        head = "M{} {}l{} -3.5v7z".format(*map(pencil.units, (x2 + way, y2, -7 * way)))
        parts.append(pencil.path(head, "plot__head"))
    return pencil.element("g", *parts)


def _legend(lines: Sequence[Line]) -> tuple[Sample, ...]:
    present = {line.stroke for line in lines}
    return tuple(
        Sample(sample(pencil.path("M0 6H28", f"plot__edge plot__edge--{stroke}")), str(label))
        for stroke, label in _LEGEND.items()
        if stroke in present
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Film")),
        Column(_("Year"), numbers=True),
        Column(_("Kind")),
        Column(_("In the story"), numbers=True),
        Column(_("Related films")),
    )


def _rows(
    stations: Sequence[Station], lines: Sequence[Line], shown: dict[int, Station]
) -> tuple[tuple[str, ...], ...]:
    """All films with what is related to each, told from its side."""
    told: dict[int, list[SafeString]] = {}
    for line in lines:
        for film, other, kind in (
            (line.before, line.after, line.kind),
            (line.after, line.before, line.kind.inverse),
        ):
            card = shown[other].film
            words = format_html('{}: <a href="{}">{}</a>', kind.label, card.url, card.names.html)
            told.setdefault(film, []).append(words)
    return tuple(
        (
            format_html('<a href="{}">{}</a>', station.film.url, station.film.names.html),
            str(station.film.year or "–"),
            str(capfirst(FilmKind(station.kind).label)) if station.kind else "",
            str(station.story or ""),
            format_html_join(
                SafeString("<br>"), "{}", ((w,) for w in told.get(station.film.pk, ()))
            ),
        )
        for station in stations
    )
