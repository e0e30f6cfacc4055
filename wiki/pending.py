"""A page with all that one author has waiting for it: each edit on top of the one before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.db.models import Count, Q, QuerySet

from wiki import documents
from wiki.actions.apply import rekeyed
from wiki.actions.examine import known
from wiki.changesets import ChangeSet, Conflict, Document
from wiki.conflict_diffs import ConflictDiff, present_conflicts
from wiki.diffs import pages_named
from wiki.entry_types import EntryType
from wiki.exceptions import WikiError
from wiki.models import Submission, SubmissionStatus
from wiki.models.submission import OPEN
from wiki.review import as_it_would_be

#: More waiting edits of one page than this are not shown as one; the oldest are.
MOST = 30
SALT = "wiki.preview"


@dataclass
class Included:
    """A waiting edit on such a page: what it clashes with, or why nothing of it can be shown."""

    submission: Submission
    conflicts: list[ConflictDiff] = field(default_factory=list)
    problem: str = ""


@dataclass
class OwnPending:
    """The page ``document`` with the edits ``included``; ``changes`` are all that it shows as if applied."""

    document: Document
    changes: ChangeSet = field(default_factory=list)
    included: list[Included] = field(default_factory=list)


def own_pending(author: Any, entry_type: EntryType, pk: int) -> QuerySet[Submission]:
    """The open submissions of ``author`` for one page, oldest first."""
    rows = Submission.objects.filter(author_id=author.pk, entry_type=entry_type.name, entry_id=pk)
    return rows.filter(status__in=OPEN).order_by("created_at", "pk")


def waiting_counts(reader: Any, entry_type: EntryType, pk: int) -> dict[str, int]:
    """How many submissions wait for one page, and how many open ones are the reader's. One query."""
    rows = Submission.objects.filter(status__in=OPEN, entry_type=entry_type.name, entry_id=pk)
    return rows.aggregate(
        pending=Count("pk", filter=Q(status=SubmissionStatus.PENDING)),
        own_pending=Count("pk", filter=Q(author_id=reader.pk)),
    )


def page_with(submissions: list[Submission], key: str, present: Document) -> OwnPending:
    """The page ``key``, of which ``present`` is today's document, with each of ``submissions``.

    Where one clashes with the page, or with one before it, its own value is shown and the clash is
    said. Reads only.
    """
    pages: dict[str, Document] = {key: present}
    result = OwnPending(present)
    for submission in submissions:
        included = Included(submission)
        result.included.append(included)
        changes = _renumbered(known(submission.changes), submission.pk)
        try:
            fitted, conflicts = as_it_would_be(changes, kind=submission.kind, before=pages)
        except WikiError as error:
            included.problem = str(error)
            continue
        included.conflicts = _in_words(conflicts, changes, pages)
        pages.update(fitted.after)
        result.changes += fitted.changes
    result.document = pages[key]
    return result


def _renumbered(changes: ChangeSet, pk: int) -> ChangeSet:
    """``changes`` with names for their new rows that no other submission has."""
    found = {change["key"] for change in changes if ":new" in change["key"]}
    return rekeyed(changes, {key: key.replace(":new", f":new{pk}_", 1)[:60] for key in found})


def _in_words(
    conflicts: list[Conflict], changes: ChangeSet, pages: dict[str, Document]
) -> list[ConflictDiff]:
    if not conflicts:
        return []
    labels = documents.labels(pages_named(changes, pages), changes)
    return present_conflicts(conflicts, labels, documents=pages, changes=changes)


def share_url(submission: Submission) -> str:
    """An address that shows the preview of ``submission`` to whoever has it, for some weeks."""
    key = signing.dumps(submission.pk, salt=SALT)
    return f"{submission.get_absolute_url()}preview/?key={key}"


def is_shared(key: str, pk: int, *, days: int) -> bool:
    """Whether ``key`` is one of ``share_url`` for the submission ``pk``, not older than ``days``."""
    try:
        return bool(signing.loads(key, salt=SALT, max_age=days * 24 * 3600) == pk)
    except (signing.BadSignature, ValueError):
        return False
