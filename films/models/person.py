"""Somebody, or a group under one name, that made a film or spoke in it."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from films.models.image import Image
from films.models.link import SiteLink
from films.models.text import Text
from wiki.model_fields import CountryField, MarkdownField, PartialDateField
from wiki.models.dispute import Claim, Dispute
from wiki.models.entry import Entry, Name


class Person(Entry):
    """Somebody, or a group under one name, that made a film or spoke in it."""

    deck = models.CharField(_("deck"), max_length=300, blank=True, default="")
    description = MarkdownField(_("description"))
    group = models.BooleanField(_("a group, not one person"), default=False)
    born = PartialDateField(_("born"))
    died = PartialDateField(_("died"))
    country = CountryField(_("country of birth"), blank=True, default="")

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            models.Index("born", name="person_by_birth"),
            models.Index(Substr("born", 6), name="person_by_birthday"),
        ]


class PersonName(Name):
    """A name of a person."""

    person = models.ForeignKey(
        "Person",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="names",
    )

    class Meta(Name.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = Name.constraints_for("person")


class PersonLink(SiteLink):
    """A link or external id of a person."""

    person = models.ForeignKey(
        "Person",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="links",
    )

    class Meta(SiteLink.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = SiteLink.constraints_for("person")


class PersonText(Text):
    """What a person is about, in another language."""

    person = models.ForeignKey(
        "Person",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="texts",
    )

    class Meta(Text.Meta):
        constraints = Text.constraints_for("person")


class PersonImage(Image):
    """A picture of a person."""

    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="images",
    )

    class Meta(Image.Meta):
        constraints = Image.constraints_for("person")


class PersonDispute(Dispute):
    """A fact of a person on which sources differ."""

    person = models.ForeignKey(
        "Person",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="disputes",
    )

    class Meta(Dispute.Meta):
        constraints = Dispute.constraints_for("person")


class PersonClaim(Claim):
    """What one source says of a disputed fact of a person."""

    dispute = models.ForeignKey(
        PersonDispute,
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="claims",
    )

    class Meta(Claim.Meta):
        constraints = Claim.constraints_for("dispute")
