"""Revisions: change sets that were applied, in the order of their numbers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.models.submission import Submission, SubmissionKind


class Revision(models.Model):
    """A change set that was applied to the catalogue, by whom, when and why.

    Its id is its place in the one order of application: ``wiki.actions.apply`` writes one revision
    at a time. ``sources`` names the file and licence for imports.
    """

    kind = models.CharField(max_length=8, choices=SubmissionKind.choices)
    submission = models.OneToOneField(
        Submission,
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # what was applied must stay explained
        related_name="revision",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,  # history keeps its author
        related_name="revisions",
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # history keeps who let it in
        related_name="approved_revisions",
    )
    corrector = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # history names everybody whose words it holds
        related_name="corrected_revisions",
    )
    automatic = models.BooleanField(default=False)
    summary = models.CharField(max_length=300, blank=True, default="")
    sources = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.pk}: {self.summary}"


class RevisionEntry(models.Model):
    """What one revision did to one page: the page's own change set, and its number there.

    Applied one after another from an empty document, the change sets of a page give its present
    document: they are the history that readers see. ``check_revisions`` proves it.
    """

    revision = models.ForeignKey(
        Revision,
        on_delete=models.PROTECT,  # history is not deleted
        related_name="entries",
    )
    entry_type = models.CharField(max_length=30)
    entry_id = models.PositiveBigIntegerField()
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300, blank=True, default="")
    changes = models.JSONField()
    size = models.PositiveIntegerField(default=0)
    created = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("revision of a page")
        verbose_name_plural = _("revisions of pages")
        ordering = ("-revision_id", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["entry_type", "entry_id", "number"], name="revisionentry_number_once"
            ),
            models.UniqueConstraint(
                fields=["revision", "entry_type", "entry_id"], name="revisionentry_entry_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_type}:{self.entry_id} {self.number}"

    @property
    def entry_key(self) -> str:
        """The key of the page."""
        return f"{self.entry_type}:{self.entry_id}"
