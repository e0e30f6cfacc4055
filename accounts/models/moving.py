"""Lists that a user brings from another site: the file, and each of its rows until it is settled."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ImportStage(models.TextChoices):
    """How far an import is. ``accounts.moving.work`` takes it from one to the next."""

    MATCHING = "matching", _("being looked up")
    READY = "ready", _("waiting for you")
    RUNNING = "running", _("being written")
    DONE = "done", pgettext_lazy("an import", "done")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", pgettext_lazy("an import", "undone")


class MergeRule(models.TextChoices):
    """What counts where both the file and the watch list say something."""

    MINE = "mine", _("Keep mine, fill in what is empty")
    THEIRS = "theirs", _("Take what the file says")
    NEWER = "newer", _("Take what was said last")


class RowState(models.TextChoices):
    """What a row of a file means here."""

    WAITING = "waiting", _("not looked up yet")
    MATCHED = "matched", _("found")
    UNSURE = "unsure", _("to be chosen")
    MISSING = "missing", _("not found")
    OTHER = "other", _("no film")


class Outcome(models.TextChoices):
    """What became of a row that was written."""

    ADDED = "added", _("added")
    CHANGED = "changed", _("changed")
    SAME = "same", _("was so already")
    GONE = "gone", _("the page is gone")
    NO_ROOM = "no_room", _("could not be added to the list")


class ListImport(models.Model):
    """One file that somebody brought.

    ``digest`` tells a file that comes again. ``todo`` is how many rows the stage had before it, for telling
    how far it is; the rows themselves say which are still to be done. ``lists`` are the lists of the file,
    in order: their titles and settings, and once they are written, which list here they became.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,  # accounts are emptied, not deleted
        related_name="imports",
    )
    file_name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    format = models.CharField(max_length=20)
    stage = models.CharField(
        max_length=8, choices=ImportStage.choices, default=ImportStage.MATCHING
    )
    rule = models.CharField(
        _("Where your list says something else"),
        max_length=6,
        choices=MergeRule.choices,
        default=MergeRule.MINE,
    )
    #: The status of films of which the file tells none, as AniDB's does.
    status_for_rest = models.CharField(max_length=8, blank=True, default="")
    total = models.PositiveIntegerField()
    todo = models.PositiveIntegerField(default=0)
    lists = models.JSONField(default=list)
    left_out = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("import of a list")
        verbose_name_plural = _("imports of lists")
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=ImportStage.values), name="listimport_stage"
            ),
            models.CheckConstraint(condition=Q(rule__in=MergeRule.values), name="listimport_rule"),
        ]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="listimport_of_user"),
            models.Index(
                fields=["changed_at"],
                condition=Q(stage__in=("matching", "running", "undoing")),
                name="listimport_working",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        """The address of its page."""
        return f"/mine/imports/{self.pk}/"

    @property
    def is_working(self) -> bool:
        """Whether the site is at it."""
        return self.stage in (ImportStage.MATCHING, ImportStage.RUNNING, ImportStage.UNDOING)


class ImportRow(models.Model):
    """A row of a file. ``read`` is what it says (``accounts.moving.rows.Row``).

    ``target`` is what it means here (``film:12``), ``options`` what it may mean. ``number_of_list`` is the
    place of its list among those of the import, empty for the watch list. ``before`` and ``after`` are what
    the watch list said of the film before and after the row was written: what undoing needs.
    """

    of = models.ForeignKey(
        ListImport, on_delete=models.CASCADE, related_name="rows", db_index=False
    )
    number = models.PositiveIntegerField()
    number_of_list = models.PositiveSmallIntegerField(null=True)
    read = models.JSONField()
    state = models.CharField(max_length=8, choices=RowState.choices, default=RowState.WAITING)
    target = models.CharField(max_length=30, blank=True, default="")
    options = models.JSONField(default=list)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True, default="")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["of", "number"], name="importrow_number"),
            models.CheckConstraint(condition=Q(state__in=RowState.values), name="importrow_state"),
        ]
        indexes = [models.Index(fields=["of", "state", "number"], name="importrow_by_state")]

    def __str__(self) -> str:
        return f"{self.of_id}/{self.number}"
