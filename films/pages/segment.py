"""The page of one segment: `/films/12-memories/segments/1/`, built from the film's document."""

from __future__ import annotations

from typing import Any

from films.pages import film_cast, film_staff
from films.pages.film import segments
from films.pages.film_reader import FilmReader
from wiki.changesets import Document
from wiki.documents import Labels
from wiki.title_language import arrange


def build(
    key: str, document: Document, labels: Labels, number: int, *, url: str, asked: str = ""
) -> dict[str, Any] | None:
    """What the segment page shows: ``segment``, its neighbours, its film; ``None`` if there is
    no segment of that number. ``asked`` is the language in which the reader has asked for texts."""
    reader = FilmReader(key, document, labels, url, asked=asked)
    dubs = film_cast.dubs(reader)
    found = segments(reader, dubs)
    at = next((at for at, segment in enumerate(found) if segment["number"] == number), None)
    if at is None:
        return None
    derived = reader.derived
    shown = arrange(
        derived["title"],
        derived["title_native"],
        derived["title_latin"],
        hint=reader.film.get("original_language") or "",
    )
    segment = found[at]
    for character in segment["characters"]:
        character["segment"] = None  # the page says it
    return {
        "segment": segment,
        "directors": film_staff.directors(reader, segment["key"]),
        "before": found[at - 1] if at else None,
        "after": found[at + 1] if at + 1 < len(found) else None,
        "count": len(found),
        "film": {
            "key": key,
            "title": shown.title,
            "html": shown.html,
            "year": derived["year"],
            "runtime": reader.film.get("runtime"),
            "url": url,
            "veiled": reader.veiled,
        },
        "edit": {
            name: reader.edit(name)
            for name in ("segments", "credits", "characters", "songs", "images")
        },
        "views": dubs[: film_cast.MOST_VIEWS],
        "sheet": _sheet(reader, segment["key"]),
        "names": [name for name in segment["names"] if name["text"] != segment["title"]],
        "whole": film_staff.departments(reader, None, only=True),
    }


def _sheet(reader: FilmReader, key: str) -> dict[str, Any] | None:
    """The people of this segment × all segments: who of them worked where else in the film."""
    sheet = film_staff.timesheet(reader)
    if sheet is None:
        return None
    at = next((at for at, column in enumerate(sheet["columns"]) if column.get("key") == key), None)
    if at is None:
        return None
    sheet["rows"] = [row for row in sheet["rows"] if row["cells"][at]]
    sheet["current"] = at
    return sheet if sheet["rows"] else None
