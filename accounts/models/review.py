"""What people write about films for others: reviews, and why who liked one film should see another.

They are opinions, no facts of the catalogue: plain rows, written by ``accounts.actions.reviews`` and
``accounts.actions.recommendations``.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models.viewing import BEST
from films.models import Film, Segment
from wiki.model_fields import LanguageField

#: Letters of a review, and of the reason for a recommendation, at most.
LONGEST_REVIEW, LONGEST_REASON = 20_000, 1_500
_SHOWN = Q(hidden=False)


class OpinionQuerySet(models.QuerySet[Any]):
    """Reads of what people wrote."""

    def shown(self) -> OpinionQuerySet:
        """What everybody may read: not what moderators took away, nor what closed accounts left."""
        return self.filter(hidden=False, user__is_active=True)


class Review(models.Model):
    """What one user writes about one film, or about one segment of it.

    ``score`` is the rating that goes with the words, on the scale of ``Viewing``. ``version`` counts the
    edits; former words are ``ReviewVersion``. ``changed_at`` is when the words changed last, ``touched_at``
    when anything of it did. Moderators hide reviews, and may put them back. A review of a segment stays
    when an edit removes the segment: the edit may be taken back.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,  # they are the author's own
        related_name="reviews",
        db_index=False,
    )
    film = models.ForeignKey(
        Film,
        on_delete=models.PROTECT,  # entries are hidden or merged, never deleted
        related_name="reviews",
        db_index=False,
    )
    segment = models.ForeignKey(
        Segment,
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,  # see above
        db_constraint=False,
        db_index=False,
        related_name="reviews",
    )
    language = LanguageField(_("language"))
    title = models.CharField(pgettext_lazy("of a review", "headline"), max_length=150, blank=True)
    text = models.TextField(pgettext_lazy("a text", "review"), max_length=LONGEST_REVIEW)
    score = models.PositiveSmallIntegerField(
        pgettext_lazy("by a user", "rating"), null=True, blank=True
    )
    spoilers = models.BooleanField(_("it gives the story away"), default=False)
    #: How the text begins, in plain words and without spoilers: for film pages, kept so that they need
    #: not read whole reviews.
    lead = models.CharField(max_length=320, blank=True, default="", db_default="", editable=False)
    hidden = models.BooleanField(default=False, editable=False)
    helpful_count = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(editable=False)
    touched_at = models.DateTimeField(editable=False)

    objects: ClassVar[Any] = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("a text", "review")
        verbose_name_plural = pgettext_lazy("texts", "reviews")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "film"], condition=Q(segment=None), name="review_once_a_film"
            ),
            models.UniqueConstraint(
                fields=["user", "film", "segment"],
                condition=Q(segment__isnull=False),
                name="review_once_a_segment",
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__range=(1, BEST)), name="review_score"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="review_says_something"),
        ]
        indexes = [
            models.Index(
                fields=["film", "-helpful_count", "-id"], condition=_SHOWN, name="review_of_film"
            ),
            models.Index(fields=["film", "-touched_at"], name="review_clock"),
            models.Index(fields=["user", "-id"], name="review_of_user"),
            models.Index(fields=["user", "created_at"], name="review_made"),
            models.Index(fields=["-helpful_count", "-id"], condition=_SHOWN, name="review_best"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.title or self.film}"

    def get_absolute_url(self) -> str:
        """The address of the page."""
        return f"/reviews/{self.pk}/"

    @property
    def is_in_sight(self) -> bool:
        """Whether the page of its film is there."""
        return not self.film.hidden


class ReviewVersion(models.Model):
    """What a review said before an edit at ``created_at``; ``written_at`` is from when on it said so."""

    review = models.ForeignKey(
        Review, on_delete=models.CASCADE, related_name="versions", db_index=False
    )
    number = models.PositiveIntegerField()
    language = LanguageField()
    title = models.CharField(max_length=150, blank=True)
    text = models.TextField()
    score = models.PositiveSmallIntegerField(null=True)
    spoilers = models.BooleanField()
    written_at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="reviewversion_number")
        ]

    def __str__(self) -> str:
        return f"{self.review_id}/{self.number}"


class ReviewVote(models.Model):
    """Somebody found a review helpful."""

    review = models.ForeignKey(
        Review, on_delete=models.CASCADE, related_name="votes", db_index=False
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="review_votes"
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "user"], name="reviewvote_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} found {self.review_id} helpful"


class Recommendation(models.Model):
    """Why who liked one of two films should see the other; it stands on the pages of both.

    ``film`` is the one with the smaller number, so that a pair is one pair whichever way it was typed.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="recommendations",
        db_index=False,
    )
    film = models.ForeignKey(Film, on_delete=models.PROTECT, related_name="+", db_index=False)
    other = models.ForeignKey(Film, on_delete=models.PROTECT, related_name="+", db_index=False)
    language = LanguageField(_("language"))
    text = models.TextField(_("because"), max_length=LONGEST_REASON)
    hidden = models.BooleanField(default=False, editable=False)
    helpful_count = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(editable=False)
    touched_at = models.DateTimeField(editable=False)

    objects: ClassVar[Any] = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "film", "other"], name="recommendation_once_a_pair"
            ),
            models.CheckConstraint(
                condition=Q(film__lt=F("other")), name="recommendation_in_order"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="recommendation_says_why"),
        ]
        indexes = [
            models.Index(fields=["film", "-helpful_count", "-id"], name="recommendation_first"),
            models.Index(fields=["other", "-helpful_count", "-id"], name="recommendation_second"),
            models.Index(fields=["user", "created_at"], name="recommendation_made"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.film_id} and {self.other_id}"

    def get_absolute_url(self) -> str:
        """Where it stands: among the recommendations of its first film."""
        return f"/films/{self.film_id}/recommendations/#recommendation-{self.pk}"

    @property
    def is_in_sight(self) -> bool:
        """Whether the pages of both films are there."""
        return not (self.film.hidden or self.other.hidden)


class RecommendationVote(models.Model):
    """Somebody found a recommendation helpful."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="votes", db_index=False
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recommendation_votes"
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "user"], name="recommendationvote_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} found {self.recommendation_id} helpful"
