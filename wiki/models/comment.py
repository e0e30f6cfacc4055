"""The talk about a submission."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.models.submission import Submission

#: The most characters of a comment.
LONGEST = 4000


class CommentKind(models.TextChoices):
    """What a comment is: talk, or the words of an act."""

    COMMENT = "comment", _("comment")
    ASK = "ask", _("asked for changes")


class Comment(models.Model):
    """A word about a submission, or about one change in it (a field or a row).

    ``key`` and ``field`` name the change as ``changes`` does; both are empty for the whole submission,
    ``field`` alone is empty for a whole row. ``version`` is the one that was talked about.
    """

    submission = models.ForeignKey(
        Submission,
        on_delete=models.PROTECT,  # submissions are never deleted
        related_name="comments",
    )
    kind = models.CharField(max_length=10, choices=CommentKind.choices, default=CommentKind.COMMENT)
    version = models.PositiveIntegerField(default=1)
    key = models.CharField(max_length=60, blank=True, default="")
    field = models.CharField(max_length=60, blank=True, default="")
    text = models.TextField(_("comment"), max_length=LONGEST)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,  # accounts are emptied, not deleted
        related_name="submission_comments",
    )
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ("created_at", "pk")
        indexes = [
            models.Index("submission", "created_at", name="comment_of_submission"),
            models.Index(fields=["author", "-created_at"], name="comment_of_author"),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.text[:60]}"

    def clean_fields(self, exclude: Any = None) -> None:
        """Django checks the length of long texts in forms alone."""
        super().clean_fields(exclude)
        try:
            MaxLengthValidator(LONGEST)(self.text)
        except ValidationError as error:
            raise ValidationError({"text": error}) from error
