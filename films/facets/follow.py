"""Keeping the sets of facets in step with the database (``wiki.following``), in every process.

Whoever asks compares the latest revision with the one that the sets have followed (one indexed query)
and reads anew the films that revisions touched since. ``tick`` keeps a file of them (``snapshot``) that
is never far behind; from it processes start, and from it they go on after an import. When a day begins,
films with offers that begin or end, and films that readers know better or less, are read again, too.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from django.db import connection
from django.utils.timezone import localdate

from films import renown
from films.facets import rows, snapshot
from films.facets.sets import FacetSets
from films.facets.snapshot import Snapshot
from films.models import Film
from wiki.exceptions import SearchNotReady
from wiki.following import Follower, Place, Report, folder, latest, revised, was_there, writing

logger = logging.getLogger(__name__)

#: With more films than this to read anew, a request goes on with what there is; ``tick`` does it.
AT_ONCE = 400
#: The file is written when so many films have been touched since.
SAVED_EVERY = 100
#: A request reads a whole catalogue of so many films, where nobody has done so yet.
SMALL = 20_000
#: With more films than this all are read, in batches: that takes less memory.
MANY = 50_000
#: How long a request waits for another one that is catching up, in seconds.
PATIENCE = 0.5


@dataclass
class _Kept:
    """What this process has of one database. ``unsaved``: films touched since the file was written."""

    state: Snapshot | None = None
    unsaved: int = 0
    lock: Lock = field(default_factory=Lock)


_kept: dict[str, _Kept] = {}


def current() -> FacetSets:
    """The sets as of the latest revision; one query if they are up to date.

    Behind by more than ``AT_ONCE`` films they stay as they are. Raises ``SearchNotReady`` where there
    are none yet and the catalogue is large.
    """
    kept = _here()
    there = latest()
    if not _is_at(kept, there) and kept.lock.acquire(timeout=PATIENCE):
        try:
            _catch_up(kept, there, most=AT_ONCE)
        finally:
            kept.lock.release()
    if kept.state is None:
        raise SearchNotReady
    return kept.state.sets


def follow_all(report: Report = None) -> str:
    """Catch up, whatever it takes, and write the file if it is far behind; say what was done, in words."""
    kept = _here()
    there = latest()
    if _is_at(kept, there):
        return ""
    with kept.lock:
        count = _catch_up(kept, there, most=None, report=report)
        if kept.unsaved >= SAVED_EVERY:
            _save(kept)
    return f"facets of {count:,} films" if count else ""


def rebuild(report: Report = None) -> str:
    """Make the sets and their file anew; say what was done, in words."""
    kept = _here()
    with kept.lock:
        count = _anew(kept, report)
        _save(kept)
    return f"facets of {count:,} films"


FOLLOWER = Follower("facets", follow_all, rebuild)


def forget() -> None:
    """Know nothing any more, as a process that has just begun."""
    _kept.clear()


def _here() -> _Kept:
    return _kept.setdefault(str(connection.settings_dict["NAME"]), _Kept())


def _is_at(kept: _Kept, there: Place) -> bool:
    state = kept.state
    return state is not None and state.place == there and state.day == localdate()


def _catch_up(kept: _Kept, there: Place, *, most: int | None, report: Report = None) -> int:
    """Bring the sets to ``there``; return how many films were read, 0 if there are too many."""
    state = kept.state
    if state is None or not was_there(state.place):
        kept.state = state = _saved()
    if state is None:
        if most is not None and Film.objects.count() > SMALL:
            return 0
        return _anew(kept, report)
    touched = _touched(state, there, most)
    if most is not None and len(touched) > most:
        saved = _saved()
        if saved is None or saved.place.revision <= state.place.revision:
            return 0
        kept.state = state = saved
        touched = _touched(state, there, most)
        if len(touched) > most:
            return 0
    today = localdate()
    turning: set[int] = set()
    if state.day != today:
        turning = {*state.sets.turning(state.day, today), *renown.changed(state.day)}
    films = {*touched, *turning}
    if len(films) > MANY or state.day > today:
        return _anew(kept, report)
    sets = state.sets.replacing(films, rows.facts_of(films, today)) if films else state.sets
    kept.state = Snapshot(sets, there, today)
    kept.unsaved += len(films)
    return len(films)


def _touched(state: Snapshot, there: Place, most: int | None) -> list[int]:
    """The films that were revised since, no more than one above ``most``."""
    if state.place == there:
        return []
    found = revised(state.place, there).filter(entry_type="film").values_list("entry_id", flat=True)
    return list(found.distinct()[: None if most is None else most + 1])


def _anew(kept: _Kept, report: Report) -> int:
    place = latest()  # before the films are read: what comes meanwhile is followed afterwards
    today = localdate()
    sets = FacetSets(rows.all_sets(today, report))
    kept.state = Snapshot(sets, place, today)
    kept.unsaved = SAVED_EVERY
    return len(sets.films)


def _file() -> Path | None:
    where = folder(f"facets-v{snapshot.VERSION}")
    return where / "sets" if where else None


def _saved() -> Snapshot | None:
    """What the file holds, unless it is of another database."""
    path = _file()
    if path is None:
        return None
    try:
        found = snapshot.read(path)
    except snapshot.BadSnapshot:
        # It holds nothing that the database does not.
        logger.exception("The file of facets cannot be read and is made anew.")
        return None
    return found if found and was_there(found.place) else None


def _save(kept: _Kept) -> None:
    path = _file()
    if path is None or kept.state is None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with writing(path.parent, wait=None):
        snapshot.write(path, kept.state)
    kept.unsaved = 0
