"""The cast of the tests and what they do, all of it through the engine.

mei is a member, totoro joined just now, kanta is trusted, satsuki moderates, tatsuo administers.

    memories = film("Memories", runtime=113, rows={"credit:new1": {"role": "music", ...}})
    submission = propose(memories, runtime=115)
    accept(submission)

Rows are given by key, as documents have them: a ``new`` key makes a row, ``None`` removes one. The
field that points at the page may be left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from films.models import Character, Company, Film, Genre, Person
from wiki import changesets, documents
from wiki.actions.approve import approve
from wiki.actions.submit import submit
from wiki.changesets import ChangeSet, Document, Fields
from wiki.entry_types import EntryType, Part, registry
from wiki.models import Entry, Revision, Submission, SubmissionKind

Rows = Mapping[str, Fields | None]


def _user(name: str, role: str) -> User:
    found = User.objects.filter(username=name).first()
    return found or User.objects.create_user(name, f"{name}@example.org", "genga", role=role)


def mei() -> User:
    """A member."""
    return _user("mei", User.Role.MEMBER)


def totoro() -> User:
    """A new member who has done nothing yet."""
    return _user("totoro", User.Role.NEW)


def kanta() -> User:
    """A trusted member."""
    return _user("kanta", User.Role.TRUSTED)


def satsuki() -> User:
    """A moderator."""
    return _user("satsuki", User.Role.MODERATOR)


def tatsuo() -> User:
    """An administrator."""
    return _user("tatsuo", User.Role.ADMIN)


def film(title: str = "Memories", *, rows: Rows | None = None, **fields: Any) -> Film:
    """A film, made by mei and approved by satsuki."""
    return page(Film, title, rows=rows, **fields)


def person(name: str, *, rows: Rows | None = None, **fields: Any) -> Person:
    """A person."""
    return page(Person, name, rows=rows, **fields)


def character(name: str, *, rows: Rows | None = None, **fields: Any) -> Character:
    """A character."""
    return page(Character, name, rows=rows, **fields)


def company(name: str, *, rows: Rows | None = None, **fields: Any) -> Company:
    """A company."""
    return page(Company, name, rows=rows, **fields)


def genre(name: str, *, rows: Rows | None = None, **fields: Any) -> Genre:
    """A genre."""
    return page(Genre, name, rows=rows, **fields)


def segments(*names: str, **more: Any) -> dict[str, Fields]:
    """Rows of a film's segments with English names: ``segment:new1`` is the first; ``more`` is of each."""
    rows: dict[str, Fields] = {}
    for number, text in enumerate(names, start=1):
        name = {"text": text, "language": "en", "kind": "official", "display": True}
        rows[f"segment:new{number}"] = {"number": number, **more}
        rows[f"segmentname:new{number}"] = {"segment": f"segment:new{number}", **name}
    return rows


def released(year: int) -> dict[str, Fields]:
    """Rows of a film that came out in ``year``."""
    return {"release:new1": {"date": str(year), "country": "JP"}}


def page(model: Any, title: str, *, rows: Rows | None = None, **fields: Any) -> Any:
    """An entry of any type with one English name and further rows and fields."""
    created = propose_page(model, title, rows=rows, **fields)
    revision = accept(created)
    created.refresh_from_db()
    assert revision.submission_id == created.pk
    return model.objects.get(pk=created.entry_id)


def propose_page(
    model: Any,
    title: str,
    *,
    by: User | None = None,
    rows: Rows | None = None,
    summary: str = "",
    sources: str = "",
    **fields: Any,
) -> Submission:
    """What proposes an entry; nobody has approved it."""
    entry_type = registry.of(model)
    key = f"{entry_type.name}:new1"
    name = {"text": title, "language": "en", "kind": "official", "display": True}
    wanted: dict[str, Fields | None] = {key: fields, f"{entry_type.names_part}:new1": name}
    changes = changes_to({}, key, {**wanted, **(rows or {})})
    return submit(
        changes,
        entry=key,
        kind=SubmissionKind.CREATE,
        author=by or mei(),
        summary=summary,
        sources=sources,
    )


def propose(
    entry: Entry,
    *,
    by: User | None = None,
    rows: Rows | None = None,
    summary: str = "",
    sources: str = "",
    **fields: Any,
) -> Submission:
    """An edit of ``entry`` by mei (or ``by``): ``fields`` of its own, and ``rows``."""
    key = key_of(entry)
    changes = changes_to(documents.load_one(entry), key, {key: fields, **(rows or {})})
    return submit(
        changes,
        entry=key,
        kind=SubmissionKind.EDIT,
        author=by or mei(),
        summary=summary,
        sources=sources,
        base_number=entry.number,
    )


def accept(submission: Submission, *, by: User | None = None, **kwargs: Any) -> Revision:
    """Approval by satsuki (or ``by``)."""
    revision = approve(submission, moderator=by or satsuki(), **kwargs)
    assert revision is not None
    return revision


def edit(entry: Entry, *, rows: Rows | None = None, **kwargs: Any) -> Revision:
    """An edit by mei (or ``by``) that satsuki approves if need be; ``entry`` is up to date then."""
    submission = propose(entry, rows=rows, **kwargs)
    revision = accept(submission) if submission.is_pending else submission.revision
    entry.refresh_from_db()
    return revision


def key_of(entry: Entry) -> str:
    """The key of an entry in documents."""
    return f"{registry.of(type(entry)).name}:{entry.pk}"


def rows_of(entry: Entry, name: str) -> Document:
    """The present rows of one part of ``entry``."""
    document = documents.load_one(entry)
    return {key: row for key, row in document.items() if key.startswith(f"{name}:")}


def changes_to(document: Document, main: str, rows: Rows) -> ChangeSet:
    """The change set that gives ``rows`` their fields; new pages among them are made too."""
    after: dict[str, Document] = {main: {key: dict(row) for key, row in document.items()}}
    for key, fields in rows.items():
        entry = _page_of(key, fields or {}, main, rows)
        target = after.setdefault(entry, {})
        if fields is None:
            del target[key]
            continue
        target[key] = {**target.get(key, {}), **fields}
        shape = registry.shape_of(key)
        if isinstance(shape, Part) and isinstance(shape.parent, EntryType):
            target[key].setdefault(shape.parent_field, entry)
    changes: ChangeSet = []
    for entry in sorted(after, key=lambda key: key == main):
        before = document if entry == main else {}
        changes += changesets.diff(before, after[entry], entry=entry)
        if entry not in before:  # a page may have no field of its own
            made = any(change["key"] == entry for change in changes)
            head = {"key": entry, "entry": entry, "op": "+", "fields": {}}
            changes = changes if made else [*changes, head]  # type: ignore[list-item]
    return changes


def _page_of(key: str, fields: Fields, main: str, rows: Rows) -> str:
    """The page that a row belongs to: its own, the one that it points at, or the main one."""
    shape = registry.shape_of(key)
    if isinstance(shape, EntryType):
        return key
    assert isinstance(shape, Part)
    parent = fields.get(shape.parent_field)
    if parent and isinstance(shape.parent, EntryType):
        return parent
    if parent in rows:
        return _page_of(parent, rows[parent] or {}, main, rows)
    return main
