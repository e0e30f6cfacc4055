"""Writing the lists of a file: lists are made or, where there is one of that title, added to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Max

from accounts.actions.lists.delete_list import delete_list
from accounts.actions.lists.make_list import make_list
from accounts.lists import order, subjects
from accounts.lists.rights import rights
from accounts.lists.upkeep import settle, tell, writing
from accounts.lists.words import Words
from accounts.models import (
    MOST_ROWS,
    FilmList,
    ImportRow,
    ListAct,
    ListChange,
    ListImport,
    ListItem,
    Openness,
    Outcome,
    Visibility,
)
from accounts.moving.rows import LONGEST_NOTE, Row
from accounts.upsert import upsert
from wiki.policy import policy, require

_BATCH = 200


def write(of: ListImport, rows: Sequence[ImportRow]) -> None:
    """Put ``rows``, all of one list of the file, at the end of the list here that it becomes.

    Rows that the list has already stay as they are. What does not fit into it any more is left out.
    Call it in a transaction that holds the import. Raises ``ListFull``, ``PermissionDenied``.
    """
    place = rows[0].number_of_list
    user = of.user
    listed = _here(of, of.lists[place or 0], user)
    targets = subjects.existing(row.target for row in rows)
    with writing(listed) as locked:
        require(rights(user, locked).add, policy().refusal(user))
        held = subjects.held(locked)
        last = ListItem.objects.filter(list=locked).aggregate(last=Max("position"))["last"]
        fresh: dict[str, tuple[ImportRow, ListItem]] = {}
        for row in rows:
            about = targets.get(row.target)
            key = subjects.key_of(about) if about else ""
            if not key:
                row.outcome = Outcome.GONE
            elif key in held or key in fresh:
                row.outcome = Outcome.SAME
            elif len(held) + len(fresh) >= MOST_ROWS:
                row.outcome = Outcome.NO_ROOM
            else:
                row.outcome = Outcome.ADDED
                fresh[key] = row, _item(locked, row, about or {}, user)
        for (_row, item), at in zip(fresh.values(), order.after(last, len(fresh)), strict=True):
            item.position = at
        ListItem.objects.bulk_create((item for _row, item in fresh.values()), batch_size=_BATCH)
        told = [
            tell(locked, ListAct.ADDED, by=user, about=targets[row.target])
            for row, _item in fresh.values()
        ]
        ListChange.objects.bulk_create(told, batch_size=_BATCH)
        for row, item in fresh.values():
            row.after = {"item": item.pk, "list": locked.pk}
        if fresh:
            settle(locked)
    upsert(rows, ("outcome", "before", "after"))


def _item(of: FilmList, row: ImportRow, about: dict[str, int], user: Any) -> ListItem:
    note = Row.of(row.read).notes[:LONGEST_NOTE]
    return ListItem(list=of, note=note, added_by=user, added_at=of.touched_at, **about)


def _here(of: ListImport, told: dict[str, Any], user: Any) -> FilmList:
    """The list that one of the file becomes; what is said of it in the import is kept up to date."""
    own = FilmList.objects.filter(owner=user)
    others = [each["here"] for each in of.lists if each is not told and each.get("here")]
    known = own.filter(pk=told["here"]).first() if told.get("here") else None
    listed = known or own.filter(title=told["title"]).exclude(pk__in=others).first()
    if listed is None:
        listed = make_list(user, words(told, user), hourly=False)
        told["made"] = listed.pk
    if told.get("here") != listed.pk:
        told["here"] = listed.pk
        of.save(update_fields=["lists"])
    return listed


def words(told: dict[str, Any], user: Any) -> Words:
    """The settings of a list of a file. It is private unless the file says otherwise and the user may."""
    visibility = told.get("visibility") or Visibility.PRIVATE
    return Words(
        title=told["title"],
        description=told.get("description", ""),
        ranked=told.get("ranked", False),
        visibility=Visibility.PRIVATE if user.is_suspended else visibility,
        openness=told.get("openness") or Openness.CLOSED,
        tags=tuple(told.get("tags", ()))[:12],
    )


def take_back(of: ListImport, rows: Sequence[ImportRow]) -> None:
    """Take ``rows`` out of their lists again; a list that the import made and that is empty then goes."""
    lists: dict[int, list[int]] = {}
    for row in rows:
        if row.after:
            lists.setdefault(row.after["list"], []).append(row.after["item"])
        row.outcome, row.after = "", None
    made = {told.get("made") for told in of.lists}
    for listed in FilmList.objects.filter(pk__in=lists, owner=of.user_id):
        with writing(listed) as locked:
            items = ListItem.objects.filter(list=locked, pk__in=lists[locked.pk])
            if items.delete()[0]:
                settle(locked)
            talked = locked.comments.exists() or locked.likes.exists()
            if not locked.row_count and locked.pk in made and not talked:
                delete_list(locked, by=of.user)
                _forget(of, listed.pk)
    upsert(rows, ("outcome", "before", "after"))


def _forget(of: ListImport, listed: int) -> None:
    """Keep in mind that a list is gone, so that writing the import again makes it again."""
    for told in of.lists:
        if told.get("here") == listed:
            told.pop("here"), told.pop("made", None)
    of.save(update_fields=["lists"])
