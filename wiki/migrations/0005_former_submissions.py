"""Give submissions from before moderation what lists of them ask for.

What went live before patrols began is taken as seen, and the pages of open submissions are named, so
that their conflicts are counted. What editors brought is counted by ``rebuild_contributions``.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.models import F
from django.db.models.functions import Coalesce

BATCH = 500


def fill(apps: Any, schema_editor: Any) -> None:
    """Fill the new columns of former submissions, and name the pages of the open ones."""
    submissions = apps.get_model("wiki", "Submission").objects
    submissions.update(touched_at=Coalesce(F("decided_at"), F("created_at")))
    submissions.exclude(sources="").update(sourced=True)
    submissions.filter(automatic=True).update(patrolled_at=F("decided_at"))
    page = apps.get_model("wiki", "SubmissionPage")
    for submission in submissions.filter(status="pending").only("pk", "changes").iterator(BATCH):
        keys = {change["entry"] for change in submission.changes}
        named = (key.partition(":") for key in sorted(keys) if ":new" not in key)
        page.objects.bulk_create(
            page(submission_id=submission.pk, entry_type=name, entry_id=int(pk))
            for name, _colon, pk in named
        )


class Migration(migrations.Migration):
    dependencies = [("wiki", "0004_moderation")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
