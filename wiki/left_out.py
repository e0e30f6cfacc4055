"""Dividing a change set: what a moderator accepts, and what is left out with a reason. Pure.

A *place* is the smallest part of a change set that can be decided by itself: ``(key, field)`` for a
field of a page or of a row that stays, ``(key, "")`` for a row that comes or goes. A new page itself
is no place, its fields and rows are; new places in the order of rows follow their row.

What depends on something that is left out is left out with it: what comes needs the rows and pages
that it points at, what stays needs those that it points at to stay. A proposed page to which nothing
leads any more is not made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from wiki.areas import pieces
from wiki.changesets import LAST_WINS, ROW, Change, ChangeSet
from wiki.entry_types import Part, Shape, registry
from wiki.exceptions import InvalidChange, NothingKept
from wiki.models import Submission, SubmissionKind, SubmissionStatus

Place = tuple[str, str]
#: Kinds of which a part can be approved, or corrected; the others stand or fall as a whole.
DIVISIBLE = (SubmissionKind.EDIT, SubmissionKind.CREATE, SubmissionKind.IMPORT)
#: More characters are no reason but a comment.
LONGEST_REASON = 300


class LeftOut(Change):
    """A change, or the part of one, that was left out, and why."""

    reason: str


@dataclass
class Division:
    """A change set in two parts that together are the whole of it."""

    kept: ChangeSet = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def places(changes: Iterable[Change]) -> list[Place]:
    """The places of a change set that can be decided one by one, in its order.

    The only name of a new page is none: the page cannot be without it.
    """
    changes = list(changes)
    fixed = _only_names(changes)
    return [(p.key, p.field) for p in pieces(changes) if (p.key, p.field) not in fixed]


def count(changes: Iterable[Change]) -> int:
    """How many changes there are for a reader: fields, and whole rows."""
    return len(pieces(changes))


def divide(changes: ChangeSet, leaving_out: Mapping[Place, str], *, main: str) -> Division:
    """``changes`` (of a submission for the page ``main``) without the places in ``leaving_out``,
    which gives the reason for each, and without what depends on them.

    Raises ``InvalidChange`` for what is no place or has no reason, ``NothingKept`` when nothing
    would be left to approve.
    """
    known = set(places(changes))
    errors: dict[str, dict[str, list[str]]] = {}
    for (key, name), reason in leaving_out.items():
        if (key, name) not in known:
            errors.setdefault(key, {})[name] = [_("This cannot be left out by itself.")]
        elif not reason.strip():
            errors.setdefault(key, {})[name] = [_("Say why this is left out.")]
        elif len(reason) > LONGEST_REASON:
            errors.setdefault(key, {})[name] = [_("Say it in fewer words.")]
    if errors:
        raise InvalidChange(errors)
    divider = _Divider(changes, main)
    divider.leave({place: reason.strip() for place, reason in leaving_out.items()})
    division = divider.division()
    if not pieces(division.kept):
        raise NothingKept
    return division


def _only_names(changes: ChangeSet) -> set[Place]:
    """The names of new pages that have no other."""
    made = {c["key"] for c in changes if c["op"] == "+" and c["key"] == c["entry"]}
    names: dict[str, list[Place]] = {}
    for change in changes:
        entry = change["entry"]
        if entry in made and change["op"] == "+":
            entry_type = registry.of_key(entry) if entry.partition(":")[0] in registry else None
            if entry_type and change["key"].partition(":")[0] == entry_type.names_part:
                names.setdefault(entry, []).append((change["key"], ROW))
    return {rows[0] for rows in names.values() if len(rows) == 1}


class _Divider:
    """Finds what must be left out together."""

    def __init__(self, changes: ChangeSet, main: str) -> None:
        self.changes = changes
        self.main = main
        self.coming = {c["key"] for c in changes if c["op"] == "+"}
        self.going = {c["key"] for c in changes if c["op"] == "-"}
        self.left: dict[Place, str] = {}
        #: The rows that come which each place needs, the rows that go which it gives up.
        self.needs: dict[Place, set[str]] = {}
        self.gives_up: dict[Place, set[str]] = {}
        self.inside: dict[str, list[str]] = {}
        for change in changes:
            self._read(change)
        self.pages = {c["key"] for c in changes if c["op"] == "+" and c["key"] == c["entry"]}
        self.led_to = self._reachable()

    def _read(self, change: Change) -> None:
        shape = registry.shapes.get(change["key"].partition(":")[0])
        if shape is None:
            return
        whole = isinstance(shape, Part) and change["op"] != "~"
        for name, (base, new) in change["fields"].items():
            place = (change["key"], ROW if whole else name)
            needs = _targets(shape, name, new) & self.coming
            self.needs.setdefault(place, set()).update(needs)
            gives_up = _targets(shape, name, base) & self.going
            self.gives_up.setdefault(place, set()).update(gives_up)
            if whole and change["op"] == "-" and name == getattr(shape, "parent_field", ""):
                self.inside.setdefault(base, []).append(change["key"])
        if whole:
            self.needs.setdefault((change["key"], ROW), set())

    def leave(self, reasons: Mapping[Place, str]) -> None:
        """Leave out these places and all that depends on them, for the same reasons."""
        waiting = list(reasons.items())
        while waiting:
            place, reason = waiting.pop(0)
            if place not in self.left:
                self.left[place] = reason
                waiting += [(other, reason) for other in self._dependent_on(place)]
            if not waiting:
                waiting = self._orphans(reason)

    def _dependent_on(self, place: Place) -> list[Place]:
        key, name = place
        found: list[Place] = [(row, ROW) for row in sorted(self.gives_up.get(place, ()))]
        if name == ROW and key in self.coming:
            found += [other for other, needed in self.needs.items() if key in needed]
        if name == ROW and key in self.going:
            found += [(row, ROW) for row in self.inside.get(key, ())]
        return found

    def _orphans(self, reason: str) -> list[tuple[Place, str]]:
        """Everything about new pages to which nothing leads any more."""
        lost = self.led_to - self._reachable()
        return [
            (place, reason)
            for change in self.changes
            if change["entry"] in lost
            for place in [(change["key"], ROW), *((change["key"], n) for n in change["fields"])]
            if place not in self.left and (place in self.needs or place == (change["entry"], ROW))
        ]

    def _reachable(self) -> set[str]:
        """The new pages that lead to none or that something leads to that is not left out."""
        found = {self.main}
        of_page: dict[str, set[str]] = {}
        entry_of = {change["key"]: change["entry"] for change in self.changes}
        for place, needed in self.needs.items():
            if place not in self.left:
                of_page.setdefault(entry_of[place[0]], set()).update(needed & self.pages)
        waiting = [entry for entry in of_page if entry not in self.pages or entry == self.main]
        while waiting:
            for page in of_page.get(waiting.pop(), ()):
                if page not in found:
                    found.add(page)
                    waiting.append(page)
        return found

    def division(self) -> Division:
        """The two parts."""
        result = Division()
        for change in self.changes:
            fields = change["fields"]
            row = (change["key"], ROW)
            if row in self.left:
                reason = self.left[row]
                result.left_out.append({**change, "reason": reason})
                continue
            gone = {n: pair for n, pair in fields.items() if (change["key"], n) in self.left}
            kept = {n: pair for n, pair in fields.items() if n not in gone}
            result.left_out += _by_reason(change, gone, self.left)
            if change["op"] != "~" or not gone or kept.keys() - LAST_WINS:
                result.kept.append({**change, "fields": kept})
        return result


def _by_reason(
    change: Change, gone: Mapping[str, list[Any]], reasons: Mapping[Place, str]
) -> list[LeftOut]:
    """Fields of one row that were left out, together as far as their reason is the same."""
    found: dict[str, LeftOut] = {}
    for name, pair in gone.items():
        reason = reasons[change["key"], name]
        part = found.setdefault(reason, {**change, "op": "~", "fields": {}, "reason": reason})
        part["fields"][name] = pair
    return list(found.values())


def _targets(shape: Shape, name: str, value: Any) -> set[str]:
    """The keys that a value of a field points at, rows and pages."""
    spec = shape.fields.get(name)
    if spec is None or not spec.refers or not value:
        return set()
    return set(value) if isinstance(value, list) else {value}


def is_refused_in_part(submission: Submission) -> bool:
    """Whether changes of a submission were refused that its author can propose again."""
    if submission.kind not in (SubmissionKind.EDIT, SubmissionKind.CREATE):
        return False
    return submission.status == SubmissionStatus.REJECTED or bool(submission.left_out)


def refused_of(submission: Submission) -> ChangeSet:
    """The changes of a submission that were refused: all of them, or those left out."""
    if submission.status == SubmissionStatus.REJECTED:
        return submission.changes
    return left_out_of(submission.left_out)


def left_out_of(changes: Iterable[LeftOut]) -> ChangeSet:
    """What was left out, as a change set."""
    merged: dict[str, Change] = {}
    for change in changes:
        known = merged.get(change["key"])
        if known is None:
            fields = dict(change["fields"])
            merged[change["key"]] = {
                "key": change["key"],
                "entry": change["entry"],
                "op": change["op"],
                "fields": fields,
            }
        else:
            known["fields"].update(change["fields"])
    return list(merged.values())


def reasons_of(changes: Iterable[LeftOut]) -> dict[Place, str]:
    """Why each place was left out."""
    found: dict[Place, str] = {}
    for change in changes:
        for piece in pieces([change]):
            found[piece.key, piece.field] = change["reason"]
    return found
