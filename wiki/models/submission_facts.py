"""What is known of a submission besides its change set, row by row, so that lists can ask for it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wiki.areas import Area, Weight
from wiki.models.submission import Submission


class SubmissionPage(models.Model):
    """A page that exists and that a submission changes: its own, and further ones."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="pages")
    entry_type = models.CharField(max_length=30)
    entry_id = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "entry_type", "entry_id"], name="submissionpage_once"
            ),
        ]
        indexes = [models.Index("entry_type", "entry_id", name="submissionpage_of_entry")]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.entry_type}:{self.entry_id}"


class SubmissionFlag(models.Model):
    """Something that a rule noticed about a submission; ``name`` is the rule's, ``text`` its words."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="flags")
    name = models.CharField(max_length=60)
    text = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "name"], name="submissionflag_once"),
        ]
        indexes = [models.Index("name", "submission", name="submissionflag_by_name")]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.name}"


class Outcome(models.TextChoices):
    """What became of the part of a submission that falls into one area."""

    OPEN = "open", pgettext_lazy("not judged yet", "open")
    UNCHECKED = "unchecked", _("live, not looked at")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")


class SubmissionArea(models.Model):
    """The part of a submission that falls into one area, and what became of it.

    ``facts`` were proposed, ``kept`` of them were approved. What went live at once is unchecked until
    somebody looks at it. ``reversed_at``: it was approved, and taken back later. Trust is measured on
    these rows.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="areas")
    area = models.CharField(max_length=10, choices=Area.choices)
    weight = models.PositiveSmallIntegerField(choices=Weight.choices)
    facts = models.PositiveIntegerField()
    kept = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    reversed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "area"], name="submissionarea_once"),
            models.CheckConstraint(
                condition=models.Q(kept__lte=models.F("facts")), name="submissionarea_kept"
            ),
        ]
        indexes = [models.Index("area", "submission", name="submissionarea_by_area")]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.area}"
