"""The page of a genre: the films that have it."""

from __future__ import annotations

from typing import Any

from films.models import Film
from films.pages.entry import frame, present_pk
from films.pages.shelves import shelf
from films.pages.together import often_together
from wiki.pages import Page


def page(page: Page) -> dict[str, Any]:
    """The context of a genre's page: three queries beside those of every page."""
    films = Film.objects.visible().filter(genre_rows__genre=present_pk(page))
    companions = often_together("genre", present_pk(page))
    return {**frame(page), **shelf(page, films), "companions": companions}
