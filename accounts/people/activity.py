"""What somebody did of late, as their page tells it: watched, reviewed, put into lists, edited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from accounts.contributions import changes_by
from accounts.diary.rows import ORDER, rows_of, visible, with_columns
from accounts.models import FilmList, Review, User
from accounts.privacy import Part
from accounts.scales import shown
from films.cards import card, columns
from wiki.partial_dates import last_day, partial_date_html
from wiki.title_language import name_html

#: So many things are told, and looked for of each kind.
MOST = 12
#: Edits have a page of their own.
MOST_EDITS = 5


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that somebody did at a moment: ``what`` in words, to what, and what they said.

    ``when`` is written instead of the moment where only a day is known.
    """

    at: datetime
    what: str
    name: SafeString
    url: str
    note: str = ""
    when: str = ""


def activity(person: User, *, reader: Any, parts: frozenset[str], scale: str) -> list[Happening]:
    """The latest, newest first, as far as ``reader`` sees those ``parts``. Five queries at most."""
    if Part.ACTIVITY not in parts:
        return []
    own = reader == person
    found = [*_reviews(person, scale), *_lists(person), *_edits(person, reader)]
    if Part.DIARY in parts:
        found += _watched(person, own, scale)
    return sorted(found, key=lambda each: each.at, reverse=True)[:MOST]


def _watched(person: User, own: bool, scale: str) -> Iterator[Happening]:
    latest = with_columns(ORDER.ordered(visible(person, to_owner=own)))[:MOST]
    for row in rows_of(latest, scale=scale, own=own):
        what = (
            pgettext("activity", "watched again")
            if row.rewatch
            else pgettext("activity", "watched")
        )
        name = row.film.names.html
        if row.segment:
            name = format_html("{} – {}", row.segment, name)
        day = row.watched_on
        yield Happening(_evening(day), what, name, row.url, row.score, partial_date_html(day))


def _evening(day: str) -> datetime:
    """When a day that may be known in part has ended, so that it stands in its place among moments."""
    ended = datetime.combine(last_day(day), time.max, tzinfo=timezone.get_current_timezone())
    return min(ended, timezone.now())


def _reviews(person: User, scale: str) -> Iterator[Happening]:
    rows = Review.objects.filter(
        user=person, hidden=False, film__hidden=False, film__merged_into=None
    )
    names = ("pk", "created_at", "score", *columns("film__"))
    for row in rows.order_by("-pk").values(*names)[:MOST]:
        film = card(row, "film__")
        note = shown(row["score"], scale) if row["score"] else ""
        url = f"/reviews/{row['pk']}/"
        yield Happening(
            row["created_at"], pgettext("activity", "reviewed"), film.names.html, url, note
        )


def _lists(person: User) -> Iterator[Happening]:
    rows = FilmList.objects.listed().filter(owner=person)
    for each in rows.defer("description").order_by("-created_at", "-pk")[:MOST]:
        yield Happening(
            each.created_at,
            pgettext("activity", "made the list"),
            name_html(each.title),
            each.get_absolute_url(),
        )


def _edits(person: User, reader: Any) -> Iterator[Happening]:
    """One line for all revisions of a page that follow each other."""
    last, told = "", 0
    for change in changes_by(person, reader=reader).changes:
        if change.url and change.key != last and told < MOST_EDITS:
            told += 1
            what = (
                pgettext("activity", "made the page")
                if change.created
                else pgettext("activity", "edited")
            )
            yield Happening(change.changed_at, what, name_html(change.title), change.url)
        last = change.key
