"""Applying: derived columns, several pages at once, change sets older than the schema."""

from __future__ import annotations

import pytest

from tests.cast import accept, edit, key_of, mei, propose, propose_page
from tests.toywiki.models import Garden, Plant
from tests.wiki.gardens import (
    adding,
    change,
    check,
    garden,
    history,
    plant,
    row_where,
    send,
    value,
    write,
)
from wiki.entry_types import registry
from wiki.exceptions import InvalidChange

pytestmark = pytest.mark.django_db


def test_names_decide_title_address_and_search() -> None:
    hortus = garden("The Old Garden")
    assert (hortus.slug, hortus.sort_title) == ("the-old-garden", "old garden")
    edit(hortus, rows={row_where(hortus, "gardenname", display=True): {"text": "新しい庭"}})
    assert hortus.title == "新しい庭"
    assert hortus.slug == "新しい庭"
    assert hortus.get_absolute_url() == f"/gardens/{hortus.pk}-新しい庭/"
    assert hortus.changed_at > hortus.created_at
    check(hortus)


def test_pages_are_numbered_by_their_revisions() -> None:
    iris = plant()
    hortus = garden()
    edit(hortus, area=2)
    both = [
        change(key_of(hortus), key_of(hortus), area=[2, 3]),
        change(key_of(iris), key_of(iris), edible=[False, True]),
    ]
    revision = write(both, hortus)
    numbers = {row.entry_key: row.number for row in revision.entries.all()}
    assert numbers == {key_of(hortus): 3, key_of(iris): 2}
    check(hortus, iris)


def test_a_created_page_may_be_amended_by_what_waits_behind_it() -> None:
    submission = propose_page(Garden, "Hortus")
    accept(submission)
    submission.refresh_from_db()
    hortus = Garden.objects.get(pk=submission.entry_id)
    edit(hortus, area=4)
    assert registry.of(Garden).url(hortus.pk, hortus.slug) == hortus.get_absolute_url()
    check(hortus)


def test_one_submission_may_create_a_page_that_points_at_a_new_one() -> None:
    changes = [
        adding("garden:new1", "garden:new1", emblems=["plant:new1"]),
        adding("gardenname:new1", "garden:new1", garden="garden:new1", text="Hortus"),
        adding("plant:new1", "plant:new1"),
        adding("plantname:new1", "plant:new1", plant="plant:new1", text="Iris"),
    ]
    submission = send(changes, "garden:new1", by=mei(), kind="create")
    accept(submission)
    submission.refresh_from_db()
    hortus, iris = Garden.objects.get(), Plant.objects.get()
    assert submission.entry_id == hortus.pk
    assert value(hortus, "emblems") == [key_of(iris)]
    check(hortus, iris)


def test_fields_that_were_forgotten_while_it_waited_are_dropped() -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=4)
    key = key_of(hortus)
    submission.changes = [
        change(key, key, area=[3, 4], smell=["", "sweet"]),
        change("fountain:3", key, depth=[1, 2]),
        change("fountain:4", key, "-", depth=[1, None]),
    ]
    submission.save()
    accept(submission)
    assert value(hortus, "area") == 4
    check(hortus)


def test_fields_that_were_renamed_while_it_waited_move() -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=4)
    key = key_of(hortus)
    submission.changes = [change(key, key, size=[3, 4])]
    submission.save()
    accept(submission)
    assert value(hortus, "area") == 4
    check(hortus)


def test_history_from_before_a_rename_replays() -> None:
    hortus = garden(area=3)
    first = history(hortus)[0]
    for row in first.changes:
        if "area" in row["fields"]:
            row["fields"]["size"] = row["fields"].pop("area")
    first.save()
    edit(hortus, area=4)
    check(hortus)


def test_a_field_that_became_a_set_refuses_what_was_proposed_for_it() -> None:
    hortus = garden()
    submission = propose(hortus, area=4)
    key = key_of(hortus)
    submission.changes = [change(key, key, emblems=["", "plant:1"])]
    submission.save()
    with pytest.raises(InvalidChange):
        accept(submission)
