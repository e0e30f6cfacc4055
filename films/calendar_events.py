"""What happens on days: releases, their anniversaries, birthdays. Set queries, a few for any span.

Only dates that are known to the day have a day; a release that is known to its month stands in the
month without one (``some_day``). What films and people do not say is not guessed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, TextChoices
from django.db.models.functions import Cast, Length, Substr
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from films.calendar_days import ROUND, Span, falls_on, month_days_of
from films.cards import FilmCard, card, columns
from films.models import Medium, Person, Release
from wiki.entry_types import registry
from wiki.figures import number
from wiki.title_language import COLUMNS, Titles, of_row
from wiki.vocabularies import country_name
from wiki.wording import listed

#: The most events of one kind that a span shows.
MOST = 500
_WHOLE = len("1995-12-23")


class EventKind(TextChoices):
    """What there is to happen on a day."""

    RELEASE = "releases", _("Releases")
    ANNIVERSARY = "anniversaries", _("Anniversaries")
    BIRTHDAY = "birthdays", _("Birthdays")


@dataclass(slots=True)
class Event:
    """Something that happens on a day. ``years`` is how long ago it began, 0 for what is new."""

    kind: EventKind
    day: datetime.date
    then: str
    pk: int
    names: Titles
    url: str
    years: int = 0
    film: FilmCard | None = None
    countries: list[str] = field(default_factory=list)
    mediums: list[str] = field(default_factory=list)
    changed_at: datetime.datetime | None = None

    @property
    def year(self) -> str:
        """The year in which it was."""
        return self.then[:4]

    @property
    def where(self) -> str:
        """In which countries, and how: "Japan, France · cinema"."""
        mediums = dict(Medium.choices)
        places = listed(country_name(code) for code in self.countries)
        ways = listed(mediums.get(medium, "") for medium in self.mediums)
        return " · ".join(filter(None, (places, ways)))

    @property
    def note(self) -> str:
        """What happens, beside the name."""
        if self.kind == EventKind.RELEASE:
            return self.where
        shown = {"count": number(self.years)}
        if self.kind == EventKind.BIRTHDAY:
            text = ngettext("born %(count)s year ago", "born %(count)s years ago", self.years)
        else:
            text = ngettext("%(count)s year ago", "%(count)s years ago", self.years)
        return text % shown


def events(span: Span, kinds: Iterable[str], country: str = "") -> list[Event]:
    """What happens in a span of days: releases, and what is round years ago. A query for each kind."""
    found: list[Event] = []
    if EventKind.RELEASE in kinds:
        low, high = span.then(0)
        rows = _releases(country).filter(date__gte=low, date__lte=high)
        found += _merged(_film_events(EventKind.RELEASE, rows, span))
    if EventKind.ANNIVERSARY in kinds:
        rows = _first(_releases(country), country).filter(_round("date", span))
        found += _merged(_film_events(EventKind.ANNIVERSARY, rows, span))
    if EventKind.BIRTHDAY in kinds:
        found += _birthdays(_people(country).filter(_round("born", span)), span)
    return _in_order(found)


def on_day(day: datetime.date, kinds: Iterable[str], country: str = "") -> list[Event]:
    """All that happens on a day, and all that happened on it in any year before."""
    span, wanted = Span(day, day), month_days_of(day)
    found: list[Event] = []
    if EventKind.RELEASE in kinds:
        rows = _releases(country).filter(date=day.isoformat())
        found += _merged(_film_events(EventKind.RELEASE, rows, span))
    if EventKind.ANNIVERSARY in kinds:
        past = _releases(country).alias(month_day=Substr("date", 6))
        past = past.filter(month_day__in=wanted, date__lt=day.isoformat())
        found += _merged(_film_events(EventKind.ANNIVERSARY, _first(past, country), span))
    if EventKind.BIRTHDAY in kinds:
        people = _people(country).alias(month_day=Substr("born", 6))
        people = people.filter(month_day__in=wanted, born__lt=day.isoformat())
        found += _birthdays(people, span)
    return _in_order(found)


def some_day(span: Span, country: str = "") -> list[Event]:
    """Releases of a month that is all that is known of their date. One query."""
    rows = _visible(country).filter(date=f"{span.first:%Y-%m}")
    return _in_order(_merged(_film_events(EventKind.RELEASE, rows, span)))


def _visible(country: str) -> QuerySet[Release]:
    rows = Release.objects.filter(film__hidden=False, film__merged_into=None)
    return rows.filter(country=country) if country else rows


def _releases(country: str) -> QuerySet[Release]:
    """Releases that are known to the day."""
    return _visible(country).alias(known=Length("date")).filter(known=_WHOLE)


def _first(rows: QuerySet[Release], country: str) -> QuerySet[Release]:
    """Those that were the film's first known to the day: in the country, or at all."""
    of_film = _releases(country).filter(film=OuterRef("film")).order_by("date")
    rows = rows.filter(date=Subquery(of_film.values("date")[:1]))
    if country:
        return rows
    # Not the first if the film came out in an earlier year, on a day that nobody knows.
    return rows.alias(then=Substr("date", 1, 4)).filter(then=Cast(F("film__year"), CharField()))


