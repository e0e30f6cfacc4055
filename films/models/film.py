"""The film, its names, links, genres and themes."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from films.models.image import Image
from films.models.link import SiteLink
from films.models.text import Text
from wiki.model_fields import CountryField, LanguageField, MarkdownField, PictureField
from wiki.models.dispute import Claim, Dispute
from wiki.models.entry import Entry, Name
from wiki.tracking import TrackedModel


class FilmKind(models.TextChoices):
    """The form in which a work came out."""

    FEATURE = "feature", _("feature film")
    SHORT = "short", _("short film")
    ANTHOLOGY = "anthology", _("anthology")
    OVA = "ova", _("OVA")
    TV_SPECIAL = "special", _("TV special")
    SERIES = "series", _("series")
    OTHER = "other", _("other")


class Film(Entry):
    """An animated film, or a work that films relate to.

    ``runtime`` is in minutes, of the original release; other lengths are cuts. ``year`` is derived
    from the earliest release, ``poster`` from the images, ``adult`` from ratings (``films.adult``).
    """

    derived_fields: ClassVar[tuple[str, ...]] = (*Entry.derived_fields, "year", "poster", "adult")

    kind = models.CharField(
        _("kind"), max_length=10, choices=FilmKind.choices, default=FilmKind.FEATURE
    )
    original_language = LanguageField(_("original language"), blank=True, default="")
    country = CountryField(_("country"), blank=True, default="")
    runtime = models.PositiveSmallIntegerField(_("runtime (minutes)"), null=True, blank=True)
    source_work = models.CharField(_("source work"), max_length=300, blank=True, default="")
    deck = models.CharField(_("deck"), max_length=300, blank=True, default="")
    description = MarkdownField(_("description"))
    genres: Any = models.ManyToManyField(
        "Genre", through="FilmGenre", related_name="films", blank=True, verbose_name=_("genres")
    )
    themes: Any = models.ManyToManyField(
        "Theme", through="FilmTheme", related_name="films", blank=True, verbose_name=_("themes")
    )

    year = models.PositiveSmallIntegerField(_("year"), null=True, editable=False)
    poster = PictureField(default="", editable=False)
    adult = models.BooleanField(default=False, db_default=False, editable=False)

    class Meta:
        verbose_name = _("film")
        verbose_name_plural = _("films")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(runtime=None) | models.Q(runtime__range=(1, 6000)),
                name="film_runtime",
                violation_error_message=_("A runtime is between 1 and 6000 minutes."),
            ),
        ]
        indexes = [
            models.Index("year", "sort_title", "id", name="film_by_year"),
            models.Index("changed_at", "id", name="film_by_change"),
            models.Index("id", name="film_for_adults", condition=models.Q(adult=True)),
        ]


class FilmName(Name):
    """A name of a film."""

    film = models.ForeignKey(
        Film,
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="names",
    )

    class Meta(Name.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = Name.constraints_for("film")


class FilmLink(SiteLink):
    """A link or external id of a film. Importers recognise films by it."""

    film = models.ForeignKey(
        Film,
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="links",
    )

    class Meta(SiteLink.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = SiteLink.constraints_for("film")


class FilmImage(Image):
    """A picture of a film, or of one of its segments."""

    film = models.ForeignKey(
        Film,
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="images",
    )
    segment = models.ForeignKey(
        "Segment",
        verbose_name=_("segment"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # a segment that pictures show is not removed
        related_name="images",
    )

    class Meta(Image.Meta):
        constraints = Image.constraints_for("film")


class FilmText(Text):
    """What a film is about, in another language."""

    film = models.ForeignKey(
        Film,
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="texts",
    )

    class Meta(Text.Meta):
        constraints = Text.constraints_for("film")


class FilmDispute(Dispute):
    """A fact of a film on which sources differ."""

    film = models.ForeignKey(
        Film,
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="disputes",
    )

    class Meta(Dispute.Meta):
        constraints = Dispute.constraints_for("film")


class FilmClaim(Claim):
    """What one source says of a disputed fact of a film."""

    dispute = models.ForeignKey(
        FilmDispute,
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="claims",
    )

    class Meta(Claim.Meta):
        constraints = Claim.constraints_for("dispute")


class FilmGenre(TrackedModel):
    """A film has a genre."""

    film = models.ForeignKey(Film, on_delete=models.PROTECT, related_name="genre_rows")
    genre = models.ForeignKey("Genre", on_delete=models.PROTECT, related_name="film_rows")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["film", "genre"], name="filmgenre_once")]


class FilmTheme(TrackedModel):
    """A film has a theme."""

    film = models.ForeignKey(Film, on_delete=models.PROTECT, related_name="theme_rows")
    theme = models.ForeignKey("Theme", on_delete=models.PROTECT, related_name="film_rows")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["film", "theme"], name="filmtheme_once")]
