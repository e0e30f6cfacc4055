"""Writing a review, and changing it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import news
from accounts.actions.watch import Said, judge, watch
from accounts.link_limits import check_links
from accounts.models import Review, ReviewVersion, User
from accounts.notice_kinds import Told
from accounts.reviews.limits import check_edits, check_reviews
from accounts.reviews.rights import require_free
from accounts.reviews.words import FIELDS, Words
from films.models import Film, Segment
from wiki.exceptions import EntryUnavailable


def write_review(
    user: Any, film: Film, words: Words, *, segment: Segment | None = None, hourly: bool = True
) -> Review:
    """Keep what ``user`` writes about ``film``, or about ``segment`` of it: one review, changed or new.

    What it said before is kept as a version. Its rating becomes the one of the watch list, where who
    reviews has watched. Reviews of one import are not ``hourly``: they do not count for the limits,
    nobody is told, and the import itself says what was watched.

    Raises ``PermissionDenied``, ``ValidationError`` by field, ``TooMany``, ``Refused``, or
    ``EntryUnavailable``.
    """
    require_free(user)
    if film.hidden or film.merged_into_id:
        raise EntryUnavailable
    if segment is not None and segment.film_id != film.pk:
        raise ValidationError(_("This segment belongs to another film."))
    words.check()
    check_links(user, words.text)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).only("pk").get(pk=user.pk)  # one hand at a time
        found = Review.objects.filter(user=user, film=film, segment=segment).first()
        if hourly:
            (check_edits if found else check_reviews)(user)
        review = _changed(found, words) if found else _new(user, film, segment, words)
        if found is None and hourly:
            news.announce(
                Told.NEW_REVIEW,
                about=f"user:{user.pk}",
                actor=user,
                title=film.title,
                url=review.get_absolute_url(),
            )
        said = Said() if words.score is None else Said(score=words.score)
        if found is None and hourly:
            judge(user, film, said, segment=segment)
        elif words.score is not None:
            watch(user, film, said, segment=segment)
    return review


def _new(user: Any, film: Film, segment: Segment | None, words: Words) -> Review:
    now = timezone.now()
    made = Review(user=user, film=film, segment=segment)
    words.put(made)
    made.created_at = made.changed_at = made.touched_at = now
    made.save()
    return made


def _changed(review: Review, words: Words) -> Review:
    """The review with other words; what it said before becomes a version."""
    if all(getattr(review, name) == getattr(words, name) for name in FIELDS):
        return review
    now = timezone.now()
    ReviewVersion.objects.create(
        review=review,
        number=review.version,
        written_at=review.changed_at,
        created_at=now,
        **{name: getattr(review, name) for name in FIELDS},
    )
    words.put(review)
    review.version += 1
    review.changed_at = review.touched_at = now
    changed = ("lead", "version", "changed_at", "touched_at")
    review.save(update_fields=[*FIELDS, *changed])
    return review
