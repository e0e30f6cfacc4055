"""The sitemap: an index, and one list of addresses for every 25,000 ids of an entry type.

Django's own framework numbers its pages by offset, so that each of a million addresses is read past
again for every page behind it, and its index counts every table. Ranges of ids are read through the
primary key, and an address stays in its list for good.

Apps add what is no entry: ``register(Section(name, shards, pages))``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import quote

from django.db.models import Count, F, Max, QuerySet

from wiki import help_pages
from wiki.entry_types import EntryType, registry
from wiki.open_web import absolute

#: How many ids a list covers; the protocol allows 50,000 addresses.
SIZE = 25_000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@dataclass(frozen=True)
class Shard:
    """One list: its number, how many addresses it has, and when the latest of them changed."""

    number: int
    count: int
    changed_at: datetime | None


#: The path of a page, and when it changed.
Place = tuple[str, datetime | None]


@dataclass(frozen=True)
class Section:
    """Lists of one kind of page. ``shard(number)`` is ``None`` for a list that there is not."""

    name: str
    shards: Callable[[], list[Shard]]
    shard: Callable[[int], Shard | None]
    places: Callable[[int], Iterable[Place]]


_registered: list[Callable[[], Section]] = []


def register(make: Callable[[], Section]) -> None:
    """Add a section to the sitemap."""
    _registered.append(make)


def sections() -> Iterator[Section]:
    """Every section of the site."""
    yield _site()
    for entry_type in registry:
        yield _entries(entry_type)
    for make in _registered:
        yield make()


def section(name: str) -> Section | None:
    """The section called ``name``, if there is one."""
    return next((each for each in sections() if each.name == name), None)


def by_id(
    name: str, rows: QuerySet[Any], changed: str, places: Callable[[QuerySet[Any]], Iterable[Place]]
) -> Section:
    """A section of ``rows`` in ranges of ids; ``changed`` is the field that says when each changed."""
    return Section(
        name,
        partial(_ranges, rows, changed),
        lambda number: next(iter(_ranges(_range(rows, number), changed)), None),
        lambda number: places(_range(rows, number).order_by("pk")),
    )


def index() -> str:
    """The index of all lists."""
    parts = [
        f"<sitemap><loc>{_loc(f'/sitemaps/{each.name}-{shard.number}.xml')}</loc>"
        f"{_lastmod(shard.changed_at)}</sitemap>\n"
        for each in sections()
        for shard in each.shards()
    ]
    return f"{_HEAD}<sitemapindex {_SPACE}>\n{''.join(parts)}</sitemapindex>\n"


def listed(places: Iterable[Place]) -> str:
    """A list of addresses."""
    parts = (f"<url><loc>{_loc(path)}</loc>{_lastmod(at)}</url>\n" for path, at in places)
    return f"{_HEAD}<urlset {_SPACE}>\n{''.join(parts)}</urlset>\n"


def _entries(entry_type: EntryType) -> Section:
    def places(rows: QuerySet[Any]) -> Iterator[Place]:
        for pk, slug, changed_at in rows.values_list("pk", "slug", "changed_at").iterator(5_000):
            yield entry_type.url(pk, slug), changed_at

    return by_id(entry_type.segment, entry_type.model.objects.visible(), "changed_at", places)


def _site() -> Section:
    """The pages that are there whatever the catalogue holds."""
    paths = ["/", *(f"/{entry_type.segment}/" for entry_type in registry), "/help/"]
    paths += [f"/help/{name}/" for name in help_pages.names()]
    only = Shard(1, len(paths), None)
    return Section(
        "pages",
        lambda: [only],
        lambda number: only if number == 1 else None,
        lambda number: [(path, None) for path in paths],
    )


def _ranges(rows: QuerySet[Any], changed: str) -> list[Shard]:
    """The lists that ``rows`` make. One query."""
    grouped = rows.order_by().annotate(range=(F("pk") - 1) / SIZE).values("range")
    found = grouped.annotate(n=Count("pk"), at=Max(changed)).order_by("range")
    return [Shard(row["range"] + 1, row["n"], row["at"]) for row in found]


def _range(rows: QuerySet[Any], number: int) -> QuerySet[Any]:
    return rows.filter(pk__gt=(number - 1) * SIZE, pk__lte=number * SIZE)


def _loc(path: str) -> str:
    """A whole address as XML and the protocol want it: in ASCII."""
    return absolute(quote(path, safe="/-_.~"))


def _lastmod(at: datetime | None) -> str:
    return f"<lastmod>{at.isoformat(timespec='seconds')}</lastmod>" if at else ""
