"""Pages that may be about the same thing, and those that somebody has said are not."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Pair(models.Model):
    """Two entries of one type, the one with the lower id first."""

    entry_type = models.CharField(max_length=30)
    first = models.PositiveBigIntegerField()
    second = models.PositiveBigIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.entry_type}:{self.first} – {self.entry_type}:{self.second}"

    @property
    def keys(self) -> tuple[str, str]:
        """The two entries as documents name them."""
        return f"{self.entry_type}:{self.first}", f"{self.entry_type}:{self.second}"


class Likeness(Pair):
    """Two entries that look like one. Derived from the catalogue by ``wiki.quality.alike``.

    ``evidence`` is what speaks for it and against, as [name, numbers …]; ``scan`` the last scan of all
    names that has seen it.
    """

    score = models.PositiveSmallIntegerField()
    evidence = models.JSONField(default=list)
    scan = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("likeness")
        verbose_name_plural = _("likenesses")
        constraints = [
            models.UniqueConstraint(fields=["entry_type", "first", "second"], name="likeness_once"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="likeness_in_order"
            ),
        ]
        indexes = [
            models.Index("entry_type", "score", "id", name="likeness_by_score"),
            models.Index("entry_type", "second", name="likeness_of_second"),
        ]


class Distinction(Pair):
    """That two entries are not the same thing, as ``said_by`` says; in force until it is taken back."""

    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,  # accounts are emptied, not deleted
        related_name="distinctions",
    )
    said_at = models.DateTimeField(db_index=True)
    reason = models.CharField(_("how they differ"), max_length=300, blank=True, default="")
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="distinctions_taken_back",
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("distinction")
        verbose_name_plural = _("distinctions")
        constraints = [
            models.UniqueConstraint(
                fields=["entry_type", "first", "second"],
                condition=models.Q(taken_back_at=None),
                name="distinction_once",
            ),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="distinction_in_order"
            ),
        ]


class LikenessPlace(models.Model):
    """How far the search for likenesses has come; one row.

    ``revision`` (made at ``at``) is the last that it has followed. ``scan`` counts the scans of all
    names; ``after`` is the folded name that the present one has reached, empty when it is done.
    """

    revision = models.PositiveBigIntegerField(default=0)
    at = models.CharField(max_length=40, blank=True, default="")
    scan = models.PositiveIntegerField(default=0)
    after = models.CharField(max_length=300, blank=True, default="")
    scanning = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.revision}"
