"""Records of what became of somebody's edits, written as rows: no engine makes forty of them in a moment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from wiki.areas import Area, Weight
from wiki.models import Outcome, Submission, SubmissionArea, SubmissionKind, SubmissionStatus


def judged(
    user: User,
    area: Area = Area.CREDITS,
    *,
    accepted: int = 0,
    refused: int = 0,
    pages: int = 10,
    days: int = 10,
    ago: timedelta = timedelta(0),
    **row: Any,
) -> list[Submission]:
    """Edits by ``user`` that were judged ``ago``, spread over so many pages and days."""
    now = timezone.now()
    good = [True] * accepted + [False] * refused
    sent = Submission.objects.bulk_create(
        Submission(
            kind=SubmissionKind.EDIT,
            status=SubmissionStatus.APPROVED if is_good else SubmissionStatus.REJECTED,
            entry_type="film",
            entry_id=1000 + at % pages,
            title="Memories",
            changes=[],
            author=user,
            created_at=now - ago - timedelta(days=at % days),
            decided_at=now - ago,
        )
        for at, is_good in enumerate(good)
    )
    SubmissionArea.objects.bulk_create(
        SubmissionArea(
            **{
                "submission": one,
                "area": area,
                "weight": Weight.FILL,
                "facts": 1,
                "kept": int(is_good),
                "outcome": Outcome.ACCEPTED if is_good else Outcome.REFUSED,
                "decided_at": one.decided_at,
                **row,
            }
        )
        for one, is_good in zip(sent, good, strict=True)
    )
    return sent


def aged(user: User, days: int = 365) -> User:
    """``user`` with an account that is so many days old."""
    user.date_joined = timezone.now() - timedelta(days=days)
    user.save(update_fields=["date_joined"])
    return user


def proven(user: User, *areas: Area, accepted: int = 40) -> User:
    """``user`` with an old account and nothing but accepted edits in ``areas``."""
    for area in areas:
        judged(user, area, accepted=accepted)
    return aged(user)
