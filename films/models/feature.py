"""Features: articles that pick films, segments and people, and say why."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from films.models.image import Image
from films.models.text import Text
from wiki.model_fields import MarkdownField
from wiki.models.entry import Entry, Name, Part
from wiki.tracking import TrackedModel


class Feature(Entry):
    """An article: its headline is its name, its standfirst the deck, its text the description."""

    byline = models.CharField(_("written by"), max_length=200, blank=True, default="")
    published_on = models.DateField(_("date"), null=True, blank=True)
    deck = models.CharField(_("standfirst"), max_length=300, blank=True, default="")
    description = MarkdownField(_("text"))
    genres: Any = models.ManyToManyField(
        "Genre", through="FeatureGenre", related_name="features", blank=True,
        verbose_name=_("genres"),
    )  # fmt: skip
    themes: Any = models.ManyToManyField(
        "Theme", through="FeatureTheme", related_name="features", blank=True,
        verbose_name=_("themes"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("feature")
        verbose_name_plural = _("features")


class FeatureName(Name):
    """A headline of a feature, one for each language."""

    feature = models.ForeignKey(
        Feature,
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="names",
    )

    class Meta(Name.Meta):
        verbose_name = _("headline")
        verbose_name_plural = _("headlines")
        constraints = Name.constraints_for("feature")


class FeatureText(Text):
    """Standfirst and text of a feature in another language."""

    feature = models.ForeignKey(
        Feature,
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="texts",
    )

    class Meta(Text.Meta):
        constraints = Text.constraints_for("feature")


class FeatureImage(Image):
    """A picture of a feature."""

    feature = models.ForeignKey(
        Feature,
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="images",
    )

    class Meta(Image.Meta):
        constraints = Image.constraints_for("feature")


class FeaturePick(Part):
    """What a feature recommends: a film, one segment of it, or a person, with a paragraph.

    A segment is told by its number, as its address is, so that films keep the right to take a
    segment out.
    """

    feature = models.ForeignKey(
        Feature,
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="picks",
    )
    film = models.ForeignKey(
        "Film",
        verbose_name=_("film"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # entries are hidden or merged, never deleted
        related_name="feature_picks",
    )
    segment = models.PositiveSmallIntegerField(_("segment number"), null=True, blank=True)
    person = models.ForeignKey(
        "Person",
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # entries are hidden or merged, never deleted
        related_name="feature_picks",
    )
    deck = models.CharField(_("in a few words"), max_length=300, blank=True, default="")
    description = MarkdownField(_("paragraph"), max_length=6_000)

    class Meta(Part.Meta):
        verbose_name = _("pick")
        verbose_name_plural = _("picks")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(film=None, person=None),
                name="featurepick_of",
                violation_error_message=_("Choose a film or a person."),
            ),
            models.CheckConstraint(
                condition=models.Q(segment=None) | ~models.Q(film=None),
                name="featurepick_segment",
                violation_error_message=_("A segment needs its film."),
            ),
        ]

    def __str__(self) -> str:
        return self.deck or f"{self._meta.verbose_name} {self.position + 1}"


class FeaturePickText(Text):
    """What a feature says of a pick, in another language."""

    pick = models.ForeignKey(
        FeaturePick,
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="texts",
    )

    class Meta(Text.Meta):
        constraints = Text.constraints_for("pick")


class FeatureGenre(TrackedModel):
    """A feature is about films of a genre."""

    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="genre_rows")
    genre = models.ForeignKey("Genre", on_delete=models.PROTECT, related_name="feature_rows")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feature", "genre"], name="featuregenre_once")
        ]


class FeatureTheme(TrackedModel):
    """A feature is about films of a theme."""

    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="theme_rows")
    theme = models.ForeignKey("Theme", on_delete=models.PROTECT, related_name="feature_rows")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feature", "theme"], name="featuretheme_once")
        ]
