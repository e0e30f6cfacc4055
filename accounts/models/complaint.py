"""Complaints: somebody tells moderators of something that somebody else wrote."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ComplaintKind(models.TextChoices):
    """What a complaint is about. The values stand in addresses: ``?about=review:12``."""

    REVIEW = "review", pgettext_lazy("a text", "review")
    RECOMMENDATION = "recommendation", _("recommendation")
    LIST = "list", _("list")
    COMMENT = "comment", _("comment on a list")
    USER = "user", _("profile")


class ComplaintReason(models.TextChoices):
    """What is wrong with it."""

    SPAM = "spam", _("It is advertising, or has nothing to do with films")
    ABUSE = "abuse", _("It attacks or mocks somebody")
    SPOILER = "spoiler", _("It gives a story away without hiding that")
    COPIED = "copied", _("It was copied from somebody else")
    UNLAWFUL = "unlawful", _("It is against the law")
    OTHER = "other", _("Something else")


class Verdict(models.TextChoices):
    """What moderators decided."""

    KEPT = "kept", pgettext_lazy("a complaint", "kept")
    REMOVED = "removed", pgettext_lazy("a complaint", "removed")


_OPEN = Q(verdict="")


class Complaint(models.Model):
    """What one user says against something of another's.

    The thing is named by ``kind`` and ``about_id``; what it was called and said then (``title``, ``quote``)
    is kept here, for it may change or go. ``verdict`` is empty until a moderator has decided.
    Who complained is shown to moderators alone.
    """

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,  # accounts are emptied, not deleted
        related_name="complaints",
        db_index=False,
    )
    kind = models.CharField(max_length=14, choices=ComplaintKind.choices)
    about_id = models.PositiveBigIntegerField()
    #: Whose it is.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="complaints_about"
    )
    title = models.CharField(max_length=300)
    quote = models.TextField(blank=True, default="")
    url = models.CharField(max_length=300)
    reason = models.CharField(_("what is wrong"), max_length=8, choices=ComplaintReason.choices)
    text = models.TextField(_("in your words"), max_length=2000, blank=True, default="")
    created_at = models.DateTimeField()
    verdict = models.CharField(max_length=7, choices=Verdict.choices, blank=True, default="")
    note = models.TextField(_("note"), max_length=2000, blank=True, default="")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        ordering = ("created_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["by", "kind", "about_id"], condition=_OPEN, name="complaint_once"
            ),
            models.CheckConstraint(
                condition=Q(verdict="", decided_at=None)
                | Q(verdict__in=Verdict.values, decided_at__isnull=False, decided_by__isnull=False),
                name="complaint_decided",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ComplaintKind.values), name="complaint_kind"
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=_OPEN, name="complaint_open"),
            models.Index(fields=["kind", "about_id"], name="complaint_about"),
            models.Index(fields=["by", "created_at"], name="complaint_made"),
            models.Index(fields=["-decided_at", "-id"], name="complaint_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.by}: {self.kind}:{self.about_id}"

    @property
    def about(self) -> str:
        """What it is about: ``review:12``."""
        return f"{self.kind}:{self.about_id}"
