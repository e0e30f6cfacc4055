"""What a user is told: on the site, and by mail."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.models.submission import Submission


class NoticeKind(models.TextChoices):
    """What a notice is about."""

    APPROVED = "approved", _("your edit was approved")
    REJECTED = "rejected", _("your edit was rejected")
    ASKED = "asked", _("changes were asked for")
    COMMENT = "comment", _("a comment on your edit")
    REVERTED = "reverted", _("your edit was reverted")
    REOPENED = "reopened", _("your edit was reopened")
    LEVEL = "level", _("your level changed")
    SUSPENDED = "suspended", _("your account was suspended")
    LIFTED = "lifted", _("your suspension has ended")
    ANSWER = "answer", _("your appeal was answered")


class Notice(models.Model):
    """Something that one user is told. A row is the outbox of its mail as well.

    ``text`` is what another person wrote. ``due_at`` is when ``wiki.mail`` tries to send the mail, for the
    first time or again; it is empty when there is none to send: it is out (``mailed_at``), was given up
    after too many ``attempts`` (``failed``), or its reader wants none.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=12, choices=NoticeKind.choices)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True, default="")
    url = models.CharField(max_length=300, blank=True, default="")
    submission = models.ForeignKey(
        Submission, null=True, blank=True, on_delete=models.PROTECT, related_name="notices"
    )
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
        indexes = [
            models.Index(fields=["user", "-created_at"], name="notice_of_user"),
            models.Index(fields=["user"], condition=models.Q(read_at=None), name="notice_unread"),
            models.Index(
                fields=["due_at"],
                condition=models.Q(due_at__isnull=False),
                name="notice_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.title}"
