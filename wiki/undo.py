"""The undo graph: taking some revisions of a page back without losing what others did. Pure.

Each place of a page (a field of a row, a member of a set, whether a row is there) has had states, one
after another. A state knows which revision set it and which state it took the place of. Whoever
undoes something leads a place back to a state that it had, with all that lies below: what was undone
is in nobody's way any more. Taking revisions back follows these links down to the latest state that
none of them set::

    113 (mei) ← 999 (vandal) ← 998 (vandal)             gives 113
    113 (mei) ← 999 (vandal) ← 115 (kanta)              keeps 115, and asks whether 113 is meant
    113 (mei) ← 999 (vandal), reverted                  is 113 and asks nothing

A value that somebody else set last is never touched. Texts are taken back paragraph by paragraph
where that is possible. Rows that the taken revisions made go, unless others have edited them (that is
a question) or rows that stay refer to them (they are kept); rows that they removed come back.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from wiki import changesets
from wiki.changesets import LAST_WINS, ROW, Change, ChangeSet, Conflict, Document, Fields, Value

#: What to do where there is a question, by row and field: ``"now"`` (the default) or ``"proposed"``.
Choices = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Step:
    """What one revision did to the page; ``undoing``: it took other revisions back."""

    number: int
    changes: ChangeSet
    undoing: bool = False


@dataclass
class Undone:
    """How a page is without the revisions taken back.

    ``changes`` fit the present document and hold what was chosen. ``questions`` are where others have
    changed since what a taken revision had set: ``now`` keeps the later value, ``proposed`` goes
    back before the taken revision. ``kept`` are rows that the taken revisions made and that stay,
    with the rows by others that refer to each.
    """

    entry: str
    changes: ChangeSet = field(default_factory=list)
    questions: list[Conflict] = field(default_factory=list)
    kept: dict[str, list[str]] = field(default_factory=dict)
    #: The rows that are kept, as they are now.
    kept_rows: Document = field(default_factory=dict)

    @property
    def asking(self) -> ChangeSet:
        """``changes`` as they were meant, so that merging them with the page asks the questions.

        Rows that are kept are to go, too: whoever fits the change set says what stands against it.
        """
        wanted = {change["key"]: change for change in self.changes}
        for key, fields in self.kept_rows.items():
            wanted[key] = _removal(key, self.entry, fields)
        for question in self.questions:
            if question.field == ROW:
                if question.base != question.now:
                    wanted[question.key] = _removal(question.key, self.entry, question.base)
            elif wanted.get(question.key, {"op": "~"})["op"] == "~":
                change = wanted.setdefault(
                    question.key,
                    {"key": question.key, "entry": self.entry, "op": "~", "fields": {}},
                )
                pair = [question.base, question.proposed]
                wanted[question.key] = {
                    **change,
                    "fields": {**change["fields"], question.field: pair},
                }
        return list(wanted.values())


def undo(
    history: Iterable[Step],
    taken: Collection[int],
    present: Mapping[str, Fields],
    *,
    entry: str,
    choices: Choices | None = None,
) -> Undone:
    """Take the revisions of the page ``entry`` with the numbers ``taken`` back.

    ``history`` is all of the page's, oldest first, and gives ``present``, the document as it is now.
    The page itself never goes: whoever takes its creation back hides it.
    """
    graph = _Graph(frozenset(taken))
    for step in history:
        graph.add(step)
    return _Undoing(graph, present, entry, choices or {}).run()


@dataclass(frozen=True)
class _State:
    """What a place said, since which revision, and what it said before; 0 is before all of them."""

    value: Value
    number: int
    former: _State | None = None


class _Track:
    """The states of one place, in the order of time."""

    def __init__(self, empty: Value) -> None:
        self.states = [_State(empty, 0)]
        self.since = [0]

    @property
    def last(self) -> _State:
        """The present state."""
        return self.states[-1]

    def after(self, number: int) -> _State:
        """The state that the revision ``number`` left."""
        return self.states[bisect_right(self.since, number) - 1]

    def say(self, value: Value, number: int, *, goes_back: bool) -> None:
        """Note that a revision set ``value``; ``goes_back``: to the latest state that said the same."""
        if changesets.same(self.last.value, value):
            return
        found = None
        if goes_back:
            found = next(
                (s for s in reversed(self.states) if changesets.same(s.value, value)), None
            )
        self.states.append(found or _State(value, number, self.last))
        self.since.append(number)


class _Graph:
    """The tracks of all places of a page."""

    def __init__(self, taken: frozenset[int]) -> None:
        self.taken = taken
        self.rows: dict[str, _Track] = {}
        self.fields: dict[str, dict[str, _Track]] = {}
        self.sets: dict[str, dict[str, dict[str, _Track]]] = {}

    def add(self, step: Step) -> None:
        for change in step.changes:
            key = change["key"]
            goes_back = step.undoing and step.number not in self.taken
            row = self.rows.setdefault(key, _Track(False))
            row.say(change["op"] != "-", step.number, goes_back=goes_back)
            for name, value in self._said(change):
                self._say(key, name, value, step.number, goes_back=goes_back)

    def _said(self, change: Change) -> Iterator[tuple[str, Value]]:
        """The fields that a change sets, with their values; a row that goes empties all it had."""
        if change["op"] != "-":
            for name, pair in change["fields"].items():
                yield name, [] if pair[1] is None and isinstance(pair[0], list) else pair[1]
            return
        for name in self.fields.get(change["key"], {}):
            yield name, None
        for name in self.sets.get(change["key"], {}):
            yield name, []

    def _say(self, key: str, name: str, value: Value, number: int, *, goes_back: bool) -> None:
        if not isinstance(value, list) and name not in self.sets.get(key, {}):
            track = self.fields.setdefault(key, {}).setdefault(name, _Track(None))
            track.say(value, number, goes_back=goes_back)
            return
        members = self.sets.setdefault(key, {}).setdefault(name, {})
        wanted = set(value if isinstance(value, list) else ())
        for member in {*members, *wanted}:
            track = members.setdefault(member, _Track(False))
            track.say(member in wanted, number, goes_back=goes_back)

    def settled(self, track: _Track, spared: int = 0) -> _State:
        """The latest state that no taken revision set; ``spared`` is not taken."""
        state = track.last
        while state.former is not None and self.is_taken(state, spared):
            state = state.former
        return state

    def is_taken(self, state: _State, spared: int = 0) -> bool:
        return state.number in self.taken and state.number != spared

    def runs_below(self, state: _State, spared: int = 0) -> Iterator[tuple[Value, Value]]:
        """Below ``state``, what taken revisions left and what was before them; the latest first."""
        below: _State | None = state
        while below is not None:
            if not self.is_taken(below, spared):
                below = below.former
                continue
            left = below.value
            while below.former is not None and self.is_taken(below, spared):
                below = below.former
            yield left, below.value


class _Undoing:
    """One run of ``undo``."""

    def __init__(
        self,
        graph: _Graph,
        present: Mapping[str, Fields],
        entry: str,
        choices: Choices,
    ) -> None:
        self.graph = graph
        self.present = present
        self.choices = choices
        self.entry = entry
        self.after: Document = {key: dict(fields) for key, fields in present.items()}
        self.undone = Undone(entry)

    def run(self) -> Undone:
        going: dict[str, int] = {}
        for key, track in self.graph.rows.items():
            stands = self.graph.settled(track).value
            if key in self.present and not stands and key != self.entry:
                going[key] = track.last.number
            elif key in self.present:
                self._fields(key, spared=track.last.number if key == self.entry else 0)
            elif stands:
                self.after[key] = {}
                self._fields(key)
        for key, made in list(going.items()):
            if self._is_edited(key, made):
                self._ask_about(key, made)
                if self.choices.get((key, ROW)) != "proposed":
                    del going[key]
        for key in going:
            del self.after[key]
        self._keep_what_is_used(going)
        self.undone.changes = changesets.diff(self.present, self.after, entry=self.entry)
        return self.undone

    def _fields(self, key: str, spared: int = 0) -> None:
        """Lead the fields of a row back; ``spared`` is the revision that made it, if the row stays."""
        fields = self.after[key]
        for name, track in self.graph.fields.get(key, {}).items():
            value, question = self._settled_value(key, name, track, spared)
            if question is not None:
                self.undone.questions.append(question)
            if not changesets.same(fields.get(name), value):
                fields[name] = value
        for name, members in self.graph.sets.get(key, {}).items():
            there = [m for m, track in members.items() if self.graph.settled(track, spared).value]
            if set(there) != set(fields.get(name) or ()):
                fields[name] = sorted(there)

    def _settled_value(
        self, key: str, name: str, track: _Track, spared: int
    ) -> tuple[Value, Conflict | None]:
        """What a field is without the taken revisions, and what somebody may want instead."""
        state = self.graph.settled(track, spared)
        value = state.value
        if state is track.last and key in self.present:
            value = self.present[key].get(name)
        if name in LAST_WINS:
            return value, None
        question = None
        choice = cast(Any, self.choices.get((key, name), "now"))
        for left, before in self.graph.runs_below(state, spared):
            if changesets.same(before, value) or changesets.same(left, value):
                continue
            text = changesets.merged_text(left, value, before)
            if question is None and (text is None or text.clashes):
                question = Conflict(key, self.entry, name, left, value, before)
            if text is None:
                return before if choice == "proposed" else value, question
            value = text.text(choice if choice in text.choices else "now")
        return value, question

    def _is_edited(self, key: str, made: int) -> bool:
        """Whether others have said something in a row since the taken revision ``made`` it."""
        tracks = [
            track for name, track in self.graph.fields.get(key, {}).items() if name not in LAST_WINS
        ]
        for members in self.graph.sets.get(key, {}).values():
            tracks += members.values()
        return any(self.graph.settled(track, made).number > made for track in tracks)

    def _ask_about(self, key: str, made: int) -> None:
        """Ask whether a row that others have edited is to go; it stays, without later taken edits."""
        left: Fields = {
            name: state.value
            for name, track in self.graph.fields.get(key, {}).items()
            if not changesets.is_empty((state := track.after(made)).value)
        }
        for name, members in self.graph.sets.get(key, {}).items():
            there = [member for member, track in members.items() if track.after(made).value]
            if there:
                left[name] = sorted(there)
        self._fields(key, spared=made)
        question = Conflict(key, self.entry, ROW, left, dict(self.after[key]), None)
        self.undone.questions.append(question)

    def _keep_what_is_used(self, going: dict[str, int]) -> None:
        """Put rows back that rows which stay refer to, and what those refer to."""
        while True:
            users: dict[str, list[str]] = {}
            for key, fields in self.after.items():
                for target in _keys_in(fields):
                    if target in going:
                        users.setdefault(target, []).append(key)
            if not users:
                return
            for key, by in users.items():
                questions = self.undone.questions
                self.undone.questions = [q for q in questions if q.key != key]
                self.after[key] = dict(self.present[key])
                self.undone.kept[key] = by
                self.undone.kept_rows[key] = dict(self.present[key])
                self._fields(key, spared=going.pop(key))


def _keys_in(fields: Fields) -> Iterator[Any]:
    for value in fields.values():
        if isinstance(value, list):
            yield from value
        elif isinstance(value, str):
            yield value


def _removal(key: str, entry: str, fields: Fields) -> Change:
    values: dict[str, list[Value]] = {
        name: [value, None] for name, value in fields.items() if not changesets.is_empty(value)
    }
    return {"key": key, "entry": entry, "op": "-", "fields": values}
