"""How much of each type is there: counted whole where that is quick, else now and then by ``tick``.

One statement goes over all entries of a type and counts each gap, by the type's group (the year of
films). On a small site that takes milliseconds: pages count anew after every revision and remember it
until the next. On a large one it takes seconds; what ``tick`` counted last is shown with its time.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db.models import Count
from django.utils import timezone

from wiki.entry_types import EntryType, registry
from wiki.models import GapCount
from wiki.quality.declarations import Gap, quality_of
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

    Two queries when it is remembered, three when it is counted.
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
    """The numbers of each group. One query."""
    quality = quality_of(entry_type)
    counts: dict[str, Any] = {"total": Count("pk")}
    for gap in quality.gaps:
        counts[f"lacks_{gap.name}"] = Count("pk", filter=gap.missing)
        counts[f"of_{gap.name}"] = Count("pk", filter=gap.of) if gap.of else Count("pk")
    rows = entry_type.model.objects.visible().order_by()
    if not quality.grouped_by:
        return [{"group": None, **rows.aggregate(**counts)}]
    grouped = rows.values(quality.grouped_by).annotate(**counts)
    return [{"group": row.pop(quality.grouped_by), **row} for row in grouped]
