"""A genre, such as science fiction."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from films.models.link import SiteLink
from films.models.text import Text
from wiki.model_fields import MarkdownField
from wiki.models.entry import Entry, Name


class Genre(Entry):
    """A genre, such as science fiction."""

    deck = models.CharField(_("deck"), max_length=300, blank=True, default="")
    description = MarkdownField(_("description"))

    class Meta:
        verbose_name = _("genre")
        verbose_name_plural = _("genres")


class GenreName(Name):
    """A name of a genre."""

    genre = models.ForeignKey(
        "Genre",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="names",
    )

    class Meta(Name.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = Name.constraints_for("genre")


class GenreLink(SiteLink):
    """A link or external id of a genre."""

    genre = models.ForeignKey(
        "Genre",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="links",
    )

    class Meta(SiteLink.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = SiteLink.constraints_for("genre")


class GenreText(Text):
    """What a genre is about, in another language."""

    genre = models.ForeignKey(
        "Genre",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="texts",
    )

    class Meta(Text.Meta):
        constraints = Text.constraints_for("genre")
