"""A user's diary for files: its rows with what films are called here and elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accounts.models import DiaryEntry, User
from accounts.moving.exports.lines import CHUNK, films_of, links_of, told_of

HEADS = (
    "watched_on",
    "id",
    "title",
    "native",
    "year",
    "segment",
    "rewatch",
    "score",
    "place",
    "dub",
    "cut",
    "note",
    "remark",
    "private",
)
_PLAIN = ("watched_on", "rewatch", "score", "note", "remark", "private")
_COLUMNS = (
    *("pk", "film_id", "segment_id", "segment__number", *_PLAIN, "place", "service__title"),
    *("dub_id", "dub__language", "dub__original", "dub__year", "cut_id", "cut__kind", "cut__name"),
)


def times_of(user: User) -> Iterator[dict[str, Any]]:
    """The rows of a diary whose films are there, in the order in which they were written."""
    found = DiaryEntry.objects.filter(user=user, film__hidden=False).order_by("pk")
    last = 0
    while some := list(found.filter(pk__gt=last).values(*_COLUMNS)[:CHUNK]):
        last = some[-1]["pk"]
        films = films_of(row["film_id"] for row in some)
        links = links_of("film", films)
        for row in some:
            if row["segment_id"] and not row["segment__number"]:  # the segment is gone for now
                continue
            film = films[row["film_id"]]
            yield {"film": told_of(film, links.get(film["pk"], {})), **_said(row)}


def _said(row: dict[str, Any]) -> dict[str, Any]:
    dub = {name: row[f"dub__{name}"] for name in ("language", "original", "year")}
    cut = {name: row[f"cut__{name}"] for name in ("kind", "name")}
    return {
        "segment": row["segment__number"],
        **{name: row[name] for name in _PLAIN},
        "place": row["service__title"] or row["place"],
        "dub": dub if row["dub__original"] is not None else None,
        "cut": cut if row["cut__kind"] is not None else None,
    }


def cells_of(told: dict[str, Any]) -> list[Any]:
    """A row of the table with ``HEADS``."""
    film, dub, cut = told["film"], told["dub"], told["cut"]
    flat = {
        **told,
        **{name: film[name] for name in ("id", "title", "native", "year")},
        "dub": dub["language"] if dub else "",
        "cut": (cut["name"] or cut["kind"]) if cut else "",
    }
    return [flat[name] for name in HEADS]


def days_of(user: User) -> dict[int, list[dict[str, Any]]]:
    """The times of whole films that have a day and are not private, by film, the first first."""
    rows = DiaryEntry.objects.filter(user=user, segment=None, private=False)
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows.order_by("watched_on", "pk").values("film_id", *_PLAIN):
        if len(row["watched_on"]) == len("1995-12-23"):
            found.setdefault(row["film_id"], []).append(row)
    return found
