"""The declarations of the toy wiki."""

from __future__ import annotations

from typing import Any

from tests.toywiki.models import (
    Bed,
    Companion,
    Garden,
    GardenName,
    Harvest,
    Path,
    Plant,
    Planting,
    PlantLink,
    PlantName,
)
from wiki.entry_types import EntryType, Part, Section, registry


def names(model: Any) -> Part:
    """The part that holds names."""
    return Part(
        model,
        fields=("text", "language", "kind", "country", "display", "note"),
        natural_key=("text", "language", "kind", "country"),
    )


garden = registry.register(
    EntryType(
        Garden,
        segment="gardens",
        fields=("kind", "area", "opened", "country", "note", "emblems"),
        parts=(
            names(GardenName),
            Part(Bed, fields=("number", "sunny"), natural_key=("number",), ordered=False),
            Part(
                Planting,
                fields=("plant", "label", "bed"),
                natural_key=("plant", "label", "bed"),
                parts=(Part(Harvest, fields=("year", "baskets"), natural_key=("year",)),),
            ),
            Part(Path, fields=("beds",), natural_key=("position",)),
        ),
        sections=(
            Section("general", "General", fields=("kind", "area", "opened", "country", "emblems")),
            Section("names", "Names", parts=("gardenname",)),
            Section("story", "Story", fields=("note",)),
            Section("beds", "Beds", parts=("bed", "planting", "path")),
        ),
        names_part="gardenname",
        renamed={"size": "area"},
    )
)
plant = registry.register(
    EntryType(
        Plant,
        segment="plants",
        fields=("edible",),
        parts=(
            names(PlantName),
            Part(PlantLink, fields=("site", "value"), natural_key=("site", "value")),
            Part(Companion, fields=("other",), natural_key=("other",), parent_field="plant"),
        ),
        sections=(
            Section("names", "Names", parts=("plantname",)),
            Section("general", "General", fields=("edible",), parts=("companion",)),
            Section("links", "Links", parts=("plantlink",)),
        ),
        names_part="plantname",
    )
)
