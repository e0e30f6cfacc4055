"""Gardens and plants for the engine's tests, made through the engine by the cast."""

from __future__ import annotations

from typing import Any

from tests.cast import Rows, accept, key_of, page, satsuki
from tests.toywiki.models import Garden, Plant
from wiki import changesets, documents
from wiki.actions.submit import submit
from wiki.changesets import Change, ChangeSet, Document
from wiki.entry_types import registry
from wiki.models import Entry, Revision, RevisionEntry, Submission, SubmissionKind


def garden(name: str = "Hortus", *, rows: Rows | None = None, **fields: Any) -> Garden:
    """A garden that mei made and satsuki approved."""
    return page(Garden, name, rows=rows, **fields)


def plant(name: str = "Iris", *, rows: Rows | None = None, **fields: Any) -> Plant:
    """A plant that mei made and satsuki approved."""
    return page(Plant, name, rows=rows, **fields)


def change(key: str, entry: str, op: Any = "~", **fields: Any) -> Change:
    """One change; fields are given as ``[base, new]``."""
    return {"key": key, "entry": entry, "op": op, "fields": fields}


def adding(key: str, entry: str, **fields: Any) -> Change:
    """A new row."""
    return change(key, entry, "+", **{name: [None, value] for name, value in fields.items()})


def removing(entry: Entry, key: str) -> Change:
    """The end of a row that is there now."""
    fields = documents.load_one(entry)[key]
    values = {n: [v, None] for n, v in fields.items() if not changesets.is_empty(v)}
    return change(key, key_of(entry), "-", **values)


def send(
    changes: ChangeSet, entry: Entry | str, *, by: Any, kind: str = SubmissionKind.EDIT, **more: Any
) -> Submission:
    """A submission of just these changes."""
    key = entry if isinstance(entry, str) else key_of(entry)
    return submit(changes, entry=key, kind=kind, author=by, **more)


def write(changes: ChangeSet, entry: Entry | str, **more: Any) -> Revision:
    """The same by the moderator, live at once."""
    return send(changes, entry, by=satsuki(), **more).revision


def now(entry: Entry) -> Document:
    """The present document."""
    return documents.load_one(entry)


def value(entry: Entry, name: str, key: str = "") -> Any:
    """One present value of a page, or of one of its rows."""
    return now(entry)[key or key_of(entry)][name]


def rows(entry: Entry, name: str) -> list[str]:
    """The keys of the rows of one part, in order."""
    return [key for key in now(entry) if key.startswith(f"{name}:")]


def row_where(entry: Entry, part: str, **fields: Any) -> str:
    """The key of the one row with these values."""
    found = [
        key
        for key, row in now(entry).items()
        if key.startswith(f"{part}:") and fields.items() <= row.items()
    ]
    assert len(found) == 1, found
    return found[0]


def history(entry: Entry) -> list[RevisionEntry]:
    """The revisions of a page, oldest first."""
    entry_type = registry.of(type(entry))
    found = RevisionEntry.objects.filter(entry_type=entry_type.name, entry_id=entry.pk)
    return list(found.order_by("number"))


def check(*entries: Entry) -> None:
    """The history of each page replays to what it says now, and its numbers have no gap."""
    for entry in entries:
        entry.refresh_from_db()
        entry_type = registry.of(type(entry))
        numbers = [row.number for row in history(entry)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert entry.number == len(numbers)
        replayed = documents.as_of(entry_type, entry.pk, entry.number)
        assert changesets.canonical(replayed) == changesets.canonical(now(entry))
        for shape in entry_type.walk():
            _check_rows(shape, {key for key in now(entry) if key.startswith(f"{shape.name}:")})


def _check_rows(shape: Any, keys: set[str]) -> None:
    """The newest historical row of each row is what the row is."""
    for key in keys:
        pk = int(key.partition(":")[2])
        row = shape.model._base_manager.get(pk=pk)
        newest = shape.model.history.filter(id=pk).order_by("-history_id").first()
        assert newest is not None, key
        assert newest.history_type != "-", key
        for field in shape.model.history.model.tracked_fields:
            assert getattr(newest, field.attname) == getattr(row, field.attname), (key, field)


__all__ = [
    "accept", "adding", "change", "check", "garden", "history", "key_of", "now", "plant", "removing",
    "row_where", "rows", "send", "value", "write",
]  # fmt: skip
