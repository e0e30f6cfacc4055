"""What lists tell programs: search engines, the sitemap, and sites on which somebody shares one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.lists.rows import Row, Shown
from accounts.models import FilmList
from films.models import Film
from films.share_cards import EDITION, HEIGHT, WIDTH, CardFacts, facts_of, shared_poster
from wiki.entry_types import registry
from wiki.figures import number
from wiki.open_web import Node, Picture, Shared, absolute, breadcrumbs, filled
from wiki.sitemaps import Place, Section, by_id

#: Posters on a card.
_POSTERS = 3
_ORDER = "https://schema.org/ItemList{}"


def told(of: FilmList, rows: Iterable[Row], description: str) -> dict[str, Any]:
    """``shared`` and, for public lists, ``linked_data`` for the page of a list. No query."""
    found: dict[str, Any] = {"shared": shared(of, description)}
    if of.is_public:
        found["linked_data"] = nodes(of, rows, description)
    return found


def shared(of: FilmList, description: str) -> Shared:
    """What other sites show of a list."""
    picture = Picture(f"{of.get_absolute_url()}card.png?v={version(of)}", WIDTH, HEIGHT, of.title)
    return Shared("article", of.title, description or _about(of), picture)


def nodes(of: FilmList, rows: Iterable[Row], description: str) -> list[Node]:
    """A list as an ItemList of the rows of this page, and the way to it."""
    owner = filled(kind="Person", name=str(of.owner), url=absolute(of.owner.get_absolute_url()))
    listed = filled(
        kind="ItemList",
        id=absolute(of.get_absolute_url()),
        name=of.title,
        description=description,
        url=absolute(of.get_absolute_url()),
        author=owner,
        dateModified=of.changed_at.isoformat(),
        numberOfItems=of.row_count,
        itemListOrder=_ORDER.format("OrderAscending" if of.ranked else "Unordered"),
        itemListElement=[
            {"@type": "ListItem", "position": row.rank, "item": node}
            for row in rows
            if (node := _item(row.shown))
        ],
    )
    return [listed, breadcrumbs(((_("Lists"), "/lists/"), (of.title, of.get_absolute_url())))]


def _item(shown: Shown) -> Node:
    """What a row is about; nothing for a page that is not there any more."""
    if shown.gone:
        return {}
    kinds = {"film": "Movie", "segment": "Clip", "person": "Person"}
    node = filled(kind=kinds[shown.kind], name=shown.title, url=absolute(shown.url))
    if shown.kind == "segment" and shown.film is not None:
        whole = filled(kind="Movie", name=shown.film.title, url=absolute(shown.film.url))
        node["isPartOf"] = whole
    return node


def card(of: FilmList) -> CardFacts:
    """What the card of a list shows: its first posters, its title, whose it is. One query."""
    films = Film.objects.visible().filter(pk__in=of.cover).in_bulk() if of.cover else {}
    return CardFacts(
        title=of.title,
        about=_about(of),
        behind=tuple(_poster(films[pk]) for pk in of.cover if pk in films)[:_POSTERS],
    )


def version(of: FilmList) -> str:
    """What changes with the card of a list."""
    return f"{EDITION}-{of.changed_at:%y%m%d%H%M%S%f}"


def sitemap() -> Section:
    """The public lists, for search engines."""

    def places(rows: QuerySet[Any]) -> Iterator[Place]:
        for each in rows.only("pk", "slug", "changed_at").iterator(5_000):
            yield each.get_absolute_url(), each.changed_at

    return by_id("lists", FilmList.objects.listed(), "changed_at", places)


def _about(of: FilmList) -> str:
    words = ngettext("%(number)s row", "%(number)s rows", of.row_count)
    rows = words % {"number": number(of.row_count)}
    return f"{_('by %(name)s') % {'name': of.owner}} · {rows}"


def _poster(film: Film) -> CardFacts:
    return facts_of(registry["film"], film, shared_poster(film))
