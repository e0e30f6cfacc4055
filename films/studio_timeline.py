"""What a studio made, year by year: a square a film, and a row for each director who came back.

Squares of a year stand upon each other, those of films that the studio animated full. The titles that
fit stand above, a thin line leading down from each. A table behind the drawing says the same in words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from films.cards import FilmCard
from films.models import CompanyCredit, CompanyRole, Credit
from films.pages.elsewhere import MOST_ROWS, FilmCards, rows
from films.plots import pencil
from films.plots.figure import Column, Figure, Sample, sample, sheet
from films.plots.titles import shortened
from films.plots.years import Axis, pack, span_of
from wiki.entry_types import registry
from wiki.title_language import COLUMNS, Titles, of_row
from wiki.wording import listed

WIDTH, MARGIN, RIGHT = 980.0, 150.0, 14.0
#: A row of titles, a row of a director, how wide a title is at most.
TITLE, LANE, LABEL = 19.0, 25.0, 150.0
#: How many rows of each there are at most, and how often a director has to come back.
TITLES, LANES, AGAIN = 6, 10, 2
#: The largest square, and how high the highest pile may be.
_SQUARE, _PILE = 12.0, 380.0
#: Fewer films than these are told by their list.
FEWEST = 3
#: A beginning that so many titles share is left out.
_REPEATED = 4


@dataclass(frozen=True, slots=True)
class Director:
    """Who directed a film."""

    key: int
    names: Titles
    url: str


@dataclass(slots=True)
class Made:
    """A film with what the studio did for it, and who directed it."""

    film: FilmCard
    roles: list[str] = field(default_factory=list)
    directors: list[Director] = field(default_factory=list)

    @property
    def animated(self) -> bool:
        """Whether the studio made the pictures move."""
        return CompanyRole.ANIMATION in self.roles

    @property
    def did(self) -> str:
        """What the studio did, in words."""
        return str(capfirst(listed(CompanyRole(role).label for role in self.roles)))


@dataclass(slots=True)
class _Square:
    """A film on the drawing; ``title`` is the row of its title, if it has one."""

    made: Made
    x: float
    y: float
    label: str = ""
    ends: bool = False
    title: int | None = None


def made_by(company: int) -> list[Made]:
    """The films that a company had a part in, earliest first, undated ones last. Two queries."""
    films = FilmCards()
    found: dict[int, Made] = {}
    for row in rows(CompanyCredit.objects.filter(company=company), "role", segment=""):
        film = films.of(row)
        made = found.setdefault(film.pk, Made(film))
        if row["role"] not in made.roles:
            made.roles.append(row["role"])
    wanted = ("film", *(f"person__{name}" for name in ("pk", "slug", *COLUMNS)))
    credited = Credit.objects.filter(
        role="director",
        person__hidden=False,
        film__in=CompanyCredit.objects.filter(company=company).values("film"),
    ).order_by("film", "position", "pk")
    for row in credited.values(*wanted)[:MOST_ROWS]:
        work = found.get(row["film"])
        if work is None or any(each.key == row["person__pk"] for each in work.directors):
            continue
        url = registry["person"].url(row["person__pk"], row["person__slug"])
        work.directors.append(Director(row["person__pk"], of_row(row, "person__"), url))
    return sorted(
        found.values(), key=lambda m: (m.film.year or 9999, m.film.title.casefold(), m.film.pk)
    )


def timeline(
    works: Sequence[Made], name: str, *, founded: int | None = None, closed: int | None = None
) -> Figure | None:
    """The picture of ``works``. ``None`` for fewer than three films with a year, or all of one year."""
    dated = [made for made in works if made.film.year]
    years = [made.film.year or 0 for made in dated]
    if len(dated) < FEWEST or years[0] == years[-1]:
        return None
    first, last = min(founded or years[0], years[0]), max(closed or years[-1], years[-1])
    axis = Axis(first, last, MARGIN, WIDTH - RIGHT)
    most = max(Counter(years).values())
    size = min(_SQUARE, axis.step * 0.8, _PILE / most - 1.5)
    squares = _piled(dated, axis, size)
    titles = _titled(squares)
    top = titles * TITLE + 12
    base = top + most * (size + 1.5)
    lanes = _lanes(dated)
    bottom = base + 8 + LANE * len(lanes)
    content = [
        axis.drawn(top, bottom),
        *_bounds(axis, top, base, founded, closed),
        pencil.path(f"M{MARGIN:.0f} {pencil.units(base)}H{WIDTH:.0f}", "plot__rule"),
        _threads(squares, titles, base, size),
        *(_square(square, titles, base, size) for square in squares),
        *_lanes_drawn(lanes, dated, axis, base + 8),
    ]
    title = _("Timeline of %(name)s") % {"name": name}
    caption = _("A square for each film; below it, a row for each director of two films or more.")
    drawing = sheet("studio", title, caption, (WIDTH, bottom + 26), content, links=True)
    return Figure(
        "studio",
        title,
        caption,
        drawing,
        _columns(),
        _table(works),
        _legend(works, founded, closed),
    )


def _piled(dated: Sequence[Made], axis: Axis, size: float) -> list[_Square]:
    """A square for each film; ``y`` is how far it is above the ground. Animated ones lie below."""
    height: Counter[int] = Counter()
    found = []
    for made in sorted(dated, key=lambda m: (m.film.year or 0, not m.animated)):
        year = made.film.year or 0
        found.append(_Square(made, axis.x(year), height[year] * (size + 1.5)))
        height[year] += 1
    return found


def _titled(squares: Sequence[_Square]) -> int:
    """Give rows to the titles that fit, of animated films first; how many rows there are."""
    first = sorted(squares, key=lambda square: (not square.made.animated, square.x))
    names = shortened([square.made.film.title for square in first], _REPEATED)
    spans = []
    for square, name in zip(first, names, strict=True):
        square.label = pencil.clipped(name, LABEL)
        span, square.ends = span_of(square.x, pencil.width_of(square.label), WIDTH)
        spans.append(span)
    for square, row in zip(first, pack(spans, most=TITLES), strict=True):
        square.title = row
    return max((square.title + 1 for square in squares if square.title is not None), default=0)


def _foot(square: _Square, titles: int) -> float | None:
    """Where the foot of a title is."""
    return None if square.title is None else TITLE * (titles - 1 - square.title) + 18


def _threads(squares: Iterable[_Square], titles: int, base: float, size: float) -> SafeString:
    """The lines from titles to squares, behind all of both."""
    lines = []
    for square in squares:
        foot = _foot(square, titles)
        if foot is not None:
            end = base - square.y - size
            lines.append(f"M{pencil.units(square.x)} {pencil.units(foot)}V{pencil.units(end)}")
    return pencil.path("".join(lines), "plot__thread")


def _square(square: _Square, titles: int, base: float, size: float) -> SafeString:
    film = square.made.film
    half = size / 2
    parts: list[SafeString] = [
        pencil.element(
            "rect",
            class_="plot__mark" if square.made.animated else "plot__mark plot__mark--open",
            x=square.x - half,
            y=base - square.y - size,
            width=size,
            height=size,
        )
    ]
    foot = _foot(square, titles)
    if foot is not None:
        anchor = "end" if square.ends else ""
        language = film.names.language
        parts.append(
            pencil.text(
                square.label,
                square.x,
                foot - 4,
                css="plot__label",
                anchor=anchor,
                language=language,
            )
        )
    return pencil.link(film.url, f"{film.dated}: {square.made.did}", *parts)


def _bounds(
    axis: Axis, top: float, base: float, founded: int | None, closed: int | None
) -> Iterable[SafeString]:
    """Broken lines where the studio was founded and closed."""
    for year in filter(None, (founded, closed)):
        x = pencil.units(axis.x(year))
        line = f"M{x} {pencil.units(top)}V{pencil.units(base)}"
        yield pencil.path(line, "plot__edge plot__edge--beside")


def _lanes(dated: Iterable[Made]) -> list[Director]:
    """The directors who came back, those of most films first, in the order in which they came."""
    count: Counter[int] = Counter()
    known: dict[int, Director] = {}
    for made in dated:
        for director in made.directors:
            known.setdefault(director.key, director)
            count[director.key] += 1
    again = [key for key, number in count.most_common() if number >= AGAIN][:LANES]
    return [director for key, director in known.items() if key in again]


def _lanes_drawn(
    lanes: Sequence[Director], dated: Sequence[Made], axis: Axis, top: float
) -> Iterable[SafeString]:
    for at, director in enumerate(lanes):
        y = top + LANE * at + LANE / 2
        name = pencil.clipped(director.names.title, MARGIN - 16)
        words = pencil.text(name, 0, y + 4, css="plot__label", language=director.names.language)
        yield pencil.link(director.url, director.names.title, words)
        own = [made for made in dated if any(d.key == director.key for d in made.directors)]
        xs = axis.spread([made.film.year or 0 for made in own])
        line = f"M{pencil.units(xs[0])} {pencil.units(y)}H{pencil.units(xs[-1])}"
        yield pencil.path(line, "plot__thread")
        for made, x in zip(own, xs, strict=True):
            dot = pencil.element("circle", class_="plot__mark", cx=x, cy=y, r=4.5)
            yield pencil.link(made.film.url, f"{made.film.dated}: {director.names.title}", dot)


def _legend(works: Iterable[Made], founded: int | None, closed: int | None) -> tuple[Sample, ...]:
    def square(css: str) -> SafeString:
        return sample(pencil.element("rect", class_=css, x=9, y=1, width=10, height=10))

    found = [Sample(square("plot__mark"), str(CompanyRole.ANIMATION.label))]
    if not all(made.animated for made in works):
        found.append(Sample(square("plot__mark plot__mark--open"), _("other work")))
    if founded or closed:
        line = sample(pencil.path("M14 0V12", "plot__edge plot__edge--beside"))
        found.append(Sample(line, _("founded or closed")))
    return tuple(found)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Film")),
        Column(_("Year"), numbers=True),
        Column(_("What it did")),
        Column(_("Directed by")),
    )


def _table(works: Iterable[Made]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            format_html('<a href="{}">{}</a>', made.film.url, made.film.names.html),
            str(made.film.year or "–"),
            made.did,
            directors_html(made.directors),
        )
        for made in works
    )


def directors_html(directors: Iterable[Director]) -> SafeString:
    """Directors one after the other, as links."""
    links: Iterable[Mapping[str, object]] = (
        {"url": director.url, "name": director.names.html} for director in directors
    )
    return format_html_join(pgettext("in a list", ", "), '<a href="{url}">{name}</a>', links)
