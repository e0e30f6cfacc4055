"""Somebody's watch list as a page shows it: by status, in an order, a part at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, QueryDict
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User, Viewing, WatchStatus
from accounts.privacy import Part, may_see
from accounts.scales import scale_of, shown
from films.cards import FilmCard, card, columns
from films.models import Segment
from wiki.exceptions import WikiError
from wiki.keyset import Keyset, KeysetPage
from wiki.partial_dates import partial_date_html

PAGE_SIZE = 60
#: Name in the address -> label and order. The first is the default.
SORTS: dict[str, tuple[Any, Keyset]] = {
    "changed": (_("Last changed"), Keyset("-changed_at", "-pk")),
    "rating": (pgettext_lazy("an order", "Rating"), Keyset("-score", "-pk")),
    "title": (_("Title"), Keyset("film__sort_title", "pk")),
    "year": (_("Year"), Keyset("-film__year", "pk")),
}


class BadList(WikiError):
    """The address asks for a part or an order that lists do not have."""

    status = 400
    message = _("This address asks for a part of the list that does not exist.")


@dataclass(frozen=True)
class Tab:
    """One status: where it leads, and how many films have it."""

    label: str
    url: str
    count: int
    on: bool


@dataclass(frozen=True)
class Row:
    """One film of the list."""

    film: FilmCard
    status: str
    score: str
    times: int
    finished: SafeString
    private: bool
    notes: str
    parts: int
    parts_seen: int


@dataclass
class WatchList:
    """A list about to be shown. ``closed``: it is private, and the reader is somebody else."""

    person: User
    own: bool = False
    closed: bool = False
    status: str = ""
    sort: str = "changed"
    tabs: list[Tab] = field(default_factory=list)
    sorts: list[dict[str, Any]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    page: KeysetPage | None = None


def read(request: HttpRequest, person: User) -> WatchList:
    """The list of ``person`` that an address asks for, as the reader may see it. Two queries.

    Raises ``BadList``, ``BadCursor``.
    """
    own = request.user == person
    found = WatchList(person, own=own)
    if not may_see(request.user, person, Part.WATCH_LIST):
        found.closed = True
        return found
    asked = request.GET
    found.status, found.sort = asked.get("status", ""), asked.get("sort") or next(iter(SORTS))
    if found.status not in ("", *WatchStatus.values) or found.sort not in SORTS:
        raise BadList
    every = visible(person, to_owner=own)
    counts = dict(every.values_list("status").order_by().annotate(Count("pk")))
    found.tabs = _tabs(counts, found.status, asked)
    found.sorts = [
        {"value": name, "label": label, "chosen": name == found.sort}
        for name, (label, _keyset) in SORTS.items()
    ]
    rows = every.filter(status=found.status) if found.status else every
    keyset = SORTS[found.sort][1]
    names = ("status", "score", "times", "finished", "private", "notes", "parts", "parts_seen")
    ordered = [name for name, _falling in keyset.fields]
    wanted = _with_parts(rows, own).values(*{*names, *columns("film__"), *ordered})
    found.page = keyset.page(wanted, asked, size=PAGE_SIZE)
    scale = scale_of(request.user)
    found.rows = [_row(row, scale, own) for row in found.page]
    return found


def visible(person: User, *, to_owner: bool) -> QuerySet[Viewing]:
    """What ``person`` says of films (not segments) that are there, without the private for others."""
    rows = Viewing.objects.filter(
        user=person, segment=None, film__hidden=False, film__merged_into=None
    )
    return rows if to_owner else rows.filter(private=False)


def _with_parts(rows: QuerySet[Viewing], own: bool) -> QuerySet[Viewing]:
    """The rows with how many segments their films have, and how many of these were watched."""
    parts = Segment.objects.filter(film=OuterRef("film")).order_by().values("film")
    seen = Viewing.objects.filter(
        user=OuterRef("user"), segment__film=OuterRef("film"), status=WatchStatus.WATCHED
    )
    if not own:
        seen = seen.filter(private=False)
    watched = seen.order_by().values("user")
    return rows.annotate(
        parts=Coalesce(Subquery(parts.annotate(number=Count("pk")).values("number")), 0),
        parts_seen=Coalesce(Subquery(watched.annotate(number=Count("pk")).values("number")), 0),
    )


def _row(row: dict[str, Any], scale: str, own: bool) -> Row:
    return Row(
        film=card(row, "film__"),
        status=str(WatchStatus(row["status"]).label) if row["status"] else "",
        score=shown(row["score"], scale) if row["score"] else "",
        times=row["times"],
        finished=partial_date_html(row["finished"]),
        private=row["private"],
        notes=row["notes"] if own else "",
        parts=row["parts"],
        parts_seen=row["parts_seen"],
    )


def _tabs(counts: dict[str, int], chosen: str, asked: QueryDict) -> list[Tab]:
    kept = f"&sort={asked['sort']}" if asked.get("sort") else ""
    tabs = [Tab(str(_("All")), f"?{kept.lstrip('&')}", sum(counts.values()), not chosen)]
    for status in WatchStatus:
        label, url = capfirst(str(status.label)), f"?status={status}{kept}"
        tabs.append(Tab(label, url, counts.get(status, 0), status == chosen))
    return tabs
