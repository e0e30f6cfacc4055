"""What facets know of readers: which films somebody has watched, and how films are rated.

Such facts belong to accounts, which know the catalogue and not the other way round. So whoever keeps
them says so here, once, from ``AppConfig.ready()``; without it there are no such facets::

    from films.facets import personal

    personal.register(
        personal.Readers(
            watched=lambda user: BitMap(user.viewings.filter(...).values_list("film", flat=True)),
            ratings=ratings_between,
        )
    )

``watched(user)`` is asked once a request, of members alone, where the address or the panel needs it:
the ids of the films that they have watched, hidden ones may be among them.

``ratings(since, until)`` yields ``(film id, rating)`` for each film whose rating of all readers, 0 to 100,
counted from what was rated before the day ``until``, may be another than counted before ``since``: all
rated films where that is ``None``. A rating of ``None`` takes a film out. Ratings thus hold from midnight
to midnight, so a list that is kept for strangers (``wiki.views.strangers``) is right all day, and each
process asks once a day.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from django.db import connection
from django.utils.timezone import localdate
from pyroaring import BitMap

Rated = Iterable[tuple[int, int | None]]


@dataclass(frozen=True)
class Readers:
    """Who knows of readers; see above."""

    watched: Callable[[Any], BitMap]
    ratings: Callable[[datetime.date | None, datetime.date], Rated]


@dataclass
class _Known:
    """The ratings as one process has them, of one database."""

    day: datetime.date | None = None
    films: dict[int, BitMap] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


_registered: list[Readers] = []
_known: dict[str, _Known] = {}


def register(readers: Readers | None) -> None:
    """Say who knows of readers; ``None`` for nobody any more."""
    _registered[:] = [readers] if readers else []
    _known.clear()


def is_known() -> bool:
    """Whether anybody knows of readers."""
    return bool(_registered)


def watched(user: Any) -> BitMap | None:
    """The films that somebody has watched; ``None`` where nobody knows."""
    if not _registered or not user.is_authenticated:
        return None
    return _registered[0].watched(user)


def ratings() -> dict[int, BitMap]:
    """The films of each rating, as of the last midnight; never changed, only replaced."""
    if not _registered:
        return {}
    known = _known.setdefault(str(connection.settings_dict["NAME"]), _Known())
    today = localdate()
    if known.day != today:
        with known.lock:
            if known.day != today:
                since = known.day if known.day is None or known.day < today else None
                rows = list(_registered[0].ratings(since, today))
                known.films = rated({} if since is None else known.films, rows)
                known.day = today
    return known.films


def rated(films: dict[int, BitMap], rows: Rated) -> dict[int, BitMap]:
    """``films`` by rating with other ratings for some of them."""
    told = dict(rows)
    touched = BitMap(told)
    after = {rating: found - touched for rating, found in films.items()}
    for pk, rating in told.items():
        if rating is not None:
            after.setdefault(max(0, min(rating, 100)), BitMap()).add(pk)
    return {rating: found for rating, found in after.items() if found}
