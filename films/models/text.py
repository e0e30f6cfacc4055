"""What pages and segments say in other languages than the one that they are written in first."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.model_fields import FingerprintField, LanguageField, MarkdownField
from wiki.models.entry import Part


class Text(Part):
    """A translation of deck and description. ``made_from`` is set by the engine."""

    language = LanguageField(_("language"))
    deck = models.CharField(_("deck"), max_length=300, blank=True, default="")
    description = MarkdownField(_("description"))
    made_from = FingerprintField(_("compared with"))

    class Meta(Part.Meta):
        abstract = True
        verbose_name = _("translation")
        verbose_name_plural = _("translations")

    def __str__(self) -> str:
        return f"{self.language}: {self.deck or self.description}"

    @staticmethod
    def constraints_for(parent: str) -> list[Any]:
        """The rules of a table of translations whose owner is the field ``parent``.

        One for each language; each says something.
        """
        return [
            models.UniqueConstraint(
                fields=[parent, "language"],
                name="%(class)s_once",
                violation_error_message=_("There is a translation into this language already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(language="") & (~models.Q(deck="") | ~models.Q(description="")),
                name="%(class)s_said",
                violation_error_message=_(
                    "A translation needs a language, and a deck or a description."
                ),
            ),
        ]
