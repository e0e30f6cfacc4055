"""What one row of a list from another site says, in the terms of this one, whatever the site was."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.timezone import is_naive, make_aware

from accounts.actions.watch import MOST_TIMES
from accounts.moving.times import Time
from wiki.partial_dates import FIRST_YEAR, LAST_YEAR, PATTERN, first_day, last_day

LONGEST_TITLE, LONGEST_NOTES, LONGEST_NOTE = 300, 5000, 1000
#: Names of one row, and sites that it may have numbers of.
MOST_TITLES, MOST_IDS = 12, 12


@dataclass(frozen=True)
class Row:
    """A row of a file.

    ``ids`` are what other sites call it, by their code in ``films.sites``, the most certain first; ``genga``
    is a key of this site. ``film`` is whether the file calls it one, ``None`` if it does not say. ``list``
    is the place of its list among those of the file, ``None`` for the watch list; ``notes`` is then the note
    of the row. ``changed`` is when this was said, where the file knows. ``diary`` are the times of which
    it knows the day (``accounts.moving.times``). ``review`` is what the user writes about it, ``pairs`` which
    films it goes with, and why (``accounts.moving.formats.own_opinions``).
    """

    title: str
    titles: tuple[str, ...] = ()
    year: int | None = None
    ids: Mapping[str, str] = field(default_factory=dict)
    film: bool | None = None
    segment: int | None = None
    person: bool = False
    status: str = ""
    score: int | None = None
    times: int = 0
    started: str = ""
    finished: str = ""
    notes: str = ""
    private: bool = False
    changed: str = ""
    list: int | None = None
    diary: tuple[Time, ...] = ()
    review: Mapping[str, Any] = field(default_factory=dict)
    pairs: tuple[Mapping[str, Any], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """What is kept of it: what the file says."""
        nothing = vars(Row(""))
        return {name: value for name, value in vars(self).items() if value != nothing[name]}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Row:
        """The row that was kept so."""
        values = {"title": "", **kept}
        for several in ("titles", "diary", "pairs"):
            values[several] = tuple(values.get(several, ()))
        return cls(**values)

    @property
    def names(self) -> tuple[str, ...]:
        """All names that the file gives."""
        return tuple(dict.fromkeys(name for name in (self.title, *self.titles) if name))

    def tidied(self) -> Row:
        """The same without dates that contradict one another."""
        if self.started and self.finished and last_day(self.finished) < first_day(self.started):
            return replace(self, started="")
        return self


@dataclass(frozen=True)
class ListRead:
    """A list of a file: what its owner says of it; ``visibility`` is empty where the file has none."""

    title: str
    description: str = ""
    ranked: bool = False
    visibility: str = ""
    openness: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Read:
    """What a file holds. ``left_out`` counts what this site has no room for, such as manga.

    ``anime`` is whether all of it is anime, so that names that are merely alike are worth looking for.
    """

    rows: list[Row]
    lists: list[ListRead] = field(default_factory=list)
    left_out: int = 0
    anime: bool = True


def text(value: Any, most: int = LONGEST_TITLE) -> str:
    """A text of a file in one line: without control characters, cut."""
    return " ".join(long_text(value, most * 2).split())[:most].strip()


def long_text(value: Any, most: int = LONGEST_NOTES) -> str:
    """A text of a file with its lines, without other control characters, cut."""
    if not isinstance(value, str | int):
        return ""
    lines = str(value).replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c if c == "\n" or c.isprintable() else " " for c in lines[: most * 2])
    return kept.strip()[:most].strip()


def titles(values: Any) -> tuple[str, ...]:
    """Further names of a row, each once."""
    found = (text(value) for value in values)
    return tuple(dict.fromkeys(name for name in found if name))[:MOST_TITLES]


def number(value: Any) -> float | None:
    """A number of a file, however it is written; ``None`` for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) and abs(found) < 1e15 else None


def whole(value: Any) -> int | None:
    """A whole number from 0 on."""
    found = number(value)
    return int(found) if found is not None and found >= 0 and found == int(found) else None


def site_id(value: Any) -> str:
    """The number by which a site knows a film; empty for none and for 0."""
    found = whole(value)
    return str(found) if found else ""


def score(value: Any, best: float) -> int | None:
    """A rating of 0 (none) to ``best`` as one of 1 to 100."""
    found = number(value)
    if found is None or not 0 < found <= best:
        return None
    return max(1, min(100, round(found * 100 / best)))


def times(value: Any) -> int:
    """How often something was seen."""
    return min(whole(value) or 0, MOST_TIMES)


def year(value: Any) -> int | None:
    """A year, or the first of a range such as ``1998-1999``."""
    found = whole(value[:4] if isinstance(value, str) else value)
    return found if found is not None and FIRST_YEAR <= found <= LAST_YEAR else None


def date(value: Any) -> str:
    """A partial date from ``2019-05-21``, ``2019-05-00``, a moment of ISO 8601, or year, month and day."""
    if isinstance(value, dict):
        parts = [whole(value.get(name)) or 0 for name in ("year", "month", "day")]
    else:
        parts = [whole(part) or 0 for part in str(value or "")[:10].split("-")][:3]
    kept = []
    for part, digits in zip(parts, (4, 2, 2), strict=False):
        if not part:
            break
        kept.append(f"{part:0{digits}}")
    found = "-".join(kept)
    try:
        first_day(found)
    except ValueError:
        return found[:4] if PATTERN.match(found[:4]) and _possible(found[:4]) else ""
    return found


def _possible(of: str) -> bool:
    return FIRST_YEAR <= int(of) <= LAST_YEAR


def moment(value: Any) -> str:
    """A moment of a file in ISO 8601, from a date, a moment or seconds since 1970."""
    seconds = number(value)
    try:
        if seconds is not None and seconds > 0:
            found = datetime.fromtimestamp(seconds)  # noqa: DTZ006 - made aware below
        else:
            found = datetime.fromisoformat(str(value or "")[:40].strip())
        aware = make_aware(found) if is_naive(found) else found
        return aware.isoformat(timespec="seconds") if 1970 <= aware.year < LAST_YEAR else ""
    except (ValueError, OverflowError, OSError):
        return ""
