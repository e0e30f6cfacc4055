"""Lists on shelves: their covers and what is said of each; the best that hold a film."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef

from accounts.models import FilmList, ListItem, ListTag
from films.cards import FilmCard, films_by_id
from wiki.keyset import Keyset

#: The orders of lists, the usual one first.
ORDERS = {
    "likes": Keyset("-like_count", "-changed_at", "-pk"),
    "changed": Keyset("-changed_at", "-pk"),
    "size": Keyset("-row_count", "-pk"),
}


@dataclass(frozen=True)
class Shelved:
    """A list with the films whose posters are its cover."""

    of: FilmList
    cover: list[FilmCard] = field(default_factory=list)


def shelved(lists: Iterable[FilmList]) -> list[Shelved]:
    """Lists with their covers. One query."""
    found = list(lists)
    by_id = films_by_id(pk for each in found for pk in each.cover)
    return [Shelved(each, [by_id[pk] for pk in each.cover if pk in by_id]) for each in found]


def listed(*, tag: str = "", words: str = "", film: int | None = None) -> Any:
    """The public lists with a tag, with words in their titles, with a film."""
    lists = FilmList.objects.listed().select_related("owner").defer("description")
    if tag:
        lists = lists.filter(Exists(ListTag.objects.filter(list=OuterRef("pk"), slug=tag)))
    for word in words.split():
        lists = lists.filter(title__icontains=word)
    if film is not None:
        lists = lists.filter(Exists(ListItem.objects.filter(list=OuterRef("pk"), film=film)))
    return lists


def best_with(
    *,
    film: int | None = None,
    segment: int | None = None,
    person: int | None = None,
    most: int,
) -> list[FilmList]:
    """The public lists that hold a film (or any segment of it; or that one) or a person, best liked first."""
    items = ListItem.objects.filter(film=film) if film else ListItem.objects.filter(person=person)
    if segment:
        items = items.filter(segment=segment)
    lists = FilmList.objects.listed().filter(pk__in=items.values("list")).select_related("owner")
    ordered = lists.defer("description").order_by("-like_count", "-row_count", "-pk")
    return list(ordered[:most])
