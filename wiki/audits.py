"""Blind audits: which live edits are judged again, and which of them a moderator is shown next.

A share of the edits that went live at once (``GENGA_AUDIT_SHARE``) is drawn by lot, whoever made them.
They are judged without the author's name, so that trust is not measured on reputation.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from wiki.models import Audit, AuditVerdict, Submission

#: How finely the lot can be set.
LOTS = 1_000_000
#: Open audits are counted no further than this.
COUNTED = 1000


def choose(submission: Submission) -> Audit | None:
    """Draw a lot for an edit that has just gone live; the audit, if it was drawn."""
    if secrets.randbelow(LOTS) >= settings.GENGA_AUDIT_SHARE * LOTS:
        return None
    return Audit.objects.create(submission=submission, created_at=timezone.now())


def open_for(moderator: Any) -> QuerySet[Audit]:
    """The audits that wait for ``moderator``, the oldest first.

    Not of their own edits, nor of those that they have seen on patrol, with the name of the author.
    """
    known = Q(submission__author=moderator) | Q(submission__patrolled_by=moderator)
    return Audit.objects.filter(decided_at=None).exclude(known).order_by("created_at", "pk")


def open_count(moderator: Any) -> int:
    """How many wait for ``moderator``, counted up to ``COUNTED``. One query."""
    return open_for(moderator).order_by()[:COUNTED].count()


def numbers() -> tuple[int, int]:
    """How many audits were judged so far, and in how many the auditor objected. One query."""
    objected = Count("pk", filter=Q(verdict=AuditVerdict.OBJECTED))
    counted = Audit.objects.exclude(decided_at=None).aggregate(
        judged=Count("pk"), objected=objected
    )
    return counted["judged"], counted["objected"]
