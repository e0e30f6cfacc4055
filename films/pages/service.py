"""The page of a service: the films that it offers, in which countries, and who looked when."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from films.cards import FilmCard, card, columns
from films.film_filters import BadFilter
from films.models import Availability, AvailabilityKind
from films.pages.entry import frame, present_pk
from wiki.keyset import Keyset
from wiki.pages import Page
from wiki.partial_dates import partial_date_html
from wiki.vocabularies import country_name
from wiki.wording import listed

PAGE_SIZE = 60
#: After so many days an availability counts as not known to hold still.
STALE_AFTER = datetime.timedelta(days=90)
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
    offers = Availability.objects.filter(
        service=present_pk(page), film__hidden=False, film__merged_into=None
    )
    lists = offers.values_list("countries", flat=True)
    counts = Counter(code for countries in lists for code in countries)
    chosen = page.request.GET.get("country", "")
    if chosen and chosen not in counts:
        raise BadFilter
    shown = _ORDER.page(_rows(offers, chosen), page.request.GET, size=PAGE_SIZE)
    today = timezone.localdate()
    return {
        **frame(page, fact_fields=("kind",)),
        "countries": [
            Country(code, country_name(code), count, code == chosen)
            for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        ],
        "country": country_name(chosen),
        "offers": [_offer(row, today) for row in shown],
        "pages": shown,
        "film_count": len(lists),
    }


def _rows(offers: QuerySet[Availability], country: str) -> QuerySet[Any, Any]:
    if country:  # a list of codes as JSON, on each database
        offers = offers.alias(codes=Cast("countries", TextField()))
        offers = offers.filter(codes__contains=f'"{country}"')
    fields = ("kind", "countries", "url", "until", "checked_on", "note", "pk", "film__sort_title")
    return offers.values(*columns("film__"), *fields)


def _offer(row: dict[str, Any], today: datetime.date) -> Offer:
    checked = row["checked_on"]
    ended = row["until"] and row["until"] < today
    return Offer(
        film=card(row, "film__"),
        kind=str(AvailabilityKind(row["kind"]).label),
        countries=listed(country_name(code) for code in row["countries"]),
        url=row["url"],
        until=_day(row["until"]),
        checked=_day(checked) or _("never"),
        stale=bool(ended) or checked is None or today - checked > STALE_AFTER,
        note=row["note"],
    )


def _day(day: datetime.date | None) -> str:
    return partial_date_html(day.isoformat() if day else "")
