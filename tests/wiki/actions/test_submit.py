"""Submitting: what is proposed, by whom, and what becomes of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError

from tests.cast import (
    accept,
    edit,
    kanta,
    key_of,
    mei,
    propose,
    propose_page,
    satsuki,
    tatsuo,
    totoro,
)
from tests.toywiki.models import Bed, Garden, GardenName, Plant
from tests.wiki.gardens import (
    adding,
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
from wiki.exceptions import EditConflict, EntryUnavailable, InvalidChange, NothingChanged
from wiki.models import Revision, RevisionEntry, SearchName, Submission, SubmissionKind

pytestmark = pytest.mark.django_db


# Who


@pytest.mark.parametrize("author", [mei, totoro])
def test_newcomers_edit_waits_for_a_moderator(author: Any) -> None:
    hortus = garden(area=3)
    submission = propose(hortus, by=author(), area=4, summary="Measured again", sources="A map")
    assert submission.is_pending
    assert not submission.automatic
    assert (submission.summary, submission.sources) == ("Measured again", "A map")
    assert (submission.base_number, submission.size, submission.title) == (1, 1, "Hortus")
    assert value(hortus, "area") == 3
    check(hortus)


@pytest.mark.parametrize("author", [kanta, satsuki, tatsuo])
def test_trusted_members_edit_is_live_at_once_and_marked_automatic(author: Any) -> None:
    hortus = garden(area=3)
    submission = propose(hortus, by=author(), area=4)
    assert submission.status == "approved"
    assert submission.automatic
    assert submission.decided_by is None
    assert submission.revision.automatic
    assert submission.revision.author == author()
    assert submission.revision.approver is None
    assert value(hortus, "area") == 4
    check(hortus)


def test_strangers_propose_nothing() -> None:
    hortus = garden(area=3)
    for stranger in (AnonymousUser(), mei()):
        stranger.is_active = False
        with pytest.raises(PermissionDenied):
            propose(hortus, by=stranger, area=4)


@pytest.mark.parametrize("kind", ["hide", "restore", "merge", "import"])
def test_members_do_not_hide_merge_or_import(kind: str) -> None:
    hortus = garden()
    key = key_of(hortus)
    with pytest.raises(PermissionDenied):
        send([change(key, key, hidden=[False, True])], hortus, by=kanta(), kind=kind)


@pytest.mark.parametrize("kind", ["edit", "create"])
@pytest.mark.parametrize(("name", "new"), [("hidden", True), ("merged_into", "garden:1")])
def test_an_edit_cannot_hide_or_merge_by_the_back_door(kind: str, name: str, new: Any) -> None:
    hortus = garden()
    key = key_of(hortus)
    with pytest.raises(InvalidChange):
        send([change(key, key, **{name: [None, new]})], hortus, by=satsuki(), kind=kind)


# What


def test_a_page_is_created_with_its_rows_and_derived_columns() -> None:
    submission = propose_page(
        Garden,
        "Hortus",
        area=9,
        rows={"gardenname:new2": {"text": "植物園", "language": "ja", "kind": "native"}},
    )
    assert submission.entry_id is None
    assert submission.title == "Hortus"
    assert Garden.objects.count() == 0
    accept(submission)
    submission.refresh_from_db()
    hortus = Garden.objects.get()
    assert submission.entry_id == hortus.pk
    assert (hortus.title, hortus.title_native, hortus.slug) == ("Hortus", "植物園", "hortus")
    assert hortus.created_at == hortus.changed_at
    assert [row.created for row in history(hortus)] == [True]
    assert set(SearchName.objects.values_list("text", flat=True)) == {"Hortus", "植物園"}
    check(hortus)


def test_a_new_page_and_rows_that_point_at_it_come_in_one_submission() -> None:
    hortus = garden()
    submission = propose(
        hortus,
        emblems=["plant:new1"],
        rows={
            "plant:new1": {"edible": True},
            "plantname:new1": {"plant": "plant:new1", "text": "Quince", "display": True},
            "plant:new2": {},
            "plantname:new2": {"plant": "plant:new2", "text": "Medlar", "display": True},
            "bed:new1": {"number": 1},
            "planting:new1": {"plant": "plant:new1", "bed": "bed:new1"},
            "planting:new2": {"plant": "plant:new2", "bed": "bed:new1"},
            "harvest:new1": {"planting": "planting:new2", "year": 1995, "baskets": 2},
            "path:new1": {"beds": ["bed:new1"]},
        },
    )
    assert Plant.objects.count() == 0
    revision = accept(submission)
    quince, medlar = (Plant.objects.get(title=title) for title in ("Quince", "Medlar"))
    bed = row_where(hortus, "bed", number=1)
    assert value(hortus, "emblems") == [key_of(quince)]
    assert row_where(hortus, "planting", plant=key_of(quince), bed=bed)
    planting = row_where(hortus, "planting", plant=key_of(medlar), bed=bed)
    assert row_where(hortus, "harvest", planting=planting, year=1995)
    assert row_where(hortus, "path", beds=[bed])
    assert revision.entries.count() == 3
    check(hortus, quince, medlar)


def test_what_was_proposed_keeps_its_proposed_keys_while_it_waits() -> None:
    hortus = garden()
    submission = propose(hortus, rows={"bed:new7": {"number": 1}})
    assert [c["key"] for c in submission.changes] == ["bed:new7"]


def test_a_rehearsal_leaves_nothing_behind() -> None:
    hortus = garden(area=3)
    before = (Revision.objects.count(), RevisionEntry.objects.count(), Garden.history.count())
    propose(hortus, area=4, rows={"bed:new1": {"number": 1}})
    assert before == (
        Revision.objects.count(),
        RevisionEntry.objects.count(),
        Garden.history.count(),
    )
    assert rows(hortus, "bed") == []


def test_nothing_is_no_submission() -> None:
    hortus = garden(area=3)
    for changes in ([], [change(key_of(hortus), key_of(hortus), area=[5, 3])]):
        with pytest.raises(NothingChanged):
            send(changes, hortus, by=mei())
    assert Submission.objects.pending().count() == 0


def test_values_are_cleaned_before_they_wait() -> None:
    hortus = garden(area=3)
    key = key_of(hortus)
    changes = [change(key, key, area=[3, " 4 "], country=["", "japan"], opened=["", "1995/12"])]
    fields = send(changes, hortus, by=mei()).changes[0]["fields"]
    assert fields == {"area": [3, 4], "country": ["", "JP"], "opened": ["", "1995-12"]}


def test_new_rows_get_the_defaults_of_their_fields() -> None:
    hortus = garden()
    write([_bed(hortus, 1)], hortus)
    fields = now(hortus)[rows(hortus, "bed")[0]]
    assert fields == {"garden": key_of(hortus), "number": 1, "sunny": False}
    name = now(hortus)[rows(hortus, "gardenname")[0]]
    assert name["kind"] == "official"


def test_errors_name_the_row_and_the_field() -> None:
    hortus = garden()
    key = key_of(hortus)
    changes = [
        change(key, key, area=[None, "many"], opened=["", "soon"]),
        adding("bed:new1", key, garden=key, number=None),
        adding("bed:new2", key, garden=key, number=2),
    ]
    with pytest.raises(InvalidChange) as raised:
        send(changes, hortus, by=mei())
    assert set(raised.value.errors) == {key, "bed:new1"}
    assert set(raised.value.errors[key]) == {"area", "opened"}
    assert set(raised.value.errors["bed:new1"]) == {"number"}
    assert Submission.objects.pending().count() == 0


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"area": 9000}, "An area is between 1 and 6000."),
        ({"area": 0}, "An area is between 1 and 6000."),
        ({"area": 99999999}, "too large|at most|less than"),
        ({"note": "x" * 30_001}, "at most 30000 characters"),
    ],
)
def test_rules_of_the_database_speak_their_own_words(fields: Any, message: str) -> None:
    hortus = garden()
    with pytest.raises(InvalidChange, match=message):
        propose(hortus, **fields)


def test_rules_between_rows_name_the_new_row() -> None:
    hortus = garden(rows={"bed:new1": {"number": 1}})
    with pytest.raises(InvalidChange, match=r"Another bed has this number\.") as raised:
        send([_bed(hortus, 1)], hortus, by=mei())
    assert set(raised.value.errors) == {"bed:new1"}
    with pytest.raises(InvalidChange, match=r"Beds are numbered from 1\."):
        send([_bed(hortus, 0)], hortus, by=mei())
    with pytest.raises(InvalidChange, match=r"Only one name can be the display name\."):
        propose(hortus, rows={"gardenname:new1": {"text": "Park", "display": True}})


def test_a_summary_that_is_too_long_is_refused() -> None:
    hortus = garden()
    with pytest.raises(ValidationError):
        propose(hortus, area=4, summary="x" * 301)
    assert Submission.objects.pending().count() == 0


def test_a_stale_edit_meets_the_present_when_it_is_sent() -> None:
    hortus = garden(area=3, note="old")
    key = key_of(hortus)
    edit(hortus, area=4)
    fits = send([change(key, key, note=["old", "new"])], hortus, by=mei())
    assert fits.changes[0]["fields"] == {"note": ["old", "new"]}
    with pytest.raises(EditConflict) as raised:
        send([change(key, key, area=[3, 5])], hortus, by=mei())
    (conflict,) = raised.value.conflicts
    assert (conflict.field, conflict.base, conflict.now, conflict.proposed) == ("area", 3, 4, 5)
    chosen = {(key, "area"): "proposed"}
    decided = send([change(key, key, area=[3, 5])], hortus, by=mei(), resolutions=chosen)
    assert decided.changes[0]["fields"] == {"area": [4, 5]}


# Rows


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


# Malformed change sets


def _bed(entry: Garden, number: Any) -> Any:
    return adding("bed:new1", key_of(entry), garden=key_of(entry), number=number)


def _name(entry: Garden, text: str) -> str:
    return row_where(entry, "gardenname", text=text)


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
