"""Races about one submission: whoever is faster wins, whoever is late is told, nothing is half done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import key_of, mei, propose, satsuki, tatsuo, totoro
from tests.wiki.gardens import change, garden, plant, rows, value
from tests.wiki.test_races import ROUNDS, at_once, losers
from wiki.actions.amend import amend
from wiki.actions.approve import approve
from wiki.actions.ask import ask
from wiki.actions.claim import claim, take_over
from wiki.actions.comment import comment
from wiki.actions.hold import hold, unhold
from wiki.actions.reject import reject
from wiki.actions.reopen import reopen
from wiki.actions.withdraw import withdraw
from wiki.exceptions import SubmissionClaimed, SubmissionClosed
from wiki.integrity import disagreements
from wiki.models import LogEntry, Revision, Submission

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _catalogue_and_history_agree() -> Any:
    yield
    assert list(disagreements()) == []


def windows(submission: Submission, number: int = 2) -> list[Submission]:
    """The submission as several people have it open."""
    return [Submission.objects.get(pk=submission.pk) for _window in range(number)]


def amending(submission: Submission, new: int) -> Callable[[], Any]:
    key = submission.entry_key or ""
    return lambda: amend(submission, [change(key, key, area=[1, new])], user=mei())


@pytest.mark.parametrize(
    ("rival", "ends"),
    [
        ("approve", "approved"),
        ("reject", "rejected"),
        ("withdraw", "withdrawn"),
        ("amend", "pending"),
    ],
)
def test_asking_comes_before_another_act_or_is_told_that_it_is_too_late(
    rival: str, ends: str
) -> None:
    people = mei(), satsuki(), tatsuo()
    for at in range(ROUNDS):
        hortus = garden(f"Garden {at}", area=1)
        submission = propose(hortus, area=2)
        one, two = windows(submission)
        rivals: dict[str, Callable[[], Any]] = {
            "approve": lambda s=two: approve(s, moderator=people[2]),
            "reject": lambda s=two: reject(s, moderator=people[2], note="No"),
            "withdraw": lambda s=two: withdraw(s, user=people[0]),
            "amend": amending(two, 3),
        }
        outcomes = at_once(lambda s=one: ask(s, moderator=people[1], text="Why?"), rivals[rival])
        late = losers(outcomes)
        assert not isinstance(outcomes[1], Exception)
        assert all(isinstance(error, SubmissionClosed) for error in late)
        submission.refresh_from_db()
        assert submission.status == ends
        assert submission.comments.count() == 1 - len(late)
        assert value(hortus, "area") == (2 if ends == "approved" else 1)


def test_correcting_and_amending_at_once_keeps_one_mans_words() -> None:
    moderator = satsuki()
    for at in range(ROUNDS):
        hortus = garden(f"Garden {at}", area=1)
        submission = propose(hortus, area=2)
        one, two = windows(submission)
        fix = {(key_of(hortus), "area"): "7"}
        outcomes = at_once(
            lambda s=one, fix=fix: approve(s, moderator=moderator, corrections=fix),
            amending(two, 3),
        )
        (error,) = losers(outcomes)
        assert isinstance(error, SubmissionClosed)
        submission.refresh_from_db()
        assert submission.version == 2
        assert [v.number for v in submission.versions.all()] == [1]
        assert value(hortus, "area") == (7 if submission.status == "approved" else 1)


def test_reopening_twice_at_once_reopens_once() -> None:
    moderators = satsuki(), tatsuo()
    for at in range(ROUNDS):
        submission = propose(garden(f"Garden {at}", area=1), area=2)
        withdraw(submission, user=mei())
        one, two = windows(submission)
        outcomes = at_once(
            lambda s=one: reopen(s, moderator=moderators[0]),
            lambda s=two: reopen(s, moderator=moderators[1]),
        )
        assert len(losers(outcomes)) == 1
        assert LogEntry.objects.filter(submission=submission, act="reopen").count() == 1


def test_holding_and_approving_at_once_does_one_of_them() -> None:
    author, moderators = mei(), (satsuki(), tatsuo())
    for at in range(ROUNDS):
        hortus = garden(f"Garden {at}", area=1)
        submission = propose(hortus, area=2)
        outcomes = at_once(
            lambda: hold(author, by=moderators[0]),
            lambda s=submission: approve(s, moderator=moderators[1]),
        )
        submission.refresh_from_db()
        held = submission.status == "held"
        assert [isinstance(e, SubmissionClosed) for e in losers(outcomes)] == (
            [True] if held else []
        )
        assert value(hortus, "area") == (1 if held else 2)
        unhold(author, by=None)


def test_one_of_two_claims_holds_and_who_has_none_does_not_decide() -> None:
    moderators = satsuki(), tatsuo()
    for at in range(ROUNDS):
        hortus = garden(f"Garden {at}", area=1)
        submission = propose(hortus, area=2)
        one, two = windows(submission)
        outcomes = at_once(
            lambda s=one: claim(s, moderator=moderators[0]),
            lambda s=two: claim(s, moderator=moderators[1]),
        )
        (error,) = losers(outcomes)
        assert isinstance(error, SubmissionClaimed)
        winner = 0 if isinstance(outcomes[1], Exception) else 1
        again, mine = windows(submission)
        outcomes = at_once(
            lambda s=again, w=winner: reject(s, moderator=moderators[1 - w], note="No"),
            lambda s=mine, w=winner: approve(s, moderator=moderators[w]),
        )
        assert len(losers(outcomes)) == 1
        assert value(hortus, "area") == 2


def test_taking_over_and_deciding_at_once_leaves_one_decision() -> None:
    moderators = satsuki(), tatsuo()
    for at in range(ROUNDS):
        hortus = garden(f"Garden {at}", area=1)
        submission = claim(propose(hortus, area=2), moderator=moderators[0])
        one, two = windows(submission)
        outcomes = at_once(
            lambda s=one: approve(s, moderator=moderators[0]),
            lambda s=two: take_over(s, moderator=moderators[1]),
        )
        (error,) = losers(outcomes)
        submission.refresh_from_db()
        if isinstance(error, SubmissionClaimed):
            assert (submission.status, submission.claimed_by) == ("pending", moderators[1])
        else:
            assert isinstance(error, SubmissionClosed)
            assert (submission.status, submission.claimed_by) == ("approved", None)


def test_two_first_approvals_at_once_are_the_two_that_are_wanted(settings: Any) -> None:
    settings.GENGA_SECOND_EYES = True
    settings.GENGA_SECOND_EYES_LINKS = 0
    moderators = satsuki(), tatsuo()
    for at in range(ROUNDS):
        iris = plant(f"Iris {at}")
        garden(f"Garden {at}", rows={"planting:new1": {"plant": key_of(iris)}})
        (name,) = rows(iris, "plantname")
        submission = propose(iris, rows={name: {"text": f"Flag {at}"}})
        one, two = windows(submission)
        outcomes = at_once(
            lambda s=one: approve(s, moderator=moderators[0]),
            lambda s=two: approve(s, moderator=moderators[1]),
        )
        assert losers(outcomes) == []
        assert outcomes.count(None) == 1
        submission.refresh_from_db()
        assert submission.status == "approved"
        assert {submission.seconded_by, submission.decided_by} == set(moderators)
        assert Revision.objects.filter(submission=submission).count() == 1


def test_what_is_said_while_it_is_decided_is_kept() -> None:
    moderator, other = satsuki(), totoro()
    for at in range(ROUNDS):
        submission = propose(garden(f"Garden {at}", area=1), area=2)
        one, two = windows(submission)
        outcomes = at_once(
            lambda s=one: approve(s, moderator=moderator),
            lambda s=two: comment(s, author=other, text="Wait"),
        )
        assert losers(outcomes) == []
        submission.refresh_from_db()
        assert submission.status == "approved"
        assert submission.comments.count() == 1
