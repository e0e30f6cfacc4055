"""Patrolling: live edits are looked at, by others, once."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests.cast import edit, kanta, mei, propose, satsuki, tatsuo
from tests.wiki.gardens import garden
from wiki.actions.patrol import patrol
from wiki.actions.revert import revert
from wiki.exceptions import SubmissionClosed
from wiki.models import Act, LogEntry, Outcome, RevisionEntry, Submission
from wiki.patrols import unpatrolled

pytestmark = pytest.mark.django_db


def live(by: Any = kanta) -> Submission:
    """An edit that went live at once."""
    submission = propose(garden(area=3), by=by(), area=4)
    assert submission.automatic
    return submission


def outcomes_of(submission: Submission) -> list[str]:
    return list(submission.areas.values_list("outcome", flat=True))


def test_what_a_moderator_has_seen_counts_as_accepted_and_is_logged() -> None:
    submission = live()
    assert outcomes_of(submission) == [Outcome.UNCHECKED]
    assert list(unpatrolled(satsuki())) == [submission]
    patrol(submission, moderator=satsuki())
    submission.refresh_from_db()
    assert submission.patrolled_by == satsuki()
    assert submission.patrolled_at is not None
    assert outcomes_of(submission) == [Outcome.ACCEPTED]
    assert not unpatrolled(satsuki()).exists()
    line = LogEntry.objects.get(act=Act.PATROL)
    assert (line.actor, line.person, line.submission) == (satsuki(), kanta(), submission)


@pytest.mark.parametrize("user", [mei, kanta])
def test_only_moderators_patrol(user: Any) -> None:
    with pytest.raises(PermissionDenied):
        patrol(live(), moderator=user())


def test_nobody_patrols_their_own() -> None:
    submission = live()
    author = kanta()
    author.role = "moderator"
    author.save()
    with pytest.raises(PermissionDenied):
        patrol(submission, moderator=author)
    assert not unpatrolled(author).exists()
    assert unpatrolled(satsuki()).exists()


def test_who_comes_second_is_told() -> None:
    submission = live()
    patrol(submission, moderator=satsuki())
    with pytest.raises(SubmissionClosed):
        patrol(submission, moderator=tatsuo())
    assert LogEntry.objects.filter(act=Act.PATROL).count() == 1


def test_what_a_moderator_has_approved_needs_no_look() -> None:
    hortus = garden(area=3)
    submission = edit(hortus, area=4).submission
    assert not unpatrolled(satsuki()).exists()
    with pytest.raises(SubmissionClosed):
        patrol(submission, moderator=satsuki())


@pytest.mark.parametrize("author", [satsuki, tatsuo])
def test_moderators_are_not_patrolled(author: Any) -> None:
    submission = live(author)
    assert submission.patrolled_at is not None
    assert submission.patrolled_by is None
    assert outcomes_of(submission) == [Outcome.UNCHECKED]


@pytest.mark.parametrize("by", [kanta, satsuki])
def test_what_was_taken_back_needs_no_look_any_more(by: Any) -> None:
    submission = live()
    row = RevisionEntry.objects.get(revision__submission=submission)
    undone = revert(row, user=by(), summary="It is 3")
    assert undone.automatic
    assert submission not in unpatrolled(tatsuo())
    assert (undone in unpatrolled(tatsuo())) is (by is kanta)
