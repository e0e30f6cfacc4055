"""Dividing a change set: what is left out takes with it what cannot stand without it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.wiki.gardens import adding, change
from wiki.changesets import ChangeSet
from wiki.exceptions import InvalidChange, NothingKept
from wiki.left_out import divide, left_out_of, places, reasons_of

G = "garden:1"


def keys(changes: Any) -> list[str]:
    return [change["key"] for change in changes]


def leave(changes: ChangeSet, *left: Any, main: str = G) -> Any:
    """The division when these places (a key is a whole row) are left out."""
    wanted = {(place, "") if isinstance(place, str) else place: "no" for place in left}
    return divide(changes, wanted, main=main)


def test_fields_and_rows_can_be_left_out_one_by_one() -> None:
    changes = [
        change(G, G, area=[1, 2], note=["", "new"]),
        change("bed:3", G, sunny=[False, True], number=[1, 2]),
        adding("bed:new1", G, garden=G, number=5),
    ]
    assert places(changes) == [
        (G, "area"),
        (G, "note"),
        ("bed:3", "sunny"),
        ("bed:3", "number"),
        ("bed:new1", ""),
    ]
    found = leave(changes, (G, "note"), ("bed:3", "number"), "bed:new1")
    assert found.kept == [change(G, G, area=[1, 2]), change("bed:3", G, sunny=[False, True])]
    assert left_out_of(found.left_out) == [
        change(G, G, note=["", "new"]),
        change("bed:3", G, number=[1, 2]),
        changes[2],
    ]


def test_each_part_keeps_its_own_reason() -> None:
    changes = [change(G, G, area=[1, 2], note=["", "new"], opened=["", "1995"])]
    found = divide(changes, {(G, "area"): "wrong", (G, "note"): "no source"}, main=G)
    assert reasons_of(found.left_out) == {(G, "area"): "wrong", (G, "note"): "no source"}
    assert found.kept == [change(G, G, opened=["", "1995"])]


def test_rows_inside_a_new_row_are_left_out_with_it() -> None:
    changes = [
        change(G, G, area=[1, 2]),
        adding("planting:new1", G, garden=G, label="moss"),
        adding("harvest:new1", G, planting="planting:new1", year=1995),
        adding("harvest:new2", G, planting="planting:7", year=1996),
    ]
    found = leave(changes, "planting:new1")
    assert keys(found.left_out) == ["planting:new1", "harvest:new1"]
    assert keys(found.kept) == [G, "harvest:new2"]


def test_what_points_at_a_new_row_is_left_out_with_it() -> None:
    changes = [
        change(G, G, area=[1, 2]),
        adding("bed:new1", G, garden=G, number=1),
        adding("planting:new1", G, garden=G, label="moss", bed="bed:new1"),
        change("planting:7", G, bed=[None, "bed:new1"], label=["a", "b"]),
        change("path:8", G, beds=[[], ["bed:new1"]]),
    ]
    found = leave(changes, "bed:new1")
    assert found.kept == [changes[0], change("planting:7", G, label=["a", "b"])]


def test_keeping_a_row_keeps_the_row_that_it_is_in_and_what_it_points_at() -> None:
    changes = [
        change(G, G, area=[1, 2]),
        change("planting:7", G, "-", garden=[G, None], label=["moss", None]),
        change("harvest:8", G, "-", planting=["planting:7", None], year=[1995, None]),
        change("harvest:9", G, "-", planting=["planting:7", None], year=[1996, None]),
        change("bed:3", G, "-", garden=[G, None], number=[1, None]),
        change("planting:6", G, bed=["bed:3", None]),
    ]
    assert keys(leave(changes, "harvest:8").kept) == [G, "bed:3", "planting:6"]
    assert keys(leave(changes, "planting:7").kept) == [G, "bed:3", "planting:6"]
    assert keys(leave(changes, ("planting:6", "bed")).left_out) == ["bed:3", "planting:6"]


def proposing_a_plant() -> ChangeSet:
    """A plant is proposed for two plantings, and another beside it."""
    return [
        adding("plant:new1", "plant:new1"),
        adding("plantname:new1", "plant:new1", plant="plant:new1", text="Moss"),
        adding("plant:new2", "plant:new2", edible=True),
        adding("plantname:new2", "plant:new2", plant="plant:new2", text="Fern"),
        adding("companion:new1", "plant:new2", plant="plant:new2", other="plant:new1"),
        change(G, G, area=[1, 2]),
        adding("planting:new1", G, garden=G, plant="plant:new1"),
        adding("planting:new2", G, garden=G, plant="plant:new2"),
    ]


def test_a_proposed_page_to_which_nothing_leads_any_more_is_not_made() -> None:
    changes = proposing_a_plant()
    found = leave(changes, "planting:new2")
    left = ["plant:new2", "plantname:new2", "companion:new1", "planting:new2"]
    assert keys(found.left_out) == left
    found = leave(changes, "planting:new1")  # the fern still leads to the moss
    assert keys(found.left_out) == ["planting:new1"]
    found = leave(changes, "planting:new1", "planting:new2")
    assert keys(found.kept) == [G]


def test_a_page_that_stood_by_itself_is_made_whatever_else_is_left_out() -> None:
    changes = [*proposing_a_plant()[:2], change(G, G, area=[1, 2], note=["", "x"])]
    assert keys(leave(changes, (G, "area")).kept) == ["plant:new1", "plantname:new1", G]


def test_of_a_new_page_everything_but_itself_and_its_only_name_can_be_left_out() -> None:
    new = "garden:new1"
    changes = [
        adding(new, new, area=3, note="text"),
        adding("gardenname:new1", new, garden=new, text="Hortus", display=True),
        adding("bed:new1", new, garden=new, number=1),
    ]
    assert places(changes) == [(new, "area"), (new, "note"), ("bed:new1", "")]
    found = leave(changes, (new, "area"), (new, "note"), "bed:new1", main=new)
    assert found.kept == [adding(new, new), changes[1]]
    assert found.left_out[0]["op"] == "~"
    two = [*changes, adding("gardenname:new2", new, garden=new, text="Garden")]
    assert ("gardenname:new1", "") in places(two)
    for place in ((new, ""), ("gardenname:new1", "")):
        with pytest.raises(InvalidChange, match="cannot be left out by itself"):
            leave(changes, place, main=new)


def test_a_new_place_in_the_order_goes_with_its_row() -> None:
    changes = [
        change(G, G, area=[1, 2]),
        change("planting:7", G, label=["a", "b"], position=[0, 1]),
        change("planting:8", G, position=[1, 0]),
    ]
    assert ("planting:8", "position") not in places(changes)
    assert keys(leave(changes, ("planting:7", "label")).kept) == [G, "planting:8"]


def test_nothing_left_to_approve_is_refused() -> None:
    changes = [change(G, G, area=[1, 2]), change("planting:8", G, position=[1, 0])]
    with pytest.raises(NothingKept, match="Reject it instead"):
        leave(changes, (G, "area"))


@pytest.mark.parametrize(
    "place", [(G, "note"), ("bed:9", ""), ("bed:9", "sunny"), ("", ""), ("x", "y")]
)
def test_what_is_no_part_of_it_cannot_be_left_out(place: tuple[str, str]) -> None:
    with pytest.raises(InvalidChange) as raised:
        leave([change(G, G, area=[1, 2])], place)
    assert list(raised.value.errors) == [place[0]]


@pytest.mark.parametrize("reason", ["", "  "])
def test_leaving_something_out_needs_a_reason(reason: str) -> None:
    with pytest.raises(InvalidChange, match="Say why this is left out"):
        divide([change(G, G, area=[1, 2], note=["", "x"])], {(G, "area"): reason}, main=G)
