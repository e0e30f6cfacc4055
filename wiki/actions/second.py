"""Seconding: the first of two approvals of a sensitive change."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from wiki import log
from wiki.actions.fit import fit
from wiki.exceptions import EditConflict, Indivisible
from wiki.models import Act, Submission


def second(locked: Submission, *, moderator: Any, note: str, whole: bool) -> None:
    """Note on a locked submission that ``moderator`` has approved it as it is (``whole``); it waits
    on, for another one.

    Called by ``approve``, which asks who may. Conflicts are for the one who applies it. Raises
    ``Indivisible`` and, for what could not be applied today, what ``fit`` raises.
    """
    if not whole:
        raise Indivisible(_("Two moderators look at this. The first approves it as it is, or not."))
    with suppress(EditConflict):  # the second of the two chooses
        fit(locked.changes, kind=locked.kind)
    locked.seconded_by = moderator
    locked.seconded_at = locked.touched_at = timezone.now()
    locked.claimed_by = locked.claimed_until = None
    locked.save(
        update_fields=["seconded_by", "seconded_at", "touched_at", "claimed_by", "claimed_until"]
    )
    log.record(Act.SECOND, actor=moderator, submission=locked, reason=note)
