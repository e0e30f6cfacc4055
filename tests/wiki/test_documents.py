"""Reading the catalogue as documents, and the labels of what they point at."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import edit, key_of, propose, propose_page, satsuki
from tests.toywiki.entries import garden as garden_type
from tests.toywiki.entries import plant as plant_type
from tests.toywiki.models import Garden, Plant
from tests.wiki.gardens import adding, change, check, garden, history, now, plant, row_where, rows
from wiki import documents
from wiki.actions.hide import hide
from wiki.actions.merge import merge
from wiki.documents import Label

pytestmark = pytest.mark.django_db


def test_several_pages_are_read_with_one_query(django_assert_num_queries: Any) -> None:
    pages = [garden(f"G{n}", rows={"bed:new1": {"number": n + 1}}) for n in range(3)]
    documents.load(garden_type, [1, 2])  # the first time, Django asks SQLite what it can do
    with django_assert_num_queries(1):
        found = documents.load(garden_type, [*(page.pk for page in pages), 999])
    assert set(found) == {key_of(page) for page in pages}
    for page in pages:
        assert found[key_of(page)] == now(page)


def test_nothing_is_read_without_a_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert documents.load(garden_type, []) == {}
        assert documents.load_keys(["garden:new1"]) == {}


def test_what_is_missing_is_left_out() -> None:
    assert documents.load_keys(["garden:5", "plant:6"]) == {}
    assert documents.load_one(Garden(pk=5)) == {}


def test_pages_of_several_types_are_read_with_one_query_each(
    django_assert_num_queries: Any,
) -> None:
    pages = [garden(), plant("Iris"), plant("Quince")]
    with django_assert_num_queries(2):
        found = documents.load_keys(key_of(page) for page in pages)
    assert set(found) == {key_of(page) for page in pages}


def test_rows_come_in_order_parents_first() -> None:
    hortus = garden(
        rows={
            "planting:new1": {"label": "b", "position": 1},
            "planting:new2": {"label": "a", "position": 0},
            "harvest:new1": {"planting": "planting:new1", "year": 1995},
            "bed:new1": {"number": 2},
        }
    )
    names = [key.partition(":")[0] for key in now(hortus)]
    assert names == ["garden", "gardenname", "bed", "planting", "planting", "harvest"]
    assert [now(hortus)[key]["label"] for key in rows(hortus, "planting")] == ["a", "b"]


def test_every_declared_field_is_there() -> None:
    hortus = garden()
    for key, fields in now(hortus).items():
        shape = garden_type.shapes[key.partition(":")[0]]
        assert list(fields) == [*(f.name for f in shape.columns), *(f.name for f in shape.sets)]
    assert now(hortus)[key_of(hortus)] == {
        "kind": "park", "area": None, "opened": "", "country": "", "note": "", "emblems": [],
        "hidden": False, "merged_into": None,
    }  # fmt: skip


def test_any_past_state_can_be_read() -> None:
    hortus = garden(area=1)
    states = [now(hortus)]
    for n in range(2, 5):
        edit(hortus, area=n, rows={f"bed:new{n}": {"number": n}})
        states.append(now(hortus))
    for number, state in enumerate(states, start=1):
        assert documents.as_of(garden_type, hortus.pk, number) == state


def test_rows_of_forgotten_kinds_are_left_out_of_the_past() -> None:
    hortus = garden()
    row = history(hortus)[0]
    row.changes.append(adding("fountain:1", key_of(hortus), depth=1))
    row.save()
    assert set(documents.as_of(garden_type, hortus.pk, 1)) == set(now(hortus))


# Labels


def test_labels_are_read_with_one_query_for_all_types(django_assert_num_queries: Any) -> None:
    iris = plant("Iris", rows={"plantname:new2": {"text": "菖蒲", "language": "ja"}})
    hortus = garden()
    with django_assert_num_queries(1):
        labels = documents.labels([key_of(iris), key_of(hortus), "plant:999", "bed:1", "x:new1"])
    assert labels[key_of(iris)] == Label(
        key_of(iris), "Iris", native="菖蒲", url=f"/plants/{iris.pk}-iris/"
    )
    assert str(labels[key_of(hortus)]) == "Hortus"


def test_what_has_no_label_says_so() -> None:
    labels = documents.labels(["plant:999"])
    assert (labels["plant:999"].title, labels["plant:999"].url) == ("plant 999", "")


def test_hidden_and_merged_pages_keep_their_labels() -> None:
    one, two, three = plant("One"), plant("Two"), plant("Three")
    hide(one, user=satsuki(), summary="Spam")
    merge(two, into=three, user=satsuki(), summary="Same")
    labels = documents.labels(map(key_of, (one, two)))
    assert labels[key_of(one)].hidden
    assert labels[key_of(two)].title == "Two"


def test_proposed_pages_have_labels_without_an_address() -> None:
    submission = propose_page(Plant, "Quince")
    labels = documents.labels(["plant:new1"], submission.changes)
    assert labels["plant:new1"] == Label("plant:new1", "Quince")


def test_a_preview_is_what_the_page_will_be() -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=4, rows={"bed:new1": {"number": 1}})
    document = documents.preview(submission.changes, key_of(hortus), now(hortus))
    assert document[key_of(hortus)]["area"] == 4
    assert document["bed:new1"]["number"] == 1
    assert value_types(document) == value_types({**now(hortus), "bed:new1": document["bed:new1"]})


def value_types(document: Any) -> Any:
    return {key: sorted(fields) for key, fields in document.items()}


def test_references_are_found_in_documents_and_change_sets() -> None:
    iris, quince = plant("Iris"), plant("Quince")
    hortus = garden(emblems=[key_of(iris)], rows={"planting:new1": {"plant": key_of(quince)}})
    assert documents.references_in(now(hortus)) >= {key_of(iris), key_of(quince)}
    changes = [
        change(key_of(hortus), key_of(hortus), emblems=[["plant:1"], ["plant:2"]]),
        change(row_where(hortus, "planting"), key_of(hortus), plant=["plant:3", None]),
        change("fountain:1", key_of(hortus), plant=["plant:9", None]),
    ]
    found = documents.references_in_changes(changes)
    assert found == {key_of(hortus), "plant:1", "plant:2", "plant:3"}


def test_odd_values_of_the_past_are_no_error() -> None:
    key = "garden:1"
    changes = [
        change(key, key, emblems=["plant:1", None]),
        change("planting:1", key, plant=[[], 0]),
    ]
    assert documents.references_in_changes(changes) >= {key}


# Derived columns


@pytest.mark.parametrize(
    ("names", "title", "native", "latin", "slug"),
    [
        ([{"text": "Memories", "language": "en"}], "Memories", "", "", "memories"),
        (
            [
                {"text": "Memories", "language": "en", "display": True},
                {"text": "メモリーズ", "language": "ja", "kind": "native"},
                {"text": "Memorīzu", "language": "ja-Latn", "kind": "romaji"},
            ],
            "Memories", "メモリーズ", "Memorīzu", "memories",
        ),
        (
            [
                {"text": "千年女優", "language": "ja", "display": True},
                {"text": "Sennen Joyuu", "language": "ja-Latn"},
            ],
            "千年女優", "", "Sennen Joyuu", "sennen-joyuu",
        ),
        ([{"text": "千年女優", "language": "ja"}], "千年女優", "", "", "千年女優"),
        ([{"text": "One", "position": 2}, {"text": "Two", "position": 1}], "Two", "", "", "two"),
        ([{"text": "!!!"}], "!!!", "", "", ""),
        ([{"text": "A" * 300}], "A" * 300, "", "", "a" * 80),
    ],
)  # fmt: skip
def test_titles_and_slugs_follow_from_names(
    names: Any, title: str, native: str, latin: str, slug: str
) -> None:
    iris = plant("Temporary")
    temporary = rows(iris, "plantname")[0]
    edit(iris, rows={temporary: None, **{f"plantname:new{n}": row for n, row in enumerate(names)}})
    assert (iris.title, iris.title_native, iris.title_latin) == (title, native, latin)
    assert iris.slug == slug
    check(iris)
    assert plant_type.url(iris.pk, iris.slug) == iris.get_absolute_url()
