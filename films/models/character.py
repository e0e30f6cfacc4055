"""Somebody who appears in films."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from films.models.image import Image
from films.models.link import SiteLink
from films.models.text import Text
from wiki.model_fields import MarkdownField
from wiki.models.dispute import Claim, Dispute
from wiki.models.entry import Entry, Name


class Character(Entry):
    """Somebody who appears in films."""

    deck = models.CharField(_("deck"), max_length=300, blank=True, default="")
    description = MarkdownField(_("description"))

    class Meta:
        verbose_name = _("character")
        verbose_name_plural = _("characters")


class CharacterName(Name):
    """A name of a character."""

    character = models.ForeignKey(
        "Character",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="names",
    )

    class Meta(Name.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = Name.constraints_for("character")


class CharacterLink(SiteLink):
    """A link or external id of a character."""

    character = models.ForeignKey(
        "Character",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="links",
    )

    class Meta(SiteLink.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = SiteLink.constraints_for("character")


class CharacterText(Text):
    """What a character is about, in another language."""

    character = models.ForeignKey(
        "Character",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="texts",
    )

    class Meta(Text.Meta):
        constraints = Text.constraints_for("character")


class CharacterImage(Image):
    """A picture of a character."""

    character = models.ForeignKey(
        Character,
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="images",
    )

    class Meta(Image.Meta):
        constraints = Image.constraints_for("character")


class CharacterDispute(Dispute):
    """A fact of a character on which sources differ."""

    character = models.ForeignKey(
        "Character",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="disputes",
    )

    class Meta(Dispute.Meta):
        constraints = Dispute.constraints_for("character")


class CharacterClaim(Claim):
    """What one source says of a disputed fact of a character."""

    dispute = models.ForeignKey(
        CharacterDispute,
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="claims",
    )

    class Meta(Claim.Meta):
        constraints = Claim.constraints_for("dispute")
