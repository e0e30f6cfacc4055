"""The versions of a submission: what it said before its author, or a moderator, changed it."""

from __future__ import annotations

from django.utils import timezone

from wiki.models import Submission, SubmissionVersion


def keep_version(submission: Submission) -> SubmissionVersion:
    """Keep what ``submission`` (locked, as stored) says, before it is changed.

    Its words are its author's: a moderator's correction is approved in the same step, so that
    nothing can be changed after it. It is dated by the moment in which the next one replaces it.
    """
    return SubmissionVersion.objects.create(
        submission=submission,
        number=submission.version,
        changes=submission.changes,
        summary=submission.summary,
        sources=submission.sources,
        author=submission.author,
        created_at=timezone.now(),
    )
