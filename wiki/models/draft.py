"""Drafts: what somebody has typed into an edit form and not sent yet."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _


class Draft(models.Model):
    """What stands in one edit form that somebody has open, or had open.

    ``form`` tells the form from others of the same page, so that two tabs do not overwrite each other.
    ``path`` is where the form is; ``data`` is what a browser would post, as it would be encoded;
    ``base_number`` the revision that its author saw.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,  # nobody else ever sees it
        related_name="drafts",
    )
    form = models.CharField(max_length=30)
    path = models.CharField(max_length=300)
    title = models.CharField(max_length=300, blank=True, default="")
    data = models.TextField()
    base_number = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ("-updated_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["user", "form"], name="draft_once"),
        ]
        indexes = [
            models.Index(fields=["user", "path", "-updated_at"], name="draft_of_form"),
            models.Index(fields=["updated_at"], name="draft_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.title}"

    def get_absolute_url(self) -> str:
        """The form, filled with it."""
        return f"{self.path}{'&' if '?' in self.path else '?'}draft={self.pk}"

    @property
    def values(self) -> QueryDict:
        """What was typed, as a form reads it."""
        return QueryDict(self.data)
