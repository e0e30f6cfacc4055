"""Nothing of the catalogue is written outside a revision: each other way is refused, or found."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.db import connection, models, transaction
from django.template import Context, Template

from tests.cast import edit, key_of
from tests.toywiki.models import Bed, Emblem, Garden, GardenName, Plant, Planting
from tests.wiki.gardens import garden, plant
from wiki.actions.apply import rehearse
from wiki.exceptions import OutsideRevision
from wiki.integrity import disagreements
from wiki.models import Revision
from wiki.tracking import TrackedModel, TrackedQuerySet, writing_tracked_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def hortus() -> Garden:
    """A garden with a bed, an emblem and a planting."""
    iris = plant("Iris")
    return garden(
        area=3,
        emblems=[key_of(iris)],
        rows={
            "bed:new1": {"number": 1},
            "planting:new1": {"plant": key_of(iris), "bed": "bed:new1"},
        },
    )


def other() -> Plant:
    return Plant.objects.get(title="Quince")


def awaited(asked: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    """The answer of a coroutine, from a thread of its own: a journey's browser keeps a loop in ours."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(asked())).result()


WAYS: dict[str, Callable[[Garden], Any]] = {
    "save": lambda g: g.save(),
    "save some fields": lambda g: g.save(update_fields=["area"]),
    "save a derived column": lambda g: g.save(update_fields=["title"]),
    "save_base": lambda g: g.save_base(),
    "Model.save_base": lambda g: models.Model.save_base(g, raw=True),
    "delete": lambda g: g.delete(),
    "save a new one": lambda g: Garden(area=1).save(),
    "create": lambda g: Garden.objects.create(area=1),
    "get_or_create": lambda g: Garden.objects.get_or_create(area=77),
    "update_or_create": lambda g: Garden.objects.update_or_create(pk=g.pk, defaults={"area": 9}),
    "update": lambda g: Garden.objects.update(area=9),
    "filter update": lambda g: Garden.objects.filter(pk=g.pk).update(area=9),
    "visible update": lambda g: Garden.objects.visible().update(area=9),
    "delete all": lambda g: Bed.objects.all().delete(),
    "bulk_create": lambda g: Garden.objects.bulk_create([Garden(area=1)]),
    "bulk_update": lambda g: Garden.objects.bulk_update([g], ["area"]),
    "bulk_update through all()": lambda g: Garden.objects.all().bulk_update([g], ["area"]),
    "_base_manager update": lambda g: Garden._base_manager.update(area=9),
    "_base_manager create": lambda g: Garden._base_manager.create(area=9),
    "_default_manager update": lambda g: Garden._default_manager.update(area=9),
    "related create": lambda g: g.beds.create(number=9),
    "related update": lambda g: g.beds.update(number=9),
    "related delete": lambda g: g.plantings.all().delete(),
    "related add": lambda g: g.beds.add(Bed.objects.get(), bulk=True),
    "related add, one by one": lambda g: g.beds.add(Bed.objects.get(), bulk=False),
    "related set": lambda g: other().plantings.set(Planting.objects.all()),
    "related remove": lambda g: Plant.objects.get(title="Iris").plantings.remove(
        Planting.objects.get()
    ),
    "related clear": lambda g: Plant.objects.get(title="Iris").plantings.clear(),
    "related clear, one by one": lambda g: Bed.objects.get().plantings.clear(bulk=False),
    "m2m add": lambda g: g.emblems.add(other()),
    "m2m set": lambda g: g.emblems.set([other()]),
    "m2m set to nothing": lambda g: g.emblems.set([]),
    "m2m remove": lambda g: g.emblems.remove(Plant.objects.get(title="Iris")),
    "m2m clear": lambda g: g.emblems.clear(),
    "m2m create": lambda g: g.emblems.create(),
    "m2m from the other side": lambda g: other().gardens.add(g),
    "through create": lambda g: Emblem.objects.create(garden=g, plant=other()),
    "through delete": lambda g: Emblem.objects.all().delete(),
    "loaddata": lambda g: _load(g),
    "deserialised save": lambda g: next(_serialised(g)).save(),
    "select_for_update update": lambda g: Garden.objects.select_for_update().update(area=9),
    "asave": lambda g: awaited(lambda: g.asave()),
    "aupdate": lambda g: awaited(lambda: Garden.objects.aupdate(area=9)),
}


