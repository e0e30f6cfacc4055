"""What a film is about, such as war without purpose."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from films.models.link import SiteLink
from films.models.text import Text
from wiki.model_fields import MarkdownField
from wiki.models.entry import Entry, Name


class Theme(Entry):
    """What a film is about, such as war without purpose."""

    deck = models.CharField(_("deck"), max_length=300, blank=True, default="")
    description = MarkdownField(_("description"))

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")


class ThemeName(Name):
    """A name of a theme."""

    theme = models.ForeignKey(
        "Theme",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="names",
    )

    class Meta(Name.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = Name.constraints_for("theme")


class ThemeLink(SiteLink):
    """A link or external id of a theme."""

    theme = models.ForeignKey(
        "Theme",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="links",
    )

    class Meta(SiteLink.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = SiteLink.constraints_for("theme")


class ThemeText(Text):
    """What a theme is about, in another language."""

    theme = models.ForeignKey(
        "Theme",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="texts",
    )

    class Meta(Text.Meta):
        constraints = Text.constraints_for("theme")
