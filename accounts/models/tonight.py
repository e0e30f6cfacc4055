"""What helps somebody to find the next film: neighbours of films, what is not for them, tasks put off."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from films.models import Film


class Neighbours(models.Model):
    """The films that are most like one, nearest first: ``[film id, likeness, reason]``.

    Likenesses are whole numbers up to 1,000; a reason is what the two share most, as a key
    (``person:12``, ``theme:3``, ``list:5``; ``readers:7`` for seven readers). Computed ahead
    (``accounts.suggestions.work``): who shows a reason looks whether it still holds.
    """

    film = models.OneToOneField(
        Film,
        primary_key=True,
        on_delete=models.PROTECT,  # entries are hidden or merged, never deleted
        related_name="+",
    )
    near: Any = models.JSONField(default=list)

    class Meta:
        verbose_name = _("neighbours of a film")
        verbose_name_plural = _("neighbours of films")

    def __str__(self) -> str:
        return f"{self.film_id}: {len(self.near)}"


class NeighbourRun(models.Model):
    """The last time that neighbours were computed: of what state of the site, and how long it took."""

    state = models.CharField(max_length=200)
    finished_at = models.DateTimeField()
    seconds = models.FloatField()

    class Meta:
        verbose_name = _("computing of neighbours")
        verbose_name_plural = _("computings of neighbours")

    def __str__(self) -> str:
        return self.state


class NotForMe(models.Model):
    """Somebody does not want to have a film suggested."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="not_for_me"
    )
    film = models.ForeignKey(
        Film,
        on_delete=models.PROTECT,  # entries are hidden or merged, never deleted
        related_name="+",
    )
    said_at = models.DateTimeField()

    class Meta:
        verbose_name = _("suggestion that somebody does not want")
        verbose_name_plural = _("suggestions that somebody does not want")
        constraints = [models.UniqueConstraint(fields=["user", "film"], name="notforme_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.film_id}"


class TaskPause(models.Model):
    """Somebody does not know a fact that a film lacks, and is not asked for it ``until`` a day."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="task_pauses"
    )
    film = models.ForeignKey(
        Film,
        on_delete=models.PROTECT,  # entries are hidden or merged, never deleted
        related_name="+",
    )
    gap = models.CharField(max_length=30)
    until = models.DateField()

    class Meta:
        verbose_name = _("task put off")
        verbose_name_plural = _("tasks put off")
        constraints = [
            models.UniqueConstraint(fields=["user", "film", "gap"], name="taskpause_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.gap} of {self.film_id}"
