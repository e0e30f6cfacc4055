"""Characters in a film, and who gives them a voice in which dub."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.model_fields import CountryField, LanguageField
from wiki.models.entry import Part


class DubVersion(Part):
    """A set of voices: the original, or a dub made once by one studio in one language."""

    film = models.ForeignKey(
        "Film",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="dubs",
    )
    language = LanguageField(_("language"))
    original = models.BooleanField(_("original voices"), default=False)
    country = CountryField(_("country"), blank=True, default="")
    studio = models.ForeignKey(
        "Company",
        verbose_name=_("studio"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # entries are hidden or merged, never deleted
        related_name="dubs",
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    director = models.ForeignKey(
        "Person",
        verbose_name=_("director"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # entries are hidden or merged, never deleted
        related_name="directed_dubs",
    )
    note = models.CharField(_("note"), max_length=300, blank=True, default="")

    class Meta(Part.Meta):
        verbose_name = _("dub version")
        verbose_name_plural = _("dub versions")
        constraints = [
            models.UniqueConstraint(
                fields=["film"],
                condition=models.Q(original=True),
                name="dubversion_one_original",
                violation_error_message=_("Only one version can be the original."),
            ),
            models.CheckConstraint(
                condition=models.Q(year=None) | models.Q(year__range=(1900, 2200)),
                name="dubversion_year",
                violation_error_message=_("Write the year with four figures."),
            ),
        ]


class Importance(models.TextChoices):
    """How much of the film a character carries."""

    MAIN = "main", _("main")
    SUPPORTING = "supporting", _("supporting")
    MINOR = "minor", _("minor")
    CAMEO = "cameo", _("cameo")


class Appearance(Part):
    """A character is in a film or one of its segments."""

    film = models.ForeignKey(
        "Film",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="appearances",
    )
    character = models.ForeignKey(
        "Character",
        verbose_name=_("character"),
        on_delete=models.PROTECT,  # entries are hidden or merged, never deleted
        related_name="appearances",
    )
    importance = models.CharField(
        _("importance"), max_length=10, choices=Importance.choices, default=Importance.SUPPORTING
    )
    segment = models.ForeignKey(
        "Segment",
        verbose_name=_("segment"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # a segment in use is not removed
        related_name="appearances",
    )
    note = models.CharField(_("note"), max_length=300, blank=True, default="")
    spoiler = models.BooleanField(_("spoiler"), default=False)

    class Meta(Part.Meta):
        verbose_name = _("character")
        verbose_name_plural = _("characters")
        constraints = [
            models.UniqueConstraint(
                fields=["film", "character", "segment"],
                name="appearance_once",
                violation_error_message=_("This character is listed already."),
            ),
            models.UniqueConstraint(
                fields=["film", "character"],
                condition=models.Q(segment=None),
                name="appearance_once_whole",
                violation_error_message=_("This character is listed already."),
            ),
        ]


class VoiceRole(Part):
    """Somebody speaks a character in one dub version."""

    appearance = models.ForeignKey(
        Appearance,
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="voices",
    )
    dub = models.ForeignKey(
        DubVersion,
        verbose_name=_("dub version"),
        on_delete=models.PROTECT,  # a dub version in use is not removed
        related_name="voices",
    )
    person = models.ForeignKey(
        "Person",
        verbose_name=_("voice actor"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # entries are hidden or merged, never deleted
        related_name="voice_roles",
    )
    credited_as = models.CharField(_("credited as"), max_length=200, blank=True, default="")
    note = models.CharField(_("note"), max_length=300, blank=True, default="")

    class Meta(Part.Meta):
        verbose_name = _("voice")
        verbose_name_plural = _("voices")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | ~models.Q(credited_as=""),
                name="voicerole_somebody",
                violation_error_message=_("Name a voice actor, or write how they are credited."),
            ),
            models.UniqueConstraint(
                fields=["appearance", "dub", "person"],
                name="voicerole_once",
                violation_error_message=_("This voice is listed already."),
            ),
        ]
