"""The order of a list's rows, kept by positions with room between them.

A row that moves takes a position between its new neighbours, so that one row is written and not all
behind it. Where there is no room left, all rows are spread out first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

#: The room between two rows.
STEP = 1 << 20


def arranged(order: Sequence[int], moved: Mapping[int, int]) -> list[int]:
    """``order`` with some of its members at other places, counted from 1.

    Those places are the final ones as far as they can be; what is too far goes to the end. Among equal
    places the former order holds.
    """
    staying = [each for each in order if each not in moved]
    moving = sorted((each for each in order if each in moved), key=lambda each: moved[each])
    at = -1
    for each in moving:
        at = max(moved[each] - 1, at + 1)
        staying.insert(at, each)
    return staying


def lifted(former: Sequence[int], order: Sequence[int]) -> set[int]:
    """The fewest members that must move for ``former`` to become ``order``."""
    place = {each: at for at, each in enumerate(former)}
    ends: list[int] = []  # the least end of a rising run, by its length
    runs: list[int] = []
    for each in order:
        length = bisect_left(ends, place[each])
        ends[length : length + 1] = [place[each]]
        runs.append(length)
    staying: set[int] = set()
    wanted = len(ends) - 1
    for each, length in zip(reversed(order), reversed(runs), strict=True):
        if length == wanted:
            staying.add(each)
            wanted -= 1
    return set(order) - staying


def positions(former: Sequence[tuple[int, int]], order: Sequence[int]) -> dict[int, int] | None:
    """New positions, of as few rows as can be, so that sorting by position gives ``order``.

    ``former`` are rows and their positions as they were. ``None`` if there is no room for that: the
    rows must be spread out.
    """
    at = dict(former)
    moved = lifted([each for each, _position in former], order)
    found: dict[int, int] = {}
    run: list[int] = []
    last: int | None = None
    for each in order:
        if each in moved:
            run.append(each)
            continue
        if not _fill(run, last, at[each], found):
            return None
        run, last = [], at[each]
    _fill(run, last, None, found)
    return {each: position for each, position in found.items() if at[each] != position}


def after(last: int | None, count: int) -> list[int]:
    """Positions for ``count`` rows at the end of a list whose last one is at ``last``."""
    start = 0 if last is None else last
    return [start + STEP * (step + 1) for step in range(count)]


def spread(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Rows in their order with as much room between them as there is at first."""
    return list(zip(rows, after(None, len(rows)), strict=True))


def _fill(run: list[int], low: int | None, high: int | None, found: dict[int, int]) -> bool:
    """Place the rows of ``run`` between two others; false if there is no room."""
    count = len(run)
    if low is not None and high is not None and high - low <= count:
        return False
    for step, each in enumerate(run, start=1):
        if low is None and high is None:
            found[each] = STEP * step
        elif high is None:
            found[each] = (low or 0) + STEP * step
        elif low is None:
            found[each] = high - STEP * (count + 1 - step)
        else:
            found[each] = low + (high - low) * step // (count + 1)
    return True
