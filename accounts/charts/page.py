"""What a chart shows for one address: a page of films or segments, and what else it can be asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from pyroaring import BitMap

from accounts import tallies
from accounts.charts import ranks
from accounts.charts.ranks import CHARTS, ChartKind, deviation
from accounts.film_pieces import Drawn, drawn
from accounts.models import Tally
from accounts.scales import Scale, scale_of, shown
from films import film_list, segments
from films.cards import FilmCard, card, columns, films_by_id
from films.facets import titles
from films.facets.names import Names
from films.film_filters import BadFilter, FilmFilters, decade_label
from films.models import Segment
from wiki.figures import number
from wiki.title_language import Titles, arrange

PAGE_SIZE, MOST = 50, 250
#: The facets that charts can be asked for, with how many values the form offers of each.
ASKED = {"kind": 10, "genre": 60, "theme": 60, "decade": 20, "country": 60}
_ALSO = ("year", "from", "to", "watched", "genre_mode", "theme_mode")
_PAGE = "page"


@dataclass(frozen=True)
class Row:
    """A place of a chart: what stands there, and the number that put it there."""

    rank: int
    film: FilmCard
    names: Titles
    url: str
    part: str
    figure: str
    said: str
    drawn: Drawn | None


@dataclass(frozen=True)
class Option:
    """A value that the form offers, with how many films have it."""

    value: str
    label: str
    chosen: bool


class Chart:
    """One page of a chart. Raises ``BadFilter`` for what no chart can be asked for."""

    def __init__(self, request: HttpRequest, kind: ChartKind) -> None:
        asked = request.GET
        known = {*ASKED, *_ALSO, _PAGE, "lang", film_list.SHOW}
        if set(asked) - known or len(asked.getlist(_PAGE)) > 1:
            raise BadFilter
        self.kind, self.user = kind, request.user
        self.filters = FilmFilters.read(asked)
        self.at = _page_of(asked.get(_PAGE, ""))
        self.choice = film_list.chosen(self.filters, request.user)
        self.ranks = ranks.current(kind.name)
        self._counts = {name: self.choice.counts(name, most) for name, most in ASKED.items()}
        pairs = [(name, value) for name, found in self._counts.items() for value, _n in found]
        told = [(name, value) for name, value, _wanted in self.filters.pairs]
        self.names = Names([*pairs, *told])
        if not all(self.names.is_known(name, value) for name, value in told):
            raise BadFilter

    def context(self) -> dict[str, Any]:
        """What the template needs."""
        found, least = self.places, settings.GENGA_CHART_VOTES
        start = (self.at - 1) * PAGE_SIZE
        return {
            "chart": self,
            "kind": self.kind,
            "tabs": [
                {"label": each.label, "url": self.url(kind=each), "on": each == self.kind}
                for each in CHARTS.values()
            ],
            "title": self.title,
            "rows": self.rows,
            "fields": list(self.fields()),
            "count": len(found),
            "previous": self.url(page=self.at - 1) if self.at > 1 else "",
            "next": self.url(page=self.at + 1) if len(found) > start + PAGE_SIZE else "",
            "least": least,
            "prior": tallies.PRIOR,
            "mean": shown(tallies.site_mean(), self.scale),
        }

    @property
    def scale(self) -> str:
        """The scale in which the reader rates; ten points for strangers."""
        return scale_of(self.user)

    @property
    def title(self) -> str:
        """Which films the chart is of: "Horror films of the 1990s"; "" for all."""
        return titles.title(self.filters, self.names) if self.filters.narrow else ""

    @property
    def address(self) -> QueryDict:
        """The parameters of the address that counts."""
        told = self.filters.parameters(sort=False)
        if self.at > 1:
            told[_PAGE] = str(self.at)
        return told

    def url(self, *, kind: ChartKind | None = None, page: int = 1) -> str:
        """The address of another page of the chart, or of another chart of the same films."""
        path = chart_path(kind or self.kind)
        told = self.filters.parameters(sort=False)
        if page > 1:
            told[_PAGE] = str(page)
        return f"{path}?{told.urlencode()}" if told else path

    @cached_property
    def places(self) -> list[int]:
        """The places in the order of all films that pass, the best first, no more than ``MOST``."""
        return _places(self.ranks.films, self.choice.films, MOST)

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of this page. Two queries."""
        start = (self.at - 1) * PAGE_SIZE
        places = self.places[start : start + PAGE_SIZE]
        films = [self.ranks.films[place] for place in places]
        if self.kind.name == "segments":
            parts = [self.ranks.segments[place] for place in places]
            return list(_segments(parts, start, self.scale))
        cards = films_by_id(films)
        counted = {t.film_id: t for t in Tally.objects.filter(film__in=films, segment=None)}
        return [
            _row(rank, cards[pk], counted[pk], self.kind.name, self.scale)
            for rank, pk in enumerate(films, start=start + 1)
            if pk in cards and pk in counted
        ]

    def fields(self) -> Iterator[dict[str, Any]]:
        """The controls of the form, with what each offers."""
        labels = {
            "kind": _("Kind"),
            "genre": _("Genre"),
            "theme": _("Theme"),
            "decade": _("Decade"),
            "country": _("Country"),
        }
        for name, found in self._counts.items():
            chosen = self.filters.wanted.get(name, ())
            values = [value for value, _count in found]
            values += [value for value in chosen if value not in values]
            options = [self._option(name, value, value in chosen) for value in values]
            if name == "decade":
                options.sort(key=lambda option: option.value, reverse=True)
            else:
                options.sort(key=lambda option: option.label.casefold())
            yield {"name": name, "label": labels[name], "options": options, "any": not chosen}

    def _option(self, name: str, value: Any, chosen: bool) -> Option:
        label = decade_label(int(value)) if name == "decade" else self.names.text(name, value)
        return Option(str(value), capfirst(label), chosen)


