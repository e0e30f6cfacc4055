"""The diary of this site's own export: its times join the rows of the watch list about the same films."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from accounts.moving import rows
from accounts.moving.formats.own_lines import About, Line, with_lines
from accounts.moving.rows import Row
from accounts.moving.times import MOST, Time, time
from films.models import CutKind
from wiki.vocabularies import TAG


def with_diary(found: list[Row], told: Iterable[Line], about: About) -> list[Row]:
    """The rows of a watch list with the times of a diary; ``about`` says which film a line is about."""

    def put(row: Row, line: Line) -> Row:
        if len(row.diary) >= MOST:
            return row
        return replace(row, diary=(*row.diary, *_time(line)))

    return with_lines(found, told, about, put)


def _time(told: dict[str, Any]) -> tuple[Time, ...]:
    return time(
        rows.date(told.get("watched_on")),
        rewatch=told.get("rewatch") is True,
        score=rows.score(told.get("score"), 100),
        note=rows.long_text(told.get("note")),
        remark=rows.long_text(told.get("remark")),
        private=told.get("private") is True,
        place=rows.text(told.get("place"), 100),
        dub=_dub(told.get("dub")),
        cut=_cut(told.get("cut")),
    )


def _dub(told: Any) -> dict[str, Any]:
    if not isinstance(told, dict):
        return {}
    language = rows.text(told.get("language"), 35)
    tag = language if TAG.match(language) else ""
    return {
        "language": tag,
        "original": told.get("original") is True,
        "year": rows.year(told.get("year")),
    }


def _cut(told: Any) -> dict[str, Any]:
    if not isinstance(told, dict) or told.get("kind") not in CutKind.values:
        return {}
    return {"kind": told["kind"], "name": rows.text(told.get("name"), 200)}
