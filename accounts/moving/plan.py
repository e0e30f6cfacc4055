"""What a row of a file makes of what the watch list says already: the rules, without the database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.models import MergeRule, WatchStatus
from accounts.moving.rows import Row
from wiki.partial_dates import first_day, last_day

#: What a watch list says of a film, and what it says where it says nothing.
NOTHING: dict[str, Any] = {
    "status": "",
    "score": None,
    "times": 0,
    "started": "",
    "finished": "",
    "notes": "",
    "private": False,
}
#: What belongs to a status: not taken from a file whose status is not taken.
_OF_STATUS = ("times", "started", "finished")


def merged(
    row: Row,
    mine: Mapping[str, Any] | None,
    *,
    rule: str,
    mine_changed: datetime | None = None,
    status_for_rest: str = "",
) -> dict[str, Any]:
    """What the watch list is to say: ``mine`` with what the row says, by ``rule``.

    ``mine`` holds the keys of ``NOTHING``, ``None`` for a film that is not on the list. What the row does
    not say is never taken away. Doing it twice is doing it once.
    """
    said = _said(row, status_for_rest)
    found = dict(mine or NOTHING)
    theirs = rule == MergeRule.THEIRS or (
        rule == MergeRule.NEWER and _is_newer(row.changed, mine_changed)
    )
    other_status = bool(
        found["status"] and said.get("status") and found["status"] != said["status"]
    )
    for name, value in said.items():
        if theirs or (not found[name] and not (other_status and name in _OF_STATUS)):
            found[name] = value
    if found["status"] == WatchStatus.WATCHED:
        found["times"] = max(found["times"], 1)
    return _without_contradiction(found, mine, said, theirs=theirs)


def _said(row: Row, status_for_rest: str) -> dict[str, Any]:
    """What the row says, without what it leaves open."""
    said = {name: getattr(row, name) for name in NOTHING if getattr(row, name) != NOTHING[name]}
    if (
        not ("status" in said or "score" in said or row.diary or row.review or row.pairs)
        and status_for_rest
    ):
        said["status"] = status_for_rest
    return said


def _is_newer(changed: str, mine_changed: datetime | None) -> bool:
    return bool(changed and mine_changed and datetime.fromisoformat(changed) > mine_changed)


def _without_contradiction(
    found: dict[str, Any],
    mine: Mapping[str, Any] | None,
    said: Mapping[str, Any],
    *,
    theirs: bool,
) -> dict[str, Any]:
    """Where it would end before it begins, the day that was filled in or not taken over goes."""
    started, finished = found["started"], found["finished"]
    if not (started and finished and last_day(finished) < first_day(started)):
        return found
    if theirs:
        lost = "finished" if "finished" not in said else "started"
    else:
        lost = "finished" if not (mine or NOTHING)["finished"] else "started"
    found[lost] = ""
    return found


def taken_back(
    now: Mapping[str, Any], before: Mapping[str, Any] | None, after: Mapping[str, Any]
) -> dict[str, Any]:
    """What the watch list says once a row is taken back: ``before``, but what changed since stays."""
    former = before or NOTHING
    return {name: former[name] if now[name] == after[name] else now[name] for name in NOTHING}


def says_nothing(values: Mapping[str, Any]) -> bool:
    """Whether a line of a watch list with these values is none."""
    return not any(values[name] for name in NOTHING if name != "private")
