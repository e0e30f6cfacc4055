"""The rows of a list as pages show them: a film, a segment or a person, in the reader's words.

A page that was merged is shown as what it became, one that was hidden or taken out says so. One query
for all rows, and one more for each step of merging.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.lists import subjects
from accounts.models import FilmList, ListItem
from films import segments
from films.cards import FilmCard, card
from films.cards import columns as film_columns
from films.models import Film, Person, Segment
from wiki import title_language
from wiki.title_language import Titles, arrange

#: Rows of one page.
PAGE_SIZE = 100
_PERSON = ("pk", *title_language.COLUMNS, "slug")
_STATE = ("hidden", "merged_into")
_MORE = ("pk", "note", "added_at", "added_by__username")


@dataclass(frozen=True)
class Shown:
    """What a row is about. ``names`` are empty where there is no page (any more) to show.

    ``film`` is the card of the film, or of the one that a segment belongs to.
    """

    key: str
    kind: str
    names: Titles
    url: str = ""
    film: FilmCard | None = None
    part: str = ""

    @property
    def gone(self) -> bool:
        """Whether there is nothing to show."""
        return not self.url

    @property
    def title(self) -> str:
        """The first name, or that the page was removed."""
        return self.names.title or _("This page was removed.")

    @property
    def image(self) -> SafeString:
        """The poster of the film; for people a mark with what their name begins with."""
        if self.film is not None and not self.gone:
            return self.film.image
        letter = self.names.title[:1] if self.kind == "person" else "–"
        return format_html('<span class="poster list-mark" aria-hidden="true">{}</span>', letter)

    @property
    def dated(self) -> str:
        """The name with what tells it from others: "Memories (1995)", "Stink Bomb – Memories (1995)"."""
        if self.film is None or self.gone:
            return self.title
        if self.kind == "segment":
            return f"{self.title} – {self.film.dated}"
        return self.film.dated

    @property
    def meta(self) -> str:
        """What stands below the names."""
        if self.gone:
            return ""
        if self.kind == "segment" and self.film is not None:
            where = {"number": self.part, "film": self.film.dated}
            return _("segment %(number)s of %(film)s") % where
        return self.film.meta if self.film is not None else _("person")


@dataclass(frozen=True)
class Row:
    """A row of a list; ``rank`` is its place, from 1."""

    pk: int
    rank: int
    shown: Shown
    note: str
    added_by: str
    added_at: datetime


def columns() -> list[str]:
    """The columns, seen from a row of ``AboutOne``, that ``shown_of`` makes something to show of."""
    return [
        *subjects.COLUMNS,
        *film_columns("film__"),
        *(f"film__{name}" for name in _STATE),
        *(f"person__{name}" for name in (*_PERSON, *_STATE)),
        "segment__number",
        "segment_title",
    ]


def with_columns(rows: QuerySet[Any, Any], *more: str) -> QuerySet[Any, Any]:
    """Rows of ``AboutOne`` as dictionaries that hold ``columns()`` and ``more``."""
    titled = rows.annotate(segment_title=segments.best_title("segment"))
    return titled.values(*columns(), *more)


def page_of(items: QuerySet[Any, Any], *, start: int = 0, size: int = PAGE_SIZE) -> list[Row]:
    """The rows from ``start`` on, in their order. ``items`` are all of a list."""
    ordered = items.order_by("position", "pk")
    return _rows(with_columns(ordered, *_MORE)[start : start + size], start)


def some_of(of: FilmList, ids: Iterable[int]) -> list[Row]:
    """Those rows of a list that are still there; they do not know their places."""
    items = ListItem.objects.filter(list=of, pk__in=list(ids)).order_by("position", "pk")
    return _rows(with_columns(items, *_MORE), -1)


def there(of: FilmList, key: str) -> Row | None:
    """The row about what a key names, with its place; ``None`` where the list has none."""
    about = subjects.existing([key]).get(key)
    items = ListItem.objects.filter(list=of)
    item = items.filter(subjects.same(about)).first() if about else None
    if item is None:
        return None
    before = Q(position__lt=item.position) | Q(position=item.position, pk__lt=item.pk)
    return page_of(items, start=items.filter(before).count(), size=1)[0]


def latest_of(of: FilmList, most: int) -> list[Row]:
    """The rows that came last, the latest first; their ranks mean nothing."""
    items = ListItem.objects.filter(list=of).order_by("-added_at", "-pk")
    return _rows(with_columns(items, *_MORE)[:most], 0)


def one(about: Mapping[str, int]) -> Shown:
    """What the columns of a row would show, for a page that is in no list yet. Two queries at most."""
    values: dict[str, Any] = {**dict.fromkeys(columns()), **about}
    for name, model, wanted in (("film", Film, film_columns()), ("person", Person, _PERSON)):
        if f"{name}_id" in about:
            found = model.objects.filter(pk=about[f"{name}_id"]).values(*wanted, *_STATE)[0]
            values |= {f"{name}__{column}": value for column, value in found.items()}
    if "segment_id" in about:
        part = Segment.objects.filter(pk=about["segment_id"]).annotate(name=segments.best_title())
        values["segment__number"], values["segment_title"] = part.values_list("number", "name")[0]
    return shown_of([values])[0]


@dataclass(frozen=True)
class Proposed:
    """A row that somebody proposes."""

    pk: int
    shown: Shown
    by: str
    note: str
    created_at: datetime


def proposals_of(of: FilmList) -> list[Proposed]:
    """The rows that wait for an answer, the oldest first."""
    waiting = with_columns(of.proposals.all(), "pk", "note", "created_at", "by__username")
    found = list(waiting)
    return [
        Proposed(row["pk"], shown, row["by__username"], row["note"], row["created_at"])
        for row, shown in zip(found, shown_of(found), strict=True)
    ]


def _rows(found: Iterable[Mapping[str, Any]], start: int) -> list[Row]:
    found = list(found)
    shown = shown_of(found)
    return [
        Row(
            pk=row["pk"],
            rank=rank,
            shown=each,
            note=row["note"],
            added_by=row["added_by__username"],
            added_at=row["added_at"],
        )
        for rank, (row, each) in enumerate(zip(found, shown, strict=True), start=start + 1)
    ]


def shown_of(rows: Iterable[Mapping[str, Any]]) -> list[Shown]:
    """What rows with ``columns()`` are about, in their order."""
    found = list(rows)
    films = _survivors(Film, {row["film__merged_into"] for row in found}, film_columns())
    people = _survivors(Person, {row["person__merged_into"] for row in found}, list(_PERSON))
    return [_shown(row, films, people) for row in found]


def _shown(row: Mapping[str, Any], films: Mapping[int, Any], people: Mapping[int, Any]) -> Shown:
    key = subjects.key_of(row)
    if not key:
        return Shown("", "", Titles(""))
    if row["person_id"]:
        merged = row["person__merged_into"]
        own = {name: row[f"person__{name}"] for name in _PERSON} | {"hidden": row["person__hidden"]}
        return _person(key, people.get(merged) if merged else own)
    merged = row["film__merged_into"]
    values = films.get(merged) if merged else row
    hidden = values is None or values["hidden" if merged else "film__hidden"]
    if values is None or hidden:
        return Shown(key, "film", Titles(""))
    film = card(values, "" if merged else "film__")
    if row["segment_id"] and row["segment__number"]:
        number = row["segment__number"]
        title = segments.title(row["segment_title"], number)
        url = segments.url(film.url, number)
        return Shown(key, "segment", arrange(title), url, film, str(number))
    return Shown(key, "film", film.names, film.url, film)


def _person(key: str, values: Mapping[str, Any] | None) -> Shown:
    if values is None or values["hidden"]:
        return Shown(key, "person", Titles(""))
    names = title_language.of_row(values)
    slug = f"-{values['slug']}" if values["slug"] else ""
    return Shown(key, "person", names, f"/people/{values['pk']}{slug}/")


def _survivors(model: Any, ids: Iterable[int | None], wanted: list[str]) -> dict[int, Any]:
    """What merged pages became in the end, by the id of the page that they were merged into."""
    heads = {pk: pk for pk in ids if pk}
    seen: dict[int, Any] = {}
    asked = set(heads.values())
    while asked:
        rows = model.objects.filter(pk__in=asked).values(*wanted, *_STATE)
        seen |= {row["pk"]: row for row in rows}
        asked = {row["merged_into"] for row in seen.values() if row["merged_into"]} - seen.keys()
    found = {}
    for pk in heads:
        row, passed = seen.get(pk), {pk}
        while row and row["merged_into"] and row["merged_into"] not in passed:
            passed.add(row["merged_into"])
            row = seen.get(row["merged_into"])
        found[pk] = row
    return found
