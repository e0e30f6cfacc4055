"""A film in a change set, as rules read it: its rows, its years, what is changed about it.

Values are read with care: a change set that waits may hold what its fields no longer allow.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wiki.changesets import Document, Fields
from wiki.entry_types import registry
from wiki.hints import Place, Proposal
from wiki.partial_dates import first_day, last_day


@dataclass(frozen=True)
class FilmEdit:
    """One film, before and after a change set."""

    proposal: Proposal
    key: str

    @cached_property
    def document(self) -> Document:
        """The film as it would be."""
        return self.proposal.after[self.key]

    @cached_property
    def before(self) -> Document:
        """The film as it is; empty for a new one."""
        return self.proposal.before.get(self.key, {})

    @property
    def film(self) -> Fields:
        """The film's own fields."""
        return self.document[self.key]

    def rows(self, name: str) -> dict[str, Fields]:
        """The rows of one part, by key."""
        return rows_of(self.document, name)

    def everywhere(self, name: str, *fields: str) -> tuple[Place, ...]:
        """``fields`` of every row of a part, of those too that go away."""
        keys = {**rows_of(self.before, name), **self.rows(name)}
        return tuple((key, field) for key in keys for field in fields)

    def changes_any(self, places: Iterable[Place]) -> bool:
        """Whether the change set changes one of ``places``."""
        return self.proposal.changes_any(places)

    @cached_property
    def released(self) -> str:
        """The date of the first release, as precise as it is known; empty for none."""
        return _first_release(self.document)

    @cached_property
    def year(self) -> int | None:
        """The year of the first release."""
        return year(self.released)

    @cached_property
    def year_changes(self) -> bool:
        """Whether the first release would be in another year than it is."""
        return self.year != year(_first_release(self.before))

    @cached_property
    def release_dates(self) -> tuple[Place, ...]:
        """The dates of all releases, the first release's first."""
        places = self.everywhere("release", "date")
        releases = self.rows("release")
        return tuple(
            sorted(places, key=lambda p: releases.get(p[0], {}).get("date") != self.released)
        )


def film_edits(proposal: Proposal) -> list[FilmEdit]:
    """The films of a change set, without those that it merges away."""
    keys = proposal.pages("film")
    return [FilmEdit(proposal, key) for key in keys if not proposal.after[key][key]["merged_into"]]


def rows_of(document: Document, name: str) -> dict[str, Fields]:
    """The rows of one part of a document, by key."""
    return {key: row for key, row in document.items() if key.startswith(f"{name}:")}


def _first_release(document: Document) -> str:
    dates = [str(row["date"]) for row in rows_of(document, "release").values() if row["date"]]
    known = [date for date in dates if earliest(date)]
    return min(known, key=lambda date: (earliest(date), -len(date)), default="")


def number(value: Any) -> int | None:
    """``value`` if it is a number."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def earliest(date: Any) -> datetime.date | None:
    """The first day that a partial date can mean; ``None`` for none."""
    try:
        return first_day(str(date or ""))
    except ValueError:
        return None


def latest(date: Any) -> datetime.date | None:
    """The last day that a partial date can mean; ``None`` for none."""
    try:
        return last_day(str(date or ""))
    except ValueError:
        return None


def is_before(date: Any, other: Any) -> bool:
    """Whether one partial date is before another, whatever days they mean."""
    end, start = latest(date), earliest(other)
    return end is not None and start is not None and end < start


def year(date: Any) -> int | None:
    """The year of a partial date."""
    day = earliest(date)
    return day.year if day else None


def facts(
    proposal: Proposal, name: str, keys: Iterable[Any], columns: tuple[str, ...]
) -> dict[str, Fields]:
    """Some columns and the title of entries that readers may see, by key. One statement at most.

    Entries that the change set makes or changes are as it leaves them.
    """
    wanted = {key for key in keys if isinstance(key, str) and key.startswith(f"{name}:")}
    entry_type = registry[name]
    found: dict[str, Fields] = {}
    for key in wanted & proposal.after.keys():
        document = proposal.after[key]
        found[key] = {**document[key], **entry_type.derive(key, document)}
    ids = {key.partition(":")[2] for key in wanted - found.keys()}
    stored = [int(pk) for pk in ids if pk.isdigit()]
    if stored:
        rows = entry_type.model.objects.visible().filter(pk__in=stored).order_by()
        for row in rows.values("pk", "title", *columns):
            found[f"{name}:{row['pk']}"] = row
    return found
