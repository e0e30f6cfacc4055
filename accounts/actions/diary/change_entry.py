"""Changing a row of the diary."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts.actions.watch import Said, watch_part
from accounts.diary.counting import last_of, times_after, times_without
from accounts.diary.told import Told
from accounts.link_limits import check_links
from accounts.models import DiaryEntry, User, Viewing
from wiki.policy import policy, require


def change_entry(row: DiaryEntry, told: Told, *, by: User) -> DiaryEntry:
    """Have a row of the diary of ``by`` say something else.

    The watch list follows where it says what the row said: times, the last day, and the rating if this
    is the last time. A film that was taken off the list since then stays off it.

    Raises ``PermissionDenied``, ``Refused``, ``Http404`` where it is gone, ``ValidationError`` by field.
    """
    require(row.user_id == by.pk and by.is_active)
    require(told.private or not by.is_suspended, policy().refusal(by))
    told.check(row.film, row)
    if not told.private and (row.private or told.note != row.note):
        check_links(by, told.note)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)
        found = DiaryEntry.objects.filter(pk=row.pk).first()
        if found is None:
            raise Http404
        before = (found.watched_on, found.score)
        told.put(found)
        _follow(found, *before)
        found.changed_at = timezone.now()
        found.save()
    return found


def _follow(row: DiaryEntry, day: str, score: int | None) -> None:
    """Have the watch list follow a row that said ``day`` and ``score`` before."""
    about = {"user": row.user_id, "film": row.film_id, "segment": row.segment_id}
    viewing = Viewing.objects.filter(**about).first()
    if viewing is None:
        row.counted = 0
        return
    others = DiaryEntry.objects.filter(**about).exclude(pk=row.pk)
    days = list(others.values_list("watched_on", flat=True))
    logged = len(days)
    if viewing.finished != day:
        days.append(viewing.finished)
    last = max(days, default="")
    rest = times_without(viewing.times, logged, counted=row.counted)
    times = times_after(rest, logged, day=row.watched_on, rewatch=row.rewatch, last=last)
    row.counted = times - rest
    said: dict[str, Any] = {
        "times": times,
        "finished": last_of([*days, row.watched_on], begun=viewing.started),
    }
    rated = row.score is not None and viewing.score in (score, None)
    if rated and row.watched_on >= last:
        said["score"] = row.score
    watch_part(row.user, row.film_id, Said(**said), segment=row.segment_id)
