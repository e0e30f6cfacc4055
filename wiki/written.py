"""A version of a submission as it was written, and how it differs from the one before."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wiki import changesets, documents
from wiki.changesets import ChangeSet, Document, Fields
from wiki.citations import Cited, cited_in
from wiki.diffs import PageDiff, known_to_declarations, pages_named, present
from wiki.models import Revision, Submission
from wiki.review import labels_for
from wiki.sources import targets_in


@dataclass
class Written:
    """One version: by whom and when it was written, what it proposed (``pages``), and what is
    different in it from the version before (``differs``). ``corrector`` is the moderator who made it.
    """

    number: int
    author: Any
    at: datetime
    summary: str
    cited: list[Cited] = field(default_factory=list)
    pages: list[PageDiff] = field(default_factory=list)
    differs: list[PageDiff] = field(default_factory=list)
    corrector: Any = None


def written(submission: Submission, number: int, reader: Any) -> Written:
    """Version ``number`` of ``submission``, which must have been written, as ``reader`` sees it."""
    kept = {
        each.number: each for each in submission.versions.filter(number__in=(number - 1, number))
    }
    this = kept.get(number, submission)
    before = kept.get(number - 1)
    found = Written(
        number=number,
        author=submission.author,
        at=before.created_at if before else submission.created_at,
        summary=this.summary,
    )
    if before is not None and number == submission.version:
        revision = (
            Revision.objects.filter(submission=submission).select_related("corrector").first()
        )
        found.corrector = revision.corrector if revision else None
    changes = known_to_declarations(this.changes)
    former = known_to_declarations(before.changes) if before else []
    difference = differing(former, changes) if before else []
    main = submission.entry_key or f"{submission.entry_type}:new1"
    pages = documents.load_keys(
        key for key in changesets.entries_of([*changes, *former]) if ":new" not in key
    )
    named = pages_named(changes, pages) | pages_named(difference, pages)
    labels = labels_for(reader, {main, *named}, [*former, *changes])
    found.pages = present(changes, labels, documents=pages, main=main)
    found.cited = cited_in(submission, targets_in(found.pages), number)
    found.differs = present(difference, labels, documents=pages, main=main)
    return found


def differing(former: ChangeSet, latter: ChangeSet) -> ChangeSet:
    """What leads from the pages as ``former`` would leave them to those as ``latter`` would.

    Only the rows that one of them changes are looked at; where both say what a value was, they may
    differ, since the page may have moved between the two.
    """
    found: ChangeSet = []
    for entry in changesets.entries_of([*former, *latter]):
        one, other = changesets.for_entry(former, entry), changesets.for_entry(latter, entry)
        base = _bases([*other, *one])
        found += changesets.diff(_after(one, base), _after(other, base), entry=entry)
    return found


def _bases(changes: ChangeSet) -> Document:
    """What the rows said before, as far as the changes know it; the first to say so counts."""
    found: Document = {}
    for change in changes:
        if change["op"] != "+":
            row: Fields = found.setdefault(change["key"], {})
            for name, pair in change["fields"].items():
                row.setdefault(name, pair[0])
    return found


def _after(changes: ChangeSet, base: Document) -> Document:
    """``base`` after ``changes``."""
    result: Document = {key: dict(row) for key, row in base.items()}
    for change in changes:
        if change["op"] == "-":
            result.pop(change["key"], None)
        else:
            row = result.setdefault(change["key"], {})
            row.update({name: pair[1] for name, pair in change["fields"].items()})
    return result
