"""The page of a thing: the films that have to do with it, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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
    """The context of a thing's page: one query beside those of every page."""
    found = rows(Association.objects.filter(thing=present_pk(page)), "note", "spoiler")
    cards = FilmCards()
    associations = [
        AssociationRow(cards.of(row), *segment_of(row, cards.of(row)), row["note"], row["spoiler"])
        for row in found
    ]
    count = len({row.film.pk for row in associations})
    words = films_in_words(count)
    return {
        **frame(page, fact_fields=("kind", "year")),
        "associations": associations,
        "film_count": count,
        "summary": words if count else "",
    }
