"""Examining change sets: malformed ones, and rows of other pages, are refused in words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import (
    key_of,
    mei,
    propose_page,
    totoro,
)
from tests.toywiki.models import Garden, Plant
from tests.wiki.gardens import (
    adding,
    change,
    garden,
    rows,
    send,
)
from wiki.exceptions import EntryUnavailable, InvalidChange, NothingChanged
from wiki.models import Submission, SubmissionKind

pytestmark = pytest.mark.django_db


MALFORMED: list[Any] = [
    "garden:1",
    {"key": "garden:1"},
    5,
    [5],
    ["x"],
    [None],
    [{}],
    [{"key": "garden:1", "entry": "garden:1", "op": "~"}],
    [{"key": "garden:1", "entry": "garden:1", "op": "~", "fields": {}, "more": 1}],
    [{"key": "garden:1", "entry": "garden:1", "op": "!", "fields": {}}],
    [{"key": 1, "entry": "garden:1", "op": "~", "fields": {}}],
    [{"key": "garden:1", "entry": None, "op": "~", "fields": {}}],
    [{"key": "garden:1", "entry": "garden:1", "op": "~", "fields": []}],
    [{"key": "garden:1", "entry": "garden:1", "op": "~", "fields": {"area": 5}}],
    [{"key": "garden:1", "entry": "garden:1", "op": "~", "fields": {"area": [1]}}],
    [{"key": "garden:1", "entry": "garden:1", "op": "~", "fields": {"area": "ab"}}],
    [{"key": "garden:1", "entry": "garden:1", "op": "~", "fields": {1: [1, 2]}}],
    [{"key": "garden", "entry": "garden:1", "op": "~", "fields": {}}],
    [{"key": "garden:1\n", "entry": "garden:1", "op": "~", "fields": {"area": [1, 2]}}],
    [{"key": "garden:１", "entry": "garden:1", "op": "~", "fields": {"area": [1, 2]}}],
    [{"key": "garden:1;drop", "entry": "garden:1", "op": "~", "fields": {"area": [1, 2]}}],
    [{"key": "garden:-1", "entry": "garden:-1", "op": "~", "fields": {"area": [1, 2]}}],
    [{"key": "garden:new!", "entry": "garden:new!", "op": "+", "fields": {}}],
    [{"key": "garden:9" + "9" * 30, "entry": "garden:1", "op": "~", "fields": {}}],
]


@pytest.mark.parametrize("changes", MALFORMED)
def test_what_is_no_change_set_is_refused(changes: Any) -> None:
    garden()
    with pytest.raises(InvalidChange, match="not a change set"):
        send(changes, "garden:1", by=mei())


@pytest.mark.parametrize(
    "fields",
    [
        {"area": [None, [4]]},
        {"area": [["x"], 4]},
        {"area": [None, {"a": 1}]},
        {"emblems": [[], "plant:1"]},
        {"emblems": [[], [1]]},
        {"emblems": [[], [["plant:1"]]]},
        {"emblems": [5, []]},
        {"emblems": [[], ["garden:1"]]},
        {"emblems": [[], ["plant:x"]]},
        {"emblems": [[], ["plant:999999999999999999"]]},
        {"emblems": [[], ["plant:new9"]]},
        {"emblems": [[], ["plant:1\n"]]},
        {"note": [None, "\x00"]},
        {"note": [None, "\ud800"]},
        {"area": [None, float("nan")]},
        {"area": [None, float("inf")]},
        {"area": [None, 10**40]},
        {"opened": [None, True]},
        {"country": [None, 12]},
        {"kind": ["park", "castle"]},
    ],
)
def test_values_of_the_wrong_kind_are_refused(fields: Any) -> None:
    hortus = garden()
    with pytest.raises(InvalidChange):
        send([change(key_of(hortus), key_of(hortus), **fields)], hortus, by=mei())


def test_an_unknown_page_takes_no_changes() -> None:
    for key in ("garden:999", "garden:999999999999999999", "garden:new5"):
        with pytest.raises((EntryUnavailable, InvalidChange)):
            send([change(key, key, area=[None, 4])], key, by=mei())


def test_pages_do_not_choose_their_numbers() -> None:
    with pytest.raises(InvalidChange):
        send([adding("garden:77", "garden:77", area=4)], "garden:77", by=mei(), kind="create")
    assert not Garden.objects.filter(pk=77).exists()


def test_rows_do_not_choose_their_numbers() -> None:
    hortus = garden()
    row = adding("bed:77", key_of(hortus), garden=key_of(hortus), number=1)
    with pytest.raises(InvalidChange, match="another page"):
        send([row], hortus, by=mei())


@pytest.mark.parametrize("touched", [True, False])
@pytest.mark.parametrize("op", ["+", "~", "-"])
def test_rows_of_another_page_are_not_reached(op: str, touched: bool) -> None:
    mine, other = garden("Mine"), garden("Other", rows={"bed:new1": {"number": 1}})
    bed = rows(other, "bed")[0]
    fields: dict[str, Any] = {
        "+": {"garden": [None, key_of(mine)], "number": [None, 5]},
        "~": {"number": [1, 5]},
        "-": {"garden": [key_of(other), None], "number": [1, None]},
    }[op]
    changes = [change(bed, key_of(mine), op, **fields)]
    if touched:
        changes.append(change(key_of(other), key_of(other), area=[None, 4]))
    with pytest.raises(InvalidChange, match="another page"):
        send(changes, mine, by=mei())


def test_a_row_cannot_be_moved_to_another_page() -> None:
    mine, other = garden("Mine"), garden("Other", rows={"bed:new1": {"number": 1}})
    bed = rows(other, "bed")[0]
    moved = change(bed, key_of(other), garden=[key_of(other), key_of(mine)])
    with pytest.raises(InvalidChange):
        send([moved], other, by=mei())


def test_a_new_row_belongs_to_the_page_that_it_is_sent_for() -> None:
    mine, other = garden("Mine"), garden("Other", rows={"planting:new1": {"label": "moss"}})
    key = key_of(mine)
    planting = rows(other, "planting")[0]
    for row in (
        adding("bed:new1", key, garden=key_of(other), number=1),
        adding("bed:new1", key, number=1),
        adding("bed:new1", key, garden="garden:new9", number=1),
        adding("harvest:new1", key, planting=planting, year=1995),
        adding("plantname:new1", key, plant=key, text="x"),
        adding("garden:new1", key, area=4),
    ):
        with pytest.raises(InvalidChange):
            send([row], mine, by=mei())


def test_references_stay_on_the_page_or_name_a_page_that_exists() -> None:
    mine = garden("Mine", rows={"planting:new1": {"label": "moss"}})
    other = garden("Other", rows={"bed:new1": {"number": 1}})
    planting, bed = rows(mine, "planting")[0], rows(other, "bed")[0]
    for fields in (
        {"bed": [None, bed]},
        {"bed": [None, "bed:new1"]},
        {"bed": [None, "bed:999"]},
        {"bed": [None, "planting:1"]},
        {"plant": [None, "plant:999"]},
        {"plant": [None, "plant:new1"]},
        {"plant": [None, key_of(other)]},
        {"garden": [key_of(mine), None]},
    ):
        with pytest.raises(InvalidChange):
            send([change(planting, key_of(mine), **fields)], mine, by=mei())


def test_a_row_is_changed_once() -> None:
    hortus = garden()
    key = key_of(hortus)
    with pytest.raises(InvalidChange, match="twice"):
        send([change(key, key, area=[None, 4]), change(key, key, area=[None, 5])], key, by=mei())
    with pytest.raises(InvalidChange, match="twice"):
        send([_bed(hortus, 1), _bed(hortus, 2)], key, by=mei())


def test_only_new_rows_have_proposed_keys() -> None:
    hortus = garden()
    for op in ("~", "-"):
        with pytest.raises(InvalidChange):
            send([change("bed:new1", key_of(hortus), op, number=[1, 2])], hortus, by=mei())


def test_pages_are_not_deleted() -> None:
    hortus = garden()
    with pytest.raises(InvalidChange, match="hidden or merged"):
        send([change(key_of(hortus), key_of(hortus), "-", kind=["park", None])], hortus, by=mei())


@pytest.mark.parametrize("main", ["garden:new2", "plant:new1", "bed:new1", "nothing:new1", ""])
def test_the_page_of_a_submission_is_one_that_it_makes(main: str) -> None:
    changes = [
        adding("garden:new1", "garden:new1"),
        adding("gardenname:new1", "garden:new1", garden="garden:new1", text="Hortus"),
    ]
    with pytest.raises(EntryUnavailable):
        send(changes, main, by=mei(), kind="create")
    assert Submission.objects.count() == 0


def test_unknown_fields_and_rows_are_dropped() -> None:
    hortus = garden(area=3)
    key = key_of(hortus)
    changes = [
        change(key, key, area=[3, 4], forgotten=["a", "b"]),
        change("fountain:1", key, depth=[1, 2]),
        adding("fountain:new1", key, depth=1),
    ]
    submission = send(changes, hortus, by=mei())
    assert submission.changes == [change(key, key, area=[3, 4])]


def test_a_renamed_field_is_known_by_its_old_name() -> None:
    hortus = garden(area=3)
    key = key_of(hortus)
    submission = send([change(key, key, size=[3, 4])], hortus, by=mei())
    assert submission.changes == [change(key, key, area=[3, 4])]


def test_an_entry_of_a_forgotten_type_is_dropped() -> None:
    with pytest.raises(NothingChanged):
        send([adding("castle:new1", "castle:new1")], "castle:new1", by=mei(), kind="create")


def test_kind_create_is_for_members_too() -> None:
    assert propose_page(Plant, "Iris", by=totoro()).kind == SubmissionKind.CREATE


def _bed(entry: Garden, number: Any) -> Any:
    return adding("bed:new1", key_of(entry), garden=key_of(entry), number=number)
