"""How well readers know films: what orders equal names and popular films beside what is written of them.

The catalogue knows nothing of readers. Whoever does says so here, from ``AppConfig.ready()``::

    renown.register(renown.Readers(weights=..., changed=...))

``weights(where)`` yields ``(film id, weight)`` of films, one link to another site weighing 8; ``where``
names the films that are meant, seen from a row that reaches them by a path (``where("film")`` is a ``Q``).
``changed(since)`` gives the ids of films whose weight has changed since the beginning of a day. Search
and facets read those again when a day begins.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q

Where = Callable[[str], Q]


@dataclass(frozen=True)
class Readers:
    """Who knows of readers; see above."""

    weights: Callable[[Where], Iterable[tuple[int, int]]]
    changed: Callable[[datetime.date], Iterable[int]]


_registered: list[Readers] = []


def register(readers: Readers) -> None:
    """Say who knows of readers."""
    _registered[:] = [readers]


def weights(where: Where) -> Iterable[tuple[int, int]]:
    """How much readers add to the weight of films."""
    return _registered[0].weights(where) if _registered else ()


def changed(since: datetime.date) -> Iterable[int]:
    """The films that weigh another amount than on the morning of ``since``."""
    return _registered[0].changed(since) if _registered else ()
