"""Races with real threads: nothing is lost, exactly one of two rivals wins, the other is told.

They run on both databases: PostgreSQL's advisory lock and SQLite's immediate transactions must give
the same outcome.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from tests.cast import accept, kanta, key_of, mei, propose, satsuki, tatsuo
from tests.toywiki.models import Bed, Garden, Plant
from tests.wiki.gardens import adding, change, garden, plant, removing, rows, send, value
from wiki.actions.amend import amend
from wiki.actions.approve import approve
from wiki.actions.claim import claim
from wiki.actions.merge import merge
from wiki.actions.reject import reject
from wiki.actions.withdraw import withdraw
from wiki.exceptions import (
    EditConflict,
    InvalidChange,
    SubmissionClaimed,
    SubmissionClosed,
    WikiError,
)
from wiki.integrity import disagreements
from wiki.models import Revision, RevisionEntry, Submission

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 6


@pytest.fixture(autouse=True)
def _catalogue_and_history_agree() -> Iterator[None]:
    yield
    assert list(disagreements()) == []


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gave or raised, all begun at the same moment in threads of their own."""
    barrier = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            barrier.wait(timeout=30)
            return act()
        except Exception as error:  # noqa: BLE001  (any error is an outcome to look at)
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def losers(outcomes: list[Any]) -> list[Exception]:
    """The errors among the outcomes; each must be one that a user can be told."""
    errors = [one for one in outcomes if isinstance(one, Exception)]
    assert all(isinstance(error, WikiError) for error in errors), errors
    return errors


def test_two_approvals_of_one_submission_give_one_revision() -> None:
    moderators = satsuki(), tatsuo()
    hortus = garden(area=1)
    for area in range(2, 2 + ROUNDS):
        submission = propose(hortus, area=area)
        one, two = (Submission.objects.get(pk=submission.pk) for _moderator in moderators)
        outcomes = at_once(
            lambda s=one: approve(s, moderator=moderators[0]),
            lambda s=two: approve(s, moderator=moderators[1]),
        )
        (error,) = losers(outcomes)
        assert isinstance(error, SubmissionClosed)
        assert Revision.objects.filter(submission=submission).count() == 1
        assert value(hortus, "area") == area


def test_approving_and_rejecting_at_once_decides_once() -> None:
    moderators = satsuki(), tatsuo()
    hortus = garden(area=1)
    for area in range(2, 2 + ROUNDS):
        submission = propose(hortus, area=area)
        mine, theirs = (Submission.objects.get(pk=submission.pk) for _moderator in moderators)
        before = value(hortus, "area")
        outcomes = at_once(
            lambda s=mine: approve(s, moderator=moderators[0]),
            lambda s=theirs: reject(s, moderator=moderators[1], note="No"),
        )
        (error,) = losers(outcomes)
        assert isinstance(error, SubmissionClosed)
        submission.refresh_from_db()
        approved = submission.status == "approved"
        assert value(hortus, "area") == (area if approved else before)


def test_two_claims_at_once_leave_one_holder_whom_the_other_is_told_of() -> None:
    moderators = satsuki(), tatsuo()
    hortus = garden(area=1)
    for area in range(2, 2 + ROUNDS):
        submission = propose(hortus, area=area)
        outcomes = at_once(*(lambda s=submission, m=m: claim(s, moderator=m) for m in moderators))
        (error,) = losers(outcomes)
        assert isinstance(error, SubmissionClaimed)
        submission.refresh_from_db()
        assert submission.claimed_by == error.holder
        assert submission.claimed_by == moderators[isinstance(outcomes[0], Exception)]


def test_claiming_while_another_decides_does_one_of_the_two() -> None:
    moderators = satsuki(), tatsuo()
    hortus = garden(area=1)
    for area in range(2, 2 + ROUNDS):
        submission = propose(hortus, area=area)
        own = Submission.objects.get(pk=submission.pk)
        outcomes = at_once(
            lambda s=submission: claim(s, moderator=moderators[0]),
            lambda s=own: approve(s, moderator=moderators[1]),
        )
        (error,) = losers(outcomes)
        submission.refresh_from_db()
        if isinstance(outcomes[0], Exception):
            assert isinstance(error, SubmissionClosed)
            assert value(hortus, "area") == area
        else:
            assert isinstance(error, SubmissionClaimed)
            assert submission.is_pending


@pytest.mark.parametrize("act", ["withdraw", "amend"])
def test_approving_what_its_author_takes_back_or_changes_does_one_of_the_two(act: str) -> None:
    author, moderator = mei(), satsuki()
    hortus = garden(area=1)
    for area in range(2, 2 + ROUNDS):
        was = value(hortus, "area")
        submission = propose(hortus, area=area)
        seen, own = (Submission.objects.get(pk=submission.pk) for _window in range(2))

        def change_mind(own: Submission = own, was: int = was, area: int = area) -> Any:
            if act == "withdraw":
                return withdraw(own, user=author)
            other = change(key_of(hortus), key_of(hortus), area=[was, area + 100])
            return amend(own, [other], user=author)

        outcomes = at_once(lambda s=seen: approve(s, moderator=moderator), change_mind)
        (error,) = losers(outcomes)
        assert isinstance(error, SubmissionClosed)
        submission.refresh_from_db()
        if isinstance(outcomes[0], Exception):
            assert value(hortus, "area") == was
            assert submission.version == (2 if act == "amend" else 1)
        else:
            assert value(hortus, "area") == area
            assert submission.version == 1


