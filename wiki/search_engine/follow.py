"""Keeping the index in step with the database.

The index says which revision it has followed (``wiki.following``) in the same commit as what it learned
from it. So whoever searches asks the database for the latest revision (one indexed query); if the
index is behind, in this process or on this disk, it catches up first. A crash leaves it behind, never
wrong; a database that was put back to an earlier state is noticed, and the index made anew.

Processes of one machine share the files; one of them writes, under a lock on a file. Each machine has
an index of its own.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import tantivy
from django.db import connection
from django.db.models import QuerySet

from wiki.changesets import ChangeSet, ids_by_type
from wiki.documents import references_in_changes
from wiki.entry_types import EntryType, registry
from wiki.exceptions import SearchNotReady
from wiki.following import Follower, Place, Report, folder, latest, revised, was_there, writing
from wiki.models import RevisionEntry, SearchName
from wiki.search_engine import index as files
from wiki.search_engine.index import Entry

logger = logging.getLogger(__name__)

#: Entries that are read at once.
BATCH = 1_000
#: With more entries than this to catch up with, a search goes on with what there is, and ``tick`` does it.
AT_ONCE = 400
#: How long a search waits for another process that is catching up, in seconds.
PATIENCE = 0.5


@dataclass
class _Opened:
    """The index as this process has it open."""

    folder: Path | None
    index: tantivy.Index
    place: Place | None = None
    lock: Lock = field(default_factory=Lock)


_opened: dict[str, _Opened] = {}
_opening = Lock()


def searcher() -> tantivy.Searcher:
    """What there is to search, as of the latest revision.

    One query if the index is up to date. Behind by more than ``AT_ONCE`` entries it stays as it is.
    Raises ``SearchNotReady`` where there is none yet and the catalogue is large.
    """
    opened = _open()
    there = latest()
    if opened.place != there:
        _catch_up(opened, there, most=AT_ONCE)
    if opened.place is None:
        raise SearchNotReady
    return opened.index.searcher()


def follow_all(*, report: Callable[[str], None] | None = None) -> str:
    """Catch up, whatever it takes; return what was done, in words, "" for nothing. A job of ``tick``."""
    opened = _open()
    there = latest()
    if opened.place == there:
        return ""
    count = _catch_up(opened, there, most=None, report=report)
    return f"{count:,} search documents" if count else ""


def rebuild(*, report: Callable[[str], None] | None = None) -> int:
    """Make the index anew, from the names that the database holds; return its number of documents.

    Searches go on with the old one meanwhile. ``report`` is told how many entries are done.
    """
    opened = _open()
    with opened.lock, writing(opened.folder, wait=None):
        return _anew(opened, report)


def renew(keys: Iterable[str]) -> int:
    """Read entries again that no revision has changed: how well known they are has another source.

    Returns how many documents were written; none where the index is behind, which comes first.
    """
    wanted = sorted(set(keys))
    opened = _open()
    if not wanted or opened.place is None or opened.place != latest():
        return 0
    with opened.lock, writing(opened.folder, wait=None):
        opened.index.reload()
        place = files.place_of(opened.index)
        if place is None:
            return 0
        return files.write(opened.index, _entries(wanted), instead_of=wanted, place=place)


def _rebuilt(report: Report) -> str:
    return f"{rebuild(report=report):,} search documents"


FOLLOWER = Follower("search", lambda report: follow_all(report=report), _rebuilt)


def _open() -> _Opened:
    name = str(connection.settings_dict["NAME"])
    opened = _opened.get(name)
    if opened is None:
        with _opening:
            opened = _opened.get(name)
            if opened is None:
                opened = _opened[name] = _opened_from(folder(f"v{files.VERSION}"))
    return opened


def _opened_from(where: Path | None) -> _Opened:
    try:
        index = files.make(where)
    except ValueError:
        # Not an index, or a broken one: it holds nothing that the database does not.
        logger.exception("The search index in %s cannot be read and is made anew.", where)
        if where is not None:
            shutil.rmtree(where)
        index = files.make(where)
    return _Opened(where, index, files.place_of(index))


def _catch_up(
    opened: _Opened,
    there: Place,
    *,
    most: int | None,
    report: Callable[[str], None] | None = None,
) -> int:
    """Bring the index to ``there``; return how many documents were written."""
    wait = PATIENCE if most is not None else None
    if not opened.lock.acquire(timeout=-1 if wait is None else wait):
        return 0
    try:
        with writing(opened.folder, wait=wait) as may_write:
            opened.index.reload()
            opened.place = files.place_of(opened.index)
            if opened.place == there or not may_write:
                return 0
            return _follow(opened, there, most, report)
    finally:
        opened.lock.release()


def _follow(
    opened: _Opened, there: Place, most: int | None, report: Callable[[str], None] | None
) -> int:
    if opened.place is None or not was_there(opened.place):
        if most is not None and SearchName.objects.count() > 20 * most:
            return 0
        return _anew(opened, report)
    rows = revised(opened.place, there)
    if most is not None and rows[: most + 1].count() > most:
        return 0  # before their changes are read: after an import these are millions of facts
    keys = _moved(rows)
    if most is not None and len(keys) > most:
        return 0
    wanted = sorted(key for key in keys if key.partition(":")[0] in registry)
    count = files.write(opened.index, _entries(wanted), instead_of=keys, place=there)
    opened.place = there
    return count


def _anew(opened: _Opened, report: Callable[[str], None] | None) -> int:
    place = latest()  # before the names are read: what comes meanwhile is followed afterwards
    count = files.write(opened.index, _all_entries(report), place=place, anew=True)
    opened.place = place
    return count


def _moved(rows: QuerySet[RevisionEntry]) -> set[str]:
    """The entries that the index may hold other than they are now: what was changed, what that points
    at, and what is found by the names of what was renamed.
    """
    keys: set[str] = set()
    renamed: set[str] = set()
    for name, pk, changes in rows.values_list("entry_type", "entry_id", "changes").iterator():
        key = f"{name}:{pk}"
        keys |= {key, *references_in_changes(changes)}
        if name in registry and _renames(registry[name], key, changes):
            renamed.add(key)
    return keys | set(_holding(renamed))


def _renames(entry_type: EntryType, key: str, changes: ChangeSet) -> bool:
    """Whether a revision changed the names of a page, hid it or brought it back."""
    hides = any(change["key"] == key and "hidden" in change["fields"] for change in changes)
    names = f"{entry_type.names_part}:"
    return hides or any(change["key"].startswith(names) for change in changes)


def _holding(keys: Iterable[str]) -> Iterator[str]:
    """Entries that are found by the names of ``keys``, too."""
    for name, ids in ids_by_type(keys).items():
        found_with = registry[name].found_with
        if found_with is not None:
            yield from found_with(ids)


def _entries(keys: Iterable[str]) -> Iterator[Entry]:
    for name, ids in ids_by_type(keys).items():
        for at in range(0, len(ids), BATCH):
            yield from _batch(registry[name], ids[at : at + BATCH])


def _all_entries(report: Callable[[str], None] | None) -> Iterator[Entry]:
    for entry_type in registry:
        last, done = 0, 0
        while ids := _after(entry_type, last):
            last = ids[-1]
            yield from _batch(entry_type, ids)
            done += len(ids)
            if report:
                report(f"{entry_type.label_plural}: {done:,}")


def _after(entry_type: EntryType, pk: int) -> list[int]:
    rows = SearchName.objects.filter(entry_type=entry_type.name, entry_id__gt=pk)
    ids = rows.order_by("entry_id").values_list("entry_id", flat=True).distinct()
    return list(ids[:BATCH])


def _batch(entry_type: EntryType, ids: list[int]) -> Iterator[Entry]:
    """What the index is told of entries; those without names are hidden, and left out."""
    names: dict[int, list[str]] = {}
    rows = SearchName.objects.filter(entry_type=entry_type.name, entry_id__in=ids)
    for pk, text in rows.order_by("entry_id", "rank", "pk").values_list("entry_id", "text"):
        names.setdefault(pk, []).append(text)
    facts = entry_type.search_facts(list(names)) if entry_type.search_facts else {}
    for pk, texts in names.items():
        known = facts.get(pk)
        yield Entry(
            key=f"{entry_type.name}:{pk}",
            names=tuple(texts),
            popularity=(known.popularity if known else 0) + len(texts),
            year=known.year if known else None,
            main=known.main if known else (),
            also=known.also if known else (),
        )
