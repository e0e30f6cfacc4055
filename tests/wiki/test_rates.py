"""Limits by level: counted exactly, told with when to try again, the same for all processes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from tests.cast import accept, key_of, mei, propose, satsuki, totoro
from tests.wiki.gardens import change, garden, send
from tests.wiki.test_races import at_once, losers
from wiki import rates
from wiki.actions.amend import amend
from wiki.actions.comment import comment
from wiki.actions.save_filter import save_filter
from wiki.actions.withdraw import withdraw
from wiki.exceptions import Refused, TooMany
from wiki.models import Comment, EditFilter, FilterAction, Submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def new(settings: Any) -> Callable[..., None]:
    """Set what a new member may do; nothing else is limited."""

    def limit(**numbers: int | None) -> None:
        free = dict.fromkeys(("edits_per_hour", "edits_per_day", "comments_per_hour", "waiting"))
        settings.GENGA_LEVELS = {"new": {**free, **numbers}}

    return limit


def edits(number: int, *, by: User | None = None) -> list[Submission]:
    hortus = garden()
    return [propose(hortus, by=by or totoro(), area=n + 1) for n in range(number)]


def sent_ago(submission: Submission, **ago: int) -> None:
    moment = timezone.now() - timedelta(**ago)
    Submission.objects.filter(pk=submission.pk).update(created_at=moment, touched_at=moment)


def test_the_edit_after_the_last_one_allowed_waits_until_the_first_is_an_hour_old(new: Any) -> None:
    new(edits_per_hour=3)
    first, *_rest = edits(3)
    sent_ago(first, minutes=50)
    with pytest.raises(TooMany) as told:
        propose(garden(), by=totoro(), area=9)
    assert 9 * 60 < told.value.retry_after <= 10 * 60
    assert "You have sent 3 edits in the last hour; the next one can be sent" in str(told.value)
    sent_ago(first, minutes=61)
    assert propose(garden(), by=totoro(), area=9).is_pending


def test_edits_of_a_day_are_limited_too(new: Any) -> None:
    new(edits_per_day=2, edits_per_hour=2)
    for submission in edits(2):
        sent_ago(submission, hours=20)
    with pytest.raises(TooMany, match="in the last 24 hours") as told:
        propose(garden(), by=totoro(), area=9)
    assert 3.9 * 3600 < told.value.retry_after <= 4 * 3600


def test_others_and_other_levels_have_their_own_count(new: Any) -> None:
    new(edits_per_hour=1)
    edits(1)
    edits(3, by=mei())
    with pytest.raises(TooMany):
        propose(garden(), by=totoro(), area=9)


def test_withdrawing_gives_no_edit_back(new: Any) -> None:
    new(edits_per_hour=1)
    (submission,) = edits(1)
    withdraw(submission, user=totoro())
    with pytest.raises(TooMany):
        propose(garden(), by=totoro(), area=9)


def test_amending_is_an_edit(new: Any) -> None:
    new(edits_per_hour=2)
    hortus = garden()
    submission = propose(hortus, by=totoro(), area=1)
    again = [change(key_of(hortus), key_of(hortus), area=[None, 2])]
    submission = amend(submission, again, user=totoro())
    with pytest.raises(TooMany):
        amend(submission, again, user=totoro())
    with pytest.raises(TooMany):
        propose(hortus, by=totoro(), area=9)


def test_refused_attempts_are_counted(new: Any) -> None:
    new(edits_per_hour=2)
    values = {"name": "A", "action": FilterAction.REFUSE, "enabled": True}
    save_filter(EditFilter(number=0), {**values, "conditions": {"level": 0}}, user=None)
    hortus = garden()
    for _attempt in range(2):
        with pytest.raises(Refused):
            propose(hortus, by=totoro(), area=1)
    with pytest.raises(TooMany):
        propose(hortus, by=totoro(), area=1)


def test_only_so_many_wait_at_once(new: Any) -> None:
    new(waiting=2)
    first, _second = edits(2)
    before = Submission.objects.count()
    with pytest.raises(TooMany, match="2 edits of yours wait") as told:
        propose(garden(), by=totoro(), area=9)
    assert told.value.retry_after == 3600
    assert Submission.objects.count() == before + 1  # the garden's own
    accept(first)
    assert propose(garden(), by=totoro(), area=9).is_pending


def test_what_is_live_at_once_does_not_wait(settings: Any) -> None:
    settings.GENGA_LEVELS = {"moderator": {"waiting": 0}}
    assert propose(garden(), by=satsuki(), area=9).automatic


def test_comments_are_limited(new: Any) -> None:
    new(comments_per_hour=2)
    (submission,) = edits(1)
    for word in ("one", "two"):
        comment(submission, author=totoro(), text=word)
    with pytest.raises(TooMany, match="You have written 2 comments in the last hour"):
        comment(submission, author=totoro(), text="three")
    assert Comment.objects.count() == 2
    comment(submission, author=satsuki(), text="three")


def test_the_count_of_edits_costs_one_query(new: Any) -> None:
    new(edits_per_hour=9, edits_per_day=20)
    edits(3)
    user = totoro()
    with CaptureQueriesContext(connection) as captured:
        rates.check_edits(user)
    assert len(captured) == 1


def test_nothing_is_asked_where_nothing_is_limited(new: Any) -> None:
    new()
    user = totoro()
    with CaptureQueriesContext(connection) as captured:
        rates.check_edits(user)
        rates.check_comments(user)
        rates.check_waiting(user)
    assert len(captured) == 0


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (5, "at 14:35 (UTC)"),
        (4.1, "at 14:35 (UTC)"),  # never too early
        (24 * 60, "on 22 November 2026 at 14:30 (UTC)"),
    ],
)
def test_when_is_told_to_the_minute(minutes: float, told: str) -> None:
    now = datetime(2026, 11, 21, 14, 30, tzinfo=timezone.get_default_timezone())
    assert rates.when(now + timedelta(minutes=minutes), now) == told


@pytest.mark.django_db(transaction=True)
def test_of_several_edits_at_once_exactly_as_many_as_allowed_are_taken(new: Any) -> None:
    hortus, user = garden(), totoro()
    new(edits_per_hour=3)
    propose(hortus, by=user, area=1)

    def send_one(area: int) -> Submission:
        key = key_of(hortus)
        return send([change(key, key, area=[None, area])], hortus, by=user)

    outcomes = at_once(*(lambda n=n: send_one(n) for n in range(2, 8)))
    errors = losers(outcomes)
    assert len(errors) == 4
    assert all(isinstance(error, TooMany) for error in errors)
    assert Submission.objects.filter(author=user).count() == 3


@pytest.mark.django_db(transaction=True)
def test_a_throttle_lets_exactly_one_of_several_through(new: Any) -> None:
    new()
    hortus, user = garden(), totoro()
    values = {"name": "Slow", "action": FilterAction.THROTTLE, "enabled": True}
    save_filter(EditFilter(number=0), {**values, "conditions": {"level": 0}}, user=None)

    def send_one(area: int) -> Submission:
        key = key_of(hortus)
        return send([change(key, key, area=[None, area])], hortus, by=user)

    errors = losers(at_once(*(lambda n=n: send_one(n) for n in range(2, 6))))
    assert len(errors) == 3
    assert Submission.objects.filter(author=user).count() == 1
