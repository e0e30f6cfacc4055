"""Blind audits: some of the edits that went live at once are judged later by who does not see whose."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.models.submission import Submission


class AuditVerdict(models.TextChoices):
    """What the auditor would have done."""

    AGREED = "agreed", _("would approve it")
    OBJECTED = "objected", _("would not approve it")


class Audit(models.Model):
    """One edit that came back by chance; open until a moderator has judged it. See ``wiki.audits``."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="audit")
    created_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # who judged stays known
        related_name="audits",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=8, choices=AuditVerdict.choices, blank=True, default="")
    note = models.TextField(_("reason"), max_length=2000, blank=True, default="")

    class Meta:
        verbose_name = _("blind audit")
        verbose_name_plural = _("blind audits")
        ordering = ("created_at", "pk")
        indexes = [
            # Those that wait, the oldest first.
            models.Index(
                fields=["created_at", "id"],
                condition=models.Q(decided_at=None),
                name="audit_open",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_at=None, decided_by=None, verdict="")
                | models.Q(
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                    verdict__in=AuditVerdict.values,
                ),
                name="audit_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.verdict}"

    def get_absolute_url(self) -> str:
        return f"/moderation/audit/{self.pk}/"
