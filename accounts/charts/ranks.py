"""The orders of charts: which film comes before which, kept in memory by each process.

They follow from the tallies of ratings (``accounts.tallies``), so the moment at which one of those changed
last says whether they still hold: one indexed query. A chart of some films is then a walk down an order,
tested against the set of those films, and costs the same in a catalogue of any size. Where there is so
much to order that it takes long, orders stay for a while as they are.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import F, Max
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


@dataclass(frozen=True)
class Ranks:
    """One order, made of the ratings ``at`` a moment: ids of films, and for segments those beside."""

    at: str
    films: Sequence[int]
    segments: Sequence[int] = ()
    until: float = 0.0


_kept: dict[tuple[str, str], Ranks] = {}
_lock = Lock()


def current(chart: str) -> Ranks:
    """The order of a chart as of the latest rating, or a little earlier where it takes long to make.

    One query, and one more where it is made anew.
    """
    key = (str(connection.settings_dict["NAME"]), chart)
    kept = _kept.get(key)
    at = f"{Tally.objects.aggregate(at=Max('changed_at'))['at']} {settings.GENGA_CHART_VOTES}"
    if kept is not None and (kept.at == at or time.monotonic() < kept.until):
        return kept
    with _lock:
        kept = _kept.get(key)
        if kept is None or kept.at != at:
            kept = _kept[key] = _made(chart, at)
    return kept


def _made(chart: str, at: str) -> Ranks:
    begun = time.monotonic()
    films, segments = _order(chart)
    took = time.monotonic() - begun
    until = time.monotonic() + _STAY * took if took > _LONG else 0.0
    return Ranks(at, films, segments, until)


def _order(chart: str) -> tuple[Sequence[int], Sequence[int]]:
    """The films of a chart in order, and the segments beside them in that of segments. One query."""
    rated = Tally.objects.filter(votes__gte=settings.GENGA_CHART_VOTES)
    if chart == "segments":
        best = rated.exclude(segment=None).order_by("-weighted", "-votes", "pk")
        pairs = list(best.values_list("film_id", "segment_id"))
        return array("Q", (f for f, _s in pairs)), array("Q", (s for _f, s in pairs if s))
    if chart == "divisive":
        spreads = rated.filter(segment=None).order_by().values_list("film_id", "spread")
        apart = sorted((-deviation(spread), film) for film, spread in spreads.iterator())
        return array("Q", (film for minus, film in apart if minus)), ()
    if chart == "best":
        rows = rated.filter(segment=None).order_by("-weighted", "-votes", "film")
    else:  # "watched" and "wanted" are columns
        rows = Tally.objects.filter(segment=None, **{f"{chart}__gt": 0})
        rows = rows.order_by(f"-{chart}", F("weighted").desc(nulls_last=True), "film")
    return array("Q", rows.values_list("film_id", flat=True).iterator()), ()


def deviation(spread: Sequence[int]) -> float:
    """How far ratings lie apart: their standard deviation, in points of 100."""
    votes = sum(spread)
    if not votes:
        return 0.0
    width = 100 / CLASSES
    mean = sum(width * at * count for at, count in enumerate(spread)) / votes
    squares = sum(count * (width * at - mean) ** 2 for at, count in enumerate(spread))
    return float((squares / votes) ** 0.5)
