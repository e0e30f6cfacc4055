"""What is said about lists, proposed for them and done to them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.film_list import AboutOne, FilmList


class ListComment(models.Model):
    """What somebody says about a list, in Markdown."""

    list = models.ForeignKey(
        FilmList, on_delete=models.CASCADE, related_name="comments", db_index=False
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    text = models.TextField(max_length=4000)
    #: Whether moderators took it away.
    hidden = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("created_at", "pk")
        indexes = [
            models.Index(fields=["list", "created_at", "id"], name="listcomment_of_list"),
            models.Index(fields=["author", "created_at"], name="listcomment_of_author"),
        ]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:60]}"


class ListProposal(AboutOne):
    """A row that somebody proposes for a list which its owner curates; deciding removes it."""

    list = models.ForeignKey(FilmList, on_delete=models.CASCADE, related_name="proposals")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    note = models.CharField(_("note"), max_length=1000, blank=True, default="")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("created_at", "pk")
        constraints = [
            AboutOne.one_of_them("listproposal_about_one"),
            models.UniqueConstraint(
                fields=["list", "film"],
                condition=Q(film__isnull=False, segment=None),
                name="listproposal_film_once",
            ),
            models.UniqueConstraint(
                fields=["list", "segment"],
                condition=Q(segment__isnull=False),
                name="listproposal_segment_once",
            ),
            models.UniqueConstraint(
                fields=["list", "person"],
                condition=Q(person__isnull=False),
                name="listproposal_person_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} for list {self.list_id}"


class ListAct(models.TextChoices):
    """What can be done to a list; ``accounts.lists.history`` tells it."""

    MADE = "made", _("made")
    CLONED = "cloned", _("copied")
    WORDS = "words", _("settings changed")
    ADDED = "added", _("added")
    REMOVED = "removed", _("removed")
    MOVED = "moved", _("moved")
    NOTED = "noted", _("note changed")


class ListChange(AboutOne):
    """One thing that somebody did to a list; about no row where it was done to the list itself.

    ``details`` holds what it takes to put a removed row back and to tell the rest: ``rank``, ``note``,
    ``former``, ``count``, ``proposer``, ``fields``. ``undone`` is set once it was taken back.
    """

    list = models.ForeignKey(
        FilmList, on_delete=models.CASCADE, related_name="changes", db_index=False
    )
    act = models.CharField(max_length=10, choices=ListAct.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    details = models.JSONField(default=dict)
    undone = models.BooleanField(default=False)

    class Meta:
        ordering = ("-pk",)
        indexes = [models.Index(fields=["list", "-id"], name="listchange_of_list")]

    def __str__(self) -> str:
        return f"{self.by} {self.act} {self.list_id}"
