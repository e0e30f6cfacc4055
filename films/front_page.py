"""What the front page shows: figures, films, anthologies, and what people have just changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from django.core.cache import cache
from django.db.models import (
    Count,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from films import segments
from films.cards import FilmCard, card, cards, columns
from films.models import Character, Credit, Film, FilmKind, Genre, Person, Segment
from wiki import documents, title_language
from wiki.documents import Label
from wiki.entry_types import registry
from wiki.figures import number
from wiki.models import Revision, RevisionEntry, SubmissionKind
from wiki.title_language import Titles, of_row
from wiki.views.strangers import clock

#: Seconds for which figures are remembered, if there is no revision meanwhile.
REMEMBERED = 60
_NEW_FILMS, _ANTHOLOGIES, _GENRES, _CHANGES = 14, 4, 14, 8
#: Posters on the wall beside the heading.
_WALL = 6


@dataclass(frozen=True)
class Figure:
    """A number worth telling, and where it leads."""

    label: Any
    count: int
    url: str

    @property
    def count_shown(self) -> str:
        """The number as the reader's language writes it."""
        return number(self.count)


@dataclass(frozen=True)
class SegmentLine:
    """A segment of an anthology on the front page."""

    number: int
    title: str
    runtime: int | None


@dataclass
class Anthology:
    """An anthology with its segments."""

    film: FilmCard
    segments: list[SegmentLine] = field(default_factory=list)


@dataclass(frozen=True)
class Change:
    """A revision as one line: its main page, or how many pages an import brought."""

    at: datetime
    summary: str
    pages: int
    names: Titles | None = None
    url: str = ""
    number: int = 0
    created: bool = False
    kind: str = ""
    author: str = ""
    approver: str = ""
    automatic: bool = False


def _remembered(name: str, count: Callable[[], Any]) -> Any:
    """What ``count`` gives, counted again after each revision. Two queries if it is counted."""
    return cache.get_or_set(f"front-page-{name}-{clock()}", count, REMEMBERED)


def figures() -> list[Figure]:
    """How much there is. One query when it is not remembered."""
    counts = _remembered("figures", _counts)
    return [
        Figure(_("Films"), counts.get("films", 0), "/films/"),
        Figure(_("People"), counts.get("people", 0), "/people/"),
        Figure(_("Characters"), counts.get("characters", 0), "/characters/"),
        Figure(_("Credits"), counts.get("credits", 0), ""),
        Figure(_("Revisions"), counts.get("revisions", 0), "/changes/"),
        Figure(_("Editors"), counts.get("editors", 0), ""),
    ]


def _counts() -> dict[str, int]:
    counted = [
        _counted("films", Film.objects.visible()),
        _counted("people", Person.objects.visible()),
        _counted("characters", Character.objects.visible()),
        _counted("credits", Credit.objects.all()),
        _counted("revisions", Revision.objects.all()),
        _counted("editors", Revision.objects.all(), Count("author", distinct=True)),
    ]
    return dict(counted[0].union(*counted[1:], all=True))


def _counted(name: str, rows: QuerySet[Any], count: Any = None) -> Any:
    named = rows.order_by().annotate(what=Value(name)).values("what")
    return named.annotate(found=count or Count("pk")).values_list("what", "found")


def new_films() -> list[FilmCard]:
    """The films that came last. One query."""
    films = Film.objects.visible().filter(adult=False).order_by("-created_at", "-pk")
    return cards(films.values(*columns())[:_NEW_FILMS])


def genres() -> list[tuple[SafeString, str, int]]:
    """The largest genres: title, address, number of films. One query."""
    visible = Q(film_rows__film__hidden=False, film_rows__film__merged_into=None)
    counted = Genre.objects.visible().annotate(uses=Count("film_rows", filter=visible))
    rows = counted.filter(uses__gt=0).order_by("-uses", "sort_title")[:_GENRES]
    url = registry["genre"].url
    return [
        (of_row(row).html, url(row["pk"], row["slug"]), row["uses"])
        for row in rows.values("pk", "slug", "uses", *title_language.COLUMNS)
    ]


def wall(day: int | None = None) -> list[FilmCard]:
    """Some films from anywhere in the catalogue, others every day. Two queries."""
    films = Film.objects.visible().filter(adult=False).exclude(year=None)
    span = films.aggregate(first=Min("pk"), last=Max("pk"))
    if span["first"] is None:
        return []
    numbers = range(span["first"], span["last"] + 1)
    lots = Random(_today(day)).sample(numbers, min(len(numbers), 20 * _WALL))  # noqa: S311
    place = {pk: at for at, pk in enumerate(lots)}
    rows = sorted(films.filter(pk__in=lots).values(*columns()), key=lambda row: place[row["pk"]])
    return cards(rows[:_WALL])


