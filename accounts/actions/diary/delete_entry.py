"""Taking a row out of the diary, with what it added to the watch list."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.actions.watch import Said, watch_part
from accounts.diary.counting import last_of, times_without
from accounts.models import DiaryEntry, User, Viewing, WatchStatus
from wiki.policy import require


def delete_entry(row: DiaryEntry, *, by: User) -> None:
    """Delete a row of the diary of ``by``.

    What was seen that one time only is not watched any more; a rating that was given then goes with it.

    Raises ``PermissionDenied``.
    """
    require(row.user_id == by.pk and by.is_active)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)
        found = DiaryEntry.objects.filter(pk=row.pk).first()
        if found is not None:
            _uncount(found)
            found.delete()


def _uncount(row: DiaryEntry) -> None:
    """Take back what a row made of the watch list."""
    about = {"user": row.user_id, "film": row.film_id, "segment": row.segment_id}
    viewing = Viewing.objects.filter(**about).first()
    if viewing is None:
        return
    others = DiaryEntry.objects.filter(**about).exclude(pk=row.pk)
    days = list(others.values_list("watched_on", flat=True))
    said: dict[str, Any] = {"times": times_without(viewing.times, len(days), counted=row.counted)}
    if viewing.finished == row.watched_on:
        said["finished"] = last_of(days, begun=viewing.started)
    if not said["times"]:
        if viewing.status == WatchStatus.WATCHED:
            said["status"] = ""
        if viewing.score == row.score:
            said["score"] = None
    watch_part(row.user, row.film_id, Said(**said), segment=row.segment_id)
