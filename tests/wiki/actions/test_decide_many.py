"""Deciding many at once: each through the full check, none stops the others."""

from __future__ import annotations

import pytest

from tests import cast
from wiki.actions.decide_many import approve_many, reject_many
from wiki.integrity import disagreements
from wiki.models import Notice, Revision, Submission, SubmissionStatus

pytestmark = pytest.mark.django_db


def chosen(*submissions: Submission) -> list[tuple[int, int]]:
    return [(one.pk, one.version) for one in submissions]


def test_each_is_a_revision_of_its_own_in_the_order_given() -> None:
    film = cast.film(runtime=113)
    one, two = cast.propose(film, runtime=115), cast.propose(film, country="JP")
    decided = approve_many(chosen(two, one), moderator=cast.satsuki(), note="Thanks")
    assert [(d.number, d.problem) for d in decided] == [(two.pk, ""), (one.pk, "")]
    last = Revision.objects.order_by("-pk")[:2]
    assert [revision.submission for revision in last] == [one, two]
    assert Notice.objects.filter(user=cast.mei(), text="Thanks").count() == 2
    assert list(disagreements()) == []


def test_two_that_exclude_each_other_leave_the_second_waiting() -> None:
    film = cast.film(runtime=113)
    one, two = cast.propose(film, runtime=115), cast.propose(film, runtime=118)
    first, second = approve_many(chosen(one, two), moderator=cast.satsuki())
    assert (first.problem, bool(second.problem)) == ("", True)
    assert second.submission is not None
    assert second.submission.is_pending
    film.refresh_from_db()
    assert film.runtime == 115


def test_who_may_not_decide_decides_nothing() -> None:
    submission = cast.propose(cast.film(), runtime=115)
    (row,) = approve_many(chosen(submission), moderator=cast.kanta())
    assert row.problem
    submission.refresh_from_db()
    assert submission.is_pending


def test_rejecting_without_a_reason_is_refused_for_each() -> None:
    rows = [cast.propose(cast.film(), runtime=runtime) for runtime in (1, 2)]
    decided = reject_many(chosen(*rows), moderator=cast.satsuki(), note=" ")
    assert [row.problem for row in decided] == ["Tell the author why."] * 2
    assert Submission.objects.filter(status=SubmissionStatus.PENDING).count() == 2
