"""Gardens with beds, and the plants that grow in them."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Greatest, Least

from wiki.model_fields import CountryField, MarkdownField, PartialDateField
from wiki.models.entry import Entry, Link, Name, Part
from wiki.tracking import TrackedModel


class Garden(Entry):
    """A page with one field of most kinds, a set, and parts of every shape."""

    kind = models.CharField(
        "kind", max_length=10, choices=[("park", "park"), ("yard", "yard")], default="park"
    )
    area = models.PositiveSmallIntegerField("area", null=True, blank=True)
    opened = PartialDateField("opened")
    country = CountryField("country", blank=True, default="")
    note = MarkdownField("note")
    emblems = models.ManyToManyField(
        "Plant", through="Emblem", related_name="gardens", blank=True, verbose_name="emblems"
    )

    class Meta:
        verbose_name = "garden"
        verbose_name_plural = "gardens"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(area=None) | models.Q(area__range=(1, 6000)),
                name="garden_area",
                violation_error_message="An area is between 1 and 6000.",
            ),
        ]


class GardenName(Name):
    """A name of a garden."""

    garden = models.ForeignKey(Garden, on_delete=models.PROTECT, related_name="names")

    class Meta(Name.Meta):
        constraints = Name.constraints_for("garden")


class Emblem(TrackedModel):
    """A garden has a plant on its sign."""

    garden = models.ForeignKey(Garden, on_delete=models.PROTECT, related_name="emblem_rows")
    plant = models.ForeignKey("Plant", on_delete=models.PROTECT, related_name="garden_rows")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["garden", "plant"], name="emblem_once")]


class Bed(Part):
    """A numbered bed of a garden."""

    garden = models.ForeignKey(Garden, on_delete=models.PROTECT, related_name="beds")
    number = models.PositiveSmallIntegerField("number")
    sunny = models.BooleanField("sunny", default=False)

    class Meta:
        verbose_name = "bed"
        verbose_name_plural = "beds"
        constraints = [
            models.UniqueConstraint(
                fields=["garden", "number"],
                name="bed_number_once",
                violation_error_message="Another bed has this number.",
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1),
                name="bed_number",
                violation_error_message="Beds are numbered from 1.",
            ),
        ]


class Planting(Part):
    """A plant grows in a garden, perhaps in one of its beds; it may be known by its label only."""

    garden = models.ForeignKey(Garden, on_delete=models.PROTECT, related_name="plantings")
    plant = models.ForeignKey(
        "Plant", null=True, blank=True, on_delete=models.PROTECT, related_name="plantings"
    )
    label = models.CharField("label", max_length=100, blank=True, default="")
    bed = models.ForeignKey(
        Bed, null=True, blank=True, on_delete=models.PROTECT, related_name="plantings"
    )

    class Meta(Part.Meta):
        verbose_name = "planting"
        verbose_name_plural = "plantings"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(plant__isnull=False) | ~models.Q(label=""),
                name="planting_something",
                violation_error_message="Name a plant, or write its label.",
            ),
            models.UniqueConstraint(
                fields=["garden", "plant", "bed"],
                name="planting_once",
                violation_error_message="This plant is listed already.",
            ),
            models.UniqueConstraint(
                fields=["garden", "plant"],
                condition=models.Q(bed=None),
                name="planting_once_anywhere",
                violation_error_message="This plant is listed already.",
            ),
        ]


class Harvest(Part):
    """What a planting brought in a year: a part of a part."""

    planting = models.ForeignKey(Planting, on_delete=models.PROTECT, related_name="harvests")
    year = models.PositiveSmallIntegerField("year")
    baskets = models.PositiveSmallIntegerField("baskets", null=True, blank=True)

    class Meta(Part.Meta):
        verbose_name = "harvest"
        verbose_name_plural = "harvests"
        constraints = [
            models.UniqueConstraint(
                fields=["planting", "year"],
                name="harvest_once",
                violation_error_message="This year is listed already.",
            ),
        ]


class Path(Part):
    """A path along some beds: a part with a set of parts."""

    garden = models.ForeignKey(Garden, on_delete=models.PROTECT, related_name="paths")
    beds = models.ManyToManyField(Bed, through="PathBed", related_name="paths", blank=True)

    class Meta(Part.Meta):
        verbose_name = "path"
        verbose_name_plural = "paths"


class PathBed(TrackedModel):
    """A path passes a bed."""

    path = models.ForeignKey(Path, on_delete=models.PROTECT, related_name="bed_rows")
    bed = models.ForeignKey(Bed, on_delete=models.PROTECT, related_name="path_rows")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["path", "bed"], name="pathbed_once")]


class Plant(Entry):
    """A page that other pages point at."""

    edible = models.BooleanField("edible", default=False)

    class Meta:
        verbose_name = "plant"
        verbose_name_plural = "plants"


class PlantName(Name):
    """A name of a plant."""

    plant = models.ForeignKey(Plant, on_delete=models.PROTECT, related_name="names")

    class Meta(Name.Meta):
        constraints = Name.constraints_for("plant")


class PlantLink(Link):
    """An identifier of a plant, unique among all plants."""

    plant = models.ForeignKey(Plant, on_delete=models.PROTECT, related_name="links")

    class Meta(Link.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["site", "value"],
                name="plantlink_unique",
                violation_error_message="Another plant already has this link.",
            ),
        ]


class Companion(Part):
    """Two plants that grow well together; told once, whichever way."""

    plant = models.ForeignKey(Plant, on_delete=models.PROTECT, related_name="companions")
    other = models.ForeignKey(Plant, on_delete=models.PROTECT, related_name="incoming_companions")

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(plant=models.F("other")),
                name="companion_not_itself",
                violation_error_message="A plant is no companion of itself.",
            ),
            models.UniqueConstraint(
                Least("plant", "other"),
                Greatest("plant", "other"),
                name="companion_once",
                violation_error_message="These plants are companions already.",
            ),
        ]
