"""Writing rows: order, exchanges, what is inside of what, sets, history."""

from __future__ import annotations

import pytest

from tests.cast import (
    accept,
    edit,
    key_of,
    mei,
)
from tests.toywiki.models import Bed, Garden, GardenName
from tests.wiki.gardens import (
    adding,
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
from wiki.exceptions import InvalidChange

pytestmark = pytest.mark.django_db


def test_rows_exchange_unique_numbers() -> None:
    hortus = garden(rows={"bed:new1": {"number": 1}, "bed:new2": {"number": 2, "sunny": True}})
    one, two = row_where(hortus, "bed", number=1), row_where(hortus, "bed", number=2)
    edit(hortus, rows={one: {"number": 2}, two: {"number": 1}})
    assert value(hortus, "number", one) == 2
    assert value(hortus, "number", two) == 1
    assert value(hortus, "sunny", two) is True
    check(hortus)


def test_numbers_shift_through_a_whole_list() -> None:
    hortus = garden(rows={f"bed:new{n}": {"number": n} for n in range(1, 6)})
    keys = {n: row_where(hortus, "bed", number=n) for n in range(1, 6)}
    edit(hortus, rows={key: {"number": n % 5 + 1} for n, key in keys.items()})
    for n, key in keys.items():
        assert value(hortus, "number", key) == n % 5 + 1
    check(hortus)


def test_a_new_row_takes_the_number_of_one_that_moves() -> None:
    hortus = garden(
        rows={"bed:new1": {"number": 1}, "planting:new1": {"label": "moss", "bed": "bed:new1"}}
    )
    old = row_where(hortus, "bed", number=1)
    edit(hortus, rows={old: {"number": 2}, "bed:new1": {"number": 1}})
    assert value(hortus, "number", old) == 2
    assert row_where(hortus, "bed", number=1) != old
    assert row_where(hortus, "planting", bed=old)
    check(hortus)


def test_a_new_row_takes_the_number_of_one_that_goes() -> None:
    hortus = garden(rows={"bed:new1": {"number": 1}})
    old = row_where(hortus, "bed", number=1)
    edit(hortus, rows={old: None, "bed:new1": {"number": 1, "sunny": True}})
    assert rows(hortus, "bed") != [old]
    check(hortus)


def test_the_display_flag_moves_to_another_name() -> None:
    hortus = garden(rows={"gardenname:new2": {"text": "Park", "kind": "alias"}})
    first, second = row_where(hortus, "gardenname", display=True), _name(hortus, "Park")
    edit(hortus, rows={second: {"display": True}, first: {"display": False}})
    assert Garden.objects.get().title == "Park"
    check(hortus)


def test_the_display_flag_moves_to_a_new_name() -> None:
    hortus = garden()
    first = row_where(hortus, "gardenname", display=True)
    edit(
        hortus,
        rows={first: {"display": False}, "gardenname:new1": {"text": "Park", "display": True}},
    )
    assert Garden.objects.get().title == "Park"
    check(hortus)


def test_two_names_exchange_their_texts() -> None:
    hortus = garden("A", rows={"gardenname:new2": {"text": "B", "language": "en"}})
    a, b = _name(hortus, "A"), _name(hortus, "B")
    edit(hortus, rows={a: {"text": "B"}, b: {"text": "A"}})
    assert (value(hortus, "text", a), value(hortus, "text", b)) == ("B", "A")
    check(hortus)


def test_a_lifted_row_keeps_its_place_its_sets_and_its_children() -> None:
    iris = plant()
    hortus = garden(
        rows={
            "bed:new1": {"number": 1},
            "bed:new2": {"number": 2},
            "planting:new1": {"plant": key_of(iris), "bed": "bed:new1"},
            "planting:new2": {"plant": key_of(iris), "bed": "bed:new2"},
            "harvest:new1": {"planting": "planting:new1", "year": 1995},
            "path:new1": {"beds": ["bed:new1", "bed:new2"]},
        }
    )
    before = now(hortus)
    one, two = row_where(hortus, "bed", number=1), row_where(hortus, "bed", number=2)
    first, second = row_where(hortus, "planting", bed=one), row_where(hortus, "planting", bed=two)
    edit(
        hortus,
        rows={
            one: {"number": 2},
            two: {"number": 1},
            first: {"bed": two},
            second: {"bed": one},
        },
    )
    after = now(hortus)
    assert set(after) == set(before)
    for key in after:
        if key.startswith(("harvest:", "path:")):
            assert after[key] == before[key]
    check(hortus)


def test_removing_a_row_removes_what_is_inside_it() -> None:
    hortus = garden(
        rows={
            "planting:new1": {"label": "moss"},
            "harvest:new1": {"planting": "planting:new1", "year": 1995},
        }
    )
    planting, harvest = rows(hortus, "planting")[0], rows(hortus, "harvest")[0]
    submission = send([removing(hortus, planting)], hortus, by=mei())
    assert {c["key"] for c in submission.changes} == {planting, harvest}
    accept(submission)
    assert rows(hortus, "planting") + rows(hortus, "harvest") == []
    check(hortus)


def test_removing_what_is_in_use_says_how_often() -> None:
    hortus = garden(
        rows={
            "bed:new1": {"number": 1},
            "planting:new1": {"label": "moss", "bed": "bed:new1"},
            "path:new1": {"beds": ["bed:new1"]},
        }
    )
    bed = rows(hortus, "bed")[0]
    with pytest.raises(InvalidChange, match="It is still used by 2 rows of this page") as raised:
        send([removing(hortus, bed)], hortus, by=mei())
    assert set(raised.value.errors) == {bed}
    users = [removing(hortus, rows(hortus, name)[0]) for name in ("planting", "path")]
    write([removing(hortus, bed), *users], hortus)
    assert rows(hortus, "bed") == []
    check(hortus)


def test_adding_to_a_row_that_goes_is_refused() -> None:
    hortus = garden(rows={"planting:new1": {"label": "moss"}})
    planting = rows(hortus, "planting")[0]
    changes = [
        removing(hortus, planting),
        adding("harvest:new1", key_of(hortus), planting=planting, year=1995),
    ]
    with pytest.raises(InvalidChange, match="has been removed"):
        send(changes, hortus, by=mei())


def test_the_last_name_cannot_go() -> None:
    hortus = garden()
    with pytest.raises(InvalidChange, match="at least one name"):
        send([removing(hortus, rows(hortus, "gardenname")[0])], hortus, by=mei())
    with pytest.raises(InvalidChange, match="at least one name"):
        send([adding("garden:new1", "garden:new1")], "garden:new1", by=mei(), kind="create")


def test_order_of_rows_is_that_of_their_positions() -> None:
    hortus = garden(
        rows={f"planting:new{n}": {"label": text, "position": n} for n, text in enumerate("abc")}
    )
    a, b, c = rows(hortus, "planting")
    edit(hortus, rows={a: {"position": 2}, c: {"position": 0}})
    assert rows(hortus, "planting") == [c, b, a]
    assert history(hortus)[-1].size == 0
    check(hortus)


def test_sets_are_written_as_rows_with_history() -> None:
    iris, quince = plant("Iris"), plant("Quince")
    hortus = garden(emblems=[key_of(iris)])
    edit(hortus, emblems=[key_of(quince)])
    assert value(hortus, "emblems") == [key_of(quince)]
    through = Garden.emblems.through
    assert [row.history_type for row in through.history.order_by("history_id")] == ["+", "-", "+"]
    check(hortus)


def test_a_revision_stamps_each_row_once() -> None:
    hortus = garden(rows={"bed:new1": {"number": 1}, "bed:new2": {"number": 2}})
    one, two = row_where(hortus, "bed", number=1), row_where(hortus, "bed", number=2)
    revision = edit(hortus, area=4, rows={one: {"number": 2}, two: {"number": 1}})
    stamped = [
        (model.__name__, row.history_type, row.id)
        for model in (Garden, GardenName, Bed)
        for row in model.history.filter(revision=revision)
    ]
    beds = [("Bed", "~", int(key.partition(":")[2])) for key in (one, two)]
    assert sorted(stamped) == sorted([("Garden", "~", hortus.pk), *beds])


def _name(entry: Garden, text: str) -> str:
    return row_where(entry, "gardenname", text=text)
