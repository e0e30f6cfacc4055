"""Rolling a user back: everything that they did since a moment is taken back in one step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from wiki.actions.apply import lock_writer
from wiki.actions.claim import is_held_by_another, take_over
from wiki.actions.hold import unhold
from wiki.actions.reject import reject
from wiki.actions.submit import submit
from wiki.entry_types import registry
from wiki.exceptions import InvalidChange, NothingChanged, WikiError
from wiki.models import Submission, SubmissionKind
from wiki.policy import policy, require, require_may_submit
from wiki.roll_backs import Plan, leave_out, plan
from wiki.undo import Choices


class PlanChanged(WikiError):
    """What was looked at before is not what would be done now."""

    status = 409

    def __init__(self) -> None:
        super().__init__(_("Something has changed since you looked. Look at it again, please."))


def roll_back(
    person: Any,
    *,
    since: datetime | None,
    by: Any,
    reason: str,
    choices: Callable[[Plan], Choices] | None = None,
    seen: str = "",
    rejecting: bool = False,
) -> tuple[Submission | None, Plan]:
    """Take back what ``person`` did since a moment (``None``: ever), in one revision of all pages.

    ``choices`` gives the answers to the questions of a plan; without one, later values by others
    stay. ``seen`` is the digest of the plan that was looked at: another one is not carried out.
    ``rejecting`` also rejects what of theirs waits. Returns the submission, ``None`` if there was
    nothing to do but to reject, and the plan that was carried out. Undone by reverting its revision
    everywhere.

    Raises ``PermissionDenied``, ``ValidationError`` without a reason, ``TooMuch``, ``PlanChanged``, or
    ``NothingChanged``; then nothing is done.
    """
    require_may_submit(by, SubmissionKind.ROLLBACK)
    require(policy().may_restrain(by, person), _("Only administrators may do this to moderators."))
    if not reason.strip():
        raise ValidationError({"summary": _("Say why.")})
    with transaction.atomic():
        lock_writer()  # nobody edits between the plan and its revision
        found = plan(person, since)
        if seen and found.digest != seen:
            raise PlanChanged
        if choices is not None and (chosen := choices(found)):
            found = plan(person, since, chosen)
        submission = _submit(found, by=by, reason=reason.strip())
        rejected = _reject_waiting(person, by=by, note=reason.strip()) if rejecting else 0
        if submission is None and not rejected:
            raise NothingChanged(_("Nothing would change: all of it is taken back already."))
    return submission, found


def _submit(found: Plan, *, by: Any, reason: str) -> Submission | None:
    """Do it; what the database's rules do not let back is left out of the plan, and said so."""
    while found.changes:
        changes = found.changes
        main = changes[0]["entry"]
        try:
            with transaction.atomic():
                return submit(
                    changes,
                    entry=main,
                    kind=SubmissionKind.ROLLBACK,
                    author=by,
                    summary=reason,
                    base_number=_number_of(main),
                    undoes=found.revisions,
                )
        except InvalidChange as error:
            leave_out(found, error)
    return None


def _reject_waiting(person: Any, *, by: Any, note: str) -> int:
    """Reject what of the user's nobody has decided, on hold or not; how many that were."""
    unhold(person, by=by)
    waiting = list(Submission.objects.open().filter(author=person).order_by("pk"))
    for submission in waiting:
        if is_held_by_another(submission, by):
            take_over(submission, moderator=by)
        reject(submission, moderator=by, note=note)
    return len(waiting)


def _number_of(key: str) -> int:
    """The number of the latest revision of a page."""
    rows = registry.of_key(key).model._base_manager.filter(pk=key.partition(":")[2])
    return rows.values_list("number", flat=True).get()
