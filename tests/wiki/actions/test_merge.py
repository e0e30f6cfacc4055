"""Merging two pages about the same thing."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.cast import accept, edit, kanta, key_of, mei, propose, satsuki
from tests.toywiki.models import Garden, Plant
from tests.wiki.gardens import (
    change,
    check,
    garden,
    history,
    now,
    plant,
    row_where,
    rows,
    send,
    value,
)
from wiki.actions.hide import hide
from wiki.actions.merge import merge
from wiki.exceptions import EntryUnavailable, InvalidChange, NothingChanged
from wiki.models import SearchName

pytestmark = pytest.mark.django_db


def join(one: Any, two: Any, **more: Any) -> Any:
    submission = merge(one, into=two, user=satsuki(), summary="The same", **more)
    one.refresh_from_db()
    two.refresh_from_db()
    return submission


def texts(entry: Any) -> set[str]:
    part = f"{key_of(entry).partition(':')[0]}name"
    return {now(entry)[key]["text"] for key in rows(entry, part)}


def test_the_merged_page_leads_to_the_other_and_leaves_search() -> None:
    one, two = plant("One"), plant("Two")
    submission = join(one, two)
    assert (submission.status, submission.kind, submission.entry_id) == (
        "approved",
        "merge",
        one.pk,
    )
    assert one.merged_into == two
    assert list(Plant.objects.visible()) == [two]
    found = SearchName.objects.filter(entry_type="plant")
    assert set(found.values_list("entry_id", flat=True)) == {two.pk}
    assert {name.text for name in found} == {"One", "Two"}
    check(one, two)


def test_the_survivor_gets_the_names_it_lacks_and_keeps_its_own_title() -> None:
    one = plant("One", rows={"plantname:new2": {"text": "アイリス", "language": "ja"}})
    two = plant("Two", rows={"plantname:new2": {"text": "One", "language": "en", "kind": "alias"}})
    join(one, two)
    assert texts(two) == {"One", "Two", "アイリス"}
    assert (one.title, two.title) == ("One", "Two")
    assert [now(two)[key]["display"] for key in rows(two, "plantname")].count(True) == 1
    assert texts(one) == {"One", "アイリス"}
    check(one, two)


def test_a_name_that_both_have_is_not_doubled() -> None:
    one, two = plant("Iris"), plant("Iris")
    join(one, two)
    assert len(rows(two, "plantname")) == 1
    check(one, two)


def test_identifiers_move() -> None:
    one = plant("One", rows={"plantlink:new1": {"site": "web", "value": "x"}})
    two = plant("Two", rows={"plantlink:new1": {"site": "web", "value": "y"}})
    join(one, two)
    assert rows(one, "plantlink") == []
    assert {now(two)[key]["value"] for key in rows(two, "plantlink")} == {"x", "y"}
    check(one, two)


def test_parts_are_copied_with_what_is_inside_them_where_the_survivor_has_none() -> None:
    iris = plant()
    one = garden(
        "One",
        rows={
            "bed:new1": {"number": 1},
            "planting:new1": {"plant": key_of(iris), "bed": "bed:new1"},
            "harvest:new1": {"planting": "planting:new1", "year": 1995},
            "path:new1": {"beds": ["bed:new1"]},
        },
    )
    two = garden("Two", area=4)
    join(one, two)
    bed = row_where(two, "bed", number=1)
    planting = row_where(two, "planting", plant=key_of(iris), bed=bed)
    assert row_where(two, "harvest", planting=planting, year=1995)
    assert row_where(two, "path", beds=[bed])
    assert value(two, "area") == 4
    check(one, two, iris)


def test_parts_stay_behind_where_the_survivor_has_its_own() -> None:
    one = garden("One", rows={"bed:new1": {"number": 1}, "planting:new1": {"label": "moss"}})
    two = garden("Two", rows={"bed:new1": {"number": 7}})
    join(one, two)
    assert [now(two)[key]["number"] for key in rows(two, "bed")] == [7]
    assert rows(one, "bed") != []
    assert row_where(two, "planting", label="moss")
    check(one, two)


def test_parts_that_point_at_what_stays_behind_stay_too() -> None:
    one = garden(
        "One",
        rows={"bed:new1": {"number": 1}, "planting:new1": {"label": "moss", "bed": "bed:new1"}},
    )
    two = garden("Two", rows={"bed:new1": {"number": 7}})
    join(one, two)
    assert rows(two, "planting") == []
    assert row_where(one, "planting", label="moss")
    check(one, two)


def test_references_and_sets_of_other_pages_lead_to_the_survivor() -> None:
    one, two = plant("One"), plant("Two")
    both = garden("Both", emblems=[key_of(one), key_of(two)])
    first = garden("First", emblems=[key_of(one)], rows={"planting:new1": {"plant": key_of(one)}})
    submission = join(one, two)
    assert value(first, "emblems") == value(both, "emblems") == [key_of(two)]
    assert row_where(first, "planting", plant=key_of(two))
    assert submission.revision.entries.count() == 4
    check(one, two, both, first)


def test_what_would_stand_twice_goes_and_its_children_join_the_other() -> None:
    one, two = plant("One"), plant("Two")
    hortus = garden(
        rows={
            "planting:new1": {"plant": key_of(one)},
            "planting:new2": {"plant": key_of(two)},
            "harvest:new1": {"planting": "planting:new1", "year": 1995, "baskets": 1},
            "harvest:new2": {"planting": "planting:new2", "year": 1995, "baskets": 2},
            "harvest:new3": {"planting": "planting:new1", "year": 1996, "baskets": 3},
        }
    )
    kept = row_where(hortus, "planting", plant=key_of(two))
    moved = row_where(hortus, "harvest", year=1996)
    join(one, two)
    assert rows(hortus, "planting") == [kept]
    assert value(hortus, "planting", moved) == kept
    assert row_where(hortus, "harvest", year=1995, planting=kept, baskets=2)
    assert len(rows(hortus, "harvest")) == 2
    check(one, two, hortus)


def test_the_same_plant_in_two_beds_does_not_stand_twice() -> None:
    one, two = plant("One"), plant("Two")
    hortus = garden(
        rows={
            "bed:new1": {"number": 1},
            "bed:new2": {"number": 2},
            "planting:new1": {"plant": key_of(one), "bed": "bed:new1"},
            "planting:new2": {"plant": key_of(two), "bed": "bed:new2"},
        }
    )
    join(one, two)
    assert len(rows(hortus, "planting")) == 2
    assert {now(hortus)[key]["plant"] for key in rows(hortus, "planting")} == {key_of(two)}
    check(one, two, hortus)


def test_pages_that_were_related_are_not_related_to_themselves() -> None:
    two = plant("Two")
    one = plant("One", rows={"companion:new1": {"other": key_of(two)}})
    join(one, two)
    assert rows(one, "companion") + rows(two, "companion") == []
    check(one, two)


def test_pages_that_were_related_the_other_way_are_not_either() -> None:
    one = plant("One")
    two = plant("Two", rows={"companion:new1": {"other": key_of(one)}})
    join(one, two)
    assert rows(one, "companion") + rows(two, "companion") == []
    check(one, two)


def test_relations_that_both_had_are_told_once() -> None:
    three = plant("Three")
    one = plant("One", rows={"companion:new1": {"other": key_of(three)}})
    two = plant("Two")
    edit(three, rows={"companion:new1": {"other": key_of(two)}})
    join(one, two)
    assert rows(one, "companion") + rows(two, "companion") == []
    assert row_where(three, "companion", other=key_of(two))
    check(one, two, three)


def test_relations_to_the_merged_page_are_told_once() -> None:
    one = plant("One")
    three = plant("Three", rows={"companion:new1": {"other": key_of(one)}})
    two = plant("Two", rows={"companion:new1": {"other": key_of(three)}})
    join(one, two)
    assert rows(three, "companion") == []
    assert row_where(two, "companion", other=key_of(three))
    check(one, two, three)


def test_a_relation_moves_to_the_survivor() -> None:
    three = plant("Three")
    one = plant("One", rows={"companion:new1": {"other": key_of(three)}})
    two = plant("Two")
    join(one, two)
    assert row_where(two, "companion", other=key_of(three))
    check(one, two, three)


def test_pages_are_merged_one_after_another() -> None:
    one, two, three = plant("One"), plant("Two"), plant("Three")
    hortus = garden(rows={"planting:new1": {"plant": key_of(one)}})
    join(one, two)
    join(two, three)
    assert row_where(hortus, "planting", plant=key_of(three))
    assert texts(three) == {"One", "Two", "Three"}
    check(one, two, three, hortus)


@pytest.mark.parametrize("user", [mei, kanta])
def test_members_propose_to_merge(user: Any) -> None:
    one, two = plant("One"), plant("Two")
    submission = merge(one, into=two, user=user(), summary="The same")
    assert submission.is_pending
    accept(submission)
    one.refresh_from_db()
    assert one.merged_into == two
    check(one, two)


def test_only_two_visible_pages_of_one_type_are_merged() -> None:
    one, two, hortus = plant("One"), plant("Two"), garden()
    for source, target in ((one, one), (one, hortus)):
        with pytest.raises(ValidationError):
            join(source, target)
    hide(two, user=satsuki(), summary="Spam")
    two.refresh_from_db()
    with pytest.raises(ValidationError):
        join(one, two)


def test_a_page_is_merged_once_and_never_in_a_circle() -> None:
    one, two, three = plant("One"), plant("Two"), plant("Three")
    join(one, two)
    for source, target in ((three, one), (one, three), (one, two)):
        with pytest.raises(ValidationError):
            join(source, target)
    with pytest.raises(NothingChanged):
        send([change(key_of(one), key_of(one), merged_into=[None, key_of(two)])], one, **_merging())
    circle = change(key_of(two), key_of(two), merged_into=[None, key_of(one)])
    with pytest.raises(InvalidChange, match="into itself"):
        send([circle], two, **_merging())
    missing = change(key_of(two), key_of(two), merged_into=[None, "plant:999"])
    with pytest.raises(InvalidChange):
        send([missing], two, **_merging())


def _merging() -> dict[str, Any]:
    return {"by": satsuki(), "kind": "merge"}


def test_a_merged_page_refuses_edits() -> None:
    one, two = plant("One"), plant("Two")
    join(one, two)
    with pytest.raises(EntryUnavailable):
        propose(one, edible=True)


def test_a_hidden_page_can_be_merged_away() -> None:
    one, two = plant("One"), plant("Two")
    hide(one, user=satsuki(), summary="Doubled")
    join(one, two)
    assert one.merged_into == two
    assert [row.revision.kind for row in history(one)] == ["create", "hide", "merge"]
    check(one, two)


def test_a_page_with_many_references_is_merged() -> None:
    one, two = plant("One"), plant("Two")
    pages = [garden(f"G{n}", rows={"planting:new1": {"plant": key_of(one)}}) for n in range(12)]
    join(one, two)
    for page in pages:
        assert row_where(page, "planting", plant=key_of(two))
    assert Garden.plantings.rel.related_model.objects.filter(plant=one).count() == 0
    check(one, two, *pages)
