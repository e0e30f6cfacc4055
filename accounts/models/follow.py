"""What users follow, and the news of it on their way to those who do."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Follow(models.Model):
    """A user follows something: an entry (``film``, 12), a user or a list (``accounts.following``).

    Its row is no foreign key, as what is followed stands in many tables.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,  # nobody's business but the user's
        related_name="follows",
        db_index=False,
    )
    about_type = models.CharField(max_length=30)
    about_id = models.PositiveBigIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("followed page")
        verbose_name_plural = _("followed pages")
        constraints = [
            # In this order it gives the followers of a page by their ids.
            models.UniqueConstraint(fields=["about_type", "about_id", "user"], name="follow_once"),
        ]
        indexes = [models.Index(fields=["user", "-created_at", "-id"], name="follow_of_user")]

    def __str__(self) -> str:
        return f"{self.user_id} follows {self.key}"

    @property
    def key(self) -> str:
        """What is followed, as documents name it: ``film:12``, ``user:3``, ``list:5``."""
        return f"{self.about_type}:{self.about_id}"


class News(models.Model):
    """Something that happened to what may be followed, until all who follow it are told.

    An act leaves it in its own transaction; ``accounts.fan_out`` tells some followers at a time, in the
    order of their ids, and ``reached`` is the last of them. ``due_at`` is when the next that looks may go
    on: who is at work has moved it on.
    """

    kind = models.CharField(max_length=20)
    about_type = models.CharField(max_length=30)
    about_id = models.PositiveBigIntegerField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
    )
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True, default="")
    url = models.CharField(max_length=300, blank=True, default="")
    #: What must be there for everybody to see when it is told (``list:12``), besides what is followed.
    subject = models.CharField(max_length=60, blank=True, default="", db_default="")
    #: How many things happened at once.
    count = models.PositiveIntegerField(default=1, db_default=1)
    #: The countries that it is about, for what is news only there; empty for everywhere.
    countries = models.JSONField(default=list)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    reached = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")

    def __str__(self) -> str:
        return f"{self.kind} of {self.about_type}:{self.about_id}"


class NewsPlace(models.Model):
    """How far the catalogue has been followed; one row.

    ``revision`` is the last whose news were gathered, ``day`` the last whose new places to watch were.
    """

    revision = models.PositiveBigIntegerField(default=0)
    day = models.DateField()

    def __str__(self) -> str:
        return f"{self.revision}"
