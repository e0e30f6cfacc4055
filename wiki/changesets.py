"""Documents and change sets: what differs, merging three ways, undoing. Pure functions.

A *document* is an entry and its parts as one flat dictionary::

    {"film:12": {"runtime": 115, "genres": ["genre:1"]}, "credit:5": {"film": "film:12", ...}}

Keys are ``<model name>:<id>``, or ``<model name>:new<n>`` for what a change set creates. Values are
JSON scalars or, for sets, sorted lists of strings. Empty values (``""``, ``None``, ``False``, ``[]``)
mean the same as an absent field.

A *change set* is what an edit does to a document, as a list of changes::

    {"key": "credit:5", "entry": "film:12", "op": "~", "fields": {"note": ["was", "becomes"]}}

``op`` is ``+`` (the row is created), ``~`` (fields change) or ``-`` (the row goes); each field holds
its base value and its new value. Because the base travels with the change, a change set can be
merged into a document that has moved on (three ways, field by field, texts by paragraph), and it can
be inverted.

Nothing here knows Django or a database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypedDict

from wiki import text_merge

Value = Any  # str | int | bool | None | list[str]
Fields = dict[str, Value]
Document = dict[str, Fields]
Op = Literal["+", "~", "-"]


class Change(TypedDict):
    """What happens to one row."""

    key: str
    entry: str
    op: Op
    fields: dict[str, list[Value]]


ChangeSet = list[Change]

#: The field that holds a row's place among its siblings.
PLACE = "position"
#: The field in which a translation keeps which original it was made from (``wiki.fingerprints``).
MADE_FROM = "made_from"
#: Fields that are no facts: their value says nothing that two people could disagree about, so the
#: last writer wins.
LAST_WINS = frozenset({PLACE, MADE_FROM})
#: The field of a row that keeps the day on which somebody last looked whether it is so (ISO 8601).
CHECKED = "checked_on"
#: Fields that keep the latest of several days, whoever writes last.
LATEST_WINS = frozenset({CHECKED})
#: Conflict field name that stands for a whole row.
ROW = ""


@dataclass(frozen=True)
class Conflict:
    """The page changed a value that the change set also changes.

    ``field`` is ``""`` when the row itself is in question: it was deleted meanwhile (``now`` is
    ``None``), or is to be deleted although it has changed.
    """

    key: str
    entry: str
    field: str
    base: Value
    now: Value
    proposed: Value


@dataclass
class Merge:
    """A change set fitted to the present document, and what nobody has decided yet."""

    changes: ChangeSet = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def is_empty(value: Value) -> bool:
    """Whether ``value`` says nothing: ``""``, ``None``, ``False`` or an empty set. Zero says something."""
    return value is None or value is False or value == "" or value == []


def same(one: Value, other: Value) -> bool:
    """Whether two values say the same."""
    if is_empty(one) or is_empty(other):  # 0 is no False here
        return is_empty(one) and is_empty(other)
    return bool(one == other)


def canonical(document: Mapping[str, Fields]) -> Document:
    """``document`` without its empty values; equal documents have equal canonical forms."""
    return {
        key: {name: value for name, value in fields.items() if not is_empty(value)}
        for key, fields in document.items()
    }


def diff(before: Mapping[str, Fields], after: Mapping[str, Fields], *, entry: str) -> ChangeSet:
    """The change set that turns ``before`` into ``after``; every change is for the page ``entry``.

    The order is: rows that go, rows that change, rows that come, each as the documents list them.
    """
    gone: ChangeSet = [
        _row(key, entry, "-", {n: [v, None] for n, v in fields.items() if not is_empty(v)})
        for key, fields in before.items()
        if key not in after
    ]
    changed: ChangeSet = []
    come: ChangeSet = []
    for key, fields in after.items():
        if key not in before:
            values = {n: [None, v] for n, v in fields.items() if not is_empty(v)}
            come.append(_row(key, entry, "+", values))
            continue
        was = before[key]
        names = [*fields, *(n for n in was if n not in fields)]
        differ = {
            n: [was.get(n), fields.get(n)] for n in names if not same(was.get(n), fields.get(n))
        }
        if differ:
            changed.append(_row(key, entry, "~", differ))
    return gone + changed + come


def apply(changes: Iterable[Change], document: Mapping[str, Fields]) -> Document:
    """``document`` after ``changes``, which must fit it (see ``merge``). The input is not changed.

    Raises ``KeyError`` when a change names a row that the document does not have.
    """
    result: Document = {key: dict(fields) for key, fields in document.items()}
    for change in changes:
        key = change["key"]
        if change["op"] == "-":
            del result[key]
        elif change["op"] == "+":
            result[key] = {name: pair[1] for name, pair in change["fields"].items()}
        else:
            result[key].update({name: pair[1] for name, pair in change["fields"].items()})
    return result


def invert(changes: Iterable[Change]) -> ChangeSet:
    """The change set that undoes ``changes``, last change first."""
    swapped: dict[Op, Op] = {"+": "-", "-": "+", "~": "~"}
    return [
        _row(
            change["key"],
            change["entry"],
            swapped[change["op"]],
            {name: [new, base] for name, (base, new) in change["fields"].items()},
        )
        for change in reversed(list(changes))
    ]


def merge_sets(base: Value, now: Value, proposed: Value) -> list[str]:
    """Three-way merge of sets: what the proposal adds is added, what it removes is removed."""
    was, is_now, wanted = set(base or ()), set(now or ()), set(proposed or ())
    return sorted((is_now - (was - wanted)) | (wanted - was))


def merged_text(base: Value, now: Value, proposed: Value) -> text_merge.TextMerge | None:
    """Three values as texts merged by paragraph; ``None`` where they have no paragraphs to merge.

    Nothing but a long text holds a blank line, so the values say for themselves what they are.
    """
    texts = ["" if is_empty(value) else value for value in (base, now, proposed)]
    if not all(isinstance(text, str) for text in texts) or not text_merge.has_paragraphs(*texts):
        return None
    return text_merge.merge_texts(*texts)


def merge(
    changes: Iterable[Change],
    current: Mapping[str, Fields],
    resolutions: Mapping[tuple[str, str], str] | None = None,
) -> Merge:
    """Fit ``changes`` to the document as it is now, field by field.

    A field that still has its base value takes the proposed one; one that already has the proposed
    value needs nothing; sets merge by what was added and removed; texts of several paragraphs merge
    by paragraph (``wiki.text_merge``); in ``LAST_WINS`` the last wins, in ``LATEST_WINS`` the latest
    day. Everything else is a conflict,
    unless ``resolutions[key, field]`` says ``"now"`` (keep) or ``"proposed"`` (take); in a text that
    decides what clashes, and all other paragraphs of both sides stay (``"both"`` keeps the
    paragraphs that both sides added in one place). Rows: deleting a deleted row is nothing;
    changing one is a conflict whose only other way is to drop the change (``"now"``); deleting a
    row that has changed since is a conflict. The base values of the result are the present ones, so
    that it applies and inverts.
    """
    resolutions = resolutions or {}
    result = Merge()
    for change in changes:
        key = change["key"]
        if change["op"] == "+":
            if key in current:  # somebody has restored the row already
                change = _row(
                    key,
                    change["entry"],
                    "~",
                    {n: [None, new] for n, (_base, new) in change["fields"].items()},
                )
                _merge_row(change, current[key], resolutions, result)
            else:
                result.changes.append(change)
        elif key not in current:
            if change["op"] == "~" and resolutions.get((key, ROW)) != "now":
                proposed = {n: pair[1] for n, pair in change["fields"].items()}
                base = {n: pair[0] for n, pair in change["fields"].items()}
                result.conflicts.append(Conflict(key, change["entry"], ROW, base, None, proposed))
        elif change["op"] == "-":
            _merge_deletion(change, current[key], resolutions, result)
        else:
            _merge_row(change, current[key], resolutions, result)
    return result


def forced(changes: Iterable[Change], current: Mapping[str, Fields]) -> ChangeSet:
    """``changes`` fitted to the document as it is now, with the proposed value wherever they clash.

    What is proposed for a row that is gone is left out.
    """
    changes = list(changes)
    clashes = merge(changes, current).conflicts
    return merge(changes, current, {(c.key, c.field): taken(c) for c in clashes}).changes


def taken(conflict: Conflict) -> str:
    """The choice that takes what is proposed, or leaves a row alone that is gone."""
    return "now" if conflict.field == ROW and conflict.now is None else "proposed"


def _merge_row(
    change: Change,
    current: Fields,
    resolutions: Mapping[tuple[str, str], str],
    result: Merge,
) -> None:
    key = change["key"]
    fitted: dict[str, list[Value]] = {}
    for name, (base, new) in change["fields"].items():
        now = current.get(name)
        if same(now, new):
            continue
        if same(now, base) or name in LAST_WINS:
            fitted[name] = [now, new]
        elif name in LATEST_WINS and not is_empty(now) and not is_empty(new):
            if new > now:
                fitted[name] = [now, new]
        elif any(isinstance(v, list) for v in (base, now, new)):
            merged = merge_sets(base, now, new)
            if not same(merged, now):
                fitted[name] = [now, merged]
        elif (settled := _settled(base, now, new, resolutions.get((key, name)))) is None:
            result.conflicts.append(Conflict(key, change["entry"], name, base, now, new))
        elif not same(settled[0], now):
            fitted[name] = [now, settled[0]]
    if fitted:
        result.changes.append(_row(key, change["entry"], "~", fitted))


def _settled(base: Value, now: Value, new: Value, choice: str | None) -> tuple[Value] | None:
    """The value of a field that both sides changed; ``None`` while somebody has to choose."""
    text = merged_text(base, now, new)
    if text is not None and not text.clashes:
        return (text.text(),)
    if text is not None and choice in text.choices:
        return (text.text(choice),)
    if choice in ("now", "proposed"):
        return (now if choice == "now" else new,)
    return None


def _merge_deletion(
    change: Change,
    current: Fields,
    resolutions: Mapping[tuple[str, str], str],
    result: Merge,
) -> None:
    key = change["key"]
    base = {name: pair[0] for name, pair in change["fields"].items()}
    names = [n for n in {**base, **current} if n not in LAST_WINS]
    moved = any(not same(base.get(n), current.get(n)) for n in names)
    choice = resolutions.get((key, ROW))
    if moved and choice is None:
        result.conflicts.append(Conflict(key, change["entry"], ROW, base, dict(current), None))
    elif not moved or choice == "proposed":
        values = {n: [v, None] for n, v in current.items() if not is_empty(v)}
        result.changes.append(_row(key, change["entry"], "-", values))


def ids_by_type(entries: Iterable[str]) -> dict[str, list[int]]:
    """The ids of entries by the name of their type; keys of entries that are only proposed are left out."""
    found: dict[str, list[int]] = {}
    for key in entries:
        name, _colon, pk = key.partition(":")
        if pk.isdigit():
            found.setdefault(name, []).append(int(pk))
    return found


def entries_of(changes: Iterable[Change]) -> list[str]:
    """The keys of the pages that ``changes`` touch, each once, in order of first appearance."""
    return list(dict.fromkeys(change["entry"] for change in changes))


def for_entry(changes: Iterable[Change], entry: str) -> ChangeSet:
    """The changes to the page ``entry`` alone."""
    return [change for change in changes if change["entry"] == entry]


def by_entry(changes: Iterable[Change]) -> dict[str, ChangeSet]:
    """The changes to each page, in order of first appearance."""
    result: dict[str, ChangeSet] = {}
    for change in changes:
        result.setdefault(change["entry"], []).append(change)
    return result


def size(changes: Iterable[Change]) -> int:
    """How many facts ``changes`` touch: fields, without those of ``LAST_WINS``."""
    return sum(len([n for n in change["fields"] if n not in LAST_WINS]) for change in changes)


def blame(history: Iterable[tuple[int, ChangeSet]]) -> dict[str, dict[str, int]]:
    """Which revision set each present value last.

    ``history`` gives (revision number, change set of the page), oldest first. Returns
    ``{key: {field: number}}`` for the rows that still exist.
    """
    result: dict[str, dict[str, int]] = {}
    for number, changes in history:
        for change in changes:
            if change["op"] == "-":
                result.pop(change["key"], None)
            else:
                result.setdefault(change["key"], {}).update(dict.fromkeys(change["fields"], number))
    return result


def _row(key: str, entry: str, op: Op, fields: dict[str, list[Value]]) -> Change:
    return {"key": key, "entry": entry, "op": op, "fields": fields}
