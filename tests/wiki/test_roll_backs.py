"""What rolling a user back would do: each page is clean, conflicting or dependent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import edit as by_mei
from tests.cast import key_of, propose, satsuki, totoro
from tests.toywiki.models import Garden, Plant
from tests.wiki.gardens import garden, history, row_where, write
from tests.wiki.vandals import by_vandal, made_by_vandal, vandal
from wiki import roll_backs
from wiki.actions.revert import revert
from wiki.roll_backs import Plan, State, TooMuch, plan

pytestmark = pytest.mark.django_db


def planned(**choices: Any) -> Plan:
    return plan(vandal(), None, choices.get("choices"))


def states(found: Plan) -> dict[str, str]:
    return {key: page.state for key, page in found.pages.items()}


def test_edits_that_nobody_touched_since_are_clean() -> None:
    hortus = garden(area=3, note="old")
    by_vandal(hortus, area=999, note="")
    write([setting(hortus, "opened", "", "1995")], hortus)
    found = planned()
    assert states(found) == {key_of(hortus): State.CLEAN}
    assert found.revisions == [history(hortus)[1].revision_id]
    assert {(c["key"], *c["fields"]) for c in found.changes} == {(key_of(hortus), "area", "note")}


def setting(entry: Any, name: str, base: Any, new: Any) -> Any:
    key = key_of(entry)
    return {"key": key, "entry": key, "op": "~", "fields": {name: [base, new]}}


def test_values_that_others_set_later_are_conflicting_and_stay_unless_chosen() -> None:
    hortus = garden(area=3)
    by_vandal(hortus, area=999)
    write([setting(hortus, "area", 999, 998)], hortus)
    found = planned()
    assert states(found) == {key_of(hortus): State.CONFLICTING}
    assert found.changes == []
    chosen = planned(choices={(key_of(hortus), "area"): "proposed"})
    assert [c["fields"] for c in chosen.changes] == [{"area": [998, 3]}]


def test_what_somebody_has_reverted_leaves_nothing_to_do() -> None:
    hortus = garden(area=3)
    by_vandal(hortus, area=999)
    revert(history(hortus)[-1], user=satsuki(), summary="Undo")
    assert states(planned()) == {key_of(hortus): State.DONE}


def test_rows_that_others_build_on_are_dependent() -> None:
    hortus = garden()
    by_vandal(hortus, rows={"bed:new1": {"number": 7}})
    bed = row_where(hortus, "bed", number=7)
    by_mei(hortus, rows={"planting:new1": {"label": "moss", "bed": bed}})
    found = planned()
    assert states(found) == {key_of(hortus): State.DEPENDENT}
    assert found.changes == []
    assert list(found.pages[key_of(hortus)].kept) == [bed]


def test_pages_that_they_made_are_hidden() -> None:
    spam = made_by_vandal(Plant, "Spam")
    found = planned()
    assert states(found) == {key_of(spam): State.CLEAN}
    assert [c["fields"] for c in found.changes] == [{"hidden": [False, True]}]


def test_a_page_that_they_made_and_others_edited_stays_unless_chosen() -> None:
    spam = made_by_vandal(Garden, "Spam", area=5)
    by_vandal(spam, area=6)
    by_mei(spam, note="A real garden.")
    key = key_of(spam)
    found = planned()
    assert states(found) == {key: State.DEPENDENT}
    assert [c["fields"] for c in found.changes] == [{"area": [6, 5]}]
    chosen = planned(choices={(key, "hidden"): "proposed"})
    assert [c["fields"] for c in chosen.changes] == [{"hidden": [False, True]}]


def test_a_page_that_others_refer_to_stays_and_so_does_what_it_refers_to() -> None:
    spam = made_by_vandal(Plant, "Spam")
    other = made_by_vandal(Plant, "Other")
    by_vandal(spam, rows={"companion:new1": {"other": key_of(other)}})
    hortus = garden()
    assert not {State.DEPENDENT} & set(states(planned()).values())
    by_mei(hortus, rows={"planting:new1": {"plant": key_of(spam)}})
    found = planned()
    assert found.pages[key_of(spam)].state == State.DEPENDENT
    assert [p.entry for p in found.pages[key_of(spam)].pointers] == [key_of(hortus)]
    # The row that led from one to the other goes, so nothing refers to the other one.
    assert found.pages[key_of(other)].hides


def test_what_only_their_own_pages_refer_to_is_hidden_with_them() -> None:
    plant_of_theirs = made_by_vandal(Plant, "Spam")
    made_by_vandal(Garden, "More spam", rows={"planting:new1": {"plant": key_of(plant_of_theirs)}})
    found = planned()
    assert [page.state for page in found.pages.values()] == [State.CLEAN, State.CLEAN]
    assert [page.hides for page in found.pages.values()] == [True, True]


def test_what_a_kept_page_of_theirs_refers_to_is_kept_too() -> None:
    plant_of_theirs = made_by_vandal(Plant, "Spam")
    more = made_by_vandal(
        Garden, "More", rows={"planting:new1": {"plant": key_of(plant_of_theirs)}}
    )
    by_mei(more, note="A real garden.")
    assert set(states(planned()).values()) == {State.DEPENDENT}


def test_hidden_pages_count_for_nothing() -> None:
    spam = made_by_vandal(Plant, "Spam")
    hortus = garden(rows={"planting:new1": {"plant": key_of(spam)}})
    write([setting(hortus, "hidden", False, True)], hortus, kind="hide")
    assert planned().pages[key_of(spam)].hides


def test_what_was_done_before_the_date_stays() -> None:
    hortus = garden(area=3)
    by_vandal(hortus, area=999)
    soon = timezone.now() + timedelta(minutes=1)
    assert plan(vandal(), soon).pages == {}
    assert plan(vandal(), None).pages != {}


def test_a_row_whose_place_is_taken_is_left_out_with_the_reason() -> None:
    hortus = garden(rows={"planting:new1": {"label": "moss"}, "harvest:new1": HARVEST}, area=3)
    planting = row_where(hortus, "planting", label="moss")
    harvest = row_where(hortus, "harvest", year=1995)
    by_vandal(hortus, rows={harvest: None}, area=999)
    by_mei(hortus, rows={planting: None})
    found = planned()
    page = found.pages[key_of(hortus)]
    assert list(page.faults) == [harvest]
    assert page.state == State.CONFLICTING
    assert [c["key"] for c in found.changes] == [key_of(hortus)]


HARVEST = {"planting": "planting:new1", "year": 1995}


def test_too_much_for_one_step_is_said_so(settings: Any) -> None:
    settings.GENGA_ROLL_BACK_MOST = 1
    hortus = garden(area=3)
    by_vandal(hortus, area=4)
    plan(vandal(), None)
    by_vandal(hortus, area=5)
    with pytest.raises(TooMuch, match="more than 1"):
        plan(vandal(), None)


def test_the_queries_do_not_grow_with_the_pages() -> None:
    counts = []
    for at in range(2):
        for number in range(2):
            hortus = garden(f"Garden {at} {number}", area=3)
            by_vandal(hortus, area=999)
            made_by_vandal(Plant, f"Spam {at} {number}")
        with CaptureQueriesContext(connection) as queries:
            plan(vandal(), None)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert roll_backs.BATCH >= 100


def test_what_waits_is_counted() -> None:
    hortus = garden(area=3)
    propose(hortus, by=vandal(), area=5)
    propose(hortus, by=totoro(), area=5)
    assert planned().waiting == 1
