"""The dated times of a row: what a file says of each day on which something was watched.

They travel as plain dictionaries with what is said, no more: ``on`` (a partial date), ``rewatch``,
``score``, ``note``, ``remark``, ``private``, ``place``, and for the version ``dub`` (``language``,
``original``, ``year``) and ``cut`` (``kind``, ``name``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Time = Mapping[str, Any]
#: Times of one film that one row holds.
MOST = 999


def time(on: str, **said: Any) -> tuple[Time, ...]:
    """One time, without what is not said; none if the day is not known."""
    if not on:
        return ()
    return ({"on": on, **{name: value for name, value in said.items() if value}},)


def joined(one: Iterable[Time], other: Iterable[Time]) -> tuple[Time, ...]:
    """What two tables say of one film: what both say of a day is one time."""
    kept = tuple(one)
    if len(kept) >= MOST:
        return kept
    by_day: dict[str, dict[str, Any]] = {}
    for each in (*kept, *other):
        by_day[each["on"]] = {**each, **by_day.get(each["on"], {})}
    return tuple(by_day.values())[:MOST]
