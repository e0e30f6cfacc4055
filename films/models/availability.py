"""Where a film can be watched now."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.model_fields import CountriesField
from wiki.models.entry import Part


class AvailabilityKind(models.TextChoices):
    """On what terms."""

    SUBSCRIPTION = "subscription", _("subscription")
    FREE = "free", _("free with advertisements")
    RENT = "rent", _("rent")
    BUY = "buy", _("buy")
    BROADCAST = "broadcast", _("broadcast")


class Availability(Part):
    """A service offers a film in some countries; ``checked_on`` says when somebody last looked."""

    film = models.ForeignKey(
        "Film",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="availabilities",
    )
    service = models.ForeignKey(
        "Service",
        verbose_name=_("service"),
        on_delete=models.PROTECT,  # entries are hidden or merged, never deleted
        related_name="availabilities",
    )
    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=AvailabilityKind.choices,
        default=AvailabilityKind.SUBSCRIPTION,
    )
    countries = CountriesField(_("countries"))
    url = models.URLField(_("link"), max_length=500, blank=True, default="")
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    checked_on = models.DateField(_("last checked"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True, default="")

    class Meta(Part.Meta):
        verbose_name = _("place to watch")
        verbose_name_plural = _("where to watch")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(since=None)
                | models.Q(until=None)
                | models.Q(since__lte=models.F("until")),
                name="availability_dates",
                violation_error_message=_("It cannot end before it begins."),
            ),
        ]
        indexes = [
            models.Index("since", name="availability_by_since"),
            models.Index("until", name="availability_by_until"),
        ]
