"""The orders of charts: which film comes before which, kept in memory by each process.

They follow from the tallies of ratings (``accounts.tallies``), so the moment at which one of those changed
last says whether they still hold: one indexed query. A chart of some films is then a walk down an order,
tested against the set of those films, and costs the same in a catalogue of any size. Where there is so
much to order that it takes long, orders stay for a while as they are.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Tally
from accounts.tallies import CLASSES

#: Longer than this, in seconds, and orders stay for so many times as long as they took.
_LONG, _STAY = 0.2, 20


@dataclass(frozen=True)
class ChartKind:
    """A chart: its name in addresses, its heading, and what it says of itself."""

    name: str
    label: Any
    about: Any


CHARTS: dict[str, ChartKind] = {
    kind.name: kind
    for kind in (
        ChartKind(
            "best",
            pgettext_lazy("a chart", "Best rated"),
            _("The films that members rate highest, by a mean that few votes cannot move far."),
        ),
        ChartKind(
            "watched",
            pgettext_lazy("a chart", "Most watched"),
            _("The films that most members have watched."),
        ),
        ChartKind(
            "wanted",
            pgettext_lazy("a chart", "Most wanted"),
            _("The films that most members want to watch."),
        ),
        ChartKind(
            "divisive",
            pgettext_lazy("a chart", "Most divisive"),
            _("The films about which members disagree most: loved by some, given up by others."),
        ),
        ChartKind(
            "segments",
            pgettext_lazy("a chart", "Best segments"),
            _("The parts of anthologies that members rate highest, each on its own."),
        ),
    )
}


@dataclass
class Ranks:
    """The orders as of a moment: ids of films by chart, and for segments those beside their films."""

    at: str
    films: dict[str, Sequence[int]] = field(default_factory=dict)
    segments: Sequence[int] = ()
    until: float = 0.0


_kept: dict[str, Ranks] = {}
_lock = Lock()


def current() -> Ranks:
    """The orders as of the latest rating, or a little earlier where there are very many. One query, and
    two more where they are made anew."""
    name = str(connection.settings_dict["NAME"])
    kept = _kept.get(name)
    at = f"{Tally.objects.aggregate(at=Max('changed_at'))['at']} {settings.GENGA_CHART_VOTES}"
    if kept is not None and (kept.at == at or time.monotonic() < kept.until):
        return kept
    with _lock:
        kept = _kept.get(name)
        if kept is None or kept.at != at:
            kept = _kept[name] = _made(at)
    return kept


def _made(at: str) -> Ranks:
    begun = time.monotonic()
    least = settings.GENGA_CHART_VOTES
    rows = list(
        Tally.objects.filter(segment=None)
        .order_by()
        .values_list("film_id", "votes", "weighted", "watched", "wanted", "spread")
    )
    rated = [row for row in rows if row[1] >= least]
    ranks = Ranks(at)
    ranks.films = {
        "best": _ordered(rated, lambda row: (row[2], row[1])),
        "watched": _ordered((r for r in rows if r[3]), lambda row: (row[3], row[2] or 0)),
        "wanted": _ordered((r for r in rows if r[4]), lambda row: (row[4], row[2] or 0)),
        "divisive": _ordered(
            (r for r in rated if r[1] > 1 and deviation(r[5])),
            lambda row: (deviation(row[5]), row[1]),
        ),
    }
    parts = Tally.objects.exclude(segment=None).filter(votes__gte=least).order_by()
    pairs = sorted(parts.values_list("weighted", "votes", "film_id", "segment_id"), reverse=True)
    ranks.films["segments"] = array("Q", (film for _w, _v, film, _s in pairs))
    ranks.segments = array("Q", (segment for _w, _v, _f, segment in pairs))
    took = time.monotonic() - begun
    ranks.until = time.monotonic() + _STAY * took if took > _LONG else 0.0
    return ranks


def _ordered(
    rows: Iterable[tuple[Any, ...]], value: Callable[[tuple[Any, ...]], Any]
) -> Sequence[int]:
    """The films of rows, the greatest value first; of equal ones the one that is known longer."""
    return array(
        "Q", (row[0] for row in sorted(rows, key=lambda r: (value(r), -r[0]), reverse=True))
    )


def deviation(spread: Sequence[int]) -> float:
    """How far ratings lie apart: their standard deviation, in points of 100."""
    votes = sum(spread)
    if not votes:
        return 0.0
    width = 100 / CLASSES
    mean = sum(width * at * count for at, count in enumerate(spread)) / votes
    squares = sum(count * (width * at - mean) ** 2 for at, count in enumerate(spread))
    return float((squares / votes) ** 0.5)
