"""Writing down in the diary that something was watched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.watch import Said, watch
from accounts.diary.counting import last_of, times_after
from accounts.diary.limits import check_rows
from accounts.diary.told import Told
from accounts.link_limits import check_links
from accounts.models import DiaryEntry, User, Viewing, WatchStatus
from films.models import Film, Segment
from wiki.policy import policy, require

#: Who says the same again this soon has pressed the button twice, or sent the page anew.
TWICE = timedelta(minutes=5)


@dataclass(frozen=True)
class Logged:
    """What was written: one row for each segment, or one for the film.

    ``completed`` is whether with them the last segment of the film was seen, so that it counts as watched;
    ``again`` whether all of it had been written down just before, and nothing was added.
    """

    rows: list[DiaryEntry]
    completed: bool = False
    again: bool = False


def log_watch(user: User, film: Film, told: Told, *, segments: Sequence[Segment] = ()) -> Logged:
    """Keep that ``user`` watched ``film``, or some ``segments`` of it; the watch list follows.

    There they are watched from now on, once more where they were before, and rated as here if this was
    the last time. Who has seen every segment has seen the film. The suspended write for themselves only.
    Who says the same again within minutes has said it once; who has seen it again says so.

    Raises ``PermissionDenied``, ``TooMany``, ``Refused``, ``ValidationError`` by field.
    """
    require(user.is_authenticated and user.is_active)
    require(told.private or not user.is_suspended, policy().refusal(user))
    told.check(film)
    if not told.private:
        check_links(user, told.note)
    if any(segment.film_id != film.pk for segment in segments):
        raise ValidationError(_("This segment belongs to another film."))
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).only("pk").get(pk=user.pk)  # one hand at a time
        check_rows(user)
        begun = timezone.now()
        rows = [_log(user, film, told, segment) for segment in segments or (None,)]
        completed = bool(segments) and _complete(user, film, private=told.private)
    return Logged(rows, completed, again=all(row.created_at < begun for row in rows))


def _log(user: User, film: Film, told: Told, segment: Segment | None) -> DiaryEntry:
    now = timezone.now()
    row = DiaryEntry(user=user, film=film, segment=segment, created_at=now, changed_at=now)
    told.put(row)
    if (there := _just_written(row)) is not None:
        return there
    row.counted = _count(row)
    row.save()
    return row


def _just_written(row: DiaryEntry) -> DiaryEntry | None:
    """A row that was written a moment ago and says the same."""
    own = {"id", "counted", "created_at", "changed_at"}
    said = {
        field.attname: getattr(row, field.attname)
        for field in DiaryEntry._meta.concrete_fields
        if field.name not in own
    }
    return DiaryEntry.objects.filter(**said, created_at__gt=row.created_at - TWICE).first()


def _count(row: DiaryEntry) -> int:
    """Have the watch list follow a row that it does not count yet; return by how much its times rose."""
    about = {"user": row.user_id, "film": row.film_id, "segment": row.segment_id}
    viewing = Viewing.objects.filter(**about).first() or Viewing()
    others = DiaryEntry.objects.filter(**about).exclude(pk=row.pk)
    days = list(others.values_list("watched_on", flat=True))
    last = max([viewing.finished, *days])
    times = times_after(
        viewing.times, len(days), day=row.watched_on, rewatch=row.rewatch, last=last
    )
    said: dict[str, Any] = {
        "status": WatchStatus.WATCHED.value,
        "times": times,
        "finished": last_of([viewing.finished, row.watched_on], begun=viewing.started),
    }
    if row.score is not None and row.watched_on >= last:
        said["score"] = row.score
    if row.private and not viewing.times:  # else the watch list would tell what the diary keeps
        said["private"] = True
    watch(row.user, row.film, Said(**said), segment=row.segment)
    return times - viewing.times


def _complete(user: User, film: Film, *, private: bool) -> bool:
    """Have the film be watched if all of its segments are and it is not; return whether that was so."""
    parts = set(Segment.objects.filter(film=film).values_list("pk", flat=True))
    seen = Viewing.objects.filter(user=user, film=film, status=WatchStatus.WATCHED)
    days = dict(seen.values_list("segment", "finished"))
    if None in days or not parts <= days.keys():
        return False
    whole = Viewing.objects.filter(user=user, film=film, segment=None).first()
    said: dict[str, Any] = {
        "status": WatchStatus.WATCHED.value,
        "finished": last_of(days.values(), begun=whole.started if whole else ""),
    }
    if private and whole is None:
        said["private"] = True
    watch(user, film, Said(**said))
    return True
