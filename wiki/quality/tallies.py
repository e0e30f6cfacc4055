"""How much of each type is there: counted whole where that is quick, else now and then by ``tick``.

Each gap is counted by the type's group (the year of films). On a small site that takes milliseconds:
pages count anew after every revision and remember it until the next. On a large one it takes seconds;
what ``tick`` counted last is shown with its time.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db.models import Count, QuerySet
from django.utils import timezone

from wiki.entry_types import EntryType, registry
from wiki.models import GapCount
from wiki.quality.declarations import Gap, Quality, quality_of
from wiki.views.strangers import clock

#: Counting that takes longer than this is left to ``tick``.
QUICK = 0.3
#: Seconds for which a count is remembered if no revision is made.
_REMEMBERED = 24 * 3600


@dataclass(frozen=True)
class Share:
    """Of how many entries that can have a fact how many lack it."""

    gap: Gap
    of: int
    missing: int

    @property
    def there(self) -> int:
        """How many have it."""
        return self.of - self.missing

    @property
    def hundredths(self) -> int:
        """The share that has it. 100 only if nothing is missing, 0 only if nothing is there."""
        if not self.of:
            return 100
        share = round(100 * self.there / self.of)
        if self.missing and share == 100:
            return 99
        return 1 if self.there and not share else share


@dataclass(frozen=True)
class Tally:
    """What was counted of one type: ``rows`` has a line for each group, a dictionary of numbers."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    counted_at: datetime | None = None

    @property
    def total(self) -> int:
        """How many entries there are."""
        return sum(row["total"] for row in self.rows)

    def shares(self, gaps: Iterable[Gap]) -> list[Share]:
        """All entries, gap by gap."""
        return [self._share(gap, self.rows) for gap in gaps]

    def by_group(self, gaps: Iterable[Gap], width: int = 1) -> dict[int | None, GroupShares]:
        """Each group, or ``width`` of them together (10 for decades), the highest first, "none" last."""
        wanted = list(gaps)
        together: dict[int | None, list[dict[str, Any]]] = {}
        for row in self.rows:
            group = row["group"]
            together.setdefault(None if group is None else group // width * width, []).append(row)
        order = sorted(together, key=lambda group: (group is None, -(group or 0)))
        return {
            group: GroupShares(
                sum(row["total"] for row in together[group]),
                [self._share(gap, together[group]) for gap in wanted],
            )
            for group in order
        }

    @staticmethod
    def _share(gap: Gap, rows: list[dict[str, Any]]) -> Share:
        of = sum(row.get(f"of_{gap.name}", 0) for row in rows)
        return Share(gap, of, sum(row.get(f"lacks_{gap.name}", 0) for row in rows))


@dataclass(frozen=True)
class GroupShares:
    """How much of one group is there."""

    total: int
    shares: list[Share]


def tally(entry_type: EntryType) -> Tally:
    """What is there of a type, as of now or, on a large site, as of ``counted_at``.

    Two queries when it is remembered, else one or two more for each gap.
    """
    stored = GapCount.objects.filter(entry_type=entry_type.name).first()
    now = clock()
    if stored is not None and (stored.clock == now or stored.seconds > QUICK):
        late = None if stored.clock == now else stored.counted_at
        return Tally(stored.tally["rows"], late)
    key = f"gaps-{entry_type.name}-{now}"
    rows = cache.get_or_set(key, lambda: _counted(entry_type), _REMEMBERED)
    return Tally(rows or [])


def count_all() -> str:
    """Count what has changed since it was counted last. A job of ``tick``."""
    done = 0
    for entry_type in registry:
        if not quality_of(entry_type).gaps:
            continue
        now = clock()
        if GapCount.objects.filter(entry_type=entry_type.name, clock=now).exists():
            continue
        started = time.monotonic()
        rows = _counted(entry_type)
        seconds = time.monotonic() - started
        values = {"clock": now, "counted_at": timezone.now(), "tally": {"rows": rows}}
        GapCount.objects.update_or_create(
            entry_type=entry_type.name, defaults={**values, "seconds": seconds}
        )
        done += seconds > QUICK
    return f"gaps of {done} types counted" if done else ""


def _counted(entry_type: EntryType) -> list[dict[str, Any]]:
    """The numbers of each group. One query, and one or two for each gap.

    In one statement for all of them the databases would look for each fact entry by entry; one at a time
    they join, which is ten times faster on a million entries.
    """
    quality = quality_of(entry_type)
    entries = entry_type.model.objects.visible()
    rows = {group: {"group": group, "total": many} for group, many in _by_group(entries, quality)}
    for gap in quality.gaps:
        for group, many in _by_group(entries.filter(gap.missing), quality):
            rows[group][f"lacks_{gap.name}"] = many
        can = _by_group(entries.filter(gap.of), quality) if gap.of else None
        of = {group: row["total"] for group, row in rows.items()} if can is None else dict(can)
        for group, row in rows.items():
            row[f"of_{gap.name}"] = of.get(group, 0)
    return list(rows.values())


def _by_group(entries: QuerySet[Any], quality: Quality) -> list[tuple[Any, int]]:
    """How many of ``entries`` each group has. One query."""
    if not quality.grouped_by:
        many = entries.count()
        return [(None, many)] if many else []
    counted = entries.order_by().values(quality.grouped_by).annotate(many=Count("pk"))
    return list(counted.values_list(quality.grouped_by, "many"))
