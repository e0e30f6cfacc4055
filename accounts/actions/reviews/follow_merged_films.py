"""Moving what was written about films that were merged away to the films they were merged into."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Recommendation, Review, ReviewVersion, User
from accounts.reviews.words import FIELDS
from films.models import Film

_BATCH = 200


def follow_merged_films() -> str:
    """Move the reviews and recommendations of merged films; return how many, in words. A job of ``tick``.

    Who has reviewed both keeps the review of the survivor, with the other one among its versions. A
    recommendation that would recommend a film to itself goes.
    """
    merged = Film.objects.exclude(merged_into=None)
    moved = 0
    while reviews := list(_some(Review.objects.filter(film__in=merged), "film")):
        with transaction.atomic():
            for review in reviews:
                _move(review)
        moved += len(reviews)
    of_either = Recommendation.objects.filter(Q(film__in=merged) | Q(other__in=merged))
    while found := list(_some(of_either, "film", "other")):
        with transaction.atomic():
            for each in found:
                _join(each)
        moved += len(found)
    return f"{moved:,} reviews and recommendations" if moved else ""


def _some(rows: QuerySet[Any], *related: str) -> QuerySet[Any]:
    return rows.select_related(*related).order_by("pk")[:_BATCH]


def _move(review: Review) -> None:
    target = review.film.merged_into_id
    if target is None:  # the merge was undone meanwhile
        return
    User.objects.select_for_update(no_key=True).only("pk").get(pk=review.user_id)
    there = Review.objects.filter(
        user=review.user_id, film=target, segment=review.segment_id
    ).first()
    if there is None:
        Review.objects.filter(pk=review.pk).update(film=target, touched_at=timezone.now())
        return
    now = timezone.now()
    words = {name: getattr(review, name) for name in FIELDS}
    ReviewVersion.objects.create(
        review=there, number=there.version, written_at=review.changed_at, created_at=now, **words
    )
    there.version += 1
    _take_votes(there, review)
    there.touched_at = now
    there.save(update_fields=["version", "helpful_count", "touched_at"])
    review.delete()


def _join(each: Recommendation) -> None:
    """Give one recommendation to the films that both became."""
    first, second = (film.merged_into_id or film.pk for film in (each.film, each.other))
    film, other = sorted((first, second))
    if (film, other) == (each.film_id, each.other_id):  # the merge was undone meanwhile
        return
    if film == other:
        each.delete()
        return
    pair = Recommendation.objects.filter(user=each.user_id, film=film, other=other)
    there = pair.exclude(pk=each.pk).first()
    now = timezone.now()
    if there is None:
        Recommendation.objects.filter(pk=each.pk).update(film=film, other=other, touched_at=now)
        return
    _take_votes(there, each)
    there.touched_at = now
    there.save(update_fields=["helpful_count", "touched_at"])
    each.delete()


def _take_votes(there: Review | Recommendation, gone: Review | Recommendation) -> None:
    """Give ``there`` the votes of what it replaces, each voter counting once."""
    voters = list(there.votes.values_list("user", flat=True))
    for vote in gone.votes.exclude(user__in=voters):
        there.votes.create(user_id=vote.user_id, created_at=vote.created_at)
    there.helpful_count = there.votes.count()
