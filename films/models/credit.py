"""Who made a film: people and companies, by role."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from films.roles import CHOICES
from wiki.models.entry import Part


class Credit(Part):
    """Somebody did something for a film or one of its segments.

    A credit may exist before its person has a page: then it holds the printed name alone.
    ``role_text`` is the role as printed, where the controlled list has none that fits.
    """

    film = models.ForeignKey(
        "Film",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="credits",
    )
    role = models.CharField(_("role"), max_length=30, choices=CHOICES)
    role_text = models.CharField(_("role as printed"), max_length=120, blank=True, default="")
    person = models.ForeignKey(
        "Person",
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # entries are hidden or merged, never deleted
        related_name="credits",
    )
    credited_as = models.CharField(_("credited as"), max_length=200, blank=True, default="")
    segment = models.ForeignKey(
        "Segment",
        verbose_name=_("segment"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # a segment in use is not removed
        related_name="credits",
    )
    note = models.CharField(_("note"), max_length=300, blank=True, default="")

    class Meta(Part.Meta):
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | ~models.Q(credited_as=""),
                name="credit_somebody",
                violation_error_message=_("Name a person, or write how they are credited."),
            ),
        ]


class CompanyRole(models.TextChoices):
    """What a company did for a film."""

    ANIMATION = "animation", _("animation production")
    PRODUCTION = "production", _("production")
    COMMITTEE = "committee", _("production committee")
    PLANNING = "planning", _("planning")
    DISTRIBUTION = "distribution", _("distribution")
    MUSIC = "music", _("music production")
    COOPERATION = "cooperation", _("cooperation")
    OTHER = "other", _("other")


class CompanyCredit(Part):
    """A company did something for a film or one of its segments."""

    film = models.ForeignKey(
        "Film",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="company_credits",
    )
    role = models.CharField(
        _("role"), max_length=12, choices=CompanyRole.choices, default=CompanyRole.PRODUCTION
    )
    company = models.ForeignKey(
        "Company",
        verbose_name=_("company"),
        on_delete=models.PROTECT,  # entries are hidden or merged, never deleted
        related_name="credits",
    )
    segment = models.ForeignKey(
        "Segment",
        verbose_name=_("segment"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # a segment in use is not removed
        related_name="company_credits",
    )
    note = models.CharField(_("note"), max_length=300, blank=True, default="")

    class Meta(Part.Meta):
        verbose_name = _("company credit")
        verbose_name_plural = _("companies")
        constraints = [
            models.UniqueConstraint(
                fields=["film", "role", "company", "segment"],
                name="companycredit_once",
                violation_error_message=_("This company is listed with this role already."),
            ),
            models.UniqueConstraint(
                fields=["film", "role", "company"],
                condition=models.Q(segment=None),
                name="companycredit_once_whole",
                violation_error_message=_("This company is listed with this role already."),
            ),
        ]
