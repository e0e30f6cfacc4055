"""A service where films are watched: streaming or shop."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from films.models.link import SiteLink
from films.models.text import Text
from wiki.model_fields import MarkdownField
from wiki.models.entry import Entry, Name


class ServiceKind(models.TextChoices):
    """What a service offers."""

    STREAMING = "streaming", _("streaming")
    SHOP = "shop", _("shop")
    BROADCAST = "broadcast", _("broadcaster")


class Service(Entry):
    """A service where films are watched: streaming or shop."""

    kind = models.CharField(
        _("kind"), max_length=10, choices=ServiceKind.choices, default=ServiceKind.STREAMING
    )
    deck = models.CharField(_("deck"), max_length=300, blank=True, default="")
    description = MarkdownField(_("description"))

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")


class ServiceName(Name):
    """A name of a service."""

    service = models.ForeignKey(
        "Service",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="names",
    )

    class Meta(Name.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = Name.constraints_for("service")


class ServiceLink(SiteLink):
    """A link or external id of a service."""

    service = models.ForeignKey(
        "Service",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="links",
    )

    class Meta(SiteLink.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = SiteLink.constraints_for("service")


class ServiceText(Text):
    """What a service is about, in another language."""

    service = models.ForeignKey(
        "Service",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="texts",
    )

    class Meta(Text.Meta):
        constraints = Text.constraints_for("service")
