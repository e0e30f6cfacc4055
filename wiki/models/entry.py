"""Abstract bases of what people edit: entries (pages) and their parts (rows inside a page)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.model_fields import CountryField, LanguageField
from wiki.tracking import TrackedModel, TrackedQuerySet


class EntryQuerySet(TrackedQuerySet):
    """Reads that hold for entries of every type."""

    def visible(self) -> EntryQuerySet:
        """Entries that readers may see: not hidden, not merged away."""
        return self.filter(hidden=False, merged_into=None)


class Entry(TrackedModel):
    """A wiki page with an address and a history of its own.

    The derived columns hold what lists, links and searches need of the document (names, slug) and
    the number of the latest revision. ``wiki.actions.apply`` writes them in the transaction that
    changes the document, ``check_revisions`` proves them; they have no history, because they
    follow from it.
    """

    derived_fields: ClassVar[tuple[str, ...]] = (
        "title",
        "title_native",
        "title_latin",
        "sort_title",
        "slug",
        "number",
        "created_at",
        "changed_at",
    )

    hidden = models.BooleanField(_("hidden"), default=False)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # the redirect must keep its target
        related_name="merged_from",
        db_index=False,  # nearly all are null: SQLite would take the index for a good filter
    )

    title = models.CharField(max_length=300, default="", editable=False)
    title_native = models.CharField(max_length=300, default="", editable=False)
    title_latin = models.CharField(max_length=300, default="", editable=False)
    sort_title = models.CharField(max_length=300, default="", editable=False, db_index=True)
    slug = models.CharField(max_length=80, default="", editable=False)
    number = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(null=True, editable=False, db_index=True)
    changed_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[Any] = EntryQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title or f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self) -> str:
        from wiki.entry_types import registry  # the registry imports the models

        return registry.of(type(self)).url(self.pk, self.slug)


class Part(TrackedModel):
    """A row edited inside the form of the entry it belongs to."""

    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ("position", "pk")


class NameKind(models.TextChoices):
    """What a name is to the thing that bears it."""

    OFFICIAL = "official", _("official")
    NATIVE = "native", _("native")
    ROMAJI = "romaji", _("romaji")
    KANA = "kana", _("kana reading")
    ALIAS = "alias", _("alias")
    SHORT = "short", _("short")
    WORKING = "working", _("working title")


class Name(Part):
    """A name of an entry or a segment. Exactly one of them is shown as the display name."""

    text = models.CharField(_("name"), max_length=300)
    language = LanguageField(_("language"), blank=True, default="")
    kind = models.CharField(
        _("kind"), max_length=10, choices=NameKind.choices, default=NameKind.OFFICIAL
    )
    country = CountryField(_("country"), blank=True, default="")
    display = models.BooleanField(_("display name"), default=False)
    note = models.CharField(_("note"), max_length=200, blank=True, default="")

    class Meta(Part.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.text

    @staticmethod
    def constraints_for(parent: str) -> list[Any]:
        """The rules of a table of names whose owner is the field ``parent``.

        One display name per owner; the same text once per language, kind and country.
        """
        return [
            models.UniqueConstraint(
                fields=[parent],
                condition=models.Q(display=True),
                name="%(class)s_one_display",
                violation_error_message=_("Only one name can be the display name."),
            ),
            models.UniqueConstraint(
                fields=[parent, "text", "language", "kind", "country"],
                name="%(class)s_once",
                violation_error_message=_("This name is listed already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="%(class)s_text",
                violation_error_message=_("A name needs a text."),
            ),
        ]


class Link(Part):
    """A page elsewhere about the same thing, or its identifier in another database."""

    site = models.CharField(_("site"), max_length=20)
    value = models.CharField(_("address or identifier"), max_length=300)

    class Meta(Part.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.site}: {self.value}"
