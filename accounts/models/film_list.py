"""Lists that curators keep: films, segments and people in an order, with a note for each.

They are what one user thinks, no facts of the catalogue: plain rows, written by ``accounts.actions.lists``.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from films.models import Film, Person, Segment
from wiki.model_fields import MarkdownField

#: Rows that one list may have.
MOST_ROWS = 10_000


class Visibility(models.TextChoices):
    """Who sees a list."""

    PUBLIC = "public", _("public: everybody sees it")
    UNLISTED = "unlisted", _("unlisted: whoever has the link sees it")
    PRIVATE = "private", _("private: only you and those who keep it with you see it")


class Openness(models.TextChoices):
    """Who adds rows besides the owner and those who keep the list with them."""

    CLOSED = "closed", _("nobody else")
    CURATED = "curated", _("members propose, you decide")
    OPEN = "open", _("every member")


class FilmListQuerySet(models.QuerySet["FilmList"]):
    """Reads of lists."""

    def listed(self) -> FilmListQuerySet:
        """Those that everybody may be shown without asking for them."""
        return self.filter(visibility=Visibility.PUBLIC, owner__is_active=True)


class FilmList(models.Model):
    """A list. What follows from its rows (``row_count``, ``cover``) is kept here, for shelves of lists.

    ``changed_at`` is when rows or words changed last, ``touched_at`` when anything of the page did.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,  # accounts are emptied, not deleted
        related_name="lists",
    )
    title = models.CharField(_("title"), max_length=150)
    slug = models.CharField(max_length=80, blank=True, default="", editable=False)
    description = MarkdownField(_("description"), max_length=10_000)
    ranked = models.BooleanField(_("ranked: the rows are numbered"), default=False)
    visibility = models.CharField(
        _("who sees it"), max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    openness = models.CharField(
        _("who else adds to it"), max_length=10, choices=Openness.choices, default=Openness.CLOSED
    )
    cloned_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="clones"
    )
    editors: Any = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="lists_kept", blank=True
    )
    #: Whether moderators took it from the public: it stays private until they put it back.
    hidden = models.BooleanField(default=False, db_default=False, editable=False)
    row_count = models.PositiveIntegerField(default=0, editable=False)
    like_count = models.PositiveIntegerField(default=0, editable=False)
    #: The films whose posters stand for the list: ids, in order.
    cover = models.JSONField(default=list, editable=False)
    created_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(editable=False)
    touched_at = models.DateTimeField(editable=False)

    objects: ClassVar[Any] = FilmListQuerySet.as_manager()

    class Meta:
        verbose_name = _("list")
        verbose_name_plural = _("lists")
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility__in=Visibility.values), name="filmlist_visibility"
            ),
            models.CheckConstraint(
                condition=Q(openness__in=Openness.values), name="filmlist_openness"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="filmlist_title"),
        ]
        indexes = [
            models.Index(
                fields=["-like_count", "-changed_at", "-id"],
                condition=Q(visibility=Visibility.PUBLIC),
                name="filmlist_by_likes",
            ),
            models.Index(
                fields=["-changed_at", "-id"],
                condition=Q(visibility=Visibility.PUBLIC),
                name="filmlist_by_change",
            ),
            models.Index(
                fields=["-row_count", "-id"],
                condition=Q(visibility=Visibility.PUBLIC),
                name="filmlist_by_size",
            ),
            models.Index(fields=["owner", "-changed_at"], name="filmlist_of_owner"),
            models.Index(fields=["touched_at"], name="filmlist_touched"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The address of the page."""
        return f"/lists/{self.pk}-{self.slug}/" if self.slug else f"/lists/{self.pk}/"

    @property
    def is_public(self) -> bool:
        """Whether everybody may be shown it."""
        return self.visibility == Visibility.PUBLIC

    @property
    def is_private(self) -> bool:
        """Whether only those who keep it see it."""
        return self.visibility == Visibility.PRIVATE


class AboutOne(models.Model):
    """A row about a film, about a segment (of ``film``), or about a person.

    A segment that an edit has taken out of its film may come back by a revert with its number, so the
    database does not insist on it; until then the row speaks of the film.
    """

    film = models.ForeignKey(
        Film, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    segment = models.ForeignKey(
        Segment,
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        abstract = True

    @property
    def key(self) -> str:
        """What it is about: ``film:12``, ``segment:3`` or ``person:5``."""
        if self.segment_id:
            return f"segment:{self.segment_id}"
        return f"film:{self.film_id}" if self.film_id else f"person:{self.person_id}"

    @staticmethod
    def one_of_them(name: str) -> models.CheckConstraint:
        """The rule that it is about one thing."""
        return models.CheckConstraint(
            condition=Q(film__isnull=False, person=None)
            | Q(film=None, segment=None, person__isnull=False),
            name=name,
        )


class ListItem(AboutOne):
    """A row of a list. ``position`` is sparse: rows move without neighbours (``accounts.lists.order``)."""

    list = models.ForeignKey(
        FilmList, on_delete=models.CASCADE, related_name="items", db_index=False
    )
    position = models.BigIntegerField()
    note = models.CharField(_("note"), max_length=1000, blank=True, default="")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            AboutOne.one_of_them("listitem_about_one"),
            models.UniqueConstraint(
                fields=["list", "film"],
                condition=Q(film__isnull=False, segment=None),
                name="listitem_film_once",
            ),
            models.UniqueConstraint(
                fields=["list", "segment"],
                condition=Q(segment__isnull=False),
                name="listitem_segment_once",
            ),
            models.UniqueConstraint(
                fields=["list", "person"],
                condition=Q(person__isnull=False),
                name="listitem_person_once",
            ),
        ]
        indexes = [
            models.Index(fields=["list", "position", "id"], name="listitem_in_order"),
            models.Index(fields=["list", "-added_at", "-id"], name="listitem_latest"),
            models.Index(
                fields=["film", "list"], condition=Q(film__isnull=False), name="listitem_of_film"
            ),
            models.Index(
                fields=["person", "list"],
                condition=Q(person__isnull=False),
                name="listitem_of_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} in list {self.list_id}"


class ListTag(models.Model):
    """A word under which a list is found; ``slug`` is the word in addresses."""

    list = models.ForeignKey(FilmList, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=40)
    slug = models.CharField(max_length=40)

    class Meta:
        ordering = ("name", "pk")
        constraints = [models.UniqueConstraint(fields=["list", "slug"], name="listtag_once")]
        indexes = [models.Index(fields=["slug", "list"], name="listtag_lists")]

    def __str__(self) -> str:
        return self.name


class ListLike(models.Model):
    """Somebody likes a list."""

    list = models.ForeignKey(
        FilmList, on_delete=models.CASCADE, related_name="likes", db_index=False
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="list_likes"
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "user"], name="listlike_once")]

    def __str__(self) -> str:
        return f"{self.user} likes {self.list}"
