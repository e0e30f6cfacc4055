"""An import as its page shows it: what its rows mean, and what would become of the watch list."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from accounts.models import (
    DiaryEntry,
    ImportRow,
    ListImport,
    Outcome,
    RowState,
    User,
    Viewing,
    WatchStatus,
)
from accounts.moving import formats
from accounts.moving.plan import NOTHING, merged
from accounts.moving.rows import Row
from accounts.moving.write import said
from accounts.moving.write_opinions import may_bring
from accounts.scales import shown
from films import segments
from films.cards import FilmCard, card, columns
from films.models import Film, Segment
from wiki import documents
from wiki.changesets import ids_by_type
from wiki.exceptions import WikiError
from wiki.keyset import Keyset, KeysetPage
from wiki.partial_dates import partial_date_html

PAGE_SIZE = 50
_ORDER = Keyset("number", "pk")
_TABS = {
    RowState.UNSURE: gettext_lazy("To be chosen"),
    RowState.MATCHED: pgettext_lazy("rows of an import", "Found"),
    RowState.MISSING: gettext_lazy("Not found"),
    RowState.OTHER: gettext_lazy("No films"),
}


class BadPart(WikiError):
    """The address asks for rows of a state that there is not."""

    status = 400
    message = gettext_lazy("This address asks for a part of the import that does not exist.")


@dataclass(frozen=True)
class Meant:
    """A page that a row means, or may mean."""

    key: str
    title: Any
    second: Any
    meta: str
    url: str
    film: FilmCard | None = None


@dataclass(frozen=True)
class Line:
    """A row of the file. ``facts`` are what it says, ``effect`` what that makes of the watch list."""

    pk: int
    title: str
    year: int | None
    facts: list[Any]
    notes: str
    list_title: str
    meant: Meant | None
    options: list[Meant]
    effect: str
    written: bool
    new_url: str


@dataclass
class Preview:
    """An import about to be shown."""

    of: ListImport
    counts: Counter[str]
    outcomes: Counter[str]
    part: str
    lines: list[Line]
    page: KeysetPage | None
    rest: int

    @property
    def site(self) -> str:
        """Where the file came from."""
        return formats.label(self.of.format)

    @property
    def tabs(self) -> list[dict[str, Any]]:
        """The states of rows that there are, with how many rows have them."""
        return [
            {"state": state, "label": label, "count": self.counts[state], "on": state == self.part}
            for state, label in _TABS.items()
            if self.counts[state]
        ]

    @cached_property
    def to_write(self) -> int:
        """How many rows are found and not written yet."""
        return self.of.rows.filter(state=RowState.MATCHED, outcome="").count()

    @property
    def told(self) -> list[dict[str, Any]]:
        """What became of the rows that were written."""
        return [
            {"label": outcome.label, "count": self.outcomes[outcome]}
            for outcome in Outcome
            if self.outcomes[outcome]
        ]

    @property
    def words_wait(self) -> bool:
        """Whether the file holds words for others that its owner may not bring yet."""
        words = Q(read__review__isnull=False) | Q(read__pairs__isnull=False)
        return not may_bring(self.of.user) and self.of.rows.filter(words).exists()

    @property
    def undoable(self) -> bool:
        """Whether anything was written that can be taken back."""
        return bool(self.outcomes[Outcome.ADDED] or self.outcomes[Outcome.CHANGED])


def read(of: ListImport, asked: QueryDict, reader: User) -> Preview:
    """The part of an import that an address asks for. Raises ``BadPart``, ``BadCursor``."""
    states = of.rows.order_by().values_list("state", "outcome").annotate(Count("pk"))
    counts: Counter[str] = Counter()
    outcomes: Counter[str] = Counter()
    for state, outcome, count in states:
        counts[state] += count
        outcomes[outcome] += count
    part = asked.get("show") or next((state for state in _TABS if counts[state]), RowState.MATCHED)
    if part not in _TABS:
        raise BadPart
    page = _ORDER.page(of.rows.filter(state=part), asked, size=PAGE_SIZE)
    return Preview(of, counts, outcomes, part, _lines(of, list(page), reader), page, _rest(of))


def _rest(of: ListImport) -> int:
    """How many rows of the watch list tell no status."""
    nothing = {f"read__{name}__isnull": True for name in ("status", "score", "diary")}
    said_nothing = Q(number_of_list=None, **nothing)
    return of.rows.filter(said_nothing).exclude(state=RowState.OTHER).count()


def _lines(of: ListImport, rows: list[ImportRow], reader: User) -> list[Line]:
    meant = meanings(key for row in rows for key in (row.target, *row.options) if key)
    mine = _mine(reader, (row.target for row in rows))
    days = _days(reader, rows)
    return [_line(of, row, meant, mine, days, reader.scale) for row in rows]


def _line(
    of: ListImport,
    row: ImportRow,
    meant: Mapping[str, Meant],
    mine: Mapping[str, Viewing],
    days: Mapping[str, set[str]],
    scale: str,
) -> Line:
    told = Row.of(row.read)
    at = row.number_of_list
    return Line(
        pk=row.pk,
        title=told.title or " · ".join(told.ids.values()),
        year=told.year,
        facts=_facts(told, scale),
        notes=told.notes,
        list_title=of.lists[at]["title"] if at is not None else "",
        meant=meant.get(row.target),
        options=[meant[key] for key in row.options if key in meant],
        effect=_effect(
            of, row, told, mine.get(row.target), {t["on"] for t in told.diary} <= days[row.target]
        ),
        written=bool(row.outcome),
        new_url=f"/films/new/?{urlencode({'name': told.title})}",
    )


def _facts(told: Row, scale: str) -> list[Any]:
    """What a row says, in words."""
    status = str(WatchStatus(told.status).label) if told.status else ""
    again = _("%(times)d times") % {"times": told.times} if told.times > 1 else ""
    rated = shown(told.score, scale) if told.score else ""
    days = len(told.diary)
    dated = ngettext("%(days)d day for the diary", "%(days)d days for the diary", days) % {
        "days": days
    }
    facts = (
        capfirst(status),
        rated,
        partial_date_html(told.finished),
        again,
        dated if days else "",
    )
    return [fact for fact in facts if fact]


def _effect(of: ListImport, row: ImportRow, told: Row, viewing: Viewing | None, dated: bool) -> str:
    """What a row would make of the list; ``dated``: whether the diary has all of its days."""
    if row.outcome:
        return str(Outcome(row.outcome).label)
    if row.state != RowState.MATCHED or row.number_of_list is not None:
        return ""
    before = said(viewing) if viewing else None
    after = merged(
        told,
        before,
        rule=of.rule,
        mine_changed=viewing.changed_at if viewing else None,
        status_for_rest=of.status_for_rest,
    )
    if told.diary and after in (before, NOTHING) and not dated:
        return _("new in your diary")
    if after == NOTHING:
        return _("the file says nothing of it")
    if before is None:
        return _("new on your list")
    return _("your list has it so") if after == before else _("changes what your list says")


def _days(reader: User, rows: Iterable[ImportRow]) -> dict[str, set[str]]:
    """The days of the reader's diary, by keys of films and segments. One query if rows have days."""
    found: dict[str, set[str]] = defaultdict(set)
    targets = [row.target for row in rows if row.read.get("diary")]
    if targets:
        entries = DiaryEntry.objects.filter(_among(targets), user=reader)
        for film, segment, day in entries.values_list("film_id", "segment_id", "watched_on"):
            found[f"segment:{segment}" if segment else f"film:{film}"].add(day)
    return found


