"""Sensitive changes: merges, hiding, and renaming what much else points at.

Where the site wants it (``GENGA_SECOND_EYES``) two moderators look at them. A moderator who proposes
one is the first of the two.
"""

from __future__ import annotations

from django.conf import settings

from wiki import changesets, documents
from wiki.actions.examine import known
from wiki.changesets import ChangeSet
from wiki.entry_types import EntryType, registry
from wiki.models import Submission, SubmissionKind
from wiki.policy import policy
from wiki.reference_fields import References

#: Acts that are sensitive whatever they are done to.
KINDS = (SubmissionKind.MERGE, SubmissionKind.HIDE)


def needs_second(submission: Submission) -> bool:
    """Whether two people have to want what ``submission`` does before it is done.

    No query where the site does not ask for it, or no page gets another name.
    """
    if not settings.GENGA_SECOND_EYES or submission.kind == SubmissionKind.ROLLBACK:
        return False  # what a vandal did goes at once; it can be undone
    changes = known(submission.changes)
    return submission.kind in KINDS or _hides_or_merges(changes) or _renames_much_linked(changes)


def waits_for_first(submission: Submission) -> bool:
    """Whether the next approval of ``submission`` is only the first of two."""
    if submission.seconded_by_id is not None or not needs_second(submission):
        return False
    return submission.author is None or not policy().may_moderate(submission.author)


def _hides_or_merges(changes: ChangeSet) -> bool:
    return any(
        change["fields"].get(name, [None, None])[1]
        for change in changes
        if change["op"] == "~"
        for name in EntryType.SYSTEM_FIELDS
    )


def _renames_much_linked(changes: ChangeSet) -> bool:
    named = {
        change["entry"]
        for change in changes
        if change["key"].partition(":")[0] == registry.of_key(change["entry"]).names_part
    }
    before = documents.load_keys(named)
    for key, document in before.items():
        entry_type = registry.of_key(key)
        fitted = changesets.forced(changesets.for_entry(changes, key), document)
        after = documents.preview(fitted, key, document)
        one, other = (entry_type.derive(key, page)["title"] for page in (document, after))
        if one != other and is_much_linked(entry_type, int(key.partition(":")[2])):
            return True
    return False


def is_much_linked(entry_type: EntryType, pk: int) -> bool:
    """Whether more rows than ``GENGA_SECOND_EYES_LINKS`` point at an entry, from other pages."""
    most = settings.GENGA_SECOND_EYES_LINKS
    found = 0
    for shape, field in registry.referring(entry_type.name):
        if field.name == getattr(shape, "parent_field", ""):
            continue
        if isinstance(field, References):
            rows = field.through._base_manager.filter(**{field.target_attname: pk})
        else:
            rows = shape.model._base_manager.filter(**{field.name: pk})
        found += rows.order_by()[: most + 1 - found].count()
        if found > most:
            return True
    return False
