"""Reverting: undoing one revision without losing what came after it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from tests.cast import accept, edit, kanta, key_of, mei, propose, satsuki
from tests.toywiki.models import Garden, Plant
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
    value,
    write,
)
from wiki.actions.amend import amend
from wiki.actions.merge import merge
from wiki.actions.revert import revert, undoing
from wiki.exceptions import EditConflict, InvalidChange, NothingChanged
from wiki.models import SearchName

pytestmark = pytest.mark.django_db


def undo(entry: Any, number: int = -1, *, by: Any = None, **more: Any) -> Any:
    row = history(entry)[number] if number < 0 else history(entry)[number - 1]
    return revert(row, user=by or satsuki(), summary="Undo", **more)


def test_a_newcomers_revert_waits() -> None:
    hortus = garden(area=3)
    edit(hortus, area=4)
    submission = undo(hortus, by=mei())
    assert submission.is_pending
    assert (submission.kind, submission.base_number) == ("revert", 2)
    accept(submission)
    assert value(hortus, "area") == 3
    check(hortus)


def test_a_revert_that_is_written_anew_undoes_nothing_any_more() -> None:
    hortus = garden(area=3)
    edit(hortus, area=4)
    submission = undo(hortus, by=mei())
    undone = submission.undoes
    amended = amend(submission, submission.changes, user=mei(), summary="The same in other words")
    assert amended.undoes == undone != []
    rewritten = [change(key_of(hortus), key_of(hortus), area=[4, 5])]
    assert amend(amended, rewritten, user=mei()).undoes == []


def test_a_trusted_members_revert_is_live_at_once() -> None:
    hortus = garden(area=3)
    edit(hortus, area=4)
    assert undo(hortus, by=kanta()).automatic
    assert value(hortus, "area") == 3
    check(hortus)


def test_strangers_revert_nothing() -> None:
    hortus = garden(area=3)
    edit(hortus, area=4)
    with pytest.raises(PermissionDenied):
        undo(hortus, by=AnonymousUser())


def test_what_came_after_stays() -> None:
    hortus = garden(area=3, note="old")
    edit(hortus, area=4, note="worse")
    edit(hortus, opened="1995")
    undo(hortus, 2)
    assert (value(hortus, "area"), value(hortus, "note")) == (3, "old")
    assert value(hortus, "opened") == "1995"
    check(hortus)


@pytest.mark.parametrize(("choice", "area"), [("now", 5), ("proposed", 3)])
def test_what_was_edited_since_is_a_conflict(choice: str, area: int) -> None:
    hortus = garden(area=3, note="old")
    edit(hortus, area=4, note="worse")
    edit(hortus, area=5)
    with pytest.raises(EditConflict) as raised:
        undo(hortus, 2)
    assert [(c.field, c.now, c.proposed) for c in raised.value.conflicts] == [("area", 5, 3)]
    undo(hortus, 2, resolutions={(key_of(hortus), "area"): choice})
    assert (value(hortus, "area"), value(hortus, "note")) == (area, "old")
    check(hortus)


def test_a_revert_can_be_reverted() -> None:
    iris = plant()
    hortus = garden(area=3)
    edit(hortus, area=4, emblems=[key_of(iris)], rows={"bed:new1": {"number": 1}})
    after = now(hortus)
    undo(hortus)
    undo(hortus)
    assert now(hortus) == after
    check(hortus)


def test_reverting_what_is_undone_already_changes_nothing() -> None:
    hortus = garden(area=3)
    edit(hortus, area=4)
    edit(hortus, area=3)
    with pytest.raises(NothingChanged):
        undo(hortus, 2)


def test_a_removed_row_comes_back_with_its_number_its_children_and_its_sets() -> None:
    hortus = garden(
        rows={
            "bed:new1": {"number": 1},
            "planting:new1": {"label": "moss", "bed": "bed:new1"},
            "harvest:new1": {"planting": "planting:new1", "year": 1995},
            "path:new1": {"beds": ["bed:new1"]},
        }
    )
    before = now(hortus)
    edit(hortus, rows={name: None for name in before if name.split(":")[0] not in KEPT})
    assert len(now(hortus)) == 2
    undo(hortus)
    assert now(hortus) == before
    check(hortus)


KEPT = ("garden", "gardenname")


def test_a_row_that_came_back_can_go_and_come_back_again() -> None:
    hortus = garden(rows={"bed:new1": {"number": 1}})
    bed = rows(hortus, "bed")[0]
    for _time in range(2):
        write([removing(hortus, bed)], hortus)
        undo(hortus)
        assert rows(hortus, "bed") == [bed]
    new = write([removing(hortus, bed)], hortus)
    assert new.entries.get().number == 6
    check(hortus)


def test_a_row_does_not_come_back_where_its_place_is_taken() -> None:
    hortus = garden(rows={"bed:new1": {"number": 1}})
    write([removing(hortus, rows(hortus, "bed")[0])], hortus)
    edit(hortus, rows={"bed:new1": {"number": 1, "sunny": True}})
    with pytest.raises(InvalidChange, match=r"Another bed has this number\."):
        undo(hortus, 2)
    check(hortus)


def test_a_row_does_not_come_back_into_one_that_is_gone() -> None:
    hortus = garden(
        rows={
            "planting:new1": {"label": "moss"},
            "harvest:new1": {"planting": "planting:new1", "year": 1995},
        }
    )
    planting, harvest = rows(hortus, "planting")[0], rows(hortus, "harvest")[0]
    write([removing(hortus, harvest)], hortus)
    write([removing(hortus, planting)], hortus)
    with pytest.raises(InvalidChange, match="has been removed"):
        undo(hortus, 2)


def test_an_added_row_goes_and_a_changed_one_is_a_choice() -> None:
    hortus = garden()
    edit(hortus, rows={"bed:new1": {"number": 1}, "bed:new2": {"number": 2}})
    changed = row_where(hortus, "bed", number=2)
    edit(hortus, rows={changed: {"sunny": True}})
    with pytest.raises(EditConflict) as raised:
        undo(hortus, 2)
    assert [(c.key, c.field) for c in raised.value.conflicts] == [(changed, "")]
    undo(hortus, 2, resolutions={(changed, ""): "now"})
    assert rows(hortus, "bed") == [changed]
    check(hortus)


def test_reverting_a_creation_hides_the_page() -> None:
    hortus = garden(area=3)
    edit(hortus, area=4)
    undo(hortus, 1)
    hortus.refresh_from_db()
    assert hortus.hidden
    assert value(hortus, "area") == 4
    assert not SearchName.objects.exists()
    check(hortus)
    undo(hortus)
    hortus.refresh_from_db()
    assert not hortus.hidden
    check(hortus)


def test_hiding_by_reverting_a_creation_is_for_moderators_to_decide() -> None:
    hortus = garden()
    submission = undo(hortus, 1, by=kanta())
    assert submission.is_pending
    hortus.refresh_from_db()
    assert not hortus.hidden


def test_a_revision_of_several_pages_is_undone_on_one_or_everywhere() -> None:
    hortus = garden()
    edit(
        hortus,
        area=4,
        rows={
            "plant:new1": {},
            "plantname:new1": {"plant": "plant:new1", "text": "Iris", "display": True},
            "planting:new1": {"plant": "plant:new1"},
        },
    )
    iris = Plant.objects.get()
    row = history(hortus)[-1]
    assert {c["entry"] for c in undoing(row)} == {key_of(hortus)}
    undo(hortus, 2, everywhere=True)
    iris.refresh_from_db()
    assert iris.hidden
    assert rows(hortus, "planting") == []
    check(hortus, iris)


def test_a_merge_is_undone_everywhere() -> None:
    one = plant("One", rows={"plantlink:new1": {"site": "web", "value": "x"}})
    two = plant("Two")
    hortus = garden(rows={"planting:new1": {"plant": key_of(one)}}, emblems=[key_of(one)])
    before = (now(one), now(two), now(hortus))
    merge(one, into=two, user=satsuki(), summary="Same")
    undo(one, everywhere=True)
    assert (now(one), now(two), now(hortus)) == before
    one.refresh_from_db()
    assert one.merged_into is None
    check(one, two, hortus)


def test_undoing_a_merge_is_for_moderators_to_decide() -> None:
    one, two = plant("One"), plant("Two")
    merge(one, into=two, user=satsuki(), summary="Same")
    submission = undo(one, by=kanta(), everywhere=True)
    assert submission.is_pending


def test_rows_of_forgotten_kinds_are_left_out() -> None:
    hortus = garden(area=3)
    edit(hortus, area=4)
    row = history(hortus)[-1]
    key = key_of(hortus)
    row.changes.append({"key": "fountain:1", "entry": key, "op": "+", "fields": {"a": [None, 1]}})
    row.save()
    undo(hortus)
    assert value(hortus, "area") == 3


def test_a_pending_revert_meets_the_present() -> None:
    hortus = garden(area=3)
    edit(hortus, area=4)
    submission = undo(hortus, by=mei())
    edit(hortus, area=5)
    with pytest.raises(EditConflict):
        accept(submission)
    other = propose(hortus, note="more")
    accept(other)
    accept(submission, resolutions={(key_of(hortus), "area"): "proposed"})
    assert (value(hortus, "area"), value(hortus, "note")) == (3, "more")
    assert Garden.objects.get().number == 5
    check(hortus)
