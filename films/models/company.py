"""A studio, distributor, publisher or other firm."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from films.models.image import Image
from films.models.link import SiteLink
from films.models.text import Text
from wiki.model_fields import CountryField, MarkdownField, PartialDateField
from wiki.models.dispute import Claim, Dispute
from wiki.models.entry import Entry, Name


class CompanyKind(models.TextChoices):
    """What a company mainly does."""

    STUDIO = "studio", _("studio")
    DISTRIBUTOR = "distributor", _("distributor")
    PUBLISHER = "publisher", _("publisher")
    PRODUCER = "producer", _("production company")
    COMMITTEE = "committee", _("production committee")
    BROADCASTER = "broadcaster", _("broadcaster")
    MUSIC = "music", _("music label")
    OTHER = "other", _("other")


class Company(Entry):
    """A studio, distributor, publisher or other firm."""

    kind = models.CharField(
        _("kind"), max_length=12, choices=CompanyKind.choices, default=CompanyKind.STUDIO
    )
    country = CountryField(_("country"), blank=True, default="")
    founded = PartialDateField(_("founded"))
    closed = PartialDateField(_("closed"))
    deck = models.CharField(_("deck"), max_length=300, blank=True, default="")
    description = MarkdownField(_("description"))

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")


class CompanyName(Name):
    """A name of a company."""

    company = models.ForeignKey(
        "Company",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="names",
    )

    class Meta(Name.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = Name.constraints_for("company")


class CompanyLink(SiteLink):
    """A link or external id of a company."""

    company = models.ForeignKey(
        "Company",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="links",
    )

    class Meta(SiteLink.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = SiteLink.constraints_for("company")


class CompanyText(Text):
    """What a company is about, in another language."""

    company = models.ForeignKey(
        "Company",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="texts",
    )

    class Meta(Text.Meta):
        constraints = Text.constraints_for("company")


class CompanyImage(Image):
    """A picture of a company: its logo, most of the time."""

    company = models.ForeignKey(
        Company,
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="images",
    )

    class Meta(Image.Meta):
        constraints = Image.constraints_for("company")


class CompanyDispute(Dispute):
    """A fact of a company on which sources differ."""

    company = models.ForeignKey(
        "Company",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="disputes",
    )

    class Meta(Dispute.Meta):
        constraints = Dispute.constraints_for("company")


class CompanyClaim(Claim):
    """What one source says of a disputed fact of a company."""

    dispute = models.ForeignKey(
        CompanyDispute,
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="claims",
    )

    class Meta(Claim.Meta):
        constraints = Claim.constraints_for("dispute")
