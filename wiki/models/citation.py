"""Citations: the sources that a submission names."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.models.submission import Submission


class CitationKind(models.TextChoices):
    """What kind of thing a source is."""

    WEB = "web", _("web page")
    PRINT = "print", _("book, magazine or disc")
    SEEN = "seen", _("seen in the film or its credits")


class CitationQuerySet(models.QuerySet):
    """Reads of citations by purpose."""

    def current(self) -> CitationQuerySet:
        """Those of the present versions of submissions."""
        return self.filter(last_version=None)

    def of_version(self, number: int) -> CitationQuerySet:
        """Those that held for the version ``number``."""
        return self.filter(
            models.Q(last_version=None) | models.Q(last_version__gte=number),
            first_version__lte=number,
        )


class Citation(models.Model):
    """A source that a submission names, for all of its changes or for the ``targets`` alone.

    It holds from the version of the submission that brought it to the one after which the author
    named others. Once approved nothing of it changes: histories and blame show it.
    """

    submission = models.ForeignKey(
        Submission,
        on_delete=models.PROTECT,  # submissions are never deleted
        related_name="citations",
    )
    number = models.PositiveSmallIntegerField()
    first_version = models.PositiveIntegerField(default=1)
    last_version = models.PositiveIntegerField(null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=5, choices=CitationKind.choices)
    title = models.CharField(_("title"), max_length=300, blank=True, default="")
    url = models.URLField(_("address"), max_length=500, blank=True, default="")
    accessed_on = models.DateField(_("accessed on"), null=True, blank=True)
    #: Keys of rows, or of rows and a field with a dot between; empty for everything.
    targets = models.JSONField(default=list, blank=True)

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ("submission_id", "first_version", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "first_version", "number"], name="citation_number_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="web", url="") & ~models.Q(kind="print", title=""),
                name="citation_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} [{self.number}]: {self.title or self.url or self.kind}"
