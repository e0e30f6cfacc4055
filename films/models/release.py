"""Cuts of a film, and where and when each came out."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from wiki.model_fields import CountryField, PartialDateField
from wiki.models.entry import Part
from wiki.tracking import TrackedModel


class CutKind(models.TextChoices):
    """How a cut differs from the others."""

    THEATRICAL = "theatrical", _("theatrical")
    DIRECTORS = "directors", _("director's cut")
    EXTENDED = "extended", _("extended")
    TV = "tv", _("television")
    INTERNATIONAL = "international", _("international")
    HOME = "home", _("home video")
    OTHER = "other", _("other")


class Cut(Part):
    """A version of the picture with a length of its own; ``segments`` are those it contains."""

    film = models.ForeignKey(
        "Film",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="cuts",
    )
    kind = models.CharField(
        _("kind"), max_length=14, choices=CutKind.choices, default=CutKind.THEATRICAL
    )
    name = models.CharField(_("name"), max_length=200, blank=True, default="")
    runtime = models.PositiveSmallIntegerField(_("runtime (minutes)"), null=True, blank=True)
    segments: Any = models.ManyToManyField(
        "Segment", through="CutSegment", related_name="cuts", blank=True, verbose_name=_("segments")
    )
    note = models.CharField(_("note"), max_length=300, blank=True, default="")

    class Meta(Part.Meta):
        verbose_name = _("cut")
        verbose_name_plural = _("cuts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(runtime=None) | models.Q(runtime__range=(1, 6000)),
                name="cut_runtime",
                violation_error_message=_("A runtime is between 1 and 6000 minutes."),
            ),
        ]


class CutSegment(TrackedModel):
    """A cut contains a segment."""

    cut = models.ForeignKey(Cut, on_delete=models.PROTECT, related_name="segment_rows")
    segment = models.ForeignKey("Segment", on_delete=models.PROTECT, related_name="cut_rows")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cut", "segment"], name="cutsegment_once")]


class Medium(models.TextChoices):
    """How a release reached its public."""

    CINEMA = "cinema", _("cinema")
    FESTIVAL = "festival", _("festival")
    TV = "tv", _("television")
    DISC = "disc", _("disc or tape")
    STREAMING = "streaming", _("streaming")


class RatingSystem(models.TextChoices):
    """Boards that rate films by age."""

    EIRIN = "eirin", _("Eirin")
    MPA = "mpa", "MPA"
    BBFC = "bbfc", "BBFC"
    FSK = "fsk", "FSK"
    CNC = "cnc", "CNC"
    ACB = "acb", "ACB"
    KMRB = "kmrb", "KMRB"
    TV_PG = "tvpg", _("TV Parental Guidelines")
    OTHER = "other", _("other")


class Release(Part):
    """A film came out: somewhere, at a time, on a medium, under a title."""

    film = models.ForeignKey(
        "Film",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="releases",
    )
    country = CountryField(_("country"), blank=True, default="")
    title = models.CharField(_("title used"), max_length=300, blank=True, default="")
    date = PartialDateField(_("date"))
    medium = models.CharField(
        _("medium"), max_length=10, choices=Medium.choices, blank=True, default=""
    )
    rating_system = models.CharField(
        _("rated by"), max_length=6, choices=RatingSystem.choices, blank=True, default=""
    )
    rating = models.CharField(_("rating"), max_length=20, blank=True, default="")
    runtime = models.PositiveSmallIntegerField(_("runtime (minutes)"), null=True, blank=True)
    cut = models.ForeignKey(
        Cut,
        verbose_name=_("cut"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # a cut in use is not removed
        related_name="releases",
    )
    distributor = models.ForeignKey(
        "Company",
        verbose_name=_("distributor"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # entries are hidden or merged, never deleted
        related_name="distributed_releases",
    )
    note = models.CharField(_("note"), max_length=300, blank=True, default="")

    class Meta(Part.Meta):
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(country="", date="", title=""),
                name="release_says_something",
                violation_error_message=_("A release needs a country, a date or a title."),
            ),
            models.CheckConstraint(
                condition=models.Q(runtime=None) | models.Q(runtime__range=(1, 6000)),
                name="release_runtime",
                violation_error_message=_("A runtime is between 1 and 6000 minutes."),
            ),
        ]
        indexes = [
            models.Index("date", name="release_by_date"),
            models.Index(Substr("date", 6), name="release_by_day"),  # anniversaries
        ]
