"""The list of what can be watched: by country, service and kind, as its address says.

``/watch/?country=JP&service=3&kind=free&only=leaving``: the films as a shelf, or with ``only`` their
offers by day.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.http import urlencode
from django.utils.text import capfirst

from films import reader_country, watching
from films.cards import FilmCard, card, columns
from films.facets import orders
from films.facets.choice import OFFERED, Choice
from films.facets.follow import current
from films.film_filters import BadFilter, FilmFilters
from films.models import Availability, AvailabilityKind, Film, Service
from films.reader_country import EVERYWHERE
from wiki.entry_types import registry
from wiki.keyset import AFTER, BEFORE, Keyset, KeysetPage
from wiki.moments import day_in_words
from wiki.title_language import COLUMNS, Titles, of_row
from wiki.vocabularies import country_name

PAGE_SIZE = 60
LEAVING, NEW = "leaving", "new"
_ORDERS = {
    LEAVING: Keyset("until", "film__sort_title", "pk"),
    NEW: Keyset("-since", "film__sort_title", "pk"),
}
_DATED = {LEAVING: watching.leaving, NEW: watching.new}
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One value that the list can be narrowed by; ``query`` leads to it, or away from it if ``chosen``."""

    label: Any
    query: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A place where a film can be watched."""

    service: Titles
    service_url: str
    kind: str
    url: str
    until: datetime.date | None
    stale: bool


@dataclass(slots=True)
class Watchable:
    """A film with the places where it can be watched."""

    film: FilmCard
    offers: list[Offer] = field(default_factory=list)

    @property
    def stale(self) -> bool:
        """Whether nobody has looked at any of the places lately."""
        return all(offer.stale for offer in self.offers)


@dataclass(frozen=True, slots=True)
class Day:
    """What ends or began on a day."""

    label: str
    iso: str
    rows: list[Watchable]


@dataclass(frozen=True)
class WatchFilters:
    """What an address asks for, and the day that it is asked on."""

    country: str
    remembered: str
    service: Service | None
    kind: str
    only: str
    today: datetime.date
    request: HttpRequest

    @classmethod
    def read(cls, request: HttpRequest, today: datetime.date) -> WatchFilters:
        """The filters of an address. Raises ``BadFilter``. One query if it names a service."""
        kind, only = (reader_country.single(request.GET, name) for name in ("kind", "only"))
        if (kind and kind not in AvailabilityKind.values) or only not in ("", LEAVING, NEW):
            raise BadFilter
        service = _service(reader_country.single(request.GET, "service"))
        country = reader_country.asked(request)
        return cls(country, reader_country.remembered(request), service, kind, only, today, request)

    @property
    def country_name(self) -> str:
        """The country in words; "" for everywhere."""
        return country_name(self.country)

    @property
    def service_title(self) -> str:
        """The service as the reader calls it; "" for all."""
        return of_row(vars(self.service)).title if self.service else ""

    @property
    def kind_label(self) -> str:
        """The kind in words; "" for all."""
        return str(AvailabilityKind(self.kind).label) if self.kind else ""

    def offers(self) -> QuerySet[Availability]:
        """The offers that pass."""
        found = watching.in_country(watching.on_offer(self.today), self.country)
        if self.service is not None:
            found = found.filter(service=self.service)
        if self.kind:
            found = found.filter(kind=self.kind)
        if self.only:
            found = found.filter(_DATED[self.only](self.today))
        return found

    @cached_property
    def _services(self) -> dict[int, Titles]:
        """What the services are called, by id. One query."""
        rows = Service.objects.visible().values("pk", *COLUMNS)
        return {row["pk"]: of_row(row) for row in rows}

    @cached_property
    def _choice(self) -> Choice:
        """The films of all offers that pass, whenever they began, from the sets in memory."""
        services = (self.service.pk,) if self.service else tuple(self._services)
        kinds = (self.kind,) if self.kind else tuple(AvailabilityKind.values)
        wanted: dict[str, tuple[int | str, ...]] = {"service": services or (0,), "offer": kinds}
        return Choice(current(), FilmFilters(wanted=wanted, watch_in=self.country))

    @cached_property
    def _dated(self) -> dict[str, list[tuple[int, int, str]]]:
        """Film, service and kind of each offer in the country that leaves soon or is new. Two queries.

        Nothing is joined: there are few of them, and what readers may see is known here.
        """
        columns = ("film_id", "service_id", "kind", "countries", "since", "until")
        found = {}
        for name, dated in _DATED.items():
            rows = Availability.objects.filter(dated(self.today)).values_list(*columns)
            found[name] = [
                (film, service, kind)
                for film, service, kind, countries, since, until in rows
                if (not since or since <= self.today)
                and (not until or until >= self.today)
                and (not self.country or self.country in countries)
                and service in self._services
                and film in self._choice.sets.films
            ]
        return found

    def _dated_films(self, name: str, *without: str) -> list[tuple[int, int, str]]:
        """Those of them that pass the other filters, too."""
        chosen = self.service.pk if self.service and "service" not in without else None
        wanted = "" if "kind" in without else self.kind
        return [
            (film, service, kind)
            for film, service, kind in self._dated[name]
            if (chosen is None or service == chosen) and (not wanted or kind == wanted)
        ]

    def _counted(self, name: str) -> Mapping[Any, int]:
        """How many films each service or kind has, its own filter aside."""
        if self.only:
            films: dict[Any, set[int]] = {}
            for film, service, kind in self._dated_films(self.only, name):
                films.setdefault(kind if name == "kind" else service, set()).add(film)
            return {value: len(found) for value, found in films.items()}
        if name == "kind":
            return self._choice.count("offer", AvailabilityKind.values)
        return self._choice.count("service", list(self._services))

    def query(self, **changed: str) -> str:
        """The query string of this list with some of its filters changed, from its first page."""
        values = {
            "country": self.country or (EVERYWHERE if self.remembered else ""),
            "service": str(self.service.pk) if self.service else "",
            "kind": self.kind,
            "only": self.only,
            **changed,
        }
        return f"?{urlencode({name: value for name, value in values.items() if value})}"

    @property
    def here(self) -> str:
        """The address of this list, saying its country."""
        return f"/watch/{self.query(country=self.country or EVERYWHERE)}"

    def tabs(self) -> list[Narrowing]:
        """All, what leaves soon, what is new, each with its number of films."""
        counted = {
            name: len({film for film, _service, _kind in self._dated_films(name)})
            for name in _DATED
        }
        counted[""] = len(self._choice.films)
        return [
            Narrowing(name, self.query(only=name), counted[name], name == self.only)
            for name in ("", *_DATED)
        ]

    def services(self) -> list[Narrowing]:
        """The services that have such films, those with most first."""
        counts = self._counted("service")
        chosen = self.service.pk if self.service else None
        found = [(pk, count) for pk, count in counts.items() if count and pk in self._services]
        found.sort(key=lambda pair: (-pair[1], self._services[pair[0]].title.casefold()))
        return [
            self._narrowing("service", str(pk), self._services[pk], count, chosen)
            for pk, count in found
        ]

    def kinds(self) -> list[Narrowing]:
        """The kinds of offers that there are, in their own order."""
        counts = self._counted("kind")
        return [
            self._narrowing("kind", value, capfirst(label), counts[value], self.kind)
            for value, label in AvailabilityKind.choices
            if counts.get(value)
        ]

    def _narrowing(self, name: str, value: str, label: Any, count: int, now: Any) -> Narrowing:
        chosen = bool(now) and value == str(now)
        return Narrowing(label, self.query(**{name: "" if chosen else value}), count, chosen)

    def countries(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Every country by name: those in which something is on offer, and the others."""
        none: frozenset[Any] = frozenset()
        services = frozenset(self._services)
        there = self._choice.sets.offered((services, none, none), OFFERED["watch_in"])
        return reader_country.choices({str(code) for code in there if code})

    def shelf(self) -> tuple[list[Watchable], KeysetPage]:
        """Films, newest first, each with where to watch it. Three queries or some more."""
        found = orders.page(self._choice, self.request.GET, size=PAGE_SIZE)
        cards = {
            row["pk"]: Watchable(card(row))
            for row in Film.objects.filter(pk__in=found.ids).values(*columns())
        }
        rows = self.offers().filter(film__in=found.ids).order_by("service__sort_title", "pk")
        for row in rows.values("film", *_OFFER):
            cards[row["film"]].offers.append(_offer(row, self.today))
        shown = [cards[pk] for pk in found.ids]
        return shown, KeysetPage(shown, self._beside(found.previous), self._beside(found.next))

    def _beside(self, query: str) -> str:
        """The query string of a page beside this one, by the place that another list's has."""
        told = QueryDict(query.removeprefix("?"))
        place = {name: told[name] for name in (AFTER, BEFORE) if name in told}
        return self.query(**place) if query else ""

    def by_day(self) -> tuple[list[Day], KeysetPage]:
        """Offers by the day on which they end or began. One query."""
        order = _ORDERS[self.only]
        day_of = order.fields[0][0]
        rows = self.offers().values(
            *columns("film__"), *_OFFER, *(name for name, _falling in order.fields)
        )
        page = order.page(rows, self.request.GET, size=PAGE_SIZE)
        days = []
        for day, group in groupby(page, key=lambda row: row[day_of]):
            found = [Watchable(card(row, "film__"), [_offer(row, self.today)]) for row in group]
            days.append(Day(day_in_words(day), day.isoformat(), found))
        return days, page


_OFFER = (
    *(f"service__{name}" for name in ("pk", "slug", *COLUMNS)),
    "kind",
    "url",
    "until",
    "checked_on",
)


def _offer(row: dict[str, Any], today: datetime.date) -> Offer:
    return Offer(
        service=of_row(row, "service__"),
        service_url=registry["service"].url(row["service__pk"], row["service__slug"]),
        kind=str(AvailabilityKind(row["kind"]).label),
        url=row["url"],
        until=row["until"],
        stale=watching.is_stale(row["checked_on"], today),
    )


def _service(text: str) -> Service | None:
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        raise BadFilter
    found = Service.objects.visible().filter(pk=int(text)).only("pk", "slug", *COLUMNS).first()
    if found is None:
        raise BadFilter
    return found
