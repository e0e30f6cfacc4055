"""What a user has done for the catalogue, for their public page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User
from wiki.documents import Label
from wiki.entry_types import registry
from wiki.models import RevisionEntry
from wiki.review import labels_for

PAGE_SIZE = 30


@dataclass(frozen=True)
class Change:
    """One page that one of the user's revisions changed; no addresses where the reader may not go."""

    key: str
    title: str
    url: str
    revision_url: str
    number: int
    summary: str
    created: bool
    changed_at: datetime


@dataclass(frozen=True)
class Page:
    """Some changes, newest first; `next_before` asks for the older ones, None at the end."""

    changes: list[Change]
    next_before: int | None


def changes_by(person: User, *, reader: Any, before: int | None = None) -> Page:
    """Return the user's latest changes, or those older than the row `before`.

    A hidden page has no name for a `reader` who may not see it.
    """
    rows = (
        RevisionEntry.objects.filter(revision__author=person)
        .select_related("revision")
        .defer("changes")
        .order_by("-pk")
    )
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    known = [row for row in shown if row.entry_type in registry]
    labels = labels_for(reader, {row.entry_key for row in known})
    return Page(
        changes=[_change(row, labels[row.entry_key]) for row in known],
        next_before=shown[-1].pk if len(found) > PAGE_SIZE else None,
    )


def _change(row: RevisionEntry, label: Label) -> Change:
    closed = label.hidden and not label.url
    url = "" if closed else label.url or registry[row.entry_type].url(row.entry_id)
    return Change(
        key=row.entry_key,
        title=label.title if closed else row.title,
        url=url,
        revision_url=f"{url}history/{row.number}/" if url else "",
        number=row.number,
        summary=row.revision.summary,
        created=row.created,
        changed_at=row.revision.created_at,
    )
