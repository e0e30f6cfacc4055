"""What was done to a list, told line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actions.lists.take_back import REVERSIBLE
from accounts.lists.rights import Rights
from accounts.lists.rows import Shown, shown_of, with_columns
from accounts.models import FilmList, ListAct, ListChange
from wiki.figures import number

#: Lines of one page.
PAGE_SIZE = 60


@dataclass(frozen=True)
class Line:
    """One thing that was done; ``about`` is what row it was done to, if to one."""

    pk: int
    at: datetime
    who: str
    act: str
    told: str
    about: Shown | None
    more: str
    undone: bool
    reversible: bool


def history_of(of: FilmList) -> Any:
    """All that was done, as rows for a keyset by ``-pk``."""
    return with_columns(
        ListChange.objects.filter(list=of), "pk", "act", "at", "details", "undone", "by__username"
    )


def lines(changes: Iterable[Mapping[str, Any]], may: Rights) -> list[Line]:
    """Rows of ``history_of`` in words."""
    found = list(changes)
    return [
        Line(
            pk=change["pk"],
            at=change["at"],
            who=change["by__username"],
            act=change["act"],
            told=_told(change["act"], change["details"]),
            about=shown if shown.key else None,
            more=_more(change["act"], change["details"]),
            undone=change["undone"],
            reversible=may.arrange and change["act"] in REVERSIBLE and not change["undone"],
        )
        for change, shown in zip(found, shown_of(found), strict=True)
    ]


def _told(act: str, details: Mapping[str, Any]) -> str:
    """What was done, as the beginning of a line that may go on with a name."""
    if act == ListAct.MOVED and "count" in details:
        count = int(details["count"])
        return ngettext("moved %(count)s row", "moved %(count)s rows", count) % {
            "count": number(count)
        }
    if act == ListAct.ADDED and details.get("proposer"):
        return _("accepted from %(who)s:") % {"who": details["proposer"]}
    return str(ListAct(act).label)


def _more(act: str, details: Mapping[str, Any]) -> str:
    """What else is known of it."""
    if act == ListAct.MOVED and "rank" in details:
        places = {"former": number(details["former"]), "rank": number(details["rank"])}
        return _("from place %(former)s to %(rank)s") % places
    if act == ListAct.REMOVED:
        told = _("from place %(rank)s") % {"rank": number(details["rank"])}
        return f"{told} · {details['note']}" if details.get("note") else told
    if act == ListAct.NOTED:
        return str(details.get("note", "")) or _("no note any more")
    if act == ListAct.WORDS:
        words = {
            "title": _("title"),
            "description": _("description"),
            "ranked": _("numbers"),
            "visibility": _("who sees it"),
            "openness": _("who else adds to it"),
            "tags": _("tags"),
            "editors": _("who keeps it"),
        }
        return " · ".join(words[name] for name in details.get("fields", ()) if name in words)
    return ""
