"""Suspension: no edits, no comments, what waits is held; it ends by time alone; appeals."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.actions.appeal import AlreadyAnswered, CannotAppeal, answer, appeal, may_answer
from accounts.actions.suspend import NotSuspended, lift, suspend
from accounts.models import Suspension, User
from accounts.suspensions import present_suspension, release_expired
from tests.cast import film, kanta, mei, propose, satsuki, tatsuo, totoro
from wiki.actions.amend import amend
from wiki.actions.ask import ask
from wiki.actions.comment import comment
from wiki.actions.reject import reject
from wiki.actions.reopen import reopen
from wiki.actions.withdraw import withdraw
from wiki.models import Act, LogEntry, Notice, NoticeKind
from wiki.policy import policy

pytestmark = pytest.mark.django_db


def suspended(user: User | None = None, **more: Any) -> Suspension:
    more = {"by": satsuki(), "reason": "Spam", **more}
    return suspend(user or mei(), **more)


def in_a_day() -> Any:
    return timezone.now() + timedelta(days=1)


def over(suspension: Suspension) -> None:
    """Let the time of a suspension pass."""
    past = timezone.now() - timedelta(seconds=1)
    Suspension.objects.filter(pk=suspension.pk).update(until=past)
    User.objects.filter(pk=suspension.user_id).update(suspended_until=past)


def test_the_suspended_do_not_edit_or_comment_and_are_told_why_and_until_when() -> None:
    memories = film()
    submission = propose(memories, by=kanta(), deck="x")
    suspended(until=in_a_day())
    with pytest.raises(PermissionDenied, match=r"suspended until .* Reason: Spam"):
        propose(memories, by=mei(), runtime=1)
    with pytest.raises(PermissionDenied, match="Reason: Spam"):
        comment(submission, author=mei(), text="Hello")


def test_suspended_for_good_is_without_a_date() -> None:
    memories = film()
    suspended()
    with pytest.raises(PermissionDenied, match=r"suspended: you can read"):
        propose(memories, by=mei(), runtime=1)


def test_what_waits_is_held_and_waits_again_when_it_is_lifted() -> None:
    memories = film()
    one, other = propose(memories, runtime=1), propose(memories, deck="x")
    ask(other, moderator=satsuki(), text="Source?")
    suspension = suspended()
    for submission in (one, other):
        submission.refresh_from_db()
        assert submission.status == "held"
    lift(suspension, by=tatsuo(), reason="A mistake")
    for submission in (one, other):
        submission.refresh_from_db()
        assert submission.status == "pending"
    assert not User.objects.get(username="mei").is_suspended
    with pytest.raises(NotSuspended):
        lift(suspension, by=tatsuo())


def test_the_suspended_withdraw_what_is_held() -> None:
    submission = propose(film(), runtime=1)
    suspended()
    submission.refresh_from_db()
    assert withdraw(submission, user=mei()).status == "withdrawn"


def test_the_suspended_do_not_amend_what_was_reopened() -> None:
    submission = propose(film(), by=mei(), runtime=2)
    reject(submission, moderator=satsuki(), note="No.")
    suspended()
    assert reopen(submission, moderator=satsuki()).status == "held"
    changes = [{**change} for change in submission.changes]
    with pytest.raises(PermissionDenied, match="Reason: Spam"):
        amend(submission, changes, user=mei())


def test_it_ends_by_time_alone_and_the_job_lets_go_what_was_held() -> None:
    memories = film()
    submission = propose(memories, runtime=1)
    over(suspended(until=in_a_day()))
    propose(memories, by=mei(), deck="I may again")
    submission.refresh_from_db()
    assert submission.status == "held"
    assert (release_expired(), release_expired()) == ("1 suspensions ended", "")
    submission.refresh_from_db()
    assert submission.status == "pending"
    line = LogEntry.objects.get(act=Act.LIFT)
    assert (line.actor, line.person, line.data["expired"]) == (None, mei(), True)


def test_a_new_one_takes_the_place_of_the_former() -> None:
    suspended(until=in_a_day())
    again = suspended(by=tatsuo(), reason="More spam")
    assert Suspension.objects.filter(lifted_at=None).get() == again
    assert present_suspension(mei()) == again


def test_moderators_do_not_suspend_moderators_and_nobody_themselves() -> None:
    other = User.objects.create_user("haku", role=User.Role.MODERATOR)
    for person, by in ((other, satsuki()), (satsuki(), satsuki()), (tatsuo(), tatsuo())):
        with pytest.raises(PermissionDenied):
            suspended(person, by=by)
    for by in (mei(), kanta()):
        with pytest.raises(PermissionDenied):
            suspended(totoro(), by=by)
    suspended(other, by=tatsuo())
    assert not policy().may_moderate(other)


def test_it_needs_a_reason_and_a_time_to_come() -> None:
    with pytest.raises(ValidationError):
        suspended(reason=" ")
    with pytest.raises(ValidationError):
        suspended(until=timezone.now() - timedelta(days=1))


def test_they_are_told_and_it_is_logged() -> None:
    lift(suspended(), by=satsuki())
    kinds = set(Notice.objects.filter(user=mei()).values_list("kind", flat=True))
    assert {NoticeKind.SUSPENDED, NoticeKind.LIFTED} <= kinds
    acts = LogEntry.objects.filter(person=mei()).values_list("act", flat=True)
    assert {Act.SUSPEND, Act.LIFT} <= set(acts)


def test_a_suspended_user_appeals_once_and_another_moderator_lifts_it() -> None:
    submission = propose(film(), runtime=1)
    suspension = suspended()
    asked = appeal(mei(), text="It was my cat", suspension=suspension)
    with pytest.raises(CannotAppeal):
        appeal(mei(), text="Again", suspension=suspension)
    assert not may_answer(satsuki(), asked)
    with pytest.raises(PermissionDenied, match="Another moderator"):
        answer(asked, by=satsuki(), granted=False, text="No")
    answer(asked, by=tatsuo(), granted=True, text="We like cats")
    submission.refresh_from_db()
    assert submission.status == "pending"
    assert not User.objects.get(username="mei").is_suspended
    with pytest.raises(AlreadyAnswered):
        answer(asked, by=tatsuo(), granted=False, text="No")
    told = Notice.objects.get(user=mei(), kind=NoticeKind.ANSWER)
    assert told.text == "We like cats"


def test_what_is_upheld_stays_and_there_is_no_second_time() -> None:
    suspension = suspended()
    asked = appeal(mei(), text="It was my cat", suspension=suspension)
    answer(asked, by=tatsuo(), granted=False, text="Cats cannot type that fast")
    assert User.objects.get(username="mei").is_suspended
    with pytest.raises(CannotAppeal):
        appeal(mei(), text="Please", suspension=suspension)


def test_a_rejected_author_appeals_once_and_another_moderator_reopens_it() -> None:
    submission = propose(film(), runtime=1)
    with pytest.raises(CannotAppeal):
        appeal(mei(), text="Too early", submission=submission)
    reject(submission, moderator=satsuki(), note="No")
    submission.refresh_from_db()
    with pytest.raises(PermissionDenied):
        appeal(kanta(), text="Not mine", submission=submission)
    asked = appeal(mei(), text="The box says so", submission=submission)
    assert not may_answer(satsuki(), asked)
    answer(asked, by=tatsuo(), granted=True, text="So it does")
    submission.refresh_from_db()
    assert submission.status == "pending"
    reject(submission, moderator=satsuki(), note="Still no")
    with pytest.raises(CannotAppeal):
        appeal(mei(), text="Again", submission=submission)


def test_an_appeal_says_something_and_is_about_what_stands() -> None:
    suspension = suspended(until=in_a_day())
    with pytest.raises(ValidationError):
        appeal(mei(), text="  ", suspension=suspension)
    with pytest.raises(ValidationError):
        appeal(mei(), text="x" * 2001, suspension=suspension)
    over(suspension)
    with pytest.raises(CannotAppeal):
        appeal(mei(), text="Too late", suspension=suspension)
    acts = set(LogEntry.objects.values_list("act", flat=True))
    assert Act.APPEAL not in acts
