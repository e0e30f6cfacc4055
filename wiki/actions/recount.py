"""Recounting the conflicts of waiting submissions, when the pages that they change move on."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from wiki import changesets, documents
from wiki.actions.fit import conflicts_of
from wiki.entry_types import registry
from wiki.models import Submission, SubmissionPage
from wiki.models.submission import OPEN

#: How many pages one query asks for.
BATCH = 500


def recount(entries: Iterable[str], *, but: Submission | None = None) -> int:
    """Bring ``Submission.conflicts`` up to date for the open ones that change one of ``entries``,
    except for the one that is being applied.

    Called inside the transaction that changed the pages. One query if none waits; else also one for
    the change sets and one an entry type for the documents. Returns how many were looked at.
    """
    waiting: set[int] = set()
    keys = list(entries)
    for at in range(0, len(keys), BATCH):
        wanted = Q()
        for name, ids in changesets.ids_by_type(keys[at : at + BATCH]).items():
            wanted |= Q(entry_type=name, entry_id__in=ids)
        pages = SubmissionPage.objects.filter(wanted, submission__status__in=OPEN)
        waiting.update(pages.values_list("submission_id", flat=True))
    if but is not None:
        waiting.discard(but.pk)
    if not waiting:
        return 0
    submissions = list(Submission.objects.filter(pk__in=waiting).only("pk", "changes", "conflicts"))
    touched = {key for each in submissions for key in changesets.entries_of(each.changes)}
    before = documents.load_keys(key for key in touched if key.partition(":")[0] in registry)
    moved: list[Submission] = []
    for submission in submissions:
        keys_of_it = changesets.entries_of(submission.changes)
        own = {key: before[key] for key in keys_of_it if key in before}
        number = len(conflicts_of(submission.changes, own)) if own else 0
        if number != submission.conflicts:
            submission.conflicts = number
            moved.append(submission)
    Submission.objects.bulk_update(moved, ["conflicts"])
    return len(submissions)
