"""The histories of pages as the undo graph wants them."""

from __future__ import annotations

from collections.abc import Iterable

from wiki.actions.examine import known
from wiki.changesets import ids_by_type
from wiki.models import UNDOING, RevisionEntry
from wiki.undo import Step


def steps_of(keys: Iterable[str]) -> dict[str, list[Step]]:
    """All revisions of each page, oldest first, in today's schema. One query an entry type."""
    found: dict[str, list[Step]] = {}
    for name, ids in ids_by_type(keys).items():
        rows = RevisionEntry.objects.filter(entry_type=name, entry_id__in=ids)
        values = rows.order_by("entry_id", "number").values_list(
            "entry_id", "number", "revision__kind", "changes"
        )
        for entry_id, number, kind, changes in values.iterator():
            step = Step(number, known(changes), undoing=kind in UNDOING)
            found.setdefault(f"{name}:{entry_id}", []).append(step)
    return found
