"""Rolling a user back: all of it in one revision, nothing of others lost, and undone as easily."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tests.cast import edit, kanta, key_of, mei, person, propose, satsuki, tatsuo
from tests.toywiki.models import Garden, Plant
from tests.wiki.gardens import check, garden, history, now, plant, row_where, rows, value
from tests.wiki.vandals import by_vandal, made_by_vandal, vandal
from wiki.actions.claim import claim
from wiki.actions.hold import hold
from wiki.actions.merge import merge
from wiki.actions.revert import revert
from wiki.actions.roll_back import PlanChanged, roll_back
from wiki.exceptions import NothingChanged
from wiki.integrity import disagreements
from wiki.models import Act, LogEntry, Notice, NoticeKind, Revision, Submission, SubmissionArea
from wiki.roll_backs import plan

pytestmark = pytest.mark.django_db


def rolled_back(**more: Any) -> Submission:
    by = more.pop("by", None) or satsuki()
    more = {"since": None, "reason": "Vandalism", **more}
    submission, _plan = roll_back(vandal(), by=by, **more)
    assert submission is not None
    submission.refresh_from_db()
    return submission


def test_everything_is_taken_back_in_one_revision_and_comes_back_in_one() -> None:
    hortus, other = (
        garden(area=3, note="A garden."),
        garden("Other", rows={"bed:new1": {"number": 1}}),
    )
    before = now(hortus), now(other)
    by_vandal(hortus, area=999, note="")
    by_vandal(other, rows={rows(other, "bed")[0]: None, "bed:new1": {"number": 9}})
    spam = made_by_vandal(Plant, "Spam")
    vandalised = now(hortus), now(other), now(spam)
    submission = rolled_back()
    assert (submission.kind, submission.status, submission.automatic) == (
        "rollback",
        "approved",
        True,
    )
    assert (now(hortus), now(other)) == before
    spam.refresh_from_db()
    assert spam.hidden
    assert submission.revision.entries.count() == 3
    check(hortus, other, spam)
    row = submission.revision.entries.first()
    revert(row, user=satsuki(), summary="They meant well", everywhere=True)
    assert (now(hortus), now(other), now(spam)) == vandalised
    check(hortus, other, spam)
    assert list(disagreements()) == []


def test_what_others_did_since_stays() -> None:
    hortus = garden(area=3, note="old")
    by_vandal(hortus, area=999, note="bad", rows={"bed:new1": {"number": 7}})
    bed = row_where(hortus, "bed", number=7)
    edit(hortus, note="good", opened="1995")
    edit(hortus, rows={bed: {"sunny": True}})
    rolled_back()
    page = now(hortus)[key_of(hortus)]
    assert (page["area"], page["note"], page["opened"]) == (3, "good", "1995")
    assert rows(hortus, "bed") == [bed]
    check(hortus)


def test_what_was_chosen_goes_back_too() -> None:
    hortus = garden(note="old")
    by_vandal(hortus, note="bad")
    edit(hortus, note="worse")
    rolled_back(choices=lambda _plan: {(key_of(hortus), "note"): "proposed"})
    assert value(hortus, "note") == "old"


def test_only_what_was_done_since_the_date_is_taken_back() -> None:
    hortus = garden(area=3)
    first = by_vandal(hortus, area=4)
    Revision.objects.filter(pk=first.pk).update(created_at=timezone.now() - timedelta(days=2))
    by_vandal(hortus, area=999)
    rolled_back(since=timezone.now() - timedelta(days=1))
    assert value(hortus, "area") == 4


def test_a_row_whose_unique_place_is_taken_stays_away_and_the_rest_goes_back() -> None:
    hortus = garden(area=3, rows={"bed:new1": {"number": 1}})
    by_vandal(hortus, area=999, rows={rows(hortus, "bed")[0]: None})
    edit(hortus, rows={"bed:new1": {"number": 1, "sunny": True}})
    _submission, done = roll_back(vandal(), since=None, by=satsuki(), reason="Vandalism")
    assert value(hortus, "area") == 3
    assert [value(hortus, "sunny", bed) for bed in rows(hortus, "bed")] == [True]
    assert done.pages[key_of(hortus)].faults
    check(hortus)


def test_members_roll_nobody_back_and_moderators_not_each_other() -> None:
    by_vandal(garden(area=3), area=999)
    with pytest.raises(PermissionDenied):
        rolled_back(by=kanta())
    with pytest.raises(PermissionDenied):
        roll_back(tatsuo(), since=None, by=satsuki(), reason="No")
    with pytest.raises(PermissionDenied):
        roll_back(satsuki(), since=None, by=satsuki(), reason="My own")


def test_administrators_roll_moderators_back() -> None:
    hortus = garden(area=3)
    edit(hortus, by=satsuki(), area=999)
    roll_back(satsuki(), since=None, by=tatsuo(), reason="Gone wild")
    assert value(hortus, "area") == 3


def test_it_needs_a_reason_and_something_to_do() -> None:
    with pytest.raises(ValidationError):
        rolled_back(reason=" ")
    with pytest.raises(NothingChanged):
        rolled_back()


def test_doing_it_twice_changes_nothing() -> None:
    by_vandal(garden(area=3), area=999)
    rolled_back()
    with pytest.raises(NothingChanged):
        rolled_back()


def test_what_nobody_has_looked_at_is_not_done() -> None:
    hortus = garden(area=3)
    by_vandal(hortus, area=999)
    seen = plan(vandal(), None).digest
    by_vandal(hortus, note="more")
    with pytest.raises(PlanChanged):
        rolled_back(seen=seen)
    assert value(hortus, "area") == 999
    rolled_back(seen=plan(vandal(), None).digest)
    assert value(hortus, "area") == 3


def test_what_waits_of_theirs_is_rejected_in_the_same_step() -> None:
    hortus = garden(area=3)
    by_vandal(hortus, area=999)
    mine, theirs = propose(hortus, by=mei(), area=5), propose(hortus, by=vandal(), area=6)
    claim(theirs, moderator=tatsuo())
    rolled_back(rejecting=True)
    theirs.refresh_from_db()
    mine.refresh_from_db()
    assert (theirs.status, theirs.decision_note, theirs.decided_by) == (
        "rejected",
        "Vandalism",
        satsuki(),
    )
    assert mine.status == "pending"


def test_what_is_on_hold_is_rejected_too_even_if_nothing_is_live() -> None:
    theirs = propose(garden(area=3), by=vandal(), area=6)
    hold(vandal(), by=satsuki())
    submission, _plan = roll_back(
        vandal(), since=None, by=satsuki(), reason="Vandalism", rejecting=True
    )
    theirs.refresh_from_db()
    assert submission is None
    assert theirs.status == "rejected"


def test_the_log_tells_whom_it_concerns_and_the_user_is_told_once() -> None:
    hortus = garden(area=3)
    by_vandal(hortus, area=999)
    by_vandal(hortus, area=998)
    submission = rolled_back()
    line = LogEntry.objects.get(act=Act.ROLL_BACK)
    assert (line.actor, line.person, line.reason) == (satsuki(), vandal(), "Vandalism")
    assert line.revision == submission.revision
    told = Notice.objects.filter(user=vandal(), kind=NoticeKind.REVERTED)
    assert told.count() == 1


def test_what_is_taken_back_counts_as_reversed_until_it_stands_again() -> None:
    hortus, other = garden(area=3), garden("Other", area=3)
    by_vandal(hortus, area=999)
    by_vandal(other, area=999)
    of_theirs = SubmissionArea.objects.filter(submission__author=vandal())
    submission = rolled_back()
    assert not of_theirs.filter(reversed_at=None).exists()
    row = submission.revision.entries.order_by("pk").first()
    revert(row, user=satsuki(), summary="Only here")
    assert not of_theirs.filter(reversed_at=None).exists()
    revert(history(hortus)[-1], user=satsuki(), summary="Back again")
    revert(row, user=satsuki(), summary="All of it", everywhere=True)
    assert not of_theirs.exclude(reversed_at=None).exists()


def test_a_merge_of_theirs_is_taken_back_on_all_its_pages() -> None:
    one, two = plant("One"), plant("Two")
    hortus = garden(rows={"planting:new1": {"plant": key_of(one)}})
    before = now(one), now(two), now(hortus)
    merge(one, into=two, user=satsuki(), summary="Same")
    roll_back(satsuki(), since=None, by=tatsuo(), reason="Not the same")
    assert (now(one), now(two), now(hortus)) == before
    check(one, two, hortus)


def test_pages_of_films_go_back_as_well() -> None:
    katsuhiro = person("Katsuhiro Otomo")
    before = now(katsuhiro)
    by_vandal(katsuhiro, rows={row_where(katsuhiro, "personname", display=True): {"text": "X"}})
    rolled_back()
    assert now(katsuhiro) == before
    assert Garden.objects.count() == 0
    check(katsuhiro)
