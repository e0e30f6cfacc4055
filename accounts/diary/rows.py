"""The rows of a diary as pages show them: by month, the latest first. Private ones to their owner alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.diary.choices import cut_name, dub_name
from accounts.models import DiaryEntry, User, Viewing
from accounts.scales import shown
from films import segments
from films.cards import FilmCard, card, columns
from wiki import markdown
from wiki.keyset import Keyset
from wiki.moments import month_in_words
from wiki.partial_dates import first_day, partial_date_html, show_partial_date

PAGE_SIZE = 60
ORDER = Keyset("-watched_on", "-pk")
_MONTH, _DAY = len("1995-12"), len("1995-12-23")
_OWN = (
    "pk",
    "watched_on",
    "segment_id",
    "segment__number",
    "segment__runtime",
    "segment_title",
    "cut_id",
    "cut__kind",
    "cut__name",
    "cut__runtime",
    "dub__language",
    "dub__original",
    "dub__year",
    "dub__studio__title",
    "service_id",
    "service__title",
    "place",
    "rewatch",
    "score",
    "note",
    "remark",
    "private",
)


@dataclass(frozen=True)
class Row:
    """One time. ``day`` is the day of the month, 0 where nobody knows it; ``score`` in the reader's scale.

    ``segment`` is empty for a whole film, ``remark`` for everybody but the owner.
    """

    pk: int
    watched_on: str
    day: int
    film: FilmCard
    segment: str
    segment_url: str
    minutes: int
    version: str
    place: str
    place_url: str
    rewatch: bool
    points: int | None
    score: str
    note: SafeString
    remark: str
    private: bool

    @property
    def url(self) -> str:
        """Where it leads: to the segment, or to the film."""
        return self.segment_url or self.film.url

    @property
    def title(self) -> str:
        """What was watched, with its year."""
        return f"{self.segment} – {self.film.dated}" if self.segment else self.film.dated

    @property
    def date(self) -> SafeString:
        """When, in the reader's language."""
        return partial_date_html(self.watched_on)


@dataclass(frozen=True)
class Month:
    """The rows of a month, or of a year whose months nobody knows; ``url`` is empty for such."""

    key: str
    title: str
    url: str
    rows: list[Row]


def visible(person: User, *, to_owner: bool) -> QuerySet[DiaryEntry]:
    """The rows about films that are there; for others without what is private.

    A row is private itself, or because the watch list says so of its film or of its segment.
    """
    rows = DiaryEntry.objects.filter(user=person, film__hidden=False, film__merged_into=None)
    if to_owner:
        return rows
    kept = Viewing.objects.filter(user=person, private=True)
    return rows.filter(private=False).exclude(
        Q(film__in=kept.filter(segment=None).values("film"))
        | Q(segment__in=kept.exclude(segment=None).values("segment"))
    )


def within(rows: QuerySet[DiaryEntry], span: str) -> QuerySet[DiaryEntry]:
    """Those of a year (``2026``) or a month (``2026-11``); the index finds them."""
    year, month = span[:4], span[5:]
    # No month is "1995-13", but as a text it follows all of 1995.
    following = f"{year}-{int(month) + 1:02}" if month else f"{int(year) + 1:04}"
    return rows.filter(watched_on__gte=span, watched_on__lt=following)


def with_columns(rows: QuerySet[DiaryEntry]) -> QuerySet[Any, Any]:
    """The rows as dictionaries that ``row_of`` takes."""
    titled = rows.annotate(segment_title=segments.best_title("segment"))
    return titled.values(*_OWN, *columns("film__"))


def rows_of(found: Iterable[dict[str, Any]], *, scale: str, own: bool) -> list[Row]:
    """The rows of dictionaries with ``with_columns``."""
    return [_row(each, scale, own) for each in found]


def _row(row: dict[str, Any], scale: str, own: bool) -> Row:
    film = card(row, "film__")
    number = row["segment__number"]
    return Row(
        pk=row["pk"],
        watched_on=row["watched_on"],
        day=int(row["watched_on"][-2:]) if len(row["watched_on"]) == _DAY else 0,
        film=film,
        segment=_segment(row),
        segment_url=segments.url(film.url, number) if number else "",
        minutes=_minutes(row),
        version=_version(row),
        place=row["service__title"] or row["place"],
        place_url=f"/services/{row['service_id']}/" if row["service_id"] else "",
        rewatch=row["rewatch"],
        points=row["score"],
        score=shown(row["score"], scale) if row["score"] else "",
        note=markdown.render(row["note"]) if row["note"] else SafeString(""),
        remark=row["remark"] if own else "",
        private=row["private"],
    )


def _segment(row: dict[str, Any]) -> str:
    """The name of the segment; those that an edit has removed are one all the same."""
    if row["segment_id"] is None:
        return ""
    number = row["segment__number"]
    return segments.title(row["segment_title"], number) if number else _("A segment")


def _minutes(row: dict[str, Any]) -> int:
    """How long it took: that of the cut if it has a length of its own; 0 where nobody knows."""
    if row["segment_id"] is not None:
        return row["segment__runtime"] or 0
    return row["cut__runtime"] or row["film__runtime"] or 0


def _version(row: dict[str, Any]) -> str:
    cut = cut_name(row["cut__kind"], row["cut__name"]) if row["cut__kind"] else ""
    dub = dub_name(row, "dub__") if row["dub__original"] is not None else ""
    return " · ".join(filter(None, (cut, dub)))


def by_month(rows: Iterable[Row], base: str) -> list[Month]:
    """Rows in order, by the month in which they were. ``base`` is the address of the diary."""
    return [
        Month(key, *_named(key, base), rows=list(some))
        for key, some in groupby(rows, key=lambda row: row.watched_on[:_MONTH])
    ]


def _named(key: str, base: str) -> tuple[str, str]:
    """The title of a month, and its page."""
    if len(key) < _MONTH:
        return _("%(year)s, no day known") % {"year": show_partial_date(key)}, ""
    return month_in_words(first_day(key)), f"{base}{key[:4]}/{int(key[5:])}/"


def years_of(rows: QuerySet[DiaryEntry]) -> list[tuple[int, int]]:
    """The years of a diary, the latest first, each with how many rows it has. One query."""
    years = rows.annotate(year=Substr("watched_on", 1, 4)).order_by().values_list("year")
    return sorted(((int(year), n) for year, n in years.annotate(n=Count("pk"))), reverse=True)
