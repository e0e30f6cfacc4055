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

    Who has reviewed both keeps the review of the survivor, with the other one among its versions. Of
    two of which moderators removed one the other stays, and nothing of the removed one. A recommendation
    that would recommend a film to itself goes.
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
    in_order = rows.order_by("user_id", "pk")  # users are locked by their ids
    return in_order.select_related(*related)[:_BATCH]


def _move(review: Review) -> None:
    target = review.film.merged_into_id
    if target is None:  # the merge was undone meanwhile
        return
    own = _held(Review, review.user_id).filter(segment=review.segment_id)
    here = own.filter(pk=review.pk).first()
    if here is None:  # its author took it back meanwhile
        return
    there = _outlasting(own.filter(film=target).first(), here)
    now = timezone.now()
    if there is None:
        Review.objects.filter(pk=here.pk).update(film=target, touched_at=now)
        return
    if not here.hidden:  # else everybody could read it among the versions
        words = {name: getattr(here, name) for name in FIELDS}
        ReviewVersion.objects.create(
            review=there, number=there.version, written_at=here.changed_at, created_at=now, **words
        )
        there.version += 1
        _take_votes(there, here)
        there.touched_at = now
        there.save(update_fields=["version", "helpful_count", "touched_at"])
    here.delete()


def _join(each: Recommendation) -> None:
    """Give one recommendation to the films that both became."""
    first, second = (film.merged_into_id or film.pk for film in (each.film, each.other))
    film, other = sorted((first, second))
    if (film, other) == (each.film_id, each.other_id):  # the merge was undone meanwhile
        return
    own = _held(Recommendation, each.user_id)
    here = own.filter(pk=each.pk).first()
    if here is None:  # its author took it back meanwhile
        return
    if film == other:
        here.delete()
        return
    there = _outlasting(own.filter(film=film, other=other).exclude(pk=here.pk).first(), here)
    now = timezone.now()
    if there is None:
        Recommendation.objects.filter(pk=here.pk).update(film=film, other=other, touched_at=now)
        return
    if not here.hidden:
        _take_votes(there, here)
        there.touched_at = now
        there.save(update_fields=["helpful_count", "touched_at"])
    here.delete()


def _held(model: Any, user: int) -> QuerySet[Any]:
    """What a user wrote, to be read and then changed by nobody else: neither the user nor moderators."""
    User.objects.select_for_update(no_key=True).only("pk").get(pk=user)
    return model.objects.select_for_update().filter(user=user)


def _outlasting(there: Any, here: Any) -> Any:
    """``there``, if it stays where ``here`` comes; what moderators removed goes for what they left."""
    if there is None or here.hidden or not there.hidden:
        return there
    there.delete()
    return None


def _take_votes(there: Review | Recommendation, gone: Review | Recommendation) -> None:
    """Give ``there`` the votes of what it replaces, each voter counting once."""
    voters = list(there.votes.values_list("user", flat=True))
    for vote in gone.votes.exclude(user__in=voters):
        there.votes.create(user_id=vote.user_id, created_at=vote.created_at)
    there.helpful_count = there.votes.count()
