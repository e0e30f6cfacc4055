"""Who worked with whom: somebody in the middle, around them those who were there most often.

The more films they share, the thicker the line. Thin lines join those around who were at two or more of
these films together. They stand on both sides in rows, so that no name covers another, and beside
those whom they share films with, as far as one order can have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from films.cards import FilmCard, films_in_words
from films.plots import pencil
from films.plots.figure import Column, Figure, Sample, sample, sheet
from wiki.figures import number
from wiki.title_language import Titles

WIDTH, ROW, LABEL = 820.0, 46.0, 208.0
#: From the middle to those at its height.
_REACH = 190.0
#: Films that two around must share for a line between them; fewer people than these are no picture.
TIES, FEWEST = 2, 3
#: So many films are named in a row of the table.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody around the middle: ``films`` are the ids of those that they share with it."""

    pk: int
    names: Titles
    url: str
    films: frozenset[int]


def network(
    name: str, partners: Sequence[Partner], films: Mapping[int, FilmCard], *, caption: str
) -> Figure | None:
    """The picture around ``name``; ``None`` for too few. ``films`` are the cards of all films shared."""
    if len(partners) < FEWEST:
        return None
    ring = _in_order(partners)
    places = _places(len(ring))
    height = ROW * -(-len(ring) // 2) + 16
    middle = (WIDTH / 2, height / 2)
    title = _("People around %(name)s") % {"name": name}
    most = max(len(partner.films) for partner in ring)
    pairs = list(zip(ring, places, strict=True))
    content = [
        *_ties(pairs, middle),
        *(_spoke(partner, at, middle, most) for partner, at in pairs),
        *_centre(name, middle),
        *(_node(partner, at) for partner, at in pairs),
    ]
    reach = max(_reach(partner, at) for partner, at in pairs)
    size, left = (2 * reach, height), WIDTH / 2 - reach
    drawing = sheet("network", title, caption, size, content, links=True, left=left)
    columns = (
        Column(_("Person")), Column(_("Films together"), numbers=True), Column(_("Which")),
    )  # fmt: skip
    return Figure(
        "network", title, caption, drawing, columns, _rows(partners, films), _legend(ring)
    )


def _in_order(partners: Sequence[Partner]) -> list[Partner]:
    """Round the ring: each beside the one, of those left, who shares most with the one before."""
    left = list(partners)
    ring = [left.pop(0)]
    while left:
        last = ring[-1].films
        following = max(
            left, key=lambda other: (len(last & other.films), len(other.films), -other.pk)
        )
        left.remove(following)
        ring.append(following)
    return ring


def _places(many: int) -> list[tuple[float, float]]:
    """Places around the middle: down the right side, up the left, each in a row of its own."""
    right = -(-many // 2)
    height = ROW * right + 16
    found = []
    for side, count in ((1, right), (-1, many - right)):
        rows = [8 + ROW * (at + 0.5) + (ROW * (right - count) / 2) for at in range(count)]
        for y in rows if side == 1 else reversed(rows):
            tall = (y - height / 2) / (height / 2)
            found.append((WIDTH / 2 + side * _REACH * sqrt(max(1 - 0.75 * tall**2, 0.1)), y))
    return found


def _thickness(shared: int, most: int) -> float:
    return 0.8 + 6.7 * shared / most


def _spoke(
    partner: Partner, at: tuple[float, float], middle: tuple[float, float], most: int
) -> SafeString:
    line = "M{} {}L{} {}".format(*map(pencil.units, (*middle, *at)))
    width = _thickness(len(partner.films), most)
    return pencil.element("path", class_="plot__spoke", d=line, stroke_width=width)


def _ties(
    pairs: Sequence[tuple[Partner, tuple[float, float]]], middle: tuple[float, float]
) -> Iterable[SafeString]:
    """Lines among those around, bent towards the middle."""
    for at, (one, (x1, y1)) in enumerate(pairs):
        for other, (x2, y2) in pairs[at + 1 :]:
            if len(one.films & other.films) >= TIES:
                bend = (
                    (x1 + x2) / 2 * 0.6 + middle[0] * 0.4,
                    (y1 + y2) / 2 * 0.7 + middle[1] * 0.3,
                )
                numbers = map(pencil.units, (x1, y1, *bend, x2, y2))
                yield pencil.path("M{} {}Q{} {} {} {}".format(*numbers), "plot__tie")


def _centre(name: str, middle: tuple[float, float]) -> Iterable[SafeString]:
    words = pencil.clipped(name, 200, 15)
    width = pencil.width_of(words, 15) + 20
    x, y = middle
    yield pencil.element(
        "rect", class_="plot__paper", x=x - width / 2, y=y - 16, width=width, height=32.0, rx=3.0
    )
    yield pencil.text(words, x, y + 5, css="plot__centre", anchor="middle")


def _reach(partner: Partner, at: tuple[float, float]) -> float:
    """How far from the middle line the name of somebody ends."""
    label = pencil.clipped(partner.names.title, LABEL)
    return abs(at[0] - WIDTH / 2) + max(pencil.width_of(label), 60) + 14


def _node(partner: Partner, at: tuple[float, float]) -> SafeString:
    x, y = at
    side = 1 if x > WIDTH / 2 else -1
    anchor = "" if side == 1 else "end"
    words = films_in_words(len(partner.films))
    label = pencil.clipped(partner.names.title, LABEL)
    width = max(pencil.width_of(label), pencil.width_of(words, 12)) + 20
    return pencil.link(
        partner.url,
        f"{partner.names.title}: {words}",
        pencil.element(
            "rect",
            class_="plot__target",
            x=x - 7 if side == 1 else x - width + 7,
            y=y - 18,
            width=width,
            height=36.0,
        ),
        pencil.element("circle", class_="plot__dot", cx=x, cy=y, r=4.5),
        pencil.text(
            label,
            x + 11 * side,
            y - 1,
            css="plot__label",
            anchor=anchor,
            language=partner.names.language,
        ),
        pencil.text(words, x + 11 * side, y + 14, css="plot__year", anchor=anchor),
    )


_LINES = {
    "spoke": gettext_lazy("the thicker, the more films together"),
    "tie": gettext_lazy("these two shared several of these films"),
}


def _legend(ring: Sequence[Partner]) -> tuple[Sample, ...]:
    tied = any(
        len(one.films & other.films) >= TIES
        for at, one in enumerate(ring)
        for other in ring[at + 1 :]
    )
    strokes = {"spoke": 4.0, **({"tie": None} if tied else {})}
    return tuple(
        Sample(
            sample(pencil.element("path", class_=f"plot__{css}", d="M0 6H28", stroke_width=width)),
            str(_LINES[css]),
        )
        for css, width in strokes.items()
    )


def _rows(
    partners: Sequence[Partner], films: Mapping[int, FilmCard]
) -> tuple[tuple[str, ...], ...]:
    """Those around, the closest first, with some of the films."""
    found = []
    for partner in partners:
        shared = sorted(
            (films[pk] for pk in partner.films), key=lambda film: (-(film.year or 0), film.title)
        )
        links = format_html_join(
            escape(pgettext("in a list", ", ")),
            '<a href="{}">{}</a>',
            ((film.url, film.names.html) for film in shared[:_NAMED]),
        )
        more = len(shared) - _NAMED
        if more > 0:
            links = format_html("{} {}", links, _("and %(count)s more") % {"count": number(more)})
        found.append(
            (
                format_html('<a href="{}">{}</a>', partner.url, partner.names.html),
                number(len(shared)),
                links,
            )
        )
    return tuple(found)