def _people(country: str) -> QuerySet[Person]:
    people: Any = Person.objects.visible().alias(known=Length("born"))
    people = people.filter(known=_WHOLE, group=False)
    return people.filter(country=country) if country else people


def _round(name: str, span: Span) -> Q:
    """Rows whose date is a round number of years before a day of the span."""
    spans = ((f"{name}__gte", f"{name}__lte", span.then(years)) for years in ROUND)
    return reduce(or_, (Q(**{low: one, high: two}) for low, high, (one, two) in spans))


def _film_events(kind: EventKind, rows: QuerySet[Any, Any], span: Span) -> Iterable[Event]:
    wanted = (*columns("film__"), "date", "country", "medium", "film__changed_at")
    for row in rows.order_by("date", "film__sort_title", "pk").values(*wanted)[:MOST]:
        film = card(row, "film__")
        yield Event(
            **_when(kind, row["date"], span),
            pk=film.pk,
            names=film.names,
            url=film.url,
            film=film,
            countries=[row["country"]] if row["country"] else [],
            mediums=[row["medium"]] if row["medium"] else [],
            changed_at=row["film__changed_at"],
        )


def _birthdays(people: QuerySet[Person], span: Span) -> list[Event]:
    rows = people.order_by("born", "sort_title", "pk")
    return [
        Event(
            **_when(EventKind.BIRTHDAY, row["born"], span),
            pk=row["pk"],
            names=of_row(row),
            url=registry["person"].url(row["pk"], row["slug"]),
            changed_at=row["changed_at"],
        )
        for row in rows.values("pk", "slug", "born", "changed_at", *COLUMNS)[:MOST]
    ]


def _when(kind: EventKind, then: str, span: Span) -> Mapping[str, Any]:
    """When it was, and on which day of the span it is now; the first one where nobody knows."""
    if len(then) < _WHOLE:
        return {"kind": kind, "day": span.first, "then": then}
    if kind == EventKind.RELEASE:
        return {"kind": kind, "day": datetime.date.fromisoformat(then), "then": then}
    # A single day has all its anniversaries, a longer span the round ones.
    years = span.years_of(then, () if span.first == span.last else ROUND) or 0
    return {
        "kind": kind,
        "day": falls_on(then, int(then[:4]) + years),
        "then": then,
        "years": years,
    }


def _merged(found: Iterable[Event]) -> list[Event]:
    """One event for what a film did on one day in several countries or ways."""
    merged: dict[tuple[int, str], Event] = {}
    for event in found:
        there = merged.setdefault((event.pk, event.then), event)
        if there is event:
            continue
        for name in ("countries", "mediums"):
            kept, more = getattr(there, name), getattr(event, name)
            kept.extend(value for value in more if value not in kept)
    return list(merged.values())


def _in_order(found: list[Event]) -> list[Event]:
    """By day; what is new first, then what is longest ago."""
    order = {kind: at for at, kind in enumerate(EventKind)}
    return sorted(found, key=lambda e: (e.day, order[e.kind], -e.years))
