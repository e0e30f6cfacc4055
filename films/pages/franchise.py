"""The page of a franchise: its films in the order of their release and of the story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from films import kindred
from films.cards import FilmCard, films_in_words
from films.models import Membership, Relation
from films.pages.elsewhere import FilmCards, rows, years_of
from films.pages.entry import frame, present_pk
from films.plots.figure import Figure
from films.plots.franchise_map import Line, Station, franchise_map
from wiki.page_sections import titles
from wiki.pages import Page

#: Behind every number that editors give.
_LAST = 100_000


@dataclass(frozen=True, slots=True)
class Member:
    """A film of the franchise; ``place`` is its number in the order at hand, if it has one."""

    film: FilmCard
    place: int | None
    note: str


def page(page: Page) -> dict[str, Any]:
    """The context of a franchise's page: three queries beside those of every page."""
    pk = present_pk(page)
    found = rows(
        Membership.objects.filter(franchise=pk),
        "release_order", "story_order", "note",
        segment="",
    )  # fmt: skip
    released = _ordered(found, "release_order")
    told = _ordered(found, "story_order")
    numbered = any(member.place is not None for member in told)
    count = films_in_words(len(found))
    years = years_of(member.film for member in released)
    return {
        **frame(page),
        "released": released,
        "told": told if numbered else [],
        "map": _map(found, titles(page).title),
        "kindred": kindred.of_franchise(pk, (member.film.pk for member in released)),
        "film_count": len(found),
        "summary": " · ".join(filter(None, (count if found else "", years))),
    }


def _ordered(found: list[dict[str, Any]], order: str) -> list[Member]:
    """The films by their numbers; films without one follow by year."""
    films = FilmCards()
    by_place = sorted(
        found,
        key=lambda row: (
            row[order] if row[order] is not None else _LAST,
            row["film__year"] or _LAST,
            row["film__title"],
        ),
    )
    return [Member(films.of(row), row[order], row["note"]) for row in by_place]


def _map(found: list[dict[str, Any]], name: str) -> Figure | None:
    """The films along the years, and what leads to what. One query where there are two films."""
    films = FilmCards()
    stations = [
        Station(films.of(row), row["film__kind"], row["release_order"], row["story_order"])
        for row in sorted(found, key=lambda row: (row["film__year"] or _LAST, row["film__title"]))
    ]
    if len(stations) < 2:
        return None
    members = list(films.made)
    related = Relation.objects.filter(film__in=members, other__in=members)
    lines = [Line.of(*row) for row in related.values_list("film", "other", "kind")]
    return franchise_map(stations, lines, name)
