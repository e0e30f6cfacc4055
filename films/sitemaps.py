"""The catalogue's pages that are no entries, for the sitemap: years and decades, and segments of films."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, QuerySet

from films.models import Film, Segment
from films.segments import url
from wiki.entry_types import registry
from wiki.sitemaps import Place, Section, Shard, by_id


def years() -> Section:
    """The years and decades that films came out in, and the pages by day."""
    dated = Film.objects.visible().exclude(year=None)

    def shard(number: int = 1) -> Shard | None:
        found = dated.aggregate(n=Count("year", distinct=True), at=Max("changed_at"))
        return Shard(1, found["n"] + 3, found["at"]) if number == 1 and found["n"] else None

    def places(number: int) -> Iterable[Place]:
        found = dated.order_by("year").values_list("year").annotate(at=Max("changed_at"))
        decades: dict[int, datetime | None] = {}
        for year, at in found:
            decades[year // 10 * 10] = max(
                filter(None, (decades.get(year // 10 * 10), at)), default=None
            )
        return [
            ("/years/", None),
            ("/watch/", None),
            ("/calendar/", None),
            *((f"/decades/{decade}/", at) for decade, at in decades.items()),
            *((f"/years/{year}/", at) for year, at in found),
        ]

    return Section("years", lambda: list(filter(None, [shard()])), shard, places)


def segments() -> Section:
    """The segments of anthologies."""
    rows = Segment.objects.filter(film__hidden=False, film__merged_into=None)
    columns = ("film_id", "film__slug", "number", "film__changed_at")

    def places(found: QuerySet[Any]) -> Iterator[Place]:
        for pk, slug, number, changed_at in found.values_list(*columns).iterator(5_000):
            yield url(registry["film"].url(pk, slug), number), changed_at

    return by_id("segments", rows, "film__changed_at", places)
