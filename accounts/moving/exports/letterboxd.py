"""The watch list as Letterboxd takes it: a table of films that were seen, and one of those to be seen."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from accounts.models import User, WatchStatus
from accounts.moving.exports.lines import Line, lines_of

FILE, WATCHLIST_FILE = "genga-letterboxd.csv", "genga-letterboxd-watchlist.csv"
_SEEN = ("Title", "Year", "imdbID", "tmdbID", "Rating10", "WatchedDate", "Rewatch", "Review")
_WANTED = _SEEN[:4]
_FULL_DATE = 10


def export(user: User, *, watchlist: bool = False) -> Iterator[str]:
    """One of the tables, a line at a time. Private lines and segments stay here."""
    heads = _WANTED if watchlist else _SEEN
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
            yield _row([*_film(line), *_seen(line.viewing)])


def _film(line: Line) -> list[Any]:
    kind, _slash, number = line.links.get("tmdb", "").partition("/")
    tmdb = number if kind == "movie" else ""
    return [line.film["title"], line.film["year"] or "", line.links.get("imdb", ""), tmdb]


def _seen(said: dict[str, Any]) -> list[Any]:
    rating = max(1, (said["score"] + 5) // 10) if said["score"] else ""
    day = said["finished"] if len(said["finished"]) == _FULL_DATE else ""
    return [rating, day, "true" if said["times"] > 1 else "false", said["notes"]]


def _row(values: Any) -> str:
    file = io.StringIO()
    csv.writer(file).writerow(values)
    return file.getvalue()