def _serialised(entry: Garden) -> Any:
    entry.area = 9
    return serializers.deserialize("json", serializers.serialize("json", [entry]))


def _load(entry: Garden) -> None:
    for row in _serialised(entry):
        row.save(using="default")


@pytest.mark.parametrize("name", WAYS)
def test_every_way_of_django_is_refused(name: str, hortus: Garden) -> None:
    plant("Quince")
    with pytest.raises(OutsideRevision), transaction.atomic():
        WAYS[name](hortus)
    assert list(disagreements()) == []


def test_loaddata_is_refused(hortus: Garden, tmp_path: Any) -> None:
    hortus.area = 9
    fixture = tmp_path / "gardens.json"
    fixture.write_text(serializers.serialize("json", [hortus]))
    with pytest.raises(OutsideRevision):
        call_command("loaddata", str(fixture), verbosity=0)
    assert Garden.objects.get().area == 3


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE toywiki_garden SET area = 9",
        "UPDATE toywiki_garden SET title = 'Other'",
        "UPDATE toywiki_garden SET number = 7",
        "UPDATE toywiki_bed SET number = 9",
        "DELETE FROM toywiki_emblem",
        "DELETE FROM toywiki_planting",
        "INSERT INTO toywiki_bed (garden_id, number, sunny, position)"
        " SELECT id, 5, false, 0 FROM toywiki_garden",
        "UPDATE wiki_searchname SET folded = 'other'",
        "UPDATE wiki_revisionentry SET changes = '[]'",
        "DELETE FROM toywiki_historicalbed",
    ],
)
def test_raw_sql_is_found(statement: str, hortus: Garden) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(disagreements()) != []


@pytest.mark.parametrize(
    "write",
    [
        lambda g: _raw_delete(Planting.objects.all()),
        lambda g: Garden.objects.filter(pk=g.pk)._update(
            [(Garden._meta.get_field("area"), None, 9)]
        ),
        lambda g: g.history.all().delete(),
        lambda g: g.history.update(area=9),
    ],
)
def test_what_is_private_to_django_is_found(write: Any, hortus: Garden) -> None:
    write(hortus)
    assert list(disagreements()) != []


def _raw_delete(rows: Any) -> None:
    rows._raw_delete(rows.db)


def test_every_tracked_model_is_guarded_by_all_its_managers() -> None:
    tracked = [model for model in apps.get_models() if issubclass(model, TrackedModel)]
    assert {Garden, GardenName, Emblem} <= set(tracked)
    for model in tracked:
        for manager in (*model._meta.managers, model._base_manager, model._default_manager):
            assert isinstance(manager.all(), TrackedQuerySet), (model, manager)


def test_managers_do_not_delete_and_templates_do_not_write(hortus: Garden) -> None:
    assert not hasattr(Garden.objects, "delete")
    template = Template("{{ g.delete }}{{ g.save }}{{ g.beds.update }}{{ g.beds.all.delete }}")
    assert template.render(Context({"g": hortus})) == ""


def test_a_revision_opens_the_way_for_its_own_thread_only(hortus: Garden) -> None:
    with writing_tracked_rows():
        pass
    with pytest.raises(OutsideRevision):
        hortus.save()


def test_a_failed_revision_closes_the_way(hortus: Garden) -> None:
    with pytest.raises(RuntimeError), writing_tracked_rows():
        raise RuntimeError
    with pytest.raises(OutsideRevision):
        hortus.save()


def test_a_rehearsal_closes_the_way(hortus: Garden) -> None:
    key = key_of(hortus)
    rehearse([{"key": key, "entry": key, "op": "~", "fields": {"area": [3, 4]}}], kind="edit")
    with pytest.raises(OutsideRevision):
        hortus.save()


def test_each_historical_row_has_its_revision(hortus: Garden) -> None:
    revision = edit(hortus, area=4)
    newest = hortus.history.latest("history_id")
    assert (newest.revision, newest.area, newest.history_type) == (revision, 4, "~")
    assert newest.history_date == revision.created_at
    with pytest.raises(models.ProtectedError):
        Revision.objects.all().delete()


def test_derived_columns_have_no_history() -> None:
    names = {field.name for field in Garden.history.model.tracked_fields}
    assert not names & set(Garden.derived_fields)
    assert {"area", "hidden", "merged_into"} <= names
