"""What a user is told: on the site, and by mail."""

from __future__ import annotations

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.models.submission import Submission


class NoticeKind(StrEnum):
    """What the engine itself tells of. ``wiki.notice_kinds`` knows all kinds, those of other apps too."""

    APPROVED = "approved"
    REJECTED = "rejected"
    ASKED = "asked"
    COMMENT = "comment"
    REVERTED = "reverted"
    REOPENED = "reopened"
    LEVEL = "level"
    SUSPENDED = "suspended"
    LIFTED = "lifted"
    ANSWER = "answer"


class Notice(models.Model):
    """Something that one user is told. A row is the outbox of its mail as well.

    ``text`` is what another person wrote, ``actor`` whose deed it tells of, where that matters. Things of
    one kind that happen ``about`` the same are one notice until it is read: ``count`` says how many
    they were, ``created_at`` when the latest was. ``on_site`` is false for what its reader wants by mail
    alone.

    ``due_at`` is when ``wiki.mail`` tries to send the mail, for the first time or again; it is empty when
    there is none to send: it is out (``mailed_at``), was given up after too many ``attempts`` (``failed``),
    or its reader wants none. What waits for a ``digest`` goes in one mail with all that is due by then.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True, default="")
    url = models.CharField(max_length=300, blank=True, default="")
    submission = models.ForeignKey(
        Submission, null=True, blank=True, on_delete=models.PROTECT, related_name="notices"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # what was told stays told
        related_name="+",
        db_index=False,
    )
    about = models.CharField(max_length=60, blank=True, default="", db_default="")
    count = models.PositiveIntegerField(default=1, db_default=1)
    on_site = models.BooleanField(default=True, db_default=True)
    digest = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ("-created_at", "-pk")
        constraints = [
            # One unread notice about one thing; ``wiki.notices`` joins what comes to it.
            models.UniqueConstraint(
                fields=["user", "kind", "about"],
                condition=models.Q(read_at=None) & ~models.Q(about=""),
                name="notice_joined",
            ),
        ]
        indexes = [
            models.Index(
                fields=["user", "-created_at", "-id"],
                condition=models.Q(on_site=True),
                name="notice_on_site",
            ),
            models.Index(
                fields=["user"],
                condition=models.Q(read_at=None, on_site=True),
                name="notice_unread_on_site",
            ),
            models.Index(
                fields=["due_at"],
                condition=models.Q(due_at__isnull=False),
                name="notice_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.title}"
