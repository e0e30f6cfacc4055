"""Applying: what a revision leaves behind besides the rows."""

from __future__ import annotations

import pytest

from tests.cast import (
    accept,
    edit,
    key_of,
    mei,
    propose_page,
)
from tests.toywiki.models import Garden, Plant
from tests.wiki.gardens import (
    adding,
    change,
    check,
    garden,
    plant,
    row_where,
    send,
    value,
    write,
)
from wiki.entry_types import registry

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
