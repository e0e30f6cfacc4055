"""Declarations and their registry."""

from __future__ import annotations

from typing import Any

import pytest

from tests.toywiki.entries import garden, names, plant
from tests.toywiki.models import Bed, Companion, Garden, Harvest, Plant, Planting, PlantName
from wiki.entry_types import EntryType, Part, Registry, registry
from wiki.field_kinds import field_for
from wiki.fields import Position
from wiki.models import Submission
from wiki.reference_fields import Reference, References


def a_type(**more: Any) -> EntryType:
    options = {"segment": "plants", "fields": ("edible",), "parts": (), "sections": ()}
    return EntryType(Plant, names_part="plantname", **{**options, **more})  # type: ignore[arg-type]


def test_a_type_is_found_by_model_key_and_address() -> None:
    assert registry.of(Garden) is garden
    assert registry.of_key("garden:12") is garden
    assert registry.by_segment("gardens") is garden
    assert registry.by_segment("castles") is None
    assert "garden" in registry
    assert "bed" not in registry
    assert {garden, plant} <= set(registry)
    for unknown in ("castle:1", "bed:1", ""):
        with pytest.raises(KeyError):
            registry.of_key(unknown)


def test_a_row_is_of_a_shape() -> None:
    assert registry.shape_of("harvest:3") is garden.part("harvest")
    assert registry.shape_of("garden:new1") is garden
    with pytest.raises(KeyError):
        garden.part("garden")
    with pytest.raises(KeyError):
        garden.part("plantname")


def test_a_name_is_declared_once() -> None:
    own = Registry()
    own.register(a_type(parts=(names(PlantName),)))
    with pytest.raises(ValueError, match="declared twice"):
        own.register(a_type())


def test_parts_know_their_parents_and_the_way_to_the_page() -> None:
    harvest = garden.part("harvest")
    assert harvest.parent is garden.part("planting")
    assert harvest.entry_type is garden
    assert harvest.entry_path == "planting__garden"
    assert garden.part("bed").entry_path == "garden"
    assert harvest.plural == "harvests"
    assert plant.part("companion").parent_field == "plant"
    assert [shape.name for shape in garden.walk()] == [
        "garden", "gardenname", "bed", "planting", "harvest", "path",
    ]  # fmt: skip


def test_what_may_point_at_a_type_is_known() -> None:
    found = {(shape.name, field.name) for shape, field in registry.referring("plant")}
    assert found >= {("garden", "emblems"), ("planting", "plant"), ("companion", "other")}


def test_rows_are_created_after_what_they_point_at() -> None:
    order = registry.write_order()
    for earlier, later in (("garden", "bed"), ("bed", "planting"), ("planting", "harvest"),
                           ("plant", "planting")):  # fmt: skip
        assert order.index(earlier) < order.index(later)


def test_fields_are_made_from_columns() -> None:
    assert isinstance(garden.fields["emblems"], References)
    assert isinstance(garden.part("planting").fields["bed"], Reference)
    assert garden.part("planting").fields["bed"].local
    assert not garden.part("planting").fields["plant"].local
    assert isinstance(garden.part("planting").fields["position"], Position)
    assert "position" not in garden.part("bed").fields
    assert [f.name for f in garden.sets] == ["emblems"]
    with pytest.raises(TypeError):
        field_for(Submission._meta.get_field("changes"))


def test_old_fields_are_completed() -> None:
    fields = garden.complete({"size": 4, "smell": "sweet"})
    assert fields["area"] == 4
    assert fields["emblems"] == []
    assert "smell" not in fields
    assert set(fields) == set(garden.fields)


def test_sections_are_found_by_name() -> None:
    section = garden.section("beds")
    assert section is not None
    assert section.parts == ("bed", "planting", "path")
    assert garden.section("none") is None


def test_addresses_have_number_and_slug() -> None:
    assert garden.url(5, "hortus") == "/gardens/5-hortus/"
    assert garden.url(5) == "/gardens/5/"


def test_models_are_those_of_the_declaration() -> None:
    assert [registry.shapes[n].model for n in ("bed", "planting", "harvest", "companion")] == [
        Bed, Planting, Harvest, Companion,
    ]  # fmt: skip
    assert isinstance(registry.shapes["bed"], Part)
