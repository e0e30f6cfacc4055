"""Adding rows to the end of a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils import timezone

from accounts.blocks import check_not_blocked
from accounts.lists import order, subjects
from accounts.lists.limits import ListFull
from accounts.lists.rights import rights
from accounts.lists.telling import announce_growth
from accounts.lists.upkeep import settle, tell, writing
from accounts.models import MOST_ROWS, FilmList, ListAct, ListChange, ListItem
from wiki.policy import policy, require

#: Rows of one statement; below every database's limit of parameters.
BATCH = 100


@dataclass(frozen=True)
class Added:
    """How many rows came, and how many of those asked for were there or mean no page."""

    count: int
    there: int = 0
    unknown: int = 0


def add_rows(of: FilmList, keys: Iterable[str], *, by: Any, note: str = "") -> Added:
    """Put films, segments and people (``film:12``) at the end of a list, in this order, each once.

    ``note`` is that of each. Raises ``PermissionDenied`` or ``ListFull``.
    """
    wanted = list(dict.fromkeys(keys))
    known = subjects.existing(wanted)
    with writing(of) as locked:
        require(rights(by, locked).add, policy().refusal(by))
        check_not_blocked(locked.owner_id, by)
        added = append(locked, list(known.values()), by=by, added_by=by, note=note)
        if added:
            settle(locked)
            announce_growth(locked, added, by=by)
    return Added(added, len(known) - added, len(wanted) - len(known))


def append(
    locked: FilmList, about: list[dict[str, int]], *, by: Any, added_by: Any, note: str = ""
) -> int:
    """Rows about those that a held list does not have yet; how many they are. Raises ``ListFull``."""
    held = subjects.held(locked)
    fresh: Mapping[str, dict[str, int]] = {
        key: row for row in about if (key := subjects.key_of(row)) not in held
    }
    if len(held) + len(fresh) > MOST_ROWS:
        raise ListFull
    last = ListItem.objects.filter(list=locked).aggregate(last=Max("position"))["last"]
    now = timezone.now()
    places = order.after(last, len(fresh))
    rows = [
        ListItem(list=locked, position=at, note=note, added_by=added_by, added_at=now, **row)
        for at, row in zip(places, fresh.values(), strict=True)
    ]
    ListItem.objects.bulk_create(rows, batch_size=BATCH)
    told = {} if added_by == by else {"proposer": str(added_by)}
    ListChange.objects.bulk_create(
        [tell(locked, ListAct.ADDED, by=by, about=row, **told) for row in fresh.values()],
        batch_size=BATCH,
    )
    return len(rows)
