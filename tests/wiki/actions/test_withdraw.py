"""Withdrawing: an author takes a waiting submission back."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests.cast import accept, kanta, mei, propose, satsuki, tatsuo, totoro
from tests.wiki.gardens import check, garden, value
from wiki.actions.reject import reject
from wiki.actions.withdraw import withdraw
from wiki.exceptions import SubmissionClosed

pytestmark = pytest.mark.django_db


def test_the_author_withdraws_what_waits() -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=4)
    withdraw(submission, user=mei())
    submission.refresh_from_db()
    assert submission.status == "withdrawn"
    assert submission.decided_by is None
    with pytest.raises(SubmissionClosed):
        accept(submission)
    assert value(hortus, "area") == 3
    check(hortus)


@pytest.mark.parametrize("user", [totoro, kanta, satsuki, tatsuo])
def test_nobody_else_withdraws_it(user: Any) -> None:
    submission = propose(garden(), area=4)
    with pytest.raises(PermissionDenied):
        withdraw(submission, user=user())


def test_what_was_decided_cannot_be_withdrawn() -> None:
    approved = propose(garden("One"), area=4)
    accept(approved)
    rejected = propose(garden("Two"), area=4)
    reject(rejected, moderator=satsuki(), note="No")
    for submission in (approved, rejected):
        with pytest.raises(SubmissionClosed):
            withdraw(submission, user=mei())


def test_withdrawing_twice_is_told() -> None:
    submission = propose(garden(), area=4)
    withdraw(submission, user=mei())
    with pytest.raises(SubmissionClosed):
        withdraw(submission, user=mei())
