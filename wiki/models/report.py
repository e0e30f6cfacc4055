"""Saved questions to the catalogue, and what was counted of its gaps."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _


class Report(models.Model):
    """A question (``wiki.quality.question``) that somebody asks again and again.

    ``asked`` is what its address holds: lists of values by name.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,  # accounts are emptied, not deleted
        related_name="reports",
    )
    entry_type = models.CharField(max_length=30)
    title = models.CharField(_("title"), max_length=100)
    asked = models.JSONField(default=dict)
    public = models.BooleanField(_("everybody may see it"), default=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="report_title"),
        ]
        indexes = [
            models.Index("owner", "changed_at", "id", name="report_of_owner"),
            models.Index("changed_at", "id", name="report_public", condition=models.Q(public=True)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        slug = slugify(self.title)[:60]
        return f"/reports/{self.pk}-{slug}/" if slug else f"/reports/{self.pk}/"

    @property
    def query(self) -> str:
        """What it asks, as a query string."""
        return urlencode(self.asked, doseq=True)


class GapCount(models.Model):
    """How much of a type is missing, counted at ``counted_at`` in ``seconds`` (``wiki.quality.tallies``).

    ``clock`` is what the catalogue was then; ``tally`` the figures.
    """

    entry_type = models.CharField(max_length=30, unique=True)
    clock = models.CharField(max_length=40)
    counted_at = models.DateTimeField()
    seconds = models.FloatField()
    tally = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.entry_type
