"""How the rows of a diary and the times of the watch list go together. Pure functions.

The watch list may know of more times than the diary: who has marked a film as watched and writes it
down later dates a time that counts already.
"""

from __future__ import annotations

from collections.abc import Iterable

from accounts.actions.watch import MOST_TIMES
from wiki.partial_dates import first_day, last_day


def times_after(times: int, logged: int, *, day: str, rewatch: bool, last: str) -> int:
    """How often something was seen, once a row for ``day`` is added.

    It counts ``times`` so far, ``logged`` of them rows of the diary, the last on ``last`` ("" if nobody
    knows). Who sees something again later than ever has seen it once more; any other row may be one of
    the times that count already.
    """
    if rewatch and (not last or day > last):
        return min(max(times, logged, 1) + 1, MOST_TIMES)
    return min(max(times, logged + 1, 2 if rewatch else 1), MOST_TIMES)


def times_without(times: int, logged: int, *, counted: int) -> int:
    """The same once a row that added ``counted`` is taken away, ``logged`` rows being left."""
    return max(times - counted, min(logged, MOST_TIMES), 0)


def last_of(days: Iterable[str], *, begun: str = "") -> str:
    """The latest of some days, without those before it was ``begun``; "" for none.

    Of days of one span the most exact one.
    """
    possible = (day for day in days if day and _can_end(day, begun))
    return max(possible, default="")


def _can_end(day: str, begun: str) -> bool:
    return not begun or last_day(day) >= first_day(begun)
