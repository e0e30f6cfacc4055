"""What was done to a list, told line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
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
    """One thing that was done, as a sentence; ``more`` is what else there is to say."""

    pk: int
    at: datetime
    html: SafeString
    more: str
    undone: bool
    reversible: bool


def history_of(of: FilmList, may: Rights) -> Any:
    """What was done, as rows for a keyset by ``-pk``; to others nothing of when the list was private."""
    changes = ListChange.objects.filter(list=of)
    if not may.arrange:
        opened = changes.filter(act=ListAct.WORDS, details__opened=True).order_by("-pk")
        changes = changes.filter(pk__gte=opened.values_list("pk", flat=True).first() or 0)
    return with_columns(changes, "pk", "act", "at", "details", "undone", "by__username")


def lines(changes: Iterable[Mapping[str, Any]], may: Rights) -> list[Line]:
    """Rows of ``history_of`` in words."""
    found = list(changes)
    return [
        Line(
            pk=change["pk"],
            at=change["at"],
            html=_told(change, shown),
            more=_more(change["act"], change["details"]),
            undone=change["undone"],
            reversible=may.arrange and change["act"] in REVERSIBLE and not change["undone"],
        )
        for change, shown in zip(found, shown_of(found), strict=True)
    ]


def _told(change: Mapping[str, Any], about: Shown) -> SafeString:
    """What was done, with a link to what it was done to."""
    what = format_html("<em>{}</em>", about.title)
    if not about.gone:
        what = format_html('<a href="{}">{}</a>', about.url, about.dated)
    details = change["details"]
    values = {
        "who": format_html("<bdi>{}</bdi>", change["by__username"]),
        "what": what,
        "proposer": format_html("<bdi>{}</bdi>", details.get("proposer", "")),
        "count": number(int(details.get("count", 1))),
    }
    return mark_safe(escape(_sentence(change["act"], details)) % values)  # noqa: S308


def _sentence(act: str, details: Mapping[str, Any]) -> str:
    """The sentence of an act, with places for who did it and what it was done to."""
    if act == ListAct.MOVED and "count" in details:
        return ngettext(
            "%(who)s moved %(count)s row", "%(who)s moved %(count)s rows", int(details["count"])
        )
    if act == ListAct.ADDED and details.get("proposer"):
        return _("%(who)s added %(what)s, as %(proposer)s had proposed")
    return {
        ListAct.MADE: _("%(who)s made the list"),
        ListAct.CLONED: _("%(who)s made the list as a copy"),
        ListAct.WORDS: _("%(who)s changed the settings of the list"),
        ListAct.ADDED: _("%(who)s added %(what)s"),
        ListAct.REMOVED: _("%(who)s removed %(what)s"),
        ListAct.MOVED: _("%(who)s moved %(what)s"),
        ListAct.NOTED: _("%(who)s changed the note of %(what)s"),
    }[ListAct(act)]


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
