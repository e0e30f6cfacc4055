"""What stands beside the database and follows its revisions: the search index, and what films add.

The catalogue moves with revisions alone, and those have one order. So whatever was made of it says which
revision it has seen last (``Place``); one indexed query tells whether it is behind (``latest``), and
what was revised since says what of it to make anew. After a crash it is behind, never wrong; a
database that was put back to an earlier state is noticed (``was_there``).

Who keeps such a thing registers it: ``tick`` and ``serve`` let all catch up, ``rebuild_search`` makes all
anew.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from wiki.models import Revision, RevisionEntry

Report = Callable[[str], None] | None


@dataclass(frozen=True)
class Place:
    """How far something has followed: the id of the latest revision, and when that was made."""

    revision: int
    at: str


NOTHING = Place(0, "")


@dataclass(frozen=True)
class Follower:
    """Something that follows the revisions.

    ``catch_up`` brings it to the latest one, ``rebuild`` makes it anew; both say what they did, in words,
    or "" for nothing, and tell ``report`` how far they are.
    """

    name: str
    catch_up: Callable[[Report], str]
    rebuild: Callable[[Report], str]


_followers: dict[str, Follower] = {}


def register(follower: Follower) -> None:
    """Let ``follower`` follow the revisions."""
    _followers[follower.name] = follower


def follow_all(report: Report = None) -> str:
    """Let everything catch up, whatever it takes; return what was done, in words. A job of ``tick``."""
    return ", ".join(filter(None, [each.catch_up(report) for each in _followers.values()]))


def rebuild_all(report: Report = None) -> str:
    """Make everything anew; return what was done, in words."""
    return ", ".join(filter(None, [each.rebuild(report) for each in _followers.values()]))


def latest() -> Place:
    """The place of the database itself. One indexed query."""
    row = Revision.objects.order_by("-pk").values_list("pk", "created_at").first()
    return Place(row[0], row[1].isoformat()) if row else NOTHING


def was_there(place: Place) -> bool:
    """Whether the database still has the revision of a place."""
    if place == NOTHING:
        return True
    row = Revision.objects.filter(pk=place.revision).values_list("created_at", flat=True).first()
    return row is not None and row.isoformat() == place.at


def revised(since: Place, until: Place) -> QuerySet[RevisionEntry]:
    """What revisions did to each page after ``since``, up to ``until``."""
    return RevisionEntry.objects.filter(
        revision__gt=since.revision, revision__lte=until.revision
    ).order_by()


def folder(name: str) -> Path | None:
    """Where this machine keeps what is called ``name``; ``None`` to keep it in memory."""
    root = settings.GENGA_SEARCH_DIR
    return Path(root) / name if root else None


@contextmanager
def writing(place: Path | None, *, wait: float | None) -> Iterator[bool]:
    """Hold the lock on a folder; false if another process has it for longer than ``wait`` seconds."""
    if place is None:
        yield True
        return
    with (place / "writer").open("w") as file:
        deadline = None if wait is None else time.monotonic() + wait
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if deadline is not None and time.monotonic() > deadline:
                    yield False
                    return
                time.sleep(0.01)
            else:
                break
        yield True
