"""Films and other works that belong together."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from films.models.link import SiteLink
from films.models.text import Text
from wiki.model_fields import MarkdownField
from wiki.models.entry import Entry, Name


class Franchise(Entry):
    """Films and other works that belong together."""

    deck = models.CharField(_("deck"), max_length=300, blank=True, default="")
    description = MarkdownField(_("description"))

    class Meta:
        verbose_name = _("franchise")
        verbose_name_plural = _("franchises")


class FranchiseName(Name):
    """A name of a franchise."""

    franchise = models.ForeignKey(
        "Franchise",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="names",
    )

    class Meta(Name.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = Name.constraints_for("franchise")


class FranchiseLink(SiteLink):
    """A link or external id of a franchise."""

    franchise = models.ForeignKey(
        "Franchise",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="links",
    )

    class Meta(SiteLink.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = SiteLink.constraints_for("franchise")


class FranchiseText(Text):
    """What a franchise is about, in another language."""

    franchise = models.ForeignKey(
        "Franchise",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="texts",
    )

    class Meta(Text.Meta):
        constraints = Text.constraints_for("franchise")
