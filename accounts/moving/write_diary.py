"""Writing the dated times of rows into the diary, many at once, and taking them back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from datetime import time as clock
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone

from accounts.diary.told import LONGEST_PLACE, check_day
from accounts.link_limits import check_links
from accounts.models import DiaryEntry, ImportRow, ListImport
from accounts.moving.rows import Row
from accounts.moving.times import Time
from films.models import Cut, DubVersion, Service
from wiki.exceptions import Refused
from wiki.partial_dates import first_day

_Place = tuple[int, int | None]
#: What tells the dubs and the cuts of a film from one another.
_DUB, _CUT = ("language", "original", "year"), ("kind", "name")


class Diary:
    """The diary of whoever brings a file, for one piece of its rows."""

    def __init__(self, of: ListImport, films: Iterable[int], rows: Sequence[ImportRow]) -> None:
        """Four queries where rows have times, none where they have not."""
        self.of = of
        self._fresh: list[tuple[ImportRow, DiaryEntry]] = []
        times = [time for row in rows for time in row.read.get("diary", ())]
        held = set(films) if times else set()
        found = DiaryEntry.objects.filter(user=of.user_id, film__in=held)
        keys = found.values_list("film_id", "segment_id", "watched_on") if held else ()
        self._there: Counter[tuple[int, int | None, str]] = Counter(keys)
        self._services = _services(times)
        self._dubs = _versions(DubVersion, held, times, "dub", _DUB)
        self._cuts = _versions(Cut, held, times, "cut", _CUT)

    def missing(self, row: ImportRow, place: _Place) -> list[Time]:
        """The times of a row that the diary does not have yet, each of which it then has."""
        found = []
        for time in Row.of(row.read).diary:
            key = (*place, time["on"])
            if self._there[key]:
                self._there[key] -= 1
            elif _has_been(time["on"]):
                found.append(time)
        return found

    def add(self, row: ImportRow, place: _Place, times: Sequence[Time], raised: int) -> None:
        """Take note of times to be written; so many of them are among the times of the watch list."""
        for at, time in enumerate(times):
            entry = self._entry(place, time)
            entry.counted = int(at < raised)
            self._fresh.append((row, entry))

    def save(self) -> None:
        """Write what was noted, and note in each row what it wrote."""
        DiaryEntry.objects.bulk_create((entry for _row, entry in self._fresh), batch_size=250)
        for row, entry in self._fresh:
            row.after = row.after or {}
            row.after.setdefault("diary", []).append(entry.pk)

    def _entry(self, place: _Place, time: Time) -> DiaryEntry:
        film, segment = place
        # As if it had been written then: it counts for no limit of today.
        moment = datetime.combine(first_day(time["on"]), clock(12), tzinfo=UTC)
        moment = min(moment, timezone.now())
        where = time.get("place", "")[:LONGEST_PLACE]
        service = self._services.get(where)
        return DiaryEntry(
            user_id=self.of.user_id,
            film_id=film,
            segment_id=segment,
            watched_on=time["on"],
            rewatch=time.get("rewatch", False),
            score=time.get("score"),
            note=time.get("note", ""),
            remark=time.get("remark", ""),
            private=time.get("private", False) or not self._may_show(time.get("note", "")),
            place="" if service else where,
            service_id=service,
            dub_id=self._dubs.get((film, *_facts(time.get("dub"), _DUB))),
            cut_id=self._cuts.get((film, *_facts(time.get("cut"), _CUT))),
            created_at=moment,
            changed_at=moment,
        )

    def _may_show(self, note: str) -> bool:
        """Whether others may read what the user writes there."""
        try:
            check_links(self.of.user, note)
        except Refused:
            return False
        return not self.of.user.is_suspended


def _has_been(day: str) -> bool:
    try:
        check_day(day)
    except ValidationError:
        return False
    return True


def _services(times: Iterable[Time]) -> dict[str, int]:
    named = {time["place"] for time in times if time.get("place")}
    rows = Service.objects.visible().filter(title__in=named) if named else Service.objects.none()
    return dict(rows.order_by("-pk").values_list("title", "pk"))


def _facts(told: Mapping[str, Any] | None, names: tuple[str, ...]) -> Iterable[Any]:
    return (told.get(name) for name in names) if told else ()


def _versions(
    model: Any, films: set[int], times: Iterable[Time], name: str, facts: tuple[str, ...]
) -> dict[tuple[Any, ...], int]:
    """The cuts or dubs of films by what files say of them. One query if any time names one."""
    if not any(time.get(name) for time in times):
        return {}
    rows = model.objects.filter(film__in=films).order_by("-pk").values_list("film", *facts, "pk")
    return {tuple(row[:-1]): row[-1] for row in rows}


def take_back(of: ListImport, rows: Iterable[ImportRow]) -> None:
    """Delete what rows have written. What has changed since stays."""
    ids = [pk for row in rows for pk in (row.after or {}).get("diary", ())]
    if ids:
        written = DiaryEntry.objects.filter(user=of.user_id, pk__in=ids)
        written.filter(changed_at=F("created_at")).delete()
