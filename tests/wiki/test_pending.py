"""A page with all that its author has waiting: each edit on top of the one before, clashes said."""

from __future__ import annotations

from typing import Any

import pytest

from tests import cast
from tests.toywiki.models import Garden, Plant
from tests.wiki.gardens import garden, now, plant
from wiki.entry_types import registry
from wiki.models import Submission, SubmissionStatus
from wiki.pending import OwnPending, own_pending, page_with, waiting_counts

pytestmark = pytest.mark.django_db


def seen(page: Garden, by: Any = None) -> OwnPending:
    rows = own_pending(by or cast.mei(), registry.of(Garden), page.pk)
    return page_with(list(rows), cast.key_of(page), now(page))


def test_the_page_shows_every_edit_that_waits() -> None:
    page = garden(area=1, note="old")
    cast.propose(page, area=2)
    cast.propose(page, note="new")
    found = seen(page)
    fields = found.document[cast.key_of(page)]
    assert (fields["area"], fields["note"]) == (2, "new")
    assert [each.conflicts for each in found.included] == [[], []]


def test_rows_that_two_edits_add_under_one_name_are_two() -> None:
    page = garden()
    for number in (1, 2):
        cast.propose(page, rows={"bed:new1": {"number": number}})
    beds = [row for key, row in seen(page).document.items() if key.startswith("bed:")]
    assert sorted(row["number"] for row in beds) == [1, 2]


def test_pages_that_two_edits_propose_under_one_name_are_two() -> None:
    page = garden()
    for name in ("Iris", "Rosa"):
        proposed = {"text": name, "language": "en", "kind": "official", "display": True}
        rows = {
            "plant:new1": {},
            "plantname:new1": {"plant": "plant:new1", **proposed},
            "planting:new1": {"plant": "plant:new1", "label": name},
        }
        cast.propose(page, rows=rows)
    found = seen(page)
    planted = [row["plant"] for key, row in found.document.items() if key.startswith("planting:")]
    assert len(set(planted)) == 2
    made = {change["entry"] for change in found.changes if change["op"] == "+"}
    assert set(planted) <= made


def test_a_clash_with_the_page_is_said_and_the_authors_value_shown() -> None:
    page = garden(area=1)
    cast.propose(page, area=2)
    cast.edit(page, area=3, by=cast.kanta())
    found = seen(page)
    assert found.document[cast.key_of(page)]["area"] == 2
    [included] = found.included
    assert [str(conflict.label) for conflict in included.conflicts] == ["Area"]


def test_a_clash_with_an_earlier_edit_of_ones_own_is_said() -> None:
    page = garden(area=1)
    cast.propose(page, area=2)
    cast.propose(page, area=3)
    found = seen(page)
    assert found.document[cast.key_of(page)]["area"] == 3
    assert [len(each.conflicts) for each in found.included] == [0, 1]


def test_an_edit_that_says_what_the_page_says_by_now_is_named_with_why() -> None:
    page = garden(area=1)
    cast.propose(page, area=2)
    cast.edit(page, area=2, by=cast.kanta())
    found = seen(page)
    [included] = found.included
    assert "Nothing would change" in included.problem
    assert found.document[cast.key_of(page)]["area"] == 2


def test_a_row_that_goes_takes_the_rows_inside_it_along() -> None:
    iris = plant()
    page = garden(
        rows={
            "planting:new1": {"plant": cast.key_of(iris), "label": "a"},
            "harvest:new1": {"planting": "planting:new1", "year": 1995},
        }
    )
    [key] = [key for key in now(page) if key.startswith("planting:")]
    cast.propose(page, rows={key: None})
    assert not any(k.startswith(("planting:", "harvest:")) for k in seen(page).document)


def test_only_what_is_open_and_ones_own_counts() -> None:
    page = garden(area=1)
    cast.propose(page, area=2)
    cast.propose(page, by=cast.totoro(), note="x")
    asked = cast.propose(page, area=4)
    Submission.objects.filter(pk=asked.pk).update(status=SubmissionStatus.ASKED)
    closed = cast.propose(page, area=5)
    Submission.objects.filter(pk=closed.pk).update(status=SubmissionStatus.WITHDRAWN)
    cast.propose_page(Plant, "Iris")
    assert own_pending(cast.mei(), registry.of(Garden), page.pk).count() == 2
    counts = waiting_counts(cast.mei(), registry.of(Garden), page.pk)
    assert counts == {"pending": 2, "own_pending": 2}
