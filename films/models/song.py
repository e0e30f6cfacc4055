"""Songs and pieces of music heard in a film."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.models.entry import Name, Part


class SongKind(models.TextChoices):
    """Where a song is heard."""

    THEME = "theme", _("theme song")
    OPENING = "opening", _("opening theme")
    ENDING = "ending", _("ending theme")
    INSERT = "insert", _("insert song")
    SCORE = "score", _("score")


class Song(Part):
    """A song or piece of music of a film or one of its segments."""

    film = models.ForeignKey(
        "Film",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="songs",
    )
    kind = models.CharField(
        _("kind"), max_length=8, choices=SongKind.choices, default=SongKind.THEME
    )
    segment = models.ForeignKey(
        "Segment",
        verbose_name=_("segment"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # a segment in use is not removed
        related_name="songs",
    )
    note = models.CharField(_("note"), max_length=300, blank=True, default="")

    class Meta(Part.Meta):
        verbose_name = _("song")
        verbose_name_plural = _("songs")


class SongName(Name):
    """A title of a song."""

    song = models.ForeignKey(
        Song,
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="names",
    )

    class Meta(Name.Meta):
        verbose_name = _("song title")
        verbose_name_plural = _("song titles")
        constraints = Name.constraints_for("song")


class SongRole(models.TextChoices):
    """What somebody did for a song."""

    PERFORMER = "performer", _("performer")
    COMPOSER = "composer", _("composer")
    LYRICIST = "lyricist", _("lyricist")
    ARRANGER = "arranger", _("arranger")


class SongCredit(Part):
    """Somebody performed or wrote a song."""

    song = models.ForeignKey(
        Song,
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="credits",
    )
    role = models.CharField(
        _("role"), max_length=10, choices=SongRole.choices, default=SongRole.PERFORMER
    )
    person = models.ForeignKey(
        "Person",
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # entries are hidden or merged, never deleted
        related_name="song_credits",
    )
    credited_as = models.CharField(_("credited as"), max_length=200, blank=True, default="")

    class Meta(Part.Meta):
        verbose_name = _("song credit")
        verbose_name_plural = _("song credits")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | ~models.Q(credited_as=""),
                name="songcredit_somebody",
                violation_error_message=_("Name a person, or write how they are credited."),
            ),
        ]
