"""The page of a theme: the films that have it."""

from __future__ import annotations

from typing import Any

from films.models import Film
from films.pages.entry import frame, present_pk
from films.pages.shelves import shelf
from films.pages.together import often_together
from wiki.pages import Page


def page(page: Page) -> dict[str, Any]:
    """The context of a theme's page: three queries beside those of every page."""
    films = Film.objects.visible().filter(theme_rows__theme=present_pk(page))
    companions = often_together("theme", present_pk(page))
    return {**frame(page), **shelf(page, films), "companions": companions}
