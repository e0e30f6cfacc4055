"""The declarations of the toy wiki."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

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
from wiki.quality.declarations import Evidence, Gap, Ids, Quality
from wiki.quality.narrowings import OneOf, Span


def names(model: Any) -> Part:
    """The part that holds names."""
    return Part(
        model,
        fields=("text", "language", "kind", "country", "display", "note"),
        natural_key=("text", "language", "kind", "country"),
    )


def alike(pairs: Iterable[Ids]) -> dict[Ids, Evidence]:
    """Gardens of one name look alike, unless both say how large they are."""
    wanted = list(pairs)
    ids = {pk for pair in wanted for pk in pair}
    rows: Any = Garden.objects.filter(pk__in=ids)
    areas = dict(rows.values_list("pk", "area"))
    return {
        pair: Evidence(3, (("name", 0, 0),))
        for pair in wanted
        if None in (areas[pair[0]], areas[pair[1]])
    }


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
        quality=Quality(
            gaps=(
                Gap("area", "Area", "Gardens without an area", Q(area=None), "general", "area"),
                Gap("note", "Note", "Gardens without a note", Q(note=""), "story", "note"),
            ),
            narrowings=(
                OneOf("kind", "Kind", "kind", [("park", "park"), ("yard", "yard")]),
                Span("area", "Area", "area", 1, 999),
            ),
            columns=("area",),
            judge=alike,
        ),
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
