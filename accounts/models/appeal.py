"""Appeals: somebody asks another moderator to look at a decision again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.suspension import Suspension
from wiki.models import Submission


class Appeal(models.Model):
    """What one user says against their suspension, or the rejection of their submission.

    There is one for each, at most. ``granted`` is empty until another moderator has answered.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,  # accounts are emptied, not deleted
        related_name="appeals",
    )
    suspension = models.OneToOneField(
        Suspension, null=True, blank=True, on_delete=models.PROTECT, related_name="appeal"
    )
    submission = models.OneToOneField(
        Submission, null=True, blank=True, on_delete=models.PROTECT, related_name="appeal"
    )
    text = models.TextField(_("what you say"), max_length=2000)
    created_at = models.DateTimeField()
    granted = models.BooleanField(null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=2000, blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ("created_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(suspension=None, submission__isnull=False)
                | models.Q(suspension__isnull=False, submission=None),
                name="appeal_about_one",
            ),
            models.CheckConstraint(
                condition=models.Q(granted=None, answered_at=None)
                | models.Q(
                    granted__isnull=False, answered_at__isnull=False, answered_by__isnull=False
                ),
                name="appeal_answered",
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at"], condition=models.Q(granted=None), name="appeal_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.text[:60]}"
