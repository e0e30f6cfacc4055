"""The contract of every registered entry type: whoever declares one gets all of this.

Each test walks the declarations; a new type, part or field is covered without being named here.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import kanta, satsuki
from tests.films.full_documents import (
    SHAPES,
    TYPES,
    full,
    made,
    make,
    name_of,
    rows_of,
    sample,
    supporting,
)
from tests.wiki.gardens import check, history, now
from tests.wiki.views.test_edit import controls
from wiki import changesets, documents
from wiki.actions.merge import merge
from wiki.actions.revert import revert
from wiki.actions.submit import submit
from wiki.entry_types import EntryType, Part, Shape, registry
from wiki.integrity import disagreements
from wiki.models import Submission
from wiki.reference_fields import Reference, References

types = pytest.mark.parametrize("entry_type", TYPES, ids=name_of)
shapes = pytest.mark.parametrize("shape", SHAPES, ids=name_of)


# Declarations


@types
def test_sections_show_every_field_and_part_once(entry_type: EntryType) -> None:
    shown = [name for section in entry_type.sections for name in section.fields]
    assert sorted(shown) == sorted(entry_type.own_fields)
    parts = [name for section in entry_type.sections for name in section.parts]
    assert sorted(parts) == sorted(part.name for part in entry_type.parts)
    names = [section.name for section in entry_type.sections]
    assert len(names) == len(set(names))


@shapes
def test_every_shape_has_words_and_a_place(shape: Shape) -> None:
    assert str(shape.label)
    assert str(shape.label_plural)
    for field in shape.fields.values():
        assert str(field.label), field.name
    if isinstance(shape, Part):
        assert set(shape.natural_key) <= set(shape.fields)
        assert shape.advanced <= set(shape.own_fields)
        assert shape.entry_type in TYPES
        assert shape.plural.isidentifier()
    assert "max_length" not in str(shape.model._meta.verbose_name)


@shapes
def test_every_editable_column_is_declared(shape: Shape) -> None:
    """A column that no field writes would silently keep its default."""
    columns = {
        f.name
        for f in (*shape.model._meta.fields, *shape.model._meta.many_to_many)
        if f.name != "id" and f.name not in shape.model.derived_fields
    }
    unused = {"position"} if isinstance(shape, Part) and not shape.ordered else set()
    assert columns - unused == set(shape.fields)


@shapes
def test_references_protect_what_they_point_at(shape: Shape) -> None:
    for column in shape.model._meta.fields:
        if isinstance(column, models.ForeignKey):
            assert column.remote_field.on_delete is models.PROTECT, column.name
    for field in shape.sets:
        assert len(field.through._meta.constraints) == 1


def test_rows_are_written_after_what_they_point_at() -> None:
    order = registry.write_order()
    assert sorted(order) == sorted(registry.shapes)
    models_in_order = [registry.shapes[name].model for name in order]
    for at, model in enumerate(models_in_order):
        for column in model._meta.fields:
            target = column.related_model
            if target in models_in_order and target is not model:
                assert models_in_order.index(target) < at, (model, column.name)


# The engine


@types
@pytest.mark.django_db
def test_a_full_document_goes_in_and_comes_out(entry_type: EntryType) -> None:
    others = supporting(entry_type)
    wanted = full(entry_type, others)
    entry = make(entry_type, wanted)
    present = now(entry)
    assert len(present) == len(wanted)
    assert _without_keys(present) == _without_keys(wanted)
    for fields in present.values():  # every value is there, none at its default by luck
        empties = [n for n, value in fields.items() if changesets.is_empty(value)]
        assert set(empties) <= {*EntryType.SYSTEM_FIELDS, *_switches(entry_type)}
    check(entry)
    assert list(disagreements()) == []


@types
@pytest.mark.django_db
def test_every_value_can_change_and_change_back(entry_type: EntryType) -> None:
    others = supporting(entry_type)
    entry = make(entry_type, full(entry_type, others))
    before = now(entry)
    keys = dict(zip(before, _in_order(entry_type), strict=True))
    other = full(entry_type, others, start=2)
    after = {
        key: {
            name: before[key][name] if (registry.shape_of(key).fields[name].refers
            and registry.shape_of(key).fields[name].target not in registry)
            or name == getattr(registry.shape_of(key), "parent_field", "") else value
            for name, value in other[proposed].items()
        }
        for key, proposed in keys.items()
    }  # fmt: skip
    key = f"{entry_type.name}:{entry.pk}"
    changes = changesets.diff(before, after, entry=key)
    assert changesets.size(changes) > len(entry_type.own_fields) / 2
    submit(changes, entry=key, kind="edit", author=satsuki())
    assert changesets.canonical(now(entry)) == changesets.canonical(after)
    check(entry)
    revert(history(entry)[-1], user=satsuki(), summary="Back")
    assert now(entry) == before
    assert changesets.diff(before, now(entry), entry=key) == []
    check(entry)
    assert list(disagreements()) == []


@types
@pytest.mark.django_db
def test_every_row_can_go_and_come_back(entry_type: EntryType) -> None:
    entry = made(entry_type)
    key = f"{entry_type.name}:{entry.pk}"
    before = now(entry)
    name = next(k for k in before if k.startswith(f"{entry_type.names_part}:"))
    bare = {
        key: {**before[key], **{s.name: [] for s in entry_type.sets}},
        name: before[name],
    }
    submit(changesets.diff(before, bare, entry=key), entry=key, kind="edit", author=satsuki())
    assert len(now(entry)) == 2
    check(entry)
    revert(history(entry)[-1], user=satsuki(), summary="Back")
    assert now(entry) == before
    check(entry)
    assert list(disagreements()) == []


@types
@pytest.mark.django_db
def test_a_page_is_loaded_with_one_query_and_labelled_with_one(
    entry_type: EntryType, django_assert_num_queries: Any
) -> None:
    entry = made(entry_type)
    documents.load_one(entry)  # the statement is made once and kept
    with django_assert_num_queries(1):
        document = documents.load_one(entry)
    second = make(entry_type, {**_bare(entry_type)})
    with django_assert_num_queries(1):
        both = documents.load(entry_type, [entry.pk, second.pk, 999_999])
    assert set(both) == {f"{entry_type.name}:{one.pk}" for one in (entry, second)}
    assert both[f"{entry_type.name}:{entry.pk}"] == document
    found = documents.references_in(document)
    if not found:
        return
    with django_assert_num_queries(1):
        labels = documents.labels(found)
    for key in found:
        assert labels[key].title
        assert labels[key].url.startswith("/")
        assert not labels[key].hidden
    assert documents.labels(["film:999999"])["film:999999"].title == "film 999999"


@types
@pytest.mark.django_db
def test_each_row_leaves_one_historical_row(entry_type: EntryType) -> None:
    entry = made(entry_type)
    revision = history(entry)[0].revision
    document = now(entry)
    for shape in entry_type.walk():
        rows = [key for key in document if key.startswith(f"{shape.name}:")]
        stamped = shape.model.history.filter(revision=revision)
        assert sorted(f"{shape.name}:{row.id}" for row in stamped) == sorted(rows)
        assert {row.history_type for row in stamped} <= {"+"}
        for field in shape.sets:
            members = sum(len(document[key][field.name]) for key in rows)
            assert field.through.history.filter(revision=revision).count() == members


@types
@pytest.mark.django_db
def test_the_title_is_the_display_name(entry_type: EntryType) -> None:
    entry = made(entry_type)
    names = [f for k, f in now(entry).items() if k.startswith(f"{entry_type.names_part}:")]
    assert entry.title == next(f["text"] for f in names if f["display"])
    assert str(entry) == entry.title
    assert entry.get_absolute_url().startswith(f"/{entry_type.segment}/{entry.pk}")


@types
@pytest.mark.django_db
def test_two_full_pages_are_merged_and_separated(entry_type: EntryType) -> None:
    others = supporting(entry_type)
    one = make(entry_type, full(entry_type, others))
    two = make(entry_type, full(entry_type, others, start=3))
    watching = [_watching(entry_type, one, n) for n in range(2)]
    pages = [one, two, *filter(None, watching)]
    before = [now(page) for page in pages]
    merge(one, into=two, user=satsuki(), summary="The same")
    check(*pages)
    assert now(one)[f"{entry_type.name}:{one.pk}"]["merged_into"] == f"{entry_type.name}:{two.pk}"
    for page in pages[2:]:
        assert f"{entry_type.name}:{one.pk}" not in documents.references_in(now(page))
    assert list(disagreements()) == []
    revert(history(one)[-1], user=satsuki(), summary="They are not", everywhere=True)
    assert [now(page) for page in pages] == before
    check(*pages)
    assert list(disagreements()) == []


def _watching(entry_type: EntryType, target: Any, at: int) -> Any:
    """A full entry of a type that points at pages of ``entry_type``, among them ``target``."""
    key = f"{entry_type.name}:{target.pk}"
    for shape, _field in registry.referring(entry_type.name):
        if not isinstance(shape, Part) or shape.entry_type not in TYPES:
            continue
        owner = shape.entry_type
        others = supporting(owner)
        others[entry_type.name] = [key, *others[entry_type.name][1:]]
        return make(owner, full(owner, others, start=5 + 2 * at))
    return None


# Pages


@types
@pytest.mark.django_db
def test_its_pages_answer(entry_type: EntryType) -> None:
    entry = made(entry_type)
    key = f"{entry_type.name}:{entry.pk}"
    base = now(entry)
    bare = {**base, key: {**base[key], entry_type.own_fields[0]: sample_of(entry_type, 3)}}
    submit(changesets.diff(base, bare, entry=key), entry=key, kind="edit", author=satsuki())
    url = entry.get_absolute_url()
    stranger, member, moderator = Client(), Client(), Client()
    member.force_login(kanta())
    moderator.force_login(satsuki())
    for client in (stranger, member, moderator):
        for page in ("", "history/", "history/1/", "history/compare/?from=1&to=2",
                     "history/blame/"):  # fmt: skip
            answer = client.get(url + page)
            assert answer.status_code == 200, page
            assert entry.title in answer.content.decode() or page
        assert client.get(f"/{entry_type.segment}/").status_code == 200
    sections = [f"edit/?section={section.name}" for section in entry_type.sections]
    for client in (member, moderator):
        for page in ("edit/", "history/2/revert/", *sections):
            assert client.get(url + page).status_code == 200, page
        assert client.get(f"/{entry_type.segment}/new/").status_code == 200
    for page in ("hide/", "merge/"):
        assert moderator.get(url + page).status_code == 200, page
        assert member.get(url + page).status_code == 200, page


@types
@pytest.mark.django_db
def test_an_empty_page_answers_and_invites(entry_type: EntryType) -> None:
    entry = make(entry_type, _bare(entry_type))
    assert Client().get(entry.get_absolute_url()).status_code == 200
    assert Client().get(f"{entry.get_absolute_url()}history/").status_code == 200


@types
@pytest.mark.django_db
def test_its_form_posted_untouched_changes_nothing(entry_type: EntryType) -> None:
    entry = made(entry_type)
    client = Client()
    client.force_login(kanta())
    url = f"{entry.get_absolute_url()}edit/"
    for address in (url, *(f"{url}?section={s.name}" for s in entry_type.sections)):
        data = controls(client.get(address).content.decode())
        answer = client.post(address, data)
        text = re.sub(r"\s+", " ", answer.content.decode())
        assert answer.status_code == 400, [
            s.changes for s in Submission.objects.order_by("-pk")[:1]
        ]
        assert "Nothing would change" in text, address
    assert not Submission.objects.pending().exists()
    assert len(history(entry)) == 1


@types
@pytest.mark.django_db
def test_the_number_of_queries_of_its_page_does_not_grow_with_rows(entry_type: EntryType) -> None:
    entry = made(entry_type)
    client = Client()
    client.force_login(kanta())  # pages for strangers are kept for a while
    client.get(entry.get_absolute_url())
    with CaptureQueriesContext(connection) as few:
        client.get(entry.get_absolute_url())
    _double(entry_type, entry)
    with CaptureQueriesContext(connection) as many:
        client.get(entry.get_absolute_url())
    assert len(many) <= len(few) <= 20


def _double(entry_type: EntryType, entry: Any) -> None:
    """Give a page more rows of its names."""
    key = f"{entry_type.name}:{entry.pk}"
    parent = registry.shapes[entry_type.names_part].parent_field  # type: ignore[attr-defined]
    changes = [
        {
            "key": f"{entry_type.names_part}:new{n}",
            "entry": key,
            "op": "+",
            "fields": {parent: [None, key], "text": [None, f"Name {n}"]},
        }
        for n in range(20)
    ]
    submit(changes, entry=key, kind="edit", author=satsuki())  # type: ignore[arg-type]


def sample_of(entry_type: EntryType, at: int) -> Any:
    """Another value of the first own field of a type."""
    return sample(entry_type.fields[entry_type.own_fields[0]], at)


def _bare(entry_type: EntryType) -> Any:
    """A document with a name and nothing else."""
    main = f"{entry_type.name}:new1"
    part = registry.shapes[entry_type.names_part]
    assert isinstance(part, Part)
    name = {part.parent_field: main, "text": "Bare", "display": True}
    return {main: {}, f"{part.name}:new1": name}


def _switches(entry_type: EntryType) -> set[str]:
    """Fields of yes and no: one of the two rows says no. And what the first row starts from."""
    return {
        field.name
        for shape in entry_type.walk()
        for field in shape.fields.values()
        if field.empty is False
    }


def _in_order(entry_type: EntryType) -> list[str]:
    """The proposed keys in the order in which ``load`` gives the rows."""
    return [
        f"{shape.name}:new{at}"
        for shape in entry_type.walk()
        for at in range(1, (rows_of(shape) if isinstance(shape, Part) else 1) + 1)
    ]


def _without_keys(document: Any) -> list[Any]:
    """Rows with references to rows of the same page left out: those have other keys now."""
    rows = []
    for key, row in changesets.canonical(document).items():
        shape = registry.shape_of(key)
        kept = {
            name: value
            for name, value in row.items()
            if not (
                isinstance(shape.fields[name], (Reference, References))
                and (shape.fields[name].target not in registry
                     or name == getattr(shape, "parent_field", ""))
            )
        }  # fmt: skip
        rows.append((shape.name, sorted(kept.items(), key=str)))
    return sorted(rows, key=str)
