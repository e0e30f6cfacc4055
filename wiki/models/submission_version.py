"""What a submission said before it was amended or corrected."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.models.submission import Submission


class SubmissionVersion(models.Model):
    """A former version of a submission: everything that amending it replaced, by whom it was written.

    The present version is the submission itself; ``number`` counts from 1. ``created_at`` is when it was
    replaced: that is when the version after it was written.
    """

    submission = models.ForeignKey(
        Submission,
        on_delete=models.PROTECT,  # submissions are never deleted
        related_name="versions",
    )
    number = models.PositiveIntegerField()
    changes = models.JSONField()
    summary = models.CharField(max_length=300, blank=True, default="")
    sources = models.TextField(blank=True, default="")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("version of a submission")
        verbose_name_plural = _("versions of submissions")
        ordering = ("submission_id", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "number"], name="submissionversion_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}, version {self.number}"
