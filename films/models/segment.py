"""Segments of an anthology: short works of their own inside a film."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from films.models.text import Text
from wiki.model_fields import MarkdownField
from wiki.models.entry import Name, Part


class Segment(Part):
    """One work of an anthology; ``number`` is its place in the film and in its address."""

    film = models.ForeignKey(
        "Film",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="segments",
    )
    number = models.PositiveSmallIntegerField(_("number"))
    runtime = models.PositiveSmallIntegerField(_("runtime (minutes)"), null=True, blank=True)
    source_work = models.CharField(_("source work"), max_length=300, blank=True, default="")
    deck = models.CharField(_("deck"), max_length=300, blank=True, default="")
    description = MarkdownField(_("description"))

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        ordering = ("number", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["film", "number"],
                name="segment_number_once",
                violation_error_message=_("Another segment has this number."),
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1),
                name="segment_number",
                violation_error_message=_("Segments are numbered from 1."),
            ),
            models.CheckConstraint(
                condition=models.Q(runtime=None) | models.Q(runtime__range=(1, 6000)),
                name="segment_runtime",
                violation_error_message=_("A runtime is between 1 and 6000 minutes."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.film} {self.number}"


class SegmentName(Name):
    """A name of a segment."""

    segment = models.ForeignKey(
        Segment,
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="names",
    )

    class Meta(Name.Meta):
        verbose_name = _("segment name")
        verbose_name_plural = _("segment names")
        constraints = Name.constraints_for("segment")


class SegmentText(Text):
    """What a segment is about, in another language."""

    segment = models.ForeignKey(
        Segment,
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="texts",
    )

    class Meta(Text.Meta):
        constraints = Text.constraints_for("segment")
