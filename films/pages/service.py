"""The page of a service: the films that it offers, in which countries, and who looked when."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from films.cards import FilmCard, card, columns
from films.film_filters import BadFilter
from films.models import Availability, AvailabilityKind
from films.pages.entry import frame, present_pk
from films.reader_country import EVERYWHERE, PARAMETER, remembered, single
from films.watching import in_country, is_stale
from wiki.keyset import Keyset
from wiki.pages import Page
from wiki.partial_dates import partial_date_html
from wiki.vocabularies import country_name
from wiki.wording import listed

PAGE_SIZE = 60
_ORDER = Keyset("-film__year", "film__sort_title", "pk")


@dataclass(frozen=True, slots=True)
class Country:
    """A country in which the service offers films."""

    code: str
    name: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A film that the service offers. ``stale``: nobody has looked for too long."""

    film: FilmCard
    kind: str
    countries: str
    url: str
    until: str
    checked: str
    stale: bool
    note: str


def page(page: Page) -> dict[str, Any]:
    """The context of a service's page: two queries beside those of every page."""
    today = timezone.localdate()
    offers = Availability.objects.filter(
        Q(until=None) | Q(until__gte=today),
        service=present_pk(page),
        film__hidden=False,
        film__merged_into=None,
    )
    lists = offers.values_list("countries", flat=True)
    counts = Counter(code for countries in lists for code in countries)
    chosen = _country(page.request, counts)
    shown = _ORDER.page(_rows(offers, chosen), page.request.GET, size=PAGE_SIZE)
    return {
        **frame(page, fact_fields=("kind",)),
        "countries": [
            Country(code, country_name(code), count, code == chosen)
            for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        ],
        "country": country_name(chosen),
        "watch": f"/watch/?country={chosen or EVERYWHERE}&service={present_pk(page)}",
        "offers": [_offer(row, today) for row in shown],
        "pages": shown,
        "film_count": len(lists),
    }


def _country(request: HttpRequest, counts: Counter[str]) -> str:
    """The country of the address, else the one that is remembered, if the service has offers there."""
    asked, own = single(request.GET, PARAMETER), remembered(request)
    if asked and asked != EVERYWHERE and asked not in counts:
        raise BadFilter
    if asked:
        return "" if asked == EVERYWHERE else asked
    return own if own in counts else ""


def _rows(offers: QuerySet[Availability], country: str) -> QuerySet[Any, Any]:
    fields = ("kind", "countries", "url", "until", "checked_on", "note", "pk", "film__sort_title")
    return in_country(offers, country).values(*columns("film__"), *fields)


def _offer(row: dict[str, Any], today: datetime.date) -> Offer:
    checked = row["checked_on"]
    return Offer(
        film=card(row, "film__"),
        kind=str(AvailabilityKind(row["kind"]).label),
        countries=listed(country_name(code) for code in row["countries"]),
        url=row["url"],
        until=_day(row["until"]),
        checked=_day(checked) or _("never"),
        stale=is_stale(checked, today),
        note=row["note"],
    )


def _day(day: datetime.date | None) -> str:
    return partial_date_html(day.isoformat() if day else "")
