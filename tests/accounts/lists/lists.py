"""Lists for tests, made by the actions."""

from __future__ import annotations

from typing import Any

from accounts.actions.lists.add_rows import add_rows
from accounts.actions.lists.make_list import make_list
from accounts.lists.rows import page_of
from accounts.lists.words import Words
from accounts.models import FilmList, ListItem, User
from tests import cast


def a_list(
    *about: Any, by: User | None = None, title: str = "Seen and watched", **words: Any
) -> FilmList:
    """A list by mei with rows about pages of the catalogue."""
    owner = by or cast.mei()
    made = make_list(owner, Words(title, **words))
    if about:
        add_rows(made, [key(each) for each in about], by=owner)
    made.refresh_from_db()
    return made


def key(about: Any) -> str:
    """The key of a page, or of a segment; keys stay as they are."""
    return about if isinstance(about, str) else f"{about._meta.model_name}:{about.pk}"


def titles(of: FilmList) -> list[str]:
    """What stands in a list, in its order."""
    return [row.shown.title for row in page_of(ListItem.objects.filter(list=of))]


def row(of: FilmList, place: int) -> ListItem:
    """The row at a place, from 1."""
    return ListItem.objects.filter(list=of).order_by("position", "pk")[place - 1]
