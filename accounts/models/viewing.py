"""What users do with films: what they want to watch, have watched, and how they rate it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from films.models import Film, Segment
from wiki.model_fields import PartialDateField

#: Scores are kept from 1 to this, whatever scale the user thinks in (``accounts.scales``).
BEST = 100
_EMPTY = models.Q(segment=None)


class WatchStatus(models.TextChoices):
    """Where somebody stands with a film."""

    WANT = "want", _("want to watch")
    WATCHING = "watching", _("watching")
    WATCHED = "watched", _("watched")
    ON_HOLD = "on_hold", _("on hold")
    DROPPED = "dropped", _("dropped")


class Viewing(models.Model):
    """What one user says of one film, or of one segment of it.

    ``status`` is empty where they only rated it or made a note; ``times`` is how often they have seen
    it. A private one counts for nobody and is shown to nobody else. What is said of a segment stays
    when an edit removes the segment: the edit may be taken back.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="viewings"
    )
    film = models.ForeignKey(
        Film,
        on_delete=models.PROTECT,  # entries are hidden or merged, never deleted
        related_name="viewings",
    )
    segment = models.ForeignKey(
        Segment,
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,  # see above
        db_constraint=False,
        related_name="viewings",
    )
    status = models.CharField(
        pgettext_lazy("of watching", "status"),
        max_length=8,
        choices=WatchStatus.choices,
        blank=True,
        default="",
    )
    score = models.PositiveSmallIntegerField(pgettext_lazy("by a user", "rating"), null=True)
    times = models.PositiveSmallIntegerField(_("times watched"), default=0)
    started = PartialDateField(_("begun"))
    finished = PartialDateField(_("watched on"))
    notes = models.TextField(_("notes"), max_length=5000, blank=True, default="")
    private = models.BooleanField(_("only for me"), default=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("film of a watch list")
        verbose_name_plural = _("watch lists")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "film"], condition=_EMPTY, name="viewing_once_a_film"
            ),
            models.UniqueConstraint(
                fields=["user", "film", "segment"],
                condition=~_EMPTY,
                name="viewing_once_a_segment",
            ),
            models.CheckConstraint(
                condition=models.Q(score=None) | models.Q(score__range=(1, BEST)),
                name="viewing_score",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["", *WatchStatus.values]), name="viewing_status"
            ),
        ]
        indexes = [
            models.Index(fields=["user", "status", "-changed_at"], name="viewing_by_status"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.film}"


class Tally(models.Model):
    """What users made of a film or segment, counted: votes by tenths, their weighted mean, watchers.

    It follows from the viewings that are not private and is written with them
    (``accounts.tallies``). ``weighted`` is in hundredths of a point; ``changed_at`` tells pages that
    they show other numbers now.
    """

    film = models.ForeignKey(Film, on_delete=models.PROTECT, related_name="tallies")
    segment = models.ForeignKey(
        Segment,
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,  # as its viewings
        db_constraint=False,
        related_name="tallies",
    )
    votes = models.PositiveIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    spread = models.JSONField(default=list)
    weighted = models.PositiveIntegerField(null=True)
    watched = models.PositiveIntegerField(default=0)
    wanted = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("ratings of a film")
        verbose_name_plural = _("ratings of films")
        constraints = [
            models.UniqueConstraint(fields=["film"], condition=_EMPTY, name="tally_once_a_film"),
            models.UniqueConstraint(
                fields=["film", "segment"], condition=~_EMPTY, name="tally_once_a_segment"
            ),
        ]
        indexes = [
            models.Index(
                fields=["-weighted", "film"],
                condition=_EMPTY & ~models.Q(weighted=None),
                name="tally_best",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.film}: {self.votes}"

    @property
    def mean(self) -> float | None:
        """The plain mean of all votes, from 1 to 100."""
        return self.total / self.votes if self.votes else None
