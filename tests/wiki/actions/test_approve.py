"""Approving: a waiting submission meets the catalogue as it is by then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from tests.cast import (
    accept,
    edit,
    kanta,
    key_of,
    mei,
    propose,
    satsuki,
    tatsuo,
    totoro,
)
from tests.wiki.gardens import (
    change,
    check,
    garden,
    history,
    now,
    plant,
    removing,
    row_where,
    rows,
    send,
    value,
    write,
)
from wiki.actions.approve import approve
from wiki.actions.fit import conflicts_of
from wiki.actions.hide import hide
from wiki.actions.merge import merge
from wiki.exceptions import (
    EditConflict,
    EntryUnavailable,
    InvalidChange,
    NothingChanged,
    SubmissionClosed,
)
from wiki.models import Revision, Submission

pytestmark = pytest.mark.django_db


# Who


@pytest.mark.parametrize("user", [mei, totoro, kanta])
def test_members_do_not_decide(user: Any) -> None:
    submission = propose(garden(area=3), area=4)
    with pytest.raises(PermissionDenied):
        approve(submission, moderator=user())


@pytest.mark.parametrize("author", [satsuki, tatsuo])
def test_nobody_decides_their_own(author: Callable[[], User]) -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=4)
    submission.author = author()
    submission.save()
    with pytest.raises(PermissionDenied):
        approve(submission, moderator=author())
    assert value(hortus, "area") == 3


def test_the_decision_is_kept_with_the_submission_and_the_revision() -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=4, summary="Measured", sources="A map")
    revision = approve(submission, moderator=satsuki(), note="Thank you")
    assert (submission.status, submission.decision_note) == ("approved", "Thank you")
    assert (submission.decided_by, submission.automatic) == (satsuki(), False)
    assert submission.decided_at is not None
    assert (revision.author, revision.approver) == (mei(), satsuki())
    assert (revision.summary, revision.sources, revision.kind) == ("Measured", "A map", "edit")
    assert revision.submission == submission
    assert [row.number for row in history(hortus)] == [1, 2]
    check(hortus)


# Once


def test_the_second_approval_is_told_that_it_is_closed() -> None:
    submission = propose(garden(area=3), area=4)
    stale = Submission.objects.get(pk=submission.pk)
    approve(submission, moderator=satsuki())
    for again in (submission, stale):
        with pytest.raises(SubmissionClosed, match="already been decided"):
            approve(again, moderator=tatsuo())
    assert Revision.objects.filter(submission=submission).count() == 1


def test_a_submission_that_its_author_amended_meanwhile_is_not_approved_unseen() -> None:
    submission = propose(garden(area=3), area=4)
    Submission.objects.filter(pk=submission.pk).update(version=2)
    with pytest.raises(SubmissionClosed, match="changed this submission meanwhile"):
        approve(submission, moderator=satsuki())


# Stale edits


def test_stale_edits_merge_field_by_field() -> None:
    hortus = garden(area=3, note="old")
    one, two = propose(hortus, area=4), propose(hortus, by=totoro(), note="new")
    accept(one)
    accept(two)
    assert (value(hortus, "area"), value(hortus, "note")) == (4, "new")
    check(hortus)


def test_stale_edits_of_different_rows_merge() -> None:
    hortus = garden(rows={"bed:new1": {"number": 1}})
    bed = rows(hortus, "bed")[0]
    one = propose(hortus, rows={bed: {"sunny": True}})
    two = propose(hortus, rows={bed: {"number": 5}, "bed:new1": {"number": 2}})
    accept(two)
    accept(one)
    assert row_where(hortus, "bed", number=5, sunny=True)
    check(hortus)


def test_stale_edits_of_a_set_merge() -> None:
    iris, quince, medlar = (plant(name) for name in ("Iris", "Quince", "Medlar"))
    hortus = garden(emblems=[key_of(iris)])
    one = propose(hortus, emblems=[key_of(iris), key_of(quince)])
    two = propose(hortus, emblems=[key_of(medlar)])
    accept(one)
    accept(two)
    assert value(hortus, "emblems") == sorted([key_of(quince), key_of(medlar)])
    check(hortus)


def test_the_same_edit_twice_changes_nothing_and_still_waits() -> None:
    hortus = garden(area=3)
    one, two = propose(hortus, area=4), propose(hortus, by=totoro(), area=4)
    accept(one)
    with pytest.raises(NothingChanged):
        accept(two)
    two.refresh_from_db()
    assert two.is_pending
    assert len(history(hortus)) == 2


def test_a_conflict_needs_a_decision_and_the_submission_still_waits() -> None:
    hortus = garden(area=3, note="old")
    submission = propose(hortus, area=5, note="new")
    edit(hortus, area=4)
    with pytest.raises(EditConflict) as raised:
        accept(submission)
    (conflict,) = raised.value.conflicts
    assert (conflict.key, conflict.entry, conflict.field) == (
        key_of(hortus),
        key_of(hortus),
        "area",
    )
    assert (conflict.base, conflict.now, conflict.proposed) == (3, 4, 5)
    assert conflicts_of(submission.changes) == [conflict]
    submission.refresh_from_db()
    assert submission.is_pending
    assert (value(hortus, "area"), value(hortus, "note")) == (4, "old")
    check(hortus)


@pytest.mark.parametrize(("choice", "area"), [("now", 4), ("proposed", 5)])
def test_both_choices_do_what_they_say(choice: str, area: int) -> None:
    hortus = garden(area=3, note="old")
    submission = propose(hortus, area=5, note="new")
    edit(hortus, area=4)
    accept(submission, resolutions={(key_of(hortus), "area"): choice})
    assert (value(hortus, "area"), value(hortus, "note")) == (area, "new")
    check(hortus)


def test_keeping_everything_changes_nothing() -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=5)
    edit(hortus, area=4)
    with pytest.raises(NothingChanged):
        accept(submission, resolutions={(key_of(hortus), "area"): "now"})


def test_changing_a_row_that_was_removed_meanwhile_is_a_conflict_to_drop() -> None:
    hortus = garden(area=3, rows={"bed:new1": {"number": 1}})
    bed = rows(hortus, "bed")[0]
    submission = propose(hortus, area=4, rows={bed: {"sunny": True}})
    write([removing(hortus, bed)], hortus)
    with pytest.raises(EditConflict) as raised:
        accept(submission)
    (conflict,) = raised.value.conflicts
    assert (conflict.key, conflict.field, conflict.now) == (bed, "", None)
    accept(submission, resolutions={(bed, ""): "now"})
    assert (value(hortus, "area"), rows(hortus, "bed")) == (4, [])
    check(hortus)


@pytest.mark.parametrize(("choice", "stays"), [("now", True), ("proposed", False)])
def test_removing_a_row_that_changed_meanwhile_is_a_choice(choice: str, stays: bool) -> None:
    hortus = garden(rows={"bed:new1": {"number": 1}})
    bed = rows(hortus, "bed")[0]
    submission = propose(hortus, area=9, rows={bed: None})
    edit(hortus, rows={bed: {"sunny": True}})
    with pytest.raises(EditConflict):
        accept(submission)
    accept(submission, resolutions={(bed, ""): choice})
    assert (bed in now(hortus)) is stays
    check(hortus)


def test_removing_a_row_that_was_removed_meanwhile_is_nothing() -> None:
    hortus = garden(rows={"bed:new1": {"number": 1}})
    bed = rows(hortus, "bed")[0]
    submission = propose(hortus, area=9, rows={bed: None})
    write([removing(hortus, bed)], hortus)
    accept(submission)
    assert value(hortus, "area") == 9
    check(hortus)


def test_what_was_added_inside_a_row_meanwhile_does_not_vanish_with_it() -> None:
    hortus = garden(rows={"planting:new1": {"label": "moss"}})
    planting = rows(hortus, "planting")[0]
    submission = propose(hortus, rows={planting: None})
    edit(hortus, rows={"harvest:new1": {"planting": planting, "year": 1995}})
    harvest = rows(hortus, "harvest")[0]
    with pytest.raises(EditConflict) as raised:
        accept(submission)
    assert [(c.key, c.field, c.proposed) for c in raised.value.conflicts] == [(harvest, "", None)]
    assert conflicts_of(submission.changes) == raised.value.conflicts
    accept(submission, resolutions={(harvest, ""): "proposed"})
    assert rows(hortus, "planting") + rows(hortus, "harvest") == []
    check(hortus)


def test_keeping_a_row_keeps_what_it_is_inside_of() -> None:
    hortus = garden(area=3, rows={"planting:new1": {"label": "moss"}})
    planting = rows(hortus, "planting")[0]
    submission = propose(hortus, area=4, rows={planting: None})
    edit(hortus, rows={"harvest:new1": {"planting": planting, "year": 1995}})
    harvest = rows(hortus, "harvest")[0]
    accept(submission, resolutions={(harvest, ""): "now"})
    assert {planting, harvest} <= set(now(hortus))
    assert value(hortus, "area") == 4
    check(hortus)


def test_keeping_a_row_keeps_what_is_inside_it() -> None:
    hortus = garden(
        area=3,
        rows={
            "planting:new1": {"label": "moss"},
            "harvest:new1": {"planting": "planting:new1", "year": 1995},
        },
    )
    planting, harvest = rows(hortus, "planting")[0], rows(hortus, "harvest")[0]
    removal = [change(key_of(hortus), key_of(hortus), area=[3, 4]), removing(hortus, planting)]
    submission = send(removal, hortus, by=mei())
    edit(hortus, rows={planting: {"label": "fern"}})
    accept(submission, resolutions={(planting, ""): "now"})
    assert {planting, harvest} <= set(now(hortus))
    check(hortus)


def test_a_row_that_came_into_use_meanwhile_is_not_removed() -> None:
    hortus = garden(rows={"bed:new1": {"number": 1}})
    bed = rows(hortus, "bed")[0]
    submission = propose(hortus, rows={bed: None})
    edit(hortus, rows={"planting:new1": {"label": "moss", "bed": bed}})
    with pytest.raises(InvalidChange, match="It is still used by 1 row of this page"):
        accept(submission)
    submission.refresh_from_db()
    assert submission.is_pending
    check(hortus)


def test_using_a_row_that_was_removed_meanwhile_is_refused() -> None:
    hortus = garden(rows={"bed:new1": {"number": 1}})
    bed = rows(hortus, "bed")[0]
    submission = propose(hortus, rows={"planting:new1": {"label": "moss", "bed": bed}})
    write([removing(hortus, bed)], hortus)
    with pytest.raises(InvalidChange, match="no part of the page"):
        accept(submission)


def test_adding_to_a_row_that_was_removed_meanwhile_is_refused() -> None:
    hortus = garden(rows={"planting:new1": {"label": "moss"}})
    planting = rows(hortus, "planting")[0]
    submission = propose(hortus, rows={"harvest:new1": {"planting": planting, "year": 1995}})
    write([removing(hortus, planting)], hortus)
    with pytest.raises(InvalidChange, match="has been removed"):
        accept(submission)


def test_a_value_that_became_unique_to_another_row_meanwhile_is_refused() -> None:
    hortus = garden()
    one = propose(hortus, rows={"bed:new1": {"number": 1}})
    two = propose(hortus, rows={"bed:new1": {"number": 1, "sunny": True}})
    accept(one)
    with pytest.raises(InvalidChange, match=r"Another bed has this number\."):
        accept(two)
    two.refresh_from_db()
    assert two.is_pending
    assert len(rows(hortus, "bed")) == 1
    check(hortus)


# Pages that went away meanwhile


def test_a_page_that_was_hidden_meanwhile_takes_no_edit() -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=4)
    hide(hortus, user=satsuki(), summary="Spam")
    with pytest.raises(EntryUnavailable):
        accept(submission)
    submission.refresh_from_db()
    assert submission.is_pending


def test_a_page_that_was_merged_meanwhile_takes_no_edit() -> None:
    one, two = garden("One", area=3), garden("Two")
    submission = propose(one, area=4)
    merge(one, into=two, user=satsuki(), summary="Same")
    with pytest.raises(EntryUnavailable):
        accept(submission)


def test_a_reference_to_a_page_that_was_merged_meanwhile_follows_it_to_the_end() -> None:
    one, two, three = plant("One"), plant("Two"), plant("Three")
    hortus = garden()
    submission = propose(
        hortus, emblems=[key_of(one)], rows={"planting:new1": {"plant": key_of(one)}}
    )
    merge(one, into=two, user=satsuki(), summary="Same")
    merge(two, into=three, user=satsuki(), summary="Same")
    accept(submission)
    assert row_where(hortus, "planting", plant=key_of(three))
    assert value(hortus, "emblems") == [key_of(three)]
    check(hortus)


def test_a_reference_that_a_merge_already_changed_needs_nothing() -> None:
    one, two = plant("One"), plant("Two")
    hortus = garden(emblems=[key_of(one)])
    submission = propose(hortus, emblems=[key_of(two)])
    merge(one, into=two, user=satsuki(), summary="Same")
    with pytest.raises(NothingChanged):
        accept(submission)
    check(hortus)
