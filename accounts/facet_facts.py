"""What the facets of the list of films ask of accounts (``films.facets.personal``)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from pyroaring import BitMap

from accounts import tallies
from accounts.models import Tally, Viewing, WatchStatus


def watched(user: Any) -> BitMap:
    """The films that ``user`` has watched. One query."""
    rows = Viewing.objects.filter(user=user, segment=None, status=WatchStatus.WATCHED)
    return BitMap(rows.values_list("film", flat=True))


def ratings(since: datetime.date | None, until: datetime.date) -> Iterator[tuple[int, int | None]]:
    """The weighted means, in whole points, of the films whose numbers have changed from ``since`` on.

    They are today's: one that changes between two questions is told again with the next. One query.
    """
    if since is None:
        rows = Tally.objects.filter(segment=None).exclude(weighted=None)
    else:
        rows = tallies.changed_since(since)
    for film, weighted in rows.values_list("film", "weighted").iterator():
        yield film, None if weighted is None else round(weighted / 100)