def chart_path(kind: ChartKind) -> str:
    """The address of a chart of all films."""
    return "/charts/" if kind.name == "best" else f"/charts/{kind.name}/"


def best_of(films: BitMap, most: int) -> list[int]:
    """The best rated of some films, the best first."""
    order = ranks.current("best").films
    return [order[place] for place in _places(order, films, most)]


def _places(order: Sequence[int], films: BitMap, most: int) -> list[int]:
    """The first places of an order at which some films stand."""
    return list(islice((place for place, film in enumerate(order) if film in films), most))


def _page_of(text: str) -> int:
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) < 3):
        raise BadFilter
    if not 1 <= int(text) <= MOST // PAGE_SIZE:
        raise BadFilter
    return int(text)


def _row(rank: int, film: FilmCard, tally: Tally, chart: str, scale: str) -> Row:
    figure, said = _figure(tally, chart, scale)
    return Row(rank, film, film.names, film.url, "", figure, said, drawn(tally, scale))


def _figure(tally: Tally, chart: str, scale: str) -> tuple[str, str]:
    """The number that a chart goes by, and what it means."""
    votes = ngettext("%(count)s rating", "%(count)s ratings", tally.votes)
    votes %= {"count": number(tally.votes)}
    if chart == "watched":
        return number(tally.watched), pgettext("of a film, by so many", "watched")
    if chart == "wanted":
        return number(tally.wanted), pgettext("of a film, by so many", "wanted")
    if chart == "divisive":
        apart = number(round(deviation(tally.spread)))
        return f"±{apart}", votes
    return (finely(tally.weighted, scale) if tally.weighted else ""), votes


def finely(weighted: int, scale: str) -> str:
    """A weighted mean, as it is kept in hundredths of a point, told so finely that places differ."""
    if scale == Scale.TEN:
        return number_format(weighted / 1000, 2)
    if scale == Scale.STARS:
        return f"{number_format(weighted / 2000, 2)} ★"
    return number_format(weighted / 100, 1)


def _segments(parts: list[int], start: int, scale: str) -> Iterator[Row]:
    """The rows of segments. Two queries."""
    held = Segment.objects.filter(pk__in=parts, film__hidden=False, film__merged_into=None)
    titled = held.annotate(name=segments.best_title())
    rows = {r["pk"]: r for r in titled.values("pk", "number", "name", *columns("film__"))}
    counted = {t.segment_id: t for t in Tally.objects.filter(segment__in=parts)}
    for rank, pk in enumerate(parts, start=start + 1):
        if pk in rows and pk in counted:
            row, tally = rows[pk], counted[pk]
            film = card(row, "film__")
            title = segments.title(row["name"], row["number"])
            figure, said = _figure(tally, "best", scale)
            url = segments.url(film.url, row["number"])
            where = {"number": row["number"], "film": film.dated}
            part = _("segment %(number)s of %(film)s") % where
            yield Row(rank, film, arrange(title), url, part, figure, said, drawn(tally, scale))
