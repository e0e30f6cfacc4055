"""Keeping a question to the catalogue, and forgetting it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wiki.models import Report, SubmissionKind
from wiki.policy import policy, require
from wiki.quality.question import Question

#: How many questions a member may keep.
MOST = 100


def save_report(
    report: Report | None, question: Question, *, owner: Any, title: str, public: bool
) -> Report:
    """Keep ``question`` as a new report, or in the place of what ``report`` of the same owner asks.

    Who may not edit makes none public. Raises ``PermissionDenied`` for that and for what is another's,
    ``ValidationError`` without a title, for a question that makes no sense, or with ``MOST`` reports.
    """
    require(owner.is_authenticated and (report is None or report.owner_id == owner.pk))
    free = not public or policy().may_submit(owner, SubmissionKind.EDIT)
    require(free, policy().refusal(owner))
    title = title.strip()
    if not title:
        raise ValidationError(_("A report needs a title."))
    if not question.is_valid:
        raise ValidationError(_("The question makes no sense as it stands."))
    now = timezone.now()
    with transaction.atomic():
        if report is None and Report.objects.filter(owner=owner).count() >= MOST:
            raise ValidationError(_("You have as many reports as you can keep. Delete one first."))
        kept = report or Report(owner=owner, created_at=now)
        kept.entry_type = question.entry_type.name
        kept.asked = question.asked
        kept.title, kept.public, kept.changed_at = title[:100], public, now
        kept.save()
    return kept


def delete_report(report: Report, *, user: Any) -> None:
    """Forget a report. Its owner may. Raises ``PermissionDenied``."""
    require(user.is_authenticated and report.owner_id == user.pk)
    report.delete()
