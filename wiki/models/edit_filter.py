"""Edit filters: rules about edits that administrators set, and what they have hit."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.models.submission import Submission


class FilterAction(models.TextChoices):
    """What happens to an edit that a filter hits, from the mildest to the strictest."""

    FLAG = "flag", _("mark it for moderators")
    REVIEW = "review", _("let it wait for a moderator")
    THROTTLE = "throttle", _("let one through, then none for a while")
    REFUSE = "refuse", _("refuse it")


class EditFilter(models.Model):
    """A rule: edits of which all ``conditions`` hold get the ``action``.

    ``conditions`` maps names of ``wiki.filters.conditions`` to their values. ``slug`` names it in
    addresses and in flags and never changes; filters are switched off, not deleted, so that what
    they hit keeps a name. ``number`` counts its versions.
    """

    #: What the names of all flags begin with that filters set.
    FLAG_PREFIX = "filter-"

    slug = models.SlugField(max_length=50, unique=True)
    name = models.CharField(_("name"), max_length=60, unique=True)
    note = models.TextField(
        _("what it is for"),
        max_length=1000,
        blank=True,
        default="",
        help_text=_("For moderators: what it catches, and what to do then."),
    )
    enabled = models.BooleanField(_("switched on"), default=False)
    conditions = models.JSONField(default=dict)
    action = models.CharField(
        _("action"), max_length=10, choices=FilterAction.choices, default=FilterAction.FLAG
    )
    #: What the author is told whose edit is refused or must wait.
    message = models.CharField(
        _("what the author is told"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("Where the edit is not taken: why, and what to do instead."),
    )
    #: How long an author waits after an edit that a throttle let through.
    minutes = models.PositiveSmallIntegerField(
        _("minutes until the next one"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(24 * 60)],
    )
    number = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("edit filter")
        verbose_name_plural = _("edit filters")
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(action__in=FilterAction.values), name="editfilter_action"
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=24 * 60), name="editfilter_minutes"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/moderation/filters/{self.pk}/"

    @property
    def flag(self) -> str:
        """The name of the flag that marks what it hits."""
        return f"{self.FLAG_PREFIX}{self.slug}"


class FilterHitQuerySet(models.QuerySet):
    """Reads of hits by purpose."""

    def stopped(self) -> FilterHitQuerySet:
        """Attempts that came to nothing."""
        return self.filter(stopped=True)

    def for_list(self) -> FilterHitQuerySet:
        """With whom and what lists name."""
        return self.select_related("filter", "author", "submission").defer(
            "submission__changes", "submission__left_out"
        )


class FilterHit(models.Model):
    """A filter hit an edit. What it ``stopped`` left no submission: this is all that is kept of it.

    ``filter`` is empty where the level's limit on links stopped it. ``unchecked``: the filter could
    not tell in time.
    """

    LONGEST_TEXT = 500

    filter = models.ForeignKey(
        EditFilter,
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # filters are switched off, not deleted
        related_name="hits",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,  # accounts are emptied, not deleted
        related_name="filter_hits",
    )
    #: What it hit, or what its author tried to amend.
    submission = models.ForeignKey(
        Submission,
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # submissions are never deleted
        related_name="filter_hits",
    )
    stopped = models.BooleanField(default=False)
    unchecked = models.BooleanField(default=False)
    entry_type = models.CharField(max_length=30)
    entry_id = models.PositiveBigIntegerField(null=True, blank=True)
    title = models.CharField(max_length=300, blank=True, default="")
    summary = models.CharField(max_length=300, blank=True, default="")
    #: The beginning of the text that it would have added.
    text = models.CharField(max_length=LONGEST_TEXT, blank=True, default="")
    created_at = models.DateTimeField()

    objects = FilterHitQuerySet.as_manager()

    class Meta:
        verbose_name = _("hit of a filter")
        verbose_name_plural = _("hits of filters")
        ordering = ("-pk",)
        indexes = [
            models.Index("created_at", "filter", name="filterhit_recent"),
            models.Index("filter", "id", name="filterhit_of_filter"),
            models.Index("author", "created_at", name="filterhit_of_author"),
        ]

    def __str__(self) -> str:
        return f"{self.filter_id}: {self.title}"
