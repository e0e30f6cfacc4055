"""Abstract bases of disputed facts: what sources say differently about one part of a page."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.models.entry import Part


class Dispute(Part):
    """A fact on which sources differ. Its claims are rows of their own, two or more.

    ``about`` names a field of the page or a part of it (``runtime``, ``release``), as declared;
    ``detail`` says which of several facts there is meant.
    """

    about = models.CharField(_("about"), max_length=30)
    detail = models.CharField(_("which one"), max_length=200, blank=True, default="")
    settled = models.BooleanField(_("settled"), default=False)
    note = models.CharField(_("note"), max_length=300, blank=True, default="")

    class Meta(Part.Meta):
        abstract = True
        verbose_name = _("disputed fact")
        verbose_name_plural = _("disputed facts")

    @staticmethod
    def constraints_for(parent: str) -> list[Any]:
        """The rules of a table of disputes whose page is the field ``parent``."""
        return [
            models.UniqueConstraint(
                fields=[parent, "about", "detail"],
                name="%(class)s_once",
                violation_error_message=_(
                    "This is listed as disputed already. Say which one you mean."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(about=""),
                name="%(class)s_about",
                violation_error_message=_("Say what the dispute is about."),
            ),
        ]


class Claim(Part):
    """What one source says of a disputed fact. At most one claim of a dispute is preferred."""

    value = models.CharField(_("value"), max_length=300)
    source = models.CharField(_("source"), max_length=200)
    url = models.URLField(_("address"), max_length=500, blank=True, default="")
    preferred = models.BooleanField(_("preferred"), default=False)
    note = models.CharField(_("note"), max_length=300, blank=True, default="")

    class Meta(Part.Meta):
        abstract = True
        verbose_name = _("claim")
        verbose_name_plural = _("claims")

    @staticmethod
    def constraints_for(parent: str) -> list[Any]:
        """The rules of a table of claims whose dispute is the field ``parent``."""
        return [
            models.UniqueConstraint(
                fields=[parent],
                condition=models.Q(preferred=True),
                name="%(class)s_one_preferred",
                violation_error_message=_("Only one claim can be the preferred one."),
            ),
            models.UniqueConstraint(
                fields=[parent, "value", "source"],
                name="%(class)s_once",
                violation_error_message=_("This claim is listed already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(value="") & ~models.Q(source=""),
                name="%(class)s_value_and_source",
                violation_error_message=_("A claim needs a value and the source that says so."),
            ),
        ]
