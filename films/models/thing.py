"""What a film is associated with: a place, an object, another work."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from films.models.link import SiteLink
from films.models.text import Text
from wiki.model_fields import MarkdownField
from wiki.models.entry import Entry, Name


class ThingKind(models.TextChoices):
    """What sort of thing it is; a work is one of another medium than anime film."""

    PLACE = "place", _("place")
    OBJECT = "object", _("object")
    CONCEPT = "concept", _("concept")
    EVENT = "event", _("event")
    TECHNIQUE = "technique", _("technique")
    WORK = "work", _("work")


class Thing(Entry):
    """What a film is associated with: a place, an object, another work."""

    kind = models.CharField(
        _("kind"), max_length=12, choices=ThingKind.choices, default=ThingKind.CONCEPT
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    deck = models.CharField(_("deck"), max_length=300, blank=True, default="")
    description = MarkdownField(_("description"))

    class Meta:
        verbose_name = _("thing")
        verbose_name_plural = _("things")


class ThingName(Name):
    """A name of a thing."""

    thing = models.ForeignKey(
        "Thing",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="names",
    )

    class Meta(Name.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = Name.constraints_for("thing")


class ThingLink(SiteLink):
    """A link or external id of a thing."""

    thing = models.ForeignKey(
        "Thing",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="links",
    )

    class Meta(SiteLink.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = SiteLink.constraints_for("thing")


class ThingText(Text):
    """What a thing is about, in another language."""

    thing = models.ForeignKey(
        "Thing",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="texts",
    )

    class Meta(Text.Meta):
        constraints = Text.constraints_for("thing")
