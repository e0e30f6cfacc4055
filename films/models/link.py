"""Links and external ids: the same table for every entry type."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from films.sites import CHOICES
from wiki.models.entry import Link


class SiteLink(Link):
    """A link to one of the sites of ``films.sites``; (site, value) is unique per entry type."""

    site = models.CharField(_("site"), max_length=20, choices=CHOICES)

    class Meta(Link.Meta):
        abstract = True

    @staticmethod
    def constraints_for(parent: str) -> list[Any]:
        """The rules of a table of links whose owner is the field ``parent``."""
        return [
            models.UniqueConstraint(
                fields=["site", "value"],
                name="%(class)s_unique",
                violation_error_message=_("Another page already has this link."),
            ),
            models.CheckConstraint(
                condition=~models.Q(value=""),
                name="%(class)s_value",
                violation_error_message=_("A link needs an address or identifier."),
            ),
        ]
