"""A page's films as a shelf with pages: genres and themes have too many for one."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from films.cards import cards, columns
from films.models import Film
from wiki.keyset import Keyset
from wiki.pages import Page

PAGE_SIZE = 60
_NEWEST = Keyset("-year", "sort_title", "pk")


def shelf(page: Page, films: QuerySet[Film]) -> dict[str, Any]:
    """The films that the address asks for, latest first, and how many there are. Two queries."""
    shown = _NEWEST.page(
        films.values(*{*columns(), "sort_title"}), page.request.GET, size=PAGE_SIZE
    )
    count = films.count()
    return {"cards": cards(shown), "pages": shown, "film_count": count}