def test_two_edits_of_one_field_leave_one_winner() -> None:
    authors = kanta(), satsuki()
    hortus = garden(area=1)
    for base in range(1, 1 + ROUNDS * 10, 10):
        now = value(hortus, "area")
        wanted = [base + 100, base + 200]
        outcomes = at_once(
            *(
                lambda a=a, w=w, now=now: send(
                    [change(key_of(hortus), key_of(hortus), area=[now, w])], hortus, by=a
                )
                for a, w in zip(authors, wanted, strict=True)
            )
        )
        (error,) = losers(outcomes)
        assert isinstance(error, EditConflict)
        winner = 0 if isinstance(outcomes[1], Exception) else 1
        assert value(hortus, "area") == wanted[winner]
        assert error.conflicts[0].now == wanted[winner]


def test_edits_of_different_fields_and_rows_all_arrive() -> None:
    author = kanta()
    hortus = garden(area=1, note="old")
    key = key_of(hortus)
    plants = [key_of(plant(f"Plant {n}")) for n in range(3)]
    edits = [
        [change(key, key, area=[1, 2])],
        [change(key, key, note=["old", "new"])],
        [change(key, key, opened=["", "1995"])],
        *([change(key, key, emblems=[[], [one]])] for one in plants),
        *([adding("bed:new1", key, garden=key, number=n)] for n in range(1, 4)),
    ]
    outcomes = at_once(*(lambda e=e: send(e, hortus, by=author) for e in edits))
    assert losers(outcomes) == []
    assert (value(hortus, "area"), value(hortus, "note")) == (2, "new")
    assert value(hortus, "opened") == "1995"
    assert value(hortus, "emblems") == sorted(plants)
    assert len(rows(hortus, "bed")) == 3
    numbers = RevisionEntry.objects.filter(entry_type="garden", entry_id=hortus.pk)
    assert sorted(row.number for row in numbers) == list(range(1, len(edits) + 2))
    times = list(Revision.objects.order_by("pk").values_list("created_at", flat=True))
    assert times == sorted(times)


def test_editing_a_row_that_is_being_removed_is_noticed() -> None:
    authors = tatsuo(), satsuki()
    hortus = garden()
    for number in range(1, 1 + ROUNDS):
        send([adding("bed:new1", key_of(hortus), garden=key_of(hortus), number=number)], hortus,
             by=authors[0])  # fmt: skip
        bed = rows(hortus, "bed")[-1]
        removal = removing(hortus, bed)
        edit = change(bed, key_of(hortus), sunny=[False, True])
        outcomes = at_once(
            lambda c=removal: send([c], hortus, by=authors[0]),
            lambda c=edit: send([c], hortus, by=authors[1]),
        )
        (error,) = losers(outcomes)
        assert isinstance(error, EditConflict)
        removed = not isinstance(outcomes[0], Exception)
        assert (bed in rows(hortus, "bed")) is not removed


def test_removing_a_bed_while_somebody_plants_in_it_does_one_of_the_two() -> None:
    authors = tatsuo(), satsuki()
    hortus = garden()
    key = key_of(hortus)
    for number in range(1, 1 + ROUNDS):
        send([adding("bed:new1", key, garden=key, number=number)], hortus, by=authors[0])
        bed = rows(hortus, "bed")[-1]
        removal = removing(hortus, bed)
        planting = adding("planting:new1", key, garden=key, label=f"moss {number}", bed=bed)
        outcomes = at_once(
            lambda c=removal: send([c], hortus, by=authors[0]),
            lambda c=planting: send([c], hortus, by=authors[1]),
        )
        (error,) = losers(outcomes)
        assert isinstance(error, InvalidChange)
        removed = not isinstance(outcomes[0], Exception)
        assert Bed.objects.filter(pk=int(bed.partition(":")[2])).exists() is not removed
        assert Garden.objects.get().plantings.filter(label=f"moss {number}").exists() is not removed


def test_a_page_that_is_merged_while_something_comes_to_point_at_it_is_followed() -> None:
    moderators = satsuki(), tatsuo()
    hortus = garden()
    for at in range(ROUNDS):
        one, two = plant(f"One {at}"), plant(f"Two {at}")
        submission = propose(hortus, rows={"planting:new1": {"plant": key_of(one)}})
        outcomes = at_once(
            lambda s=submission: approve(s, moderator=moderators[0]),
            lambda one=one, two=two: merge(one, into=two, user=moderators[1], summary="Same"),
        )
        assert losers(outcomes) == []
        assert not one.plantings.exists()
        assert two.plantings.count() == 1


def test_two_pages_are_not_merged_into_each_other() -> None:
    moderators = satsuki(), tatsuo()
    for at in range(ROUNDS):
        one, two = plant(f"One {at}"), plant(f"Two {at}")
        outcomes = at_once(
            lambda one=one, two=two: merge(one, into=two, user=moderators[0], summary="Same"),
            lambda one=one, two=two: merge(two, into=one, user=moderators[1], summary="Same"),
        )
        assert len([o for o in outcomes if isinstance(o, Exception)]) == 1, outcomes
        assert Plant.objects.filter(pk__in=(one.pk, two.pk), merged_into=None).count() == 1


def test_a_waiting_submission_is_still_there_after_the_rush() -> None:
    hortus = garden(area=1)
    submission = propose(hortus, area=2)
    author = kanta()
    at_once(
        *(
            lambda n=n: send(
                [change(key_of(hortus), key_of(hortus), note=["", f"note {n}"])], hortus, by=author
            )
            for n in range(4)
        )
    )
    accept(submission)
    assert value(hortus, "area") == 2
