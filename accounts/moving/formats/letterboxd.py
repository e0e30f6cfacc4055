"""Letterboxd: the archive that it gives, or single tables of it; and the table that it takes.

Films are told by name and year there. The tables of an archive speak of the same films; what they say is
put together: watched, rated, seen on which days, reviewed, wanted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from accounts.models import WatchStatus
from accounts.moving import rows
from accounts.moving.files import Source, check_count, decode, table
from accounts.moving.rows import ListRead, Read, Row
from accounts.moving.times import joined, time

NAME, LABEL = "letterboxd", "Letterboxd"
#: What tells films apart: name, year, address.
_Key = tuple[str, int | None, str]
_LIST = "Position,Name,Year,URL"
_HEAD = re.compile(r"\ADate,Name,Tags,URL,Description\s*$", re.MULTILINE)
#: Columns of one of which tables of this site have, beside a name.
_MARKS = frozenset(("Letterboxd URI", "LetterboxdURI", "tmdbID", "imdbID", "WatchedDate"))


def read(source: Source) -> Read | None:
    """What the archive or the table holds; ``None`` if it is another site's."""
    films: dict[_Key, Row] = {}
    named: dict[tuple[str, int | None], _Key] = {}
    listed: list[Row] = []
    lists: list[ListRead] = []
    found = False
    for path, data in sorted(source.members.items(), key=_in_turn):
        text = decode(data).lstrip("\r\n \ufeff")
        if path.startswith(("deleted/", "orphaned/", "likes/")):
            continue
        if _LIST in text[:20_000] and (
            text.startswith("Letterboxd list export") or _HEAD.search(text[:200])
        ):
            lists.append(_list_of(text, path))
            listed += _rows_of_list(text, len(lists) - 1)
            found = True
        elif _is_table(text):
            found = True
            for row, address in _rows(text, path):
                key = _key(films, named, row, address)
                named.setdefault(key[:2], key)
                films[key] = _joined(films[key], row) if key in films else row
        check_count(len(films) + len(listed))
    return Read([*films.values(), *listed], lists, anime=False) if found else None


def _in_turn(member: tuple[str, bytes]) -> tuple[bool, str]:
    """Tables of films come before diaries."""
    path = member[0]
    return path.rpartition("/")[2] in ("diary.csv", "reviews.csv"), path


def _is_table(text: str) -> bool:
    names = {name.strip().strip('"') for name in text.partition("\n")[0].split(",")}
    return bool(names & {"Name", "Title"}) and bool(names & _MARKS)


def _rows(text: str, path: str) -> Iterator[tuple[Row, str]]:
    """The rows of a table, each with the address of its film; diaries have that of their entry alone."""
    name = path.rpartition("/")[2].lower()
    for told in table(text):
        title = rows.text(told.get("Name") or told.get("Title"))
        if title:
            of_film = "Watched Date" not in told
            yield _row(told, title, name), told.get("Letterboxd URI", "") if of_film else ""


def _key(
    films: Mapping[_Key, Row],
    named: Mapping[tuple[str, int | None], _Key],
    row: Row,
    address: str,
) -> _Key:
    """What tells the film of a row: there are others of its name and year, but diaries do not say which."""
    key = (row.title, row.year, address)
    if address or key in films:
        return key
    return named.get(key[:2], key)


def _row(told: Mapping[str, str], title: str, name: str) -> Row:
    score = rows.score(told.get("Rating"), 5) or rows.score(told.get("Rating10"), 10)
    day = rows.date(told.get("Watched Date") or told.get("WatchedDate"))
    status = ""
    if "watchlist" in name:
        status = WatchStatus.WANT
    elif day or score or "Watched Date" in told or "WatchedDate" in told or "watched" in name:
        status = WatchStatus.WATCHED
    return Row(
        title=title,
        year=rows.year(told.get("Year", "")),
        ids=_ids(told),
        status=status,
        score=score,
        times=1 if status == WatchStatus.WATCHED else 0,
        finished=day,
        notes=rows.long_text(told.get("Review")),
        changed=rows.moment(told.get("Date")),
        diary=time(day, rewatch=told.get("Rewatch", "").lower() in ("yes", "true"), score=score),
    )


def _ids(told: Mapping[str, str]) -> dict[str, str]:
    imdb, tmdb = rows.text(told.get("imdbID"), 20), rows.site_id(told.get("tmdbID"))
    found = {"imdb": imdb, "tmdb": f"movie/{tmdb}" if tmdb else ""}
    return {site: value for site, value in found.items() if value}


def _joined(one: Row, other: Row) -> Row:
    """What two tables say of one film. Watched on two days is watched twice."""
    latest, first = (other, one) if other.changed >= one.changed else (one, other)
    status = max(one.status, other.status, key=_weight)
    days = {day for day in (one.finished, other.finished) if day}
    again = bool(other.finished and one.finished and other.finished != one.finished)
    return replace(
        one,
        status=status,
        score=latest.score or first.score,
        times=max(one.times, other.times) + again,
        finished=max(days, default=""),
        notes=latest.notes or first.notes,
        changed=latest.changed,
        diary=joined(one.diary, other.diary),
    )


def _weight(status: str) -> int:
    return ("", WatchStatus.WANT, WatchStatus.WATCHED).index(status)


def _list_of(text: str, path: str) -> ListRead:
    """What the head of a list says: a table of one row above that of the films."""
    head = text[: text.index(_LIST)]
    start = head.find(
        "Date,Name,Tags"
    )  # an old export, or one that somebody has shortened, has none
    told: Mapping[str, Any] = next(table(head[start:]), {}) if start >= 0 else {}
    named = rows.text(told.get("Name"), 150)
    tags = (rows.text(tag, 40) for tag in told.get("Tags", "").split(","))
    return ListRead(
        title=named or path.rpartition("/")[2].removesuffix(".csv")[:150] or LABEL,
        description=rows.long_text(told.get("Description"), 10_000),
        tags=tuple(tag for tag in tags if tag),
    )


def _rows_of_list(text: str, place: int) -> Iterator[Row]:
    for told in table(text[text.index(_LIST) :]):
        title = rows.text(told.get("Name"))
        if title:
            note = rows.text(told.get("Description"), rows.LONGEST_NOTE)
            yield Row(title=title, year=rows.year(told.get("Year", "")), notes=note, list=place)
