"""Claims: who holds a submission, for how long, and what that keeps others from doing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tests import cast
from wiki.actions.ask import ask
from wiki.actions.claim import claim, claim_of, is_held_by_another, release, take_over
from wiki.actions.reject import reject
from wiki.actions.withdraw import withdraw
from wiki.exceptions import SubmissionClaimed, SubmissionClosed
from wiki.models import Act, LogEntry, Submission, SubmissionStatus

pytestmark = pytest.mark.django_db


def waiting(runtime: int = 115) -> Submission:
    return cast.propose(cast.film(), runtime=runtime)


def pass_time(submission: Submission, minutes: int) -> None:
    """Let so many minutes of a claim pass."""
    submission.refresh_from_db()
    assert submission.claimed_until is not None
    submission.claimed_until -= timedelta(minutes=minutes)
    submission.save(update_fields=["claimed_until"])


def test_a_claim_holds_for_as_long_as_the_settings_say(settings: Any) -> None:
    settings.GENGA_CLAIM_MINUTES = 7
    claimed = claim(waiting(), moderator=cast.satsuki())
    assert claimed.claimed_by == cast.satsuki()
    left = claimed.claimed_until - timezone.now()  # type: ignore[operator]
    assert timedelta(minutes=6) < left <= timedelta(minutes=7)


def test_a_claim_keeps_others_from_claiming_and_says_whose_it_is() -> None:
    submission = claim(waiting(), moderator=cast.satsuki())
    with pytest.raises(SubmissionClaimed) as caught:
        claim(submission, moderator=cast.tatsuo())
    assert caught.value.holder == cast.satsuki()
    assert caught.value.until == submission.claimed_until
    assert "satsuki has claimed this submission until" in str(caught.value)
    submission.refresh_from_db()
    assert submission.claimed_by == cast.satsuki()


def test_a_claim_lapses_by_itself() -> None:
    submission = claim(waiting(), moderator=cast.satsuki())
    pass_time(submission, 15)
    assert claim_of(submission, cast.tatsuo()) is None
    assert claim(submission, moderator=cast.tatsuo()).claimed_by == cast.tatsuo()
    assert not LogEntry.objects.filter(act=Act.TAKE_OVER).exists()


def test_ones_own_claim_begins_anew() -> None:
    submission = claim(waiting(), moderator=cast.satsuki())
    pass_time(submission, 10)
    again = claim(submission, moderator=cast.satsuki())
    assert again.claimed_until - timezone.now() > timedelta(minutes=14)  # type: ignore[operator]


def test_taking_over_is_logged_with_whose_it_was() -> None:
    submission = claim(waiting(), moderator=cast.satsuki())
    taken = take_over(submission, moderator=cast.tatsuo())
    assert taken.claimed_by == cast.tatsuo()
    line = LogEntry.objects.get(act=Act.TAKE_OVER)
    assert (line.actor, line.submission) == (cast.tatsuo(), submission)
    assert line.data == {"former": "satsuki"}


def test_taking_over_what_nobody_holds_is_an_ordinary_claim() -> None:
    assert take_over(waiting(), moderator=cast.satsuki()).claimed_by == cast.satsuki()
    assert not LogEntry.objects.filter(act=Act.TAKE_OVER).exists()


def test_only_who_may_decide_may_claim() -> None:
    submission = waiting()
    own = waiting(120)
    own.author = cast.satsuki()
    own.save(update_fields=["author"])
    for act in (claim, take_over):
        for user in (cast.mei(), cast.kanta()):
            with pytest.raises(PermissionDenied):
                act(submission, moderator=user)
        with pytest.raises(PermissionDenied):
            act(own, moderator=cast.satsuki())


def test_what_was_sent_back_can_be_claimed_what_is_held_or_closed_cannot() -> None:
    submission = waiting()
    ask(submission, moderator=cast.satsuki(), text="On what source?")
    assert claim(submission, moderator=cast.tatsuo()).claimed_by == cast.tatsuo()
    for status in (SubmissionStatus.HELD, SubmissionStatus.WITHDRAWN):
        Submission.objects.filter(pk=submission.pk).update(status=status, claimed_by=None)
        for act in (claim, take_over):
            with pytest.raises(SubmissionClosed):
                act(submission, moderator=cast.satsuki())


def test_letting_go_frees_ones_own_and_leaves_anothers() -> None:
    submission = claim(waiting(), moderator=cast.satsuki())
    assert release(submission, moderator=cast.tatsuo()).claimed_by == cast.satsuki()
    freed = release(submission, moderator=cast.satsuki())
    assert (freed.claimed_by, freed.claimed_until) == (None, None)


def test_claiming_is_not_touching() -> None:
    submission = waiting()
    before = submission.touched_at
    claim(submission, moderator=cast.satsuki())
    take_over(submission, moderator=cast.tatsuo())
    submission.refresh_from_db()
    assert submission.touched_at == before


def test_deciding_what_another_has_claimed_is_refused() -> None:
    submission = claim(waiting(), moderator=cast.satsuki())
    with pytest.raises(SubmissionClaimed):
        cast.accept(submission, by=cast.tatsuo())
    with pytest.raises(SubmissionClaimed):
        reject(submission, moderator=cast.tatsuo(), note="No")
    with pytest.raises(SubmissionClaimed):
        ask(submission, moderator=cast.tatsuo(), text="Why?")
    submission.refresh_from_db()
    assert submission.is_pending
    cast.accept(submission, by=cast.satsuki())


def test_deciding_needs_no_claim_and_ends_it() -> None:
    submission = waiting()
    cast.accept(submission, by=cast.tatsuo())
    submission.refresh_from_db()
    assert submission.status == SubmissionStatus.APPROVED
    other = claim(waiting(118), moderator=cast.satsuki())
    reject(other, moderator=cast.satsuki(), note="No")
    other.refresh_from_db()
    assert not is_held_by_another(other, cast.tatsuo())
    assert other.claimed_by is None


def test_a_claim_does_not_keep_the_author_from_withdrawing() -> None:
    submission = claim(waiting(), moderator=cast.satsuki())
    assert withdraw(submission, user=cast.mei()).claimed_by is None


def test_a_claim_is_seen_as_ones_own_or_anothers() -> None:
    submission = claim(waiting(), moderator=cast.satsuki())
    mine, theirs = (claim_of(submission, user) for user in (cast.satsuki(), cast.tatsuo()))
    assert mine is not None
    assert theirs is not None
    assert (mine.mine, theirs.mine, theirs.holder) == (True, False, cast.satsuki())
