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
from tests.toywiki.models import Garden, Plant
from tests.wiki.gardens import (
    adding,
    change,
    check,
    garden,
    history,
    now,
    row_where,
    rows,
    send,
    value,
    write,
)
from wiki.exceptions import EditConflict, InvalidChange, NothingChanged
from wiki.models import Revision, RevisionEntry, SearchName, Submission

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


@pytest.mark.parametrize("kind", ["restore", "rollback", "import"])
def test_members_do_not_restore_roll_back_or_import(kind: str) -> None:
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


def _bed(entry: Garden, number: Any) -> Any:
    return adding("bed:new1", key_of(entry), garden=key_of(entry), number=number)
