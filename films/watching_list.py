"""The list of what can be watched: by country, service and kind, as its address says.

``/watch/?country=JP&service=3&kind=free&only=leaving``: the films as a shelf, or with ``only`` their
offers by day.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.text import capfirst

from films import reader_country, watching
from films.cards import FilmCard, card, columns
from films.film_filters import BadFilter
from films.models import Availability, AvailabilityKind, Film, Service
from films.reader_country import EVERYWHERE
from wiki.entry_types import registry
from wiki.keyset import Keyset, KeysetPage
from wiki.moments import day_in_words
from wiki.title_language import COLUMNS, Titles, of_row
from wiki.vocabularies import country_name

PAGE_SIZE = 60
LEAVING, NEW = "leaving", "new"
_NEWEST_FILMS = Keyset("-year", "sort_title", "pk")
_ORDERS = {
    LEAVING: Keyset("until", "film__sort_title", "pk"),
    NEW: Keyset("-since", "film__sort_title", "pk"),
}
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Choice:
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

    def offers(self, *without: str) -> QuerySet[Availability]:
        """The offers that pass, those that a filter named in ``without`` would stop among them."""
        found = watching.in_country(watching.on_offer(self.today), self.country)
        if self.service is not None and "service" not in without:
            found = found.filter(service=self.service)
        if self.kind and "kind" not in without:
            found = found.filter(kind=self.kind)
        if self.only and "only" not in without:
            found = found.filter(self._only(self.only))
        return found

    def _only(self, only: str) -> Q:
        return watching.leaving(self.today) if only == LEAVING else watching.new(self.today)

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

    def tabs(self) -> list[Choice]:
        """All, what leaves soon, what is new, each with its number of films. One query."""
        counted = self.offers("only").aggregate(
            all=Count("film", distinct=True),
            **{
                name: Count("film", distinct=True, filter=self._only(name))
                for name in (LEAVING, NEW)
            },
        )
        return [
            Choice(name, self.query(only=name), counted[name or "all"], name == self.only)
            for name in ("", LEAVING, NEW)
        ]

    def services(self) -> list[Choice]:
        """The services that have such films, those with most first. One query."""
        rows = self.offers("service").values("service", *(f"service__{name}" for name in COLUMNS))
        counted = rows.annotate(n=Count("film", distinct=True)).order_by("-n", "service__title")
        chosen = self.service.pk if self.service else None
        return [
            self._choice("service", str(row["service"]), of_row(row, "service__"), row["n"], chosen)
            for row in counted
        ]

    def kinds(self) -> list[Choice]:
        """The kinds of offers that there are, in their own order. One query."""
        rows = self.offers("kind").values_list("kind").order_by("kind")
        counts = dict(rows.annotate(n=Count("film", distinct=True)))
        return [
            self._choice("kind", value, capfirst(label), counts[value], self.kind)
            for value, label in AvailabilityKind.choices
            if value in counts
        ]

    def _choice(self, name: str, value: str, label: Any, count: int, now: Any) -> Choice:
        chosen = bool(now) and value == str(now)
        return Choice(label, self.query(**{name: "" if chosen else value}), count, chosen)

    def countries(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Every country by name: those in which something is on offer, and the others. One query."""
        lists = watching.on_offer(self.today).values_list("countries").annotate(n=Count("pk"))
        counts: Counter[str] = Counter()
        for codes, number in lists.order_by():
            counts.update(dict.fromkeys(codes, number))
        return reader_country.choices(set(counts))

    def shelf(self) -> tuple[list[Watchable], KeysetPage]:
        """Films, newest first, each with where to watch it. Two queries."""
        passing = Exists(self.offers().filter(film=OuterRef("pk")))
        films = Film.objects.visible().filter(passing).values(*{*columns(), "sort_title"})
        page = _NEWEST_FILMS.page(films, self.request.GET, size=PAGE_SIZE)
        found = {row["pk"]: Watchable(card(row)) for row in page}
        rows = self.offers().filter(film__in=list(found)).order_by("service__sort_title", "pk")
        for row in rows.values("film", *_OFFER):
            found[row["film"]].offers.append(_offer(row, self.today))
        return list(found.values()), page

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
