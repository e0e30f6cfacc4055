"""Amending: an author improves a submission while it waits."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.cast import accept, edit, key_of, mei, propose, propose_page, satsuki, tatsuo, totoro
from tests.toywiki.models import Garden
from tests.wiki.gardens import adding, change, check, garden, value
from wiki.actions.amend import amend
from wiki.actions.approve import approve
from wiki.actions.withdraw import withdraw
from wiki.exceptions import (
    EditConflict,
    EntryUnavailable,
    InvalidChange,
    NothingChanged,
    SubmissionClosed,
)
from wiki.models import Submission

pytestmark = pytest.mark.django_db


def area(entry: Garden, base: Any, new: Any) -> Any:
    return [change(key_of(entry), key_of(entry), area=[base, new])]


def test_the_author_replaces_what_was_proposed() -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=4, summary="Four")
    amended = amend(submission, area(hortus, 3, 5), user=mei(), summary="Five", sources="A map")
    assert (amended.pk, amended.version) == (submission.pk, 2)
    assert amended.created_at == submission.created_at
    assert (amended.summary, amended.sources, amended.size) == ("Five", "A map", 1)
    accept(amended)
    assert value(hortus, "area") == 5
    check(hortus)


def test_a_moderator_who_looks_at_the_older_version_is_told() -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=4)
    seen = Submission.objects.get(pk=submission.pk)
    amend(submission, area(hortus, 3, 5), user=mei())
    with pytest.raises(SubmissionClosed, match="meanwhile"):
        approve(seen, moderator=satsuki())
    assert value(hortus, "area") == 3


def test_an_author_with_two_windows_is_told() -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=4)
    other_window = Submission.objects.get(pk=submission.pk)
    amend(submission, area(hortus, 3, 5), user=mei())
    with pytest.raises(SubmissionClosed, match="meanwhile"):
        amend(other_window, area(hortus, 3, 6), user=mei())


@pytest.mark.parametrize("user", [totoro, satsuki, tatsuo])
def test_nobody_else_amends_it(user: Any) -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=4)
    with pytest.raises(PermissionDenied):
        amend(submission, area(hortus, 3, 5), user=user())


def test_what_is_closed_cannot_be_amended() -> None:
    hortus = garden(area=3)
    withdrawn, approved = propose(hortus, area=4), propose(hortus, area=5)
    withdraw(withdrawn, user=mei())
    accept(approved)
    for submission in (withdrawn, approved):
        with pytest.raises(SubmissionClosed):
            amend(submission, area(hortus, 5, 6), user=mei())


def test_an_invalid_amendment_leaves_the_submission_as_it_was() -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=4, summary="Four")
    edit(hortus, note="other")
    cases: list[tuple[type[Exception], Any, dict[str, Any]]] = [
        (NothingChanged, [], {}),
        (NothingChanged, area(hortus, 3, 3), {}),
        (InvalidChange, area(hortus, 3, 9000), {}),
        (InvalidChange, [5], {}),
        (EditConflict, area(hortus, 7, 8), {}),
        (ValidationError, area(hortus, 3, 5), {"summary": "x" * 301}),
    ]
    for error, changes, more in cases:
        with pytest.raises(error):
            amend(submission, changes, user=mei(), **more)
    submission.refresh_from_db()
    assert (submission.version, submission.summary) == (1, "Four")
    assert submission.changes == area(hortus, 3, 4)


def test_conflicts_are_decided_by_the_author() -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=4)
    edit(hortus, area=7)
    chosen = {(key_of(hortus), "area"): "proposed"}
    amended = amend(submission, submission.changes, user=mei(), resolutions=chosen)
    accept(amended)
    assert value(hortus, "area") == 4
    check(hortus)


def test_a_proposed_page_stays_the_page_of_its_submission() -> None:
    submission = propose_page(Garden, "Hortus")
    name = adding("gardenname:new1", "garden:new1", garden="garden:new1", text="Park")
    with pytest.raises(EntryUnavailable):
        amend(
            submission,
            [
                adding("garden:new2", "garden:new2"),
                adding("gardenname:new1", "garden:new2", garden="garden:new2", text="Park"),
            ],
            user=mei(),
        )
    amended = amend(submission, [adding("garden:new1", "garden:new1"), name], user=mei())
    assert amended.title == "Park"
    accept(amended)
    assert Garden.objects.get().title == "Park"


def test_amending_cannot_hide_a_page() -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=4)
    key = key_of(hortus)
    with pytest.raises(InvalidChange):
        amend(submission, [change(key, key, hidden=[False, True])], user=mei())