def _today(day: int | None) -> int:
    return timezone.localdate().toordinal() if day is None else day


def _turn(found: list[int], many: int, day: int | None) -> list[int]:
    """The ``many`` whose turn it is today; all have their turn."""
    if not found:
        return []
    start = _today(day) * many % len(found)
    return [*found[start:], *found[:start]][:many]


def anthologies(day: int | None = None) -> list[Anthology]:
    """Some films with segments, others every day; anthologies proper if there are any. Two queries."""
    parted = Segment.objects.filter(film__hidden=False, film__merged_into=None).order_by("film")
    counted = parted.values("film", "film__kind").annotate(parts=Count("pk")).filter(parts__gt=1)
    found = list(counted.values_list("film", "film__kind"))
    proper = [pk for pk, kind in found if kind == FilmKind.ANTHOLOGY]
    chosen = _turn(proper or [pk for pk, _kind in found], _ANTHOLOGIES, day)
    rows = (
        Segment.objects.filter(film__in=chosen)
        .annotate(name=segments.best_title())
        .order_by("film", "number")
        .values(*columns("film__"), "number", "name", "runtime")
    )
    by_film: dict[int, Anthology] = {}
    for row in rows:
        film = by_film.setdefault(row["film__pk"], Anthology(card(row, "film__")))
        film.segments.append(SegmentLine(row["number"], row["name"] or "", row["runtime"]))
    return [by_film[pk] for pk in chosen]


def changes() -> list[Change]:
    """The latest revisions that readers may see, each in a line, an import in one for all of it.

    Three queries, and one a minute for imports.
    """
    latest = (
        Revision.objects.exclude(kind=SubmissionKind.IMPORT)
        .order_by("-pk")
        .annotate(main=_main_page())
        .values_list("main", flat=True)[: 2 * _CHANGES]
    )
    pages = RevisionEntry.objects.filter(revision=OuterRef("revision")).order_by()
    rows = list(
        RevisionEntry.objects.filter(pk__in=list(latest))
        .annotate(pages=Subquery(pages.values("revision").annotate(n=Count("pk")).values("n")))
        .order_by("-revision")
        .values("entry_type", "entry_id", "number", "created", "pages", *_OF_REVISION)
    )
    labels = documents.labels(f"{row['entry_type']}:{row['entry_id']}" for row in rows)
    told = []
    for row in rows:
        label = labels.get(f"{row['entry_type']}:{row['entry_id']}")
        if label is not None and not label.hidden:
            told.append(_change(row, label))
    told += _remembered("imports", _imports)
    return sorted(told, key=lambda change: change.at, reverse=True)[:_CHANGES]


_OF_REVISION = (
    "revision__kind",
    "revision__summary",
    "revision__automatic",
    "revision__created_at",
    "revision__author__username",
    "revision__approver__username",
)


def _main_page() -> Any:
    """The page that a revision is about: that of its submission, else the first it touched."""
    pages = RevisionEntry.objects.filter(revision=OuterRef("pk"))
    own = pages.filter(
        entry_type=OuterRef("submission__entry_type"), entry_id=OuterRef("submission__entry_id")
    )
    return Coalesce(
        Subquery(own.order_by().values("pk")[:1]), Subquery(pages.order_by("pk").values("pk")[:1])
    )


def _change(row: dict[str, Any], label: Label) -> Change:
    return Change(
        at=row["revision__created_at"],
        summary=row["revision__summary"],
        pages=row["pages"],
        names=label.shown,
        url=label.url,
        number=row["number"],
        created=row["created"],
        kind=row["revision__kind"],
        author=row["revision__author__username"] or "",
        approver=row["revision__approver__username"] or "",
        automatic=row["revision__automatic"],
    )


def _imports() -> list[Change]:
    """The latest imports, each with the number of pages that all its revisions touched."""
    imports = Revision.objects.filter(kind=SubmissionKind.IMPORT).order_by().values("summary")
    rows = imports.annotate(at=Max("created_at"), pages=Count("entries")).order_by("-at")[:2]
    return [Change(row["at"], row["summary"], row["pages"], kind="import") for row in rows]
