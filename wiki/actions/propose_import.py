"""Proposing what an import may not decide: the source and a person say different things."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from wiki import changesets, documents
from wiki.actions.apply import lock_writer, rehearse
from wiki.changesets import Change, ChangeSet, Document
from wiki.documents import labels
from wiki.entry_types import registry
from wiki.models import Submission, SubmissionKind
from wiki.outcomes import describe


def propose_import(changes: ChangeSet, *, entry: str, summary: str, sources: str) -> Submission:
    """Leave ``changes`` to the page ``entry`` for a moderator; return the submission.

    One submission of an import waits per page: what is proposed later joins it. Nobody is its
    author. Raises ``NothingChanged``, ``EditConflict``, ``InvalidChange`` or ``EntryUnavailable``.
    """
    name, _colon, pk = entry.partition(":")
    with transaction.atomic():
        lock_writer()
        waiting = (
            Submission.objects.pending()
            .select_for_update()
            .filter(kind=SubmissionKind.IMPORT, author=None, entry_type=name, entry_id=pk)
            .first()
        )
        joined = _joined(waiting.changes if waiting else [], changes)
        page = documents.load_keys([entry]).get(entry, {})
        fitted = rehearse(_rebased(joined, page), kind=SubmissionKind.IMPORT)
        submission = waiting or Submission(
            kind=SubmissionKind.IMPORT,
            entry_type=name,
            entry_id=int(pk),
            author=None,
            created_at=timezone.now(),
        )
        if waiting:
            submission.version += 1
        submission.title = labels([entry])[entry].title
        submission.changes = fitted
        submission.size = changesets.size(fitted)
        submission.base_number = registry[name].model._base_manager.get(pk=pk).number
        submission.summary = summary
        submission.sources = sources
        submission.sourced = bool(sources.strip())
        submission.conflicts = 0
        submission.touched_at = timezone.now()
        submission.save()
        describe(submission)
    return submission


def _rebased(changes: ChangeSet, page: Document) -> ChangeSet:
    """``changes`` against the page as it is now; those of rows that are gone are dropped."""
    result: ChangeSet = []
    for change in changes:
        now = page.get(change["key"])
        if now is None:
            continue
        if change["op"] == "-":
            fields = {n: [v, None] for n, v in now.items() if not changesets.is_empty(v)}
        else:
            fields = {n: [now.get(n), new] for n, (_base, new) in change["fields"].items()}
        result.append({**change, "fields": fields})
    return result


def _joined(waiting: ChangeSet, added: ChangeSet) -> ChangeSet:
    """Both change sets as one; the later one decides where they speak of the same."""
    rows: dict[str, Change] = {}
    for change in (*waiting, *added):
        there = rows.get(change["key"])
        if there is None or "-" in (change["op"], there["op"]):
            rows[change["key"]] = {**change, "fields": dict(change["fields"])}
        else:
            there["fields"].update(change["fields"])
    return list(rows.values())
