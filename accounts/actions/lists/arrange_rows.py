"""Arranging a list: moving rows, writing their notes, taking rows out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, Case, F, Value, When

from accounts.lists import order, subjects
from accounts.lists.rights import rights
from accounts.lists.upkeep import settle, tell, writing
from accounts.models import FilmList, ListAct, ListChange, ListItem
from wiki.policy import policy, require

#: Rows of one statement.
BATCH = 300


@dataclass(frozen=True)
class Arrangement:
    """What is to become of some rows, by their ids: new places from 1, notes, and rows that go."""

    moved: Mapping[int, int] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)
    removed: Collection[int] = ()


def arrange_rows(of: FilmList, wanted: Arrangement, *, by: Any) -> FilmList:
    """Do that to a list. Places are those after rows have gone; rows that are gone already stay so.

    Raises ``PermissionDenied``.
    """
    with writing(of) as locked:
        require(rights(by, locked).arrange, policy().refusal(by))
        told = [
            *_remove(locked, wanted.removed, by),
            *_note(locked, wanted.notes, by),
            *_move(locked, wanted.moved, by),
        ]
        ListChange.objects.bulk_create(told, batch_size=BATCH)
        if told:
            settle(locked)
    return locked


def _remove(locked: FilmList, ids: Collection[int], by: Any) -> list[ListChange]:
    """Rows go; the history keeps what it takes to put them back."""
    if not ids:
        return []
    ranks = {pk: rank for rank, (pk, _at) in enumerate(order_of(locked), start=1)}
    rows = ListItem.objects.filter(list=locked, pk__in=ids).values("pk", "note", *subjects.COLUMNS)
    told = [
        tell(
            locked,
            ListAct.REMOVED,
            by=by,
            about={name: row[name] for name in subjects.COLUMNS if row[name]},
            rank=ranks[row["pk"]],
            note=row["note"],
        )
        for row in rows
    ]
    ListItem.objects.filter(list=locked, pk__in=ids).delete()
    return told


def _note(locked: FilmList, notes: Mapping[int, str], by: Any) -> list[ListChange]:
    """Rows get their notes, where these are others."""
    changed, told = [], []
    for row in ListItem.objects.filter(list=locked, pk__in=notes.keys()):
        if row.note != notes[row.pk]:
            about = subjects.about(row)
            details = {"former": row.note, "note": notes[row.pk]}
            told.append(tell(locked, ListAct.NOTED, by=by, about=about, **details))
            row.note = notes[row.pk]
            changed.append(row)
    ListItem.objects.bulk_update(changed, ["note"], batch_size=BATCH)
    return told


def _move(locked: FilmList, moved: Mapping[int, int], by: Any) -> list[ListChange]:
    """Rows come to their places; one line of history, about the row if it is one."""
    former = order_of(locked)
    ids = [pk for pk, _at in former]
    arranged = order.arranged(ids, moved)
    if arranged == ids:
        return []
    put_in_order(locked, former, arranged)
    lifted = order.lifted(ids, arranged)
    there = [pk for pk in arranged if pk in lifted]
    if len(there) > 1:
        return [tell(locked, ListAct.MOVED, by=by, count=len(there))]
    row = ListItem.objects.filter(pk=there[0]).values(*subjects.COLUMNS)[0]
    about = {name: pk for name, pk in row.items() if pk}
    ranks = {"former": ids.index(there[0]) + 1, "rank": arranged.index(there[0]) + 1}
    return [tell(locked, ListAct.MOVED, by=by, about=about, **ranks)]


def order_of(locked: FilmList) -> list[tuple[int, int]]:
    """The ids of a list's rows in order, with their positions. One query."""
    rows = ListItem.objects.filter(list=locked).order_by("position", "pk")
    return list(rows.values_list("pk", "position"))


def put_in_order(
    locked: FilmList, former: Sequence[tuple[int, int]], arranged: Sequence[int]
) -> None:
    """Write positions that make ``arranged`` of ``former``: of rows that move, and of all without room."""
    places = order.positions(former, arranged)
    if places is None:
        _spread_out(locked)
        spread = order.spread([pk for pk, _at in former])
        places = order.positions(spread, arranged) or {}
    items = list(places.items())
    for start in range(0, len(items), BATCH):
        some = items[start : start + BATCH]
        cases = [When(pk=pk, then=Value(at, output_field=BigIntegerField())) for pk, at in some]
        rows = ListItem.objects.filter(list=locked, pk__in=[pk for pk, _at in some])
        rows.update(position=Case(*cases, default=F("position")))


def _spread_out(locked: FilmList) -> None:
    """Give all rows of a list the positions of ``order.spread``, in one statement."""
    table = connection.ops.quote_name(ListItem._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET position = %s * ranked.place FROM ("  # noqa: S608
            "SELECT id AS row, ROW_NUMBER() OVER (ORDER BY position, id) AS place"
            f" FROM {table} WHERE list_id = %s) AS ranked WHERE {table}.id = ranked.row",
            [order.STEP, locked.pk],
        )
