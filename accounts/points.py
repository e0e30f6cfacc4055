"""Points: a small thank-you on the profile. They decide nothing. Pure.

Each fact that still stands is worth what its area weighs; on one page and day the second of an area is
worth half of the first, the third a third, and so on. What is taken back no longer counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from wiki.areas import Area

#: What the first fact of a page and day is worth; writing is more work than copying a date.
WORTH = {
    Area.TEXT: 3.0,
    Area.CREDITS: 2.0,
    Area.IMAGES: 2.0,
    Area.NAMES: 1.5,
    Area.RELEASES: 1.5,
    Area.RELATIONS: 1.0,
    Area.FACTS: 1.0,
}


def points(standing: Iterable[tuple[date, str, str, int]]) -> int:
    """The points for what stands: rows of (day, page, area, facts), each of the first three once."""
    return round(sum(WORTH[Area(area)] * _harmonic(facts) for _d, _p, area, facts in standing))


def _harmonic(count: int) -> float:
    """1 + 1/2 + ... + 1/count."""
    return sum(1 / at for at in range(1, count + 1))
