"""Suspensions: users who may not edit or comment for a while."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

#: What ``User.suspended_until`` says of a suspension without an end.
FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


class Suspension(models.Model):
    """Why and how long somebody may not edit; ``until`` is empty for good.

    It ends when its time has come or when a moderator lifts it; ``lifted_at`` is when what was held of
    the user's was let go. ``lifted_by`` is empty where it ended by itself.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,  # accounts are emptied, not deleted
        related_name="suspensions",
    )
    until = models.DateTimeField(_("until"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        ordering = ("-created_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(lifted_at=None), name="suspension_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=~models.Q(user=models.F("by")), name="suspension_by_another"
            ),
        ]
        indexes = [
            models.Index(
                fields=["until"], condition=models.Q(lifted_at=None), name="suspension_ending"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.reason[:60]}"
