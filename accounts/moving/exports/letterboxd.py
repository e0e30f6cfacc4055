"""The watch list as Letterboxd takes it: a table of films that were seen, and one of those to be seen."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from accounts.models import User, WatchStatus
from accounts.moving.exports.diary import days_of
from accounts.moving.exports.lines import Line, lines_of

FILE, WATCHLIST_FILE = "genga-letterboxd.csv", "genga-letterboxd-watchlist.csv"
_SEEN = ("Title", "Year", "imdbID", "tmdbID", "Rating10", "WatchedDate", "Rewatch", "Review")
_WANTED = _SEEN[:4]
_FULL_DATE = 10


def export(user: User, *, watchlist: bool = False) -> Iterator[str]:
    """One of the tables, a line at a time. Private lines and segments stay here."""
    heads = _WANTED if watchlist else _SEEN
    days = {} if watchlist else days_of(user)
    yield _row(heads)
    for line in lines_of(user):
        if line.segment or line.viewing["private"]:
            continue
        status = line.viewing["status"]
        if watchlist and status == WatchStatus.WANT:
            yield _row(_film(line))
        elif not watchlist and (
            status == WatchStatus.WATCHED or (not status and line.viewing["score"])
        ):
            for seen in _times(line.viewing, days.get(line.film["pk"], [])):
                yield _row([*_film(line), *seen])


def _film(line: Line) -> list[Any]:
    kind, _slash, number = line.links.get("tmdb", "").partition("/")
    tmdb = number if kind == "movie" else ""
    return [line.film["title"], line.film["year"] or "", line.links.get("imdb", ""), tmdb]


def _times(said: dict[str, Any], days: list[dict[str, Any]]) -> Iterator[list[Any]]:
    """What is told of a film that was seen: each time of which the diary knows the day, else one.

    Where the diary is silent about the last time, the watch list speaks: it is what holds now.
    """
    for time in days:
        again = "true" if time["rewatch"] else "false"
        score, note = time["score"], time["note"]
        if time is days[-1]:
            score, note = score or said["score"], note or said["notes"]
        yield [_rating(score), time["watched_on"], again, note]
    if not days:
        day = said["finished"] if len(said["finished"]) == _FULL_DATE else ""
        again = "true" if said["times"] > 1 else "false"
        yield [_rating(said["score"]), day, again, said["notes"]]


def _rating(score: int | None) -> int | str:
    return max(1, (score + 5) // 10) if score else ""


def _row(values: Any) -> str:
    file = io.StringIO()
    csv.writer(file).writerow(values)
    return file.getvalue()
