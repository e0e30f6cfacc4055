"""Judging a blind audit: a moderator judges a live edit without knowing whose it is."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wiki import log, outcomes
from wiki.actions.apply import lock_writer
from wiki.actions.patrol import lock_live, mark_seen
from wiki.exceptions import SubmissionClosed
from wiki.models import Act, Audit, AuditVerdict
from wiki.policy import policy, require


def judge(audit: Audit, *, moderator: Any, verdict: AuditVerdict, note: str = "") -> Audit:
    """Store what ``moderator`` would have done; it counts in its author's trust, and as a look at it.

    An objection says why; to take the edit back is an act of its own. What somebody else has found
    good on patrol stays accepted unless the auditor objects.

    Raises ``PermissionDenied`` for one's own, ``ValidationError``, ``SubmissionClosed``.
    """
    require(policy().may_decide(moderator, audit.submission))
    objects = verdict == AuditVerdict.OBJECTED
    if objects and not note.strip():
        raise ValidationError({"note": _("Say what is wrong with it.")})
    with transaction.atomic():
        lock_writer()  # first, as everywhere: levels may follow
        locked = lock_live(audit.submission)
        current = Audit.objects.select_for_update().get(pk=audit.pk)
        if current.decided_at is not None:
            raise SubmissionClosed(_("Somebody has judged this edit already."))
        current.verdict, current.note = verdict, note.strip()
        current.decided_by, current.decided_at = moderator, timezone.now()
        current.save()
        if locked.patrolled_at is None:
            mark_seen(locked, by=moderator)
        outcomes.check(locked, accepted=not objects)
        log.record(
            Act.AUDIT, actor=moderator, submission=locked, reason=current.note, verdict=verdict
        )
        policy().after_decision(locked)
    return current
