"""Finding a review or a recommendation helpful, and no longer."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import news
from accounts.blocks import check_not_blocked
from accounts.models import Recommendation, Review
from accounts.notice_kinds import Told
from accounts.reviews.limits import check_votes
from accounts.reviews.rights import may_vote, require_free
from wiki import notices
from wiki.policy import require

Opinion = TypeVar("Opinion", bound=Review | Recommendation)


def find_helpful(about: Opinion, *, by: Any, helpful: bool = True) -> Opinion:
    """Say that ``by`` finds what somebody else wrote helpful, or take that back; twice is once.

    Raises ``PermissionDenied``, ``TooMany``, or ``Http404`` where it is gone.
    """
    require_free(by)
    with transaction.atomic():
        model: Any = type(about)
        rows = model.objects.select_for_update(of=("self",)).select_related("user", "film")
        locked: Opinion | None = rows.filter(pk=about.pk).first()
        if locked is None:
            raise Http404
        require(may_vote(by, locked))
        vote = locked.votes.filter(user=by)
        if helpful == vote.exists():
            return locked
        if helpful:
            check_not_blocked(locked.user_id, by)
            check_votes(vote.model.objects.filter(user=by))
            locked.votes.create(user=by, created_at=timezone.now())
        else:
            vote.delete()
        locked.helpful_count = locked.votes.count()
        locked.touched_at = timezone.now()
        locked.save(update_fields=["helpful_count", "touched_at"])
        _tell(locked, by, helpful)
    return locked


def _tell(about: Review | Recommendation, by: Any, helpful: bool) -> None:
    """Tell the author, or take that back."""
    is_review = isinstance(about, Review)
    kind = Told.REVIEW_HELPFUL if is_review else Told.RECOMMENDATION_HELPFUL
    key = f"{'review' if is_review else 'recommendation'}:{about.pk}"
    if helpful:
        said = {"title": about.film.title, "url": about.get_absolute_url()}
        news.tell(about.user, kind, actor=by, about=key, **said)
    else:
        notices.withdraw(about.user, kind, about=key, actor=by)
