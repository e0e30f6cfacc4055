"""Lists for programs: feeds of what came last, and all rows as CSV and JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.feedgenerator import Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape
from django.views.decorators.cache import never_cache

from accounts.lists import rows
from accounts.lists.rights import seen
from accounts.lists.rows import Row
from accounts.models import FilmList, ListItem
from accounts.views.lists.guards import list_named, version
from wiki import markdown
from wiki.csv_cells import cells
from wiki.feeds import LENGTH, AnyText, SiteFeed, served, tag
from wiki.open_web import absolute
from wiki.views.strangers import unless_unchanged_as_of

#: Rows that are read at once.
CHUNK = 1000
_HEADS = ("place", "kind", "id", "title", "native", "year", "note", "added", "url")


def for_programs(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view of a copy of a list, by ``ref``: 304 to who has it; private ones are kept by nobody."""
    public = served(view, unless_unchanged_as_of(version))
    private = served(view, never_cache)

    @wraps(view)
    def chosen(request: HttpRequest, ref: str) -> HttpResponse:
        shown = list_named(ref)
        seen(request.user, shown)
        return (private if shown.is_private else public)(request, ref=ref)

    return chosen


class ListFeed(SiteFeed):
    """The rows that came to a list last."""

    name = "feed/"

    def get_object(self, request: HttpRequest, ref: str) -> FilmList:
        return list_named(ref)

    def path(self, about: FilmList) -> str:
        return f"{about.get_absolute_url()}{self.name}"

    def link(self, about: FilmList) -> str:
        return absolute(about.get_absolute_url())

    def feed_guid(self, about: FilmList) -> str:
        return tag(f"lists/{about.pk}")

    def title(self, about: FilmList) -> str:
        return about.title

    def description(self, about: FilmList) -> str:
        return markdown.excerpt(about.description)

    def subtitle(self, about: FilmList) -> str:
        return markdown.excerpt(about.description)

    def author_name(self, about: FilmList) -> str:
        return str(about.owner)

    def items(self, about: FilmList) -> list[Row]:
        return [row for row in rows.latest_of(about, LENGTH) if not row.shown.gone]

    def item_title(self, item: Row) -> str:
        return item.shown.dated

    def item_description(self, item: Row) -> str:
        return escape(item.note)

    def item_link(self, item: Row) -> str:
        return absolute(item.shown.url or "/lists/")

    def item_guid(self, item: Row) -> str:
        return tag(f"lists/rows/{item.pk}")

    def item_pubdate(self, item: Row) -> Any:
        return item.added_at


class _Rss(AnyText, Rss201rev2Feed):
    """RSS of what people wrote."""


class ListRss(ListFeed):
    """The same as RSS, for programs that know no Atom."""

    feed_type: type[SyndicationFeed] = _Rss
    name = "rss/"


def _all_rows(of: FilmList) -> Iterator[Row]:
    """Every row, some at a time."""
    start = 0
    while found := rows.page_of(ListItem.objects.filter(list=of), start=start, size=CHUNK):
        yield from found
        start += CHUNK


def _csv(request: HttpRequest, ref: str) -> HttpResponse:
    """A table, one row a line."""
    of = list_named(ref)
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(_HEADS)
    for row in _all_rows(of):
        writer.writerow(cells(_facts(row).values()))
    answer = HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8")
    name = of.slug or f"list-{of.pk}"
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _json(request: HttpRequest, ref: str) -> HttpResponse:
    """The list and its rows."""
    of = list_named(ref)
    told = {
        "id": of.pk,
        "title": of.title,
        "owner": str(of.owner),
        "description": of.description,
        "ranked": of.ranked,
        "tags": [each.name for each in of.tags.all()],
        "likes": of.like_count,
        "changed": of.changed_at.isoformat(timespec="seconds"),
        "url": absolute(of.get_absolute_url()),
        "rows": [_facts(row) for row in _all_rows(of)],
    }
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


def _facts(row: Row) -> dict[str, Any]:
    """What is told of a row, by ``_HEADS``."""
    shown = row.shown
    film = shown.film if shown.kind != "person" else None
    names = shown.names
    kind, _colon, pk = shown.key.partition(":")
    values = (
        row.rank,
        kind,
        int(pk),
        names.title,
        names.second,
        film.year if film and not shown.gone else None,
        row.note,
        row.added_at.isoformat(timespec="seconds"),
        absolute(shown.url) if shown.url else "",
    )
    return dict(zip(_HEADS, values, strict=True))


list_feed = for_programs(ListFeed())
list_rss = for_programs(ListRss())
list_csv = for_programs(_csv)
list_json = for_programs(_json)
