"""What users say of each other, and of what they like best: blocks and favourites."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from films.models import Character, Film, Person


class UserBlock(models.Model):
    """``owner`` wants to hear nothing from ``other``: see ``accounts.blocks``."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,  # nobody's business but the owner's
        related_name="blocks",
        db_index=False,
    )
    other = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="blocked_by"
    )
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        constraints = [
            models.UniqueConstraint(fields=["owner", "other"], name="userblock_once"),
            models.CheckConstraint(condition=~Q(owner=models.F("other")), name="userblock_another"),
        ]

    def __str__(self) -> str:
        return f"{self.owner} blocks {self.other}"


class Favourite(models.Model):
    """A film, person or character that somebody likes best. ``place`` orders those of one kind."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="favourites",
        db_index=False,
    )
    film = models.ForeignKey(
        Film, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    character = models.ForeignKey(
        Character, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    place = models.PositiveSmallIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("favourite")
        verbose_name_plural = _("favourites")
        ordering = ("place", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(film__isnull=False, person=None, character=None)
                | Q(film=None, person__isnull=False, character=None)
                | Q(film=None, person=None, character__isnull=False),
                name="favourite_is_one",
            ),
            *(
                models.UniqueConstraint(
                    fields=["user", kind],
                    condition=Q(**{f"{kind}__isnull": False}),
                    name=f"favourite_{kind}_once",
                )
                for kind in ("film", "person", "character")
            ),
        ]
        indexes = [
            # Merged pages take their favourites with them.
            *(
                models.Index(
                    fields=[kind],
                    condition=Q(**{f"{kind}__isnull": False}),
                    name=f"favourite_of_{kind}",
                )
                for kind in ("film", "person", "character")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.film or self.person or self.character}"
