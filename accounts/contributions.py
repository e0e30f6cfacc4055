"""What a user has done for the catalogue, for their public page."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from wiki.entry_types import registry
from wiki.models import RevisionEntry

PAGE_SIZE = 30


@dataclass(frozen=True)
class Change:
    """One page that one of the user's revisions changed."""

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


def changes_by(person: User, *, before: int | None = None) -> Page:
    """Return the user's latest changes, or those older than the row `before`."""
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
    return Page(
        changes=[_change(row) for row in shown if row.entry_type in registry],
        next_before=shown[-1].pk if len(found) > PAGE_SIZE else None,
    )


def _change(row: RevisionEntry) -> Change:
    url = registry[row.entry_type].url(row.entry_id)
    return Change(
        title=row.title,
        url=url,
        revision_url=f"{url}history/{row.number}/",
        number=row.number,
        summary=row.revision.summary,
        created=row.created,
        changed_at=row.revision.created_at,
    )
