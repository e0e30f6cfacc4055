"""How films belong together: relations, likenesses, associations, franchises."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from wiki.models.entry import Part


class RelationKind(models.TextChoices):
    """What the *other* film is to this one; stored once, read from both ends."""

    SEQUEL = "sequel", _("sequel")
    PREQUEL = "prequel", _("prequel")
    SIDE_STORY = "side_story", _("side story")
    PARENT = "parent", _("parent story")
    REMAKE = "remake", _("remake")
    REMADE_FROM = "remade_from", _("remake of")
    COMPILATION = "compilation", _("compilation")
    COMPILED_FROM = "compiled_from", _("compiled from")
    ALTERNATIVE = "alternative", _("alternative version")
    SHARED_SETTING = "shared_setting", _("shares its setting")
    SHARED_CHARACTER = "shared_character", _("shares a character")
    SPIRITUAL = "spiritual", _("in the same spirit")
    OTHER = "other", _("related")

    @property
    def inverse(self) -> RelationKind:
        """The word for the same relation read from the other film."""
        return _INVERSE.get(self, self)


_INVERSE = {
    RelationKind.SEQUEL: RelationKind.PREQUEL,
    RelationKind.PREQUEL: RelationKind.SEQUEL,
    RelationKind.SIDE_STORY: RelationKind.PARENT,
    RelationKind.PARENT: RelationKind.SIDE_STORY,
    RelationKind.REMAKE: RelationKind.REMADE_FROM,
    RelationKind.REMADE_FROM: RelationKind.REMAKE,
    RelationKind.COMPILATION: RelationKind.COMPILED_FROM,
    RelationKind.COMPILED_FROM: RelationKind.COMPILATION,
}


def _once_between(name: str, message: Any) -> list[Any]:
    """Rules of a table of pairs of films: never with itself, once whichever way it is told."""
    return [
        models.CheckConstraint(
            condition=~models.Q(film=models.F("other")),
            name=f"{name}_not_itself",
            violation_error_message=_("A film cannot point at itself."),
        ),
        models.UniqueConstraint(
            Least("film", "other"),
            Greatest("film", "other"),
            name=f"{name}_once",
            violation_error_message=message,
        ),
    ]


class Relation(Part):
    """``other`` is the ``kind`` of ``film``: "The sequel of this film is …"."""

    film = models.ForeignKey(
        "Film",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="relations",
    )
    kind = models.CharField(_("the other film is"), max_length=16, choices=RelationKind.choices)
    other = models.ForeignKey(
        "Film",
        verbose_name=_("film"),
        on_delete=models.PROTECT,  # entries are hidden or merged, never deleted
        related_name="incoming_relations",
    )
    note = models.CharField(_("note"), max_length=300, blank=True, default="")

    class Meta(Part.Meta):
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = _once_between("relation", _("These two films are related already."))


class Similarity(Part):
    """Two films that one may like for the same reason."""

    film = models.ForeignKey(
        "Film",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="similarities",
    )
    other = models.ForeignKey(
        "Film",
        verbose_name=_("film"),
        on_delete=models.PROTECT,  # entries are hidden or merged, never deleted
        related_name="incoming_similarities",
    )
    reason = models.CharField(_("reason"), max_length=300)

    class Meta(Part.Meta):
        verbose_name = _("similar film")
        verbose_name_plural = _("similar films")
        constraints = _once_between("similarity", _("These two films are listed already."))


class Association(Part):
    """A film has to do with a place, an object, a concept, another work."""

    film = models.ForeignKey(
        "Film",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="associations",
    )
    thing = models.ForeignKey(
        "Thing",
        verbose_name=_("thing"),
        on_delete=models.PROTECT,  # entries are hidden or merged, never deleted
        related_name="associations",
    )
    segment = models.ForeignKey(
        "Segment",
        verbose_name=_("segment"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # a segment in use is not removed
        related_name="associations",
    )
    note = models.CharField(_("note"), max_length=300, blank=True, default="")
    spoiler = models.BooleanField(_("spoiler"), default=False)

    class Meta(Part.Meta):
        verbose_name = _("association")
        verbose_name_plural = _("associations")
        constraints = [
            models.UniqueConstraint(
                fields=["film", "thing", "segment"],
                name="association_once",
                violation_error_message=_("This thing is listed already."),
            ),
            models.UniqueConstraint(
                fields=["film", "thing"],
                condition=models.Q(segment=None),
                name="association_once_whole",
                violation_error_message=_("This thing is listed already."),
            ),
        ]


class Membership(Part):
    """A film belongs to a franchise, with its place by release and in the story."""

    film = models.ForeignKey(
        "Film",
        on_delete=models.PROTECT,  # deleted by its own change, never silently
        related_name="memberships",
    )
    franchise = models.ForeignKey(
        "Franchise",
        verbose_name=_("franchise"),
        on_delete=models.PROTECT,  # entries are hidden or merged, never deleted
        related_name="memberships",
    )
    release_order = models.PositiveSmallIntegerField(_("release order"), null=True, blank=True)
    story_order = models.PositiveSmallIntegerField(_("story order"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True, default="")

    class Meta(Part.Meta):
        verbose_name = _("franchise")
        verbose_name_plural = _("franchises")
        constraints = [
            models.UniqueConstraint(
                fields=["film", "franchise"],
                name="membership_once",
                violation_error_message=_("The film is in this franchise already."),
            ),
        ]
