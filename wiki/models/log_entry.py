"""The public log: every act of moderation, who did it, to what, and why."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.models.revision import Revision
from wiki.models.submission import Submission


class Act(models.TextChoices):
    """What was done."""

    APPROVE = "approve", _("approved")
    APPROVE_PART = "approve_part", _("approved in part")
    CORRECT = "correct", _("corrected and approved")
    SECOND = "second", _("approved as the first of two")
    REJECT = "reject", _("rejected")
    ASK = "ask", _("asked for changes")
    REOPEN = "reopen", _("reopened")
    TAKE_OVER = "take_over", _("took over a claim")
    HOLD = "hold", _("put on hold")
    UNHOLD = "unhold", _("no longer on hold")
    HIDE = "hide", _("hid a page")
    RESTORE = "restore", _("restored a page")
    MERGE = "merge", _("merged pages")
    REVERT = "revert", _("reverted")
    ROLL_BACK = "roll_back", _("rolled back")
    PATROL = "patrol", _("looked at a live edit")
    AUDIT = "audit", _("audited a live edit")
    PROTECT = "protect", _("protected")
    UNPROTECT = "unprotect", _("lifted a protection")
    PROPOSE_PROTECTION = "propose_protection", _("proposed a protection")
    SUSPEND = "suspend", _("suspended")
    LIFT = "lift", _("lifted a suspension")
    LEVEL = "level", _("changed a level")
    FILTER = "filter", _("changed an edit filter")
    APPEAL = "appeal", _("appealed")
    ANSWER = "answer", _("answered an appeal")
    CLEAR = "clear", _("cleared a profile")
    LEAVE = "leave", _("deleted the account")
    TAKE_DOWN = "take_down", _("removed what somebody wrote")
    PUT_BACK = "put_back", _("put back what somebody wrote")
    KEEP = "keep", _("kept what was reported")


class LogEntry(models.Model):
    """One act. ``actor`` is empty where a rule of the site acted by itself.

    ``person`` is whom it concerns, ``entry_type`` and ``entry_id`` which page, ``reason`` why in the
    actor's words, ``data`` what the act's own words need besides (numbers, former and new values).
    """

    act = models.CharField(max_length=20, choices=Act.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # accounts are emptied, not deleted
        related_name="log_entries",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="log_entries_about",
    )
    submission = models.ForeignKey(
        Submission, null=True, blank=True, on_delete=models.PROTECT, related_name="log_entries"
    )
    revision = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="log_entries"
    )
    entry_type = models.CharField(max_length=30, blank=True, default="")
    entry_id = models.PositiveBigIntegerField(null=True, blank=True)
    title = models.CharField(max_length=300, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    data = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("act of moderation")
        verbose_name_plural = _("acts of moderation")
        ordering = ("-pk",)
        indexes = [
            models.Index("act", "id", name="logentry_by_act"),
            models.Index("entry_type", "entry_id", name="logentry_of_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.act} {self.title}"
