"""What of each editor's work still stands."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.areas import Area
from wiki.models.revision import RevisionEntry


class Contribution(models.Model):
    """What one revision, by a person, brought to one section of a page, and what of it stands today.

    ``made`` and ``standing`` count facts as ``wiki.survival`` does. Derived from history:
    ``wiki.contributions`` keeps it right with every revision, ``rebuild_contributions`` makes it anew,
    ``check_revisions`` proves it.
    """

    row = models.ForeignKey(
        RevisionEntry,
        on_delete=models.PROTECT,  # history is not deleted
        related_name="contributions",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,  # accounts are emptied, not deleted
        related_name="contributions",
    )
    entry_type = models.CharField(max_length=30)
    entry_id = models.PositiveBigIntegerField()
    section = models.CharField(max_length=30, blank=True, default="")
    area = models.CharField(max_length=10, choices=Area.choices)
    made = models.PositiveIntegerField(default=0)
    standing = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.UniqueConstraint(fields=["row", "section", "area"], name="contribution_once"),
        ]
        indexes = [
            models.Index("entry_type", "entry_id", name="contribution_of_entry"),
            models.Index("author", "created_at", name="contribution_of_author"),
            models.Index("created_at", "author", name="contribution_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} {self.section}: {self.standing} of {self.made}"
