"""Pictures on pages: what each shows, who holds the rights, where it is from."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.model_fields import CountryField, LanguageField, PictureField
from wiki.models.entry import Part


class ImageKind(models.TextChoices):
    """What a picture is."""

    POSTER = "poster", _("poster")
    STILL = "still", _("still")
    PORTRAIT = "portrait", _("portrait")
    LOGO = "logo", _("logo")
    ART = "art", _("art")


class Image(Part):
    """A picture of what the page is about. Of each kind one at most is shown before the others."""

    kind = models.CharField(_("kind"), max_length=8, choices=ImageKind.choices)
    picture = PictureField(_("picture"))
    alt = models.CharField(_("what can be seen"), max_length=300)
    caption = models.CharField(_("caption"), max_length=300, blank=True, default="")
    rights = models.CharField(_("rights"), max_length=200)
    source = models.CharField(_("where it is from"), max_length=300)
    language = LanguageField(_("language"), blank=True, default="")
    country = CountryField(_("country"), blank=True, default="")
    primary = models.BooleanField(_("shown first of its kind"), default=False)

    class Meta(Part.Meta):
        abstract = True
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def __str__(self) -> str:
        return self.alt

    @staticmethod
    def constraints_for(parent: str) -> list[Any]:
        """The rules of a table of pictures whose owner is the field ``parent``.

        The same picture once; one of each kind is shown first; each says what it must.
        """
        return [
            models.UniqueConstraint(
                fields=[parent, "picture"],
                name="%(class)s_once",
                violation_error_message=_("This picture is on the page already."),
            ),
            models.UniqueConstraint(
                fields=[parent, "kind"],
                condition=models.Q(primary=True),
                name="%(class)s_one_primary",
                violation_error_message=_("Only one picture of each kind can be shown first."),
            ),
            models.CheckConstraint(
                condition=~(
                    models.Q(picture="")
                    | models.Q(alt="")
                    | models.Q(rights="")
                    | models.Q(source="")
                ),
                name="%(class)s_said",
                violation_error_message=_(
                    "A picture needs words for what can be seen, its rights and its source."
                ),
            ),
        ]
