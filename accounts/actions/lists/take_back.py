"""Taking back what somebody did to a list: a row that was removed comes back, one that was added goes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from accounts.actions.lists.add_rows import append
from accounts.actions.lists.arrange_rows import order_of, put_in_order
from accounts.lists import order, subjects
from accounts.lists.rights import rights
from accounts.lists.upkeep import settle, tell, writing
from accounts.models import FilmList, ListAct, ListChange, ListItem
from wiki.exceptions import WikiError
from wiki.policy import policy, require

#: What can be taken back.
REVERSIBLE = (ListAct.ADDED, ListAct.REMOVED, ListAct.NOTED)


class NothingToTakeBack(WikiError):
    """The list has gone on, or somebody has taken it back already."""

    status = 409
    message = gettext_lazy("There is nothing left of this change to take back.")


def take_back(change: ListChange, *, by: Any) -> FilmList:
    """Undo one change of rows. Who arranges the list may.

    Raises ``PermissionDenied``, ``NothingToTakeBack`` or ``ListFull``.
    """
    with writing(change.list) as locked:
        require(rights(by, locked).arrange, policy().refusal(by))
        again = locked.changes.filter(pk=change.pk, undone=False, act__in=REVERSIBLE).first()
        if again is None:
            raise NothingToTakeBack
        about = subjects.about(again)
        row = ListItem.objects.filter(subjects.same(about), list=locked).first()
        if again.act == ListAct.REMOVED:
            _put_back(locked, again, about, by)
        elif row is None:
            raise NothingToTakeBack
        elif again.act == ListAct.ADDED:
            rank = [pk for pk, _at in order_of(locked)].index(row.pk) + 1
            tell(locked, ListAct.REMOVED, by=by, about=about, rank=rank, note=row.note).save()
            row.delete()
        else:
            details = {"former": row.note, "note": again.details.get("former", "")}
            tell(locked, ListAct.NOTED, by=by, about=about, **details).save()
            row.note = details["note"]
            row.save(update_fields=["note"])
        locked.changes.filter(pk=again.pk).update(undone=True)
        settle(locked)
    return locked


def _put_back(locked: FilmList, change: ListChange, about: dict[str, int], by: Any) -> None:
    """A row comes back to the place and with the note that it had."""
    note = str(change.details.get("note", ""))
    if not append(locked, [about], by=by, added_by=by, note=note):
        raise NothingToTakeBack
    former = order_of(locked)
    moved = {former[-1][0]: int(change.details.get("rank", len(former)))}
    arranged = order.arranged([pk for pk, _at in former], moved)
    put_in_order(locked, former, arranged)
