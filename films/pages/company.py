"""The page of a company: what it did for which films, what it distributed and dubbed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from films import collaborators, kindred
from films.cards import FilmCard, films_in_words
from films.models import CompanyCredit, CompanyRole, DubVersion, Medium, Release
from films.pages.elsewhere import FilmCards, rows, segment_of, years_of
from films.pages.entry import frame, present_pk
from films.plots.figure import Figure
from films.plots.network import network
from wiki.page_sections import titles
from wiki.pages import Page
from wiki.partial_dates import partial_date_html
from wiki.vocabularies import country_name, language_name


@dataclass(frozen=True, slots=True)
class CreditRow:
    """The company did something for a film or a segment."""

    film: FilmCard
    segment: str
    note: str


@dataclass(slots=True)
class RoleGroup:
    """What the company did, with the films, latest first."""

    role: str
    label: str
    credits: list[CreditRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A release that the company distributed."""

    film: FilmCard
    date: str
    country: str
    medium: str
    title: str


@dataclass(frozen=True, slots=True)
class Dub:
    """A dub version that the company made."""

    film: FilmCard
    language: str
    year: int | None


def page(page: Page) -> dict[str, Any]:
    """The context of a company's page: five queries beside those of every page."""
    pk = present_pk(page)
    roles, releases, dubs = _roles(pk), _releases(pk), _dubs(pk)
    lists: tuple[Iterable[Any], ...] = (*(group.credits for group in roles), releases, dubs)
    films = {row.film.pk: row.film for found in lists for row in found}
    count = films_in_words(len(films))
    at_work = _at_work(roles)
    return {
        **frame(page, fact_fields=("kind", "country", "founded", "closed")),
        "roles": roles,
        "releases": releases,
        "dubs": dubs,
        "around": _around(at_work, titles(page).title),
        "kindred": kindred.of_company(pk, at_work),
        "film_count": len(films),
        "summary": " · ".join(filter(None, (count if films else "", years_of(films.values())))),
    }


def _roles(pk: int) -> list[RoleGroup]:
    films = FilmCards()
    groups: dict[str, RoleGroup] = {
        value: RoleGroup(value, str(capfirst(label))) for value, label in CompanyRole.choices
    }
    for row in rows(CompanyCredit.objects.filter(company=pk), "role", "note"):
        film = films.of(row)
        segment, _address = segment_of(row, film)
        groups[row["role"]].credits.append(CreditRow(film, segment, row["note"]))
    return [group for group in groups.values() if group.credits]


def _at_work(roles: list[RoleGroup]) -> dict[int, FilmCard]:
    """The films that the company animated or produced, latest first."""
    films = {
        row.film.pk: row.film
        for group in roles
        if group.role in kindred.AT_WORK
        for row in group.credits
    }
    order = sorted(films.values(), key=lambda film: (-(film.year or 0), film.title, film.pk))
    return {film.pk: film for film in order}


def _around(films: dict[int, FilmCard], name: str) -> Figure | None:
    """Who worked here most often, on ``films``. One query."""
    partners = collaborators.of_films(films)
    caption = _("Those who shaped films of this company most often, and how many.")
    return network(name, partners, films, caption=caption)


def _releases(pk: int) -> list[ReleaseRow]:
    fields = ("date", "country", "medium", "title")
    found = rows(Release.objects.filter(distributor=pk), *fields, segment="")
    films = FilmCards()
    found.sort(key=lambda row: row["date"], reverse=True)
    mediums = dict(Medium.choices)
    return [
        ReleaseRow(
            film=films.of(row),
            date=partial_date_html(row["date"]),
            country=country_name(row["country"]),
            medium=str(mediums.get(row["medium"], "")),
            title=row["title"] if row["title"] != films.of(row).title else "",
        )
        for row in found
    ]


def _dubs(pk: int) -> list[Dub]:
    found = rows(DubVersion.objects.filter(studio=pk), "language", "year", segment="")
    films = FilmCards()
    return [
        Dub(films.of(row), str(capfirst(language_name(row["language"]))), row["year"])
        for row in found
    ]
