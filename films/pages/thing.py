"""The page of a thing: the films that have to do with it, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from films import kindred
from films.cards import FilmCard, films_in_words
from films.models import Association
from films.pages.elsewhere import FilmCards, rows, segment_of
from films.pages.entry import frame, present_pk
from wiki.pages import Page


@dataclass(frozen=True, slots=True)
class AssociationRow:
    """A film has to do with the thing."""

    film: FilmCard
    segment: str
    segment_url: str
    note: str
    spoiler: bool


def page(page: Page) -> dict[str, Any]:
    """The context of a thing's page: two queries beside those of every page."""
    pk = present_pk(page)
    found = rows(Association.objects.filter(thing=pk), "note", "spoiler")
    cards = FilmCards()
    associations = [
        AssociationRow(cards.of(row), *segment_of(row, cards.of(row)), row["note"], row["spoiler"])
        for row in found
    ]
    open_ones = {row.film.pk: row.film for row in associations if not row.spoiler}
    count = len(cards.made)
    words = films_in_words(count)
    return {
        **frame(page, fact_fields=("kind", "year")),
        "associations": associations,
        "kindred": kindred.of_thing(pk, open_ones),
        "film_count": count,
        "summary": words if count else "",
    }
