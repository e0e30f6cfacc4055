"""Protections: what of a page only some may change, why and until when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ProtectionLevel(models.TextChoices):
    """Who may change what is protected; each is stricter than the one before."""

    OPEN = "open", _("everybody with an account")
    TRUSTED = "trusted", _("trusted members and moderators")
    MODERATORS = "moderators", _("moderators")

    @property
    def rank(self) -> int:
        """The place in the order of strictness."""
        return list(type(self)).index(self)


class ProtectionQuerySet(models.QuerySet):
    """Reads of protections by purpose."""

    def in_force(self) -> ProtectionQuerySet:
        """Those that hold now."""
        lasting = models.Q(until=None) | models.Q(until__gt=timezone.now())
        return self.filter(lasting, proposed=False, lifted_at=None)

    def proposals(self) -> ProtectionQuerySet:
        """Those that wait for a moderator to accept or dismiss them."""
        return self.filter(proposed=True, lifted_at=None)


class Protection(models.Model):
    """A page, one of its sections or one of its own fields is protected.

    ``section`` and ``field`` are both empty for the whole page; the narrowest decides, so that a field
    of a protected page can be open. ``by`` is empty where the site proposed it (``proposed``), and
    nobody has accepted it. A protection that was lifted, or a proposal that was dismissed, stays.
    """

    entry_type = models.CharField(max_length=30)
    entry_id = models.PositiveBigIntegerField()
    section = models.CharField(max_length=30, blank=True, default="")
    field = models.CharField(max_length=60, blank=True, default="")
    level = models.CharField(_("who may change it"), max_length=10, choices=ProtectionLevel.choices)
    reason = models.CharField(_("reason"), max_length=300)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # accounts are emptied, not deleted
        related_name="+",
    )
    created_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed = models.BooleanField(default=False)

    objects = ProtectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("protection")
        verbose_name_plural = _("protections")
        ordering = ("-created_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["entry_type", "entry_id", "section", "field"],
                condition=models.Q(lifted_at=None, proposed=False),
                name="protection_once",
            ),
            models.UniqueConstraint(
                fields=["entry_type", "entry_id"],
                condition=models.Q(lifted_at=None, proposed=True),
                name="protection_proposed_once",
            ),
            models.CheckConstraint(
                condition=models.Q(section="") | models.Q(field=""),
                name="protection_of_one_place",
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=ProtectionLevel.values),
                name="protection_level_is_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["until"],
                condition=models.Q(lifted_at=None, proposed=False, until__isnull=False),
                name="protection_ending",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_key} {self.section or self.field}: {self.level}"

    @property
    def entry_key(self) -> str:
        """The key of the page."""
        return f"{self.entry_type}:{self.entry_id}"

    @property
    def strictness(self) -> int:
        """The rank of its level."""
        return ProtectionLevel(self.level).rank
