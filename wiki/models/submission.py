"""Submissions: change sets that somebody proposes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SubmissionKind(models.TextChoices):
    """What a submission does to its page."""

    EDIT = "edit", _("edit")
    CREATE = "create", _("new page")
    HIDE = "hide", _("hide")
    RESTORE = "restore", _("restore")
    MERGE = "merge", _("merge")
    REVERT = "revert", _("revert")
    ROLLBACK = "rollback", _("roll back")
    IMPORT = "import", _("import")


#: The kinds that take revisions back.
UNDOING = (SubmissionKind.REVERT, SubmissionKind.ROLLBACK)


class SubmissionStatus(models.TextChoices):
    """Where a submission is in its life.

    Pending ones are in the queue; ``asked`` waits for its author, who was asked for changes; ``held``
    waits until its author is no longer suspended. These three are open, the others are closed.
    """

    PENDING = "pending", _("waiting")
    ASKED = "asked", _("changes asked for")
    HELD = "held", _("on hold")
    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")


#: The states that a submission can still leave by a decision or by its author.
OPEN = (SubmissionStatus.PENDING, SubmissionStatus.ASKED, SubmissionStatus.HELD)


class SubmissionQuerySet(models.QuerySet):
    """Reads of submissions by purpose."""

    def pending(self) -> SubmissionQuerySet:
        """Those that wait for a moderator."""
        return self.filter(status=SubmissionStatus.PENDING)

    def open(self) -> SubmissionQuerySet:
        """Those that nobody has closed: waiting, sent back to their author, or on hold."""
        return self.filter(status__in=OPEN)

    def for_list(self) -> SubmissionQuerySet:
        """Without the change sets, with the people: for lists."""
        return self.select_related("author", "decided_by", "claimed_by").defer(
            "changes", "left_out"
        )


class Submission(models.Model):
    """A change set that a person (or an import) proposes for one page, and what became of it.

    ``entry_type`` and ``entry_id`` name the page; the id is empty while the page is only proposed.
    The change set may touch further pages (new people of a credit, rows moved by a merge).
    """

    kind = models.CharField(max_length=8, choices=SubmissionKind.choices)
    status = models.CharField(
        max_length=10, choices=SubmissionStatus.choices, default=SubmissionStatus.PENDING
    )
    entry_type = models.CharField(max_length=30)
    entry_id = models.PositiveBigIntegerField(null=True, blank=True)
    title = models.CharField(max_length=300, blank=True, default="")
    changes = models.JSONField()
    size = models.PositiveIntegerField(default=0)
    base_number = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    summary = models.CharField(_("summary"), max_length=300, blank=True, default="")
    sources = models.TextField(_("sources"), max_length=2000, blank=True, default="")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,  # accounts are emptied, not deleted, so that edits keep an author
        related_name="submissions",
    )
    created_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # the same for who decided
        related_name="decided_submissions",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.TextField(_("note"), max_length=2000, blank=True, default="")
    automatic = models.BooleanField(default=False)
    #: When somebody last did something about it; what nobody touches for long is flagged.
    touched_at = models.DateTimeField(default=timezone.now)
    #: How many of its values its pages have changed meanwhile; ``apply`` keeps it right.
    conflicts = models.PositiveIntegerField(default=0)
    #: The language in which its author reads the site: that of the summary and of the talk.
    language = models.CharField(max_length=10, blank=True, default="")
    #: Whether it names any source.
    sourced = models.BooleanField(default=False)
    #: Who has it open to decide, and until when that holds; see ``wiki.actions.claim``.
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="claimed_submissions",
    )
    claimed_until = models.DateTimeField(null=True, blank=True)
    #: The first of two approvals, where a sensitive change needs a second pair of eyes.
    seconded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # who let it in stays known
        related_name="seconded_submissions",
    )
    seconded_at = models.DateTimeField(null=True, blank=True)
    #: What the decision left out of it: changes as in ``changes``, each with a ``reason``.
    left_out = models.JSONField(default=list, blank=True)
    #: The submission whose rejected or left-out changes this one proposes again.
    follows = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # submissions are never deleted
        related_name="followed_by",
    )
    #: The numbers of the revisions that it takes back.
    undoes = models.JSONField(default=list, blank=True)
    #: Who looked at it after it went live at once, and found it good.
    patrolled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="patrolled_submissions",
    )
    patrolled_at = models.DateTimeField(null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ("created_at", "pk")
        indexes = [
            # The queue in each of its orders. What it is narrowed to stands in the indexes too, so
            # that rows which do not fit are passed over without being read.
            models.Index(
                fields=[
                    *("status", "created_at", "id"),
                    *("entry_type", "kind", "language", "size", "sourced", "conflicts"),
                ],
                name="submission_queue",
            ),
            models.Index(
                fields=["status", "size", "created_at", "id", "entry_type", "kind", "language"],
                name="submission_by_size",
            ),
            models.Index(
                fields=["status", "-conflicts", "created_at", "id"], name="submission_by_conflicts"
            ),
            models.Index(
                fields=["status", "touched_at", "id", "entry_type", "kind", "language"],
                name="submission_untouched",
            ),
            models.Index(
                fields=["claimed_until"],
                condition=models.Q(claimed_until__isnull=False),
                name="submission_claimed",
            ),
            models.Index("entry_type", "entry_id", "status", name="submission_of_entry"),
            models.Index(fields=["author", "-created_at", "-id"], name="submission_of_author"),
            # What went live at once and nobody has looked at since: the list for patrols.
            models.Index(
                fields=["-id"],
                condition=models.Q(automatic=True, patrolled_at=None),
                name="submission_unpatrolled",
            ),
            # Waits and decisions of moderators are measured on the latest.
            models.Index(
                fields=["-decided_at", "created_at", "kind", "status", "decided_by"],
                condition=models.Q(automatic=False, decided_at__isnull=False),
                name="submission_decided",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    status__in=("pending", "asked", "held", "withdrawn"), decided_at=None
                )
                | models.Q(status__in=("approved", "rejected"), decided_at__isnull=False),
                name="submission_decided_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}: {self.title}"

    def get_absolute_url(self) -> str:
        return f"/submissions/{self.pk}/"

    @property
    def is_pending(self) -> bool:
        """Whether it still waits for a decision."""
        return self.status == SubmissionStatus.PENDING

    @property
    def is_open(self) -> bool:
        """Whether nobody has closed it yet."""
        return self.status in OPEN

    @property
    def entry_key(self) -> str | None:
        """The key of its page, if the page exists."""
        return f"{self.entry_type}:{self.entry_id}" if self.entry_id else None

    def clean_fields(self, exclude: Any = None) -> None:
        super().clean_fields(exclude={*(exclude or ()), "changes", "left_out", "undoes"})
