"""How much of a list its reader has watched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from accounts.models import FilmList, ListItem, Viewing, WatchStatus


@dataclass(frozen=True)
class Progress:
    """Of ``count`` films and segments of a list, the ids of the ``rows`` that somebody has watched."""

    count: int = 0
    rows: frozenset[int] = frozenset()

    @property
    def watched(self) -> int:
        """How many those are."""
        return len(self.rows)


def progress(of: FilmList, reader: Any) -> Progress:
    """What ``reader`` has watched of all rows of a list. One query, none for strangers.

    A segment is watched with its film; a row about a merged film is about what it became.
    """
    if not reader.is_authenticated:
        return Progress()
    watched = Viewing.objects.filter(
        Q(segment=None) | Q(segment=OuterRef("segment")),
        user=reader,
        film=OuterRef("now"),
        status=WatchStatus.WATCHED,
    )
    items = ListItem.objects.filter(list=of, film__hidden=False).order_by()
    seen = items.annotate(now=Coalesce("film__merged_into", "film")).annotate(seen=Exists(watched))
    found = dict(seen.values_list("pk", "seen"))
    return Progress(len(found), frozenset(pk for pk, is_seen in found.items() if is_seen))
