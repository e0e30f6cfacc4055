"""The diary: what somebody watched, when, where and in which version; one row for each time."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models.viewing import BEST
from films.models import Cut, DubVersion, Film, Segment, Service
from wiki.model_fields import MarkdownField, PartialDateField


class DiaryEntry(models.Model):
    """One time that somebody watched a film, or a segment of it.

    ``watched_on`` is known at least to the year. ``note`` is for readers, ``remark`` for the user alone; a
    private row is the user's alone as a whole. ``place`` is where it was in the user's words, unless it
    was one of our services. ``counted`` is by how much the row raised the times of the watch list: who
    deletes it takes back so much.

    Segments, cuts and dubs have no foreign key in the database: what is said of them stays when an edit
    removes them, for the edit may be taken back.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="diary",
        db_index=False,
    )
    film = models.ForeignKey(
        Film,
        on_delete=models.PROTECT,  # entries are hidden or merged, never deleted
        related_name="diary_entries",
    )
    segment = models.ForeignKey(
        Segment,
        verbose_name=_("segment"),
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,  # see above
        db_constraint=False,
        db_index=False,
        related_name="diary_entries",
    )
    watched_on = PartialDateField(_("watched on"), blank=False)
    cut = models.ForeignKey(
        Cut,
        verbose_name=_("cut"),
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,  # see above
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    dub = models.ForeignKey(
        DubVersion,
        verbose_name=_("dub version"),
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,  # see above
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    service = models.ForeignKey(
        Service,
        verbose_name=_("service"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # entries are hidden or merged, never deleted
        related_name="+",
        db_index=False,
    )
    place = models.CharField(_("where"), max_length=100, blank=True, default="")
    rewatch = models.BooleanField(_("seen before"), default=False)
    score = models.PositiveSmallIntegerField(
        pgettext_lazy("by a user", "rating"), null=True, blank=True
    )
    note = MarkdownField(_("note"), max_length=5000)
    remark = models.TextField(_("private remark"), max_length=5000, blank=True, default="")
    private = models.BooleanField(_("only for me"), default=False)
    counted = models.PositiveSmallIntegerField(default=0, editable=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("diary entry")
        verbose_name_plural = _("diary entries")
        constraints = [
            models.CheckConstraint(condition=~Q(watched_on=""), name="diary_date"),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__range=(1, BEST)), name="diary_score"
            ),
            models.CheckConstraint(condition=Q(service=None) | Q(place=""), name="diary_one_place"),
        ]
        indexes = [
            models.Index(fields=["user", "-watched_on", "-id"], name="diary_by_date"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.watched_on}: {self.film}"

    def get_absolute_url(self) -> str:
        """The address of its form, which is its owner's."""
        return f"/mine/diary/{self.pk}/"