def _mine(reader: User, keys: Iterable[str]) -> dict[str, Viewing]:
    """What the reader says of films and segments, by their keys. One query."""
    found = Viewing.objects.filter(_among(keys), user=reader)
    return {
        f"segment:{each.segment_id}" if each.segment_id else f"film:{each.film_id}": each
        for each in found
    }


def _among(keys: Iterable[str]) -> Q:
    """What is said of whole films and of segments that keys name."""
    ids = ids_by_type(keys)
    whole = Q(film__in=ids.get("film", ()), segment=None)
    return whole | Q(segment__in=ids.get("segment", ()))


def meanings(keys: Iterable[str]) -> dict[str, Meant]:
    """What keys of films, segments and people are called. Four queries at most."""
    wanted = set(keys)
    ids = ids_by_type(wanted)
    held = Segment.objects.filter(pk__in=ids.get("segment", ()))
    parts = list(held.values_list("pk", "film_id", "number"))
    films = {*ids.get("film", ()), *(film for _pk, film, _number in parts)}
    rows = Film.objects.visible().filter(pk__in=films).values(*columns()) if films else []
    cards = {row["pk"]: card(row) for row in rows}
    found = {f"film:{pk}": _film(f"film:{pk}", each) for pk, each in cards.items()}
    for pk, film, number in parts:
        if film in cards:
            key, whole = f"segment:{pk}", cards[film]
            meta = _("segment %(number)s of %(film)s") % {"number": number, "film": whole.dated}
            url = segments.url(whole.url, number)
            found[key] = Meant(key, whole.names.html, "", meta, url, whole)
    people = [key for key in wanted if key.startswith("person:")]
    for key, label in documents.labels(people).items() if people else ():
        names = label.shown
        found[key] = Meant(key, names.html, names.second_html, _("person"), label.url)
    return found


def _film(key: str, each: FilmCard) -> Meant:
    return Meant(key, each.names.html, each.names.second_html, each.meta, each.url, each)
