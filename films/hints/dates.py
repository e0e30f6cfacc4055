"""Dates of a film that cannot all be right: releases, dubs, places to watch."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from films.hints.film_edits import FilmEdit, earliest, is_before, number
from films.models.film import FilmKind
from films.models.release import Medium
from wiki.changesets import Fields
from wiki.hints import Hint
from wiki.partial_dates import show_partial_date

#: Nothing drawn was shown to a public before the Théâtre optique.
FIRST_FILM_YEAR = 1892
#: Releases are not announced for a day further ahead.
YEARS_AHEAD = 10
#: Voices may be recorded, and dated, before the film comes out.
YEARS_BEFORE = 1


def hints(edit: FilmEdit) -> Iterator[Hint]:
    """What is odd about the dates of one film."""
    yield from _plausible(edit)
    yield from _in_order(edit)
    yield from _dubs(edit)
    yield from _availability(edit)


def _plausible(edit: FilmEdit) -> Iterator[Hint]:
    today = timezone.localdate()
    for key, release in edit.rows("release").items():
        day = earliest(release["date"])
        if day is None:
            continue
        if day.year < FIRST_FILM_YEAR:
            text = _("No animated film was shown before %(year)s.") % {"year": FIRST_FILM_YEAR}
            yield Hint(key, "date", text)
        elif day.year > today.year + YEARS_AHEAD:
            text = _("This is more than %(count)s years ahead.") % {"count": YEARS_AHEAD}
            yield Hint(key, "date", text)


def _in_order(edit: FilmEdit) -> Iterator[Hint]:
    """Releases abroad before the one at home, discs before the cinema."""
    releases = edit.rows("release")
    home = str(edit.film["country"] or "")
    opening = _first(r for r in releases.values() if home and r["country"] == home)
    for key, release in releases.items():
        date, also = release["date"], ((key, "country"), (key, "medium"), *edit.release_dates)
        abroad = bool(home and release["country"]) and release["country"] != home
        if abroad and release["medium"] != Medium.FESTIVAL and is_before(date, opening):
            text = _("This is before the first release at home (%(date)s).")
            yield Hint(
                key,
                "date",
                text % {"date": show_partial_date(opening)},
                also=(*also, (edit.key, "country")),
            )
        in_cinema = _first(
            r
            for r in releases.values()
            if r["medium"] == Medium.CINEMA and r["country"] == release["country"]
        )
        at_home = release["medium"] in (Medium.DISC, Medium.STREAMING)
        if at_home and edit.film["kind"] != FilmKind.OVA and is_before(date, in_cinema):
            text = _("This is before the release in cinemas of the same country (%(date)s).")
            yield Hint(key, "date", text % {"date": show_partial_date(in_cinema)}, also=also)


def _first(releases: Iterator[Fields]) -> str:
    """The earliest of their dates."""
    dates = [str(release["date"]) for release in releases if earliest(release["date"])]
    return min(dates, key=lambda date: (earliest(date), -len(date)), default="")


def _dubs(edit: FilmEdit) -> Iterator[Hint]:
    for key, dub in edit.rows("dubversion").items():
        made = number(dub["year"])
        if made is not None and edit.year is not None and made < edit.year - YEARS_BEFORE:
            text = _("This is before the film itself (%(year)s).") % {"year": edit.year}
            yield Hint(key, "year", text, also=edit.release_dates)


def _availability(edit: FilmEdit) -> Iterator[Hint]:
    today = timezone.localdate().isoformat()
    for key, place in edit.rows("availability").items():
        if is_before(place["since"], edit.released):
            text = _("This is before the first release of the film (%(date)s).")
            yield Hint(
                key,
                "since",
                text % {"date": show_partial_date(edit.released)},
                also=edit.release_dates,
            )
        if is_before(place["until"], today):
            yield Hint(key, "until", _("This has ended already."))
        if is_before(today, place["checked_on"]):
            yield Hint(key, "checked_on", _("This day is still to come."))
