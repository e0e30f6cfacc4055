"""Keeping a watch list: what a user says of a film or one of its segments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import tallies
from accounts.models import User, Viewing, WatchStatus
from accounts.models.viewing import BEST
from films.models import Film, Segment
from wiki.partial_dates import first_day, last_day, validate_partial_date
from wiki.policy import require

MOST_TIMES = 999
_UNSET: Any = object()


@dataclass(frozen=True)
class Said:
    """What is said of a film; what is left out stays as it was."""

    status: str = _UNSET
    score: int | None = _UNSET
    times: int = _UNSET
    started: str = _UNSET
    finished: str = _UNSET
    notes: str = _UNSET
    private: bool = _UNSET

    def fields(self) -> dict[str, Any]:
        """What is said, by the fields of ``Viewing``."""
        return {name: value for name, value in vars(self).items() if value is not _UNSET}


def watch(user: User, film: Film, said: Said, *, segment: Segment | None = None) -> Viewing | None:
    """Keep what ``user`` says of ``film``, or of ``segment`` of it; return it as it is now.

    Who has watched something has seen it at least once. Where nothing is said any more there is no row,
    and ``None`` is returned. The film's numbers follow in the same transaction.

    Raises ``PermissionDenied`` (not logged in), ``ValidationError`` by field.
    """
    if segment is not None and segment.film_id != film.pk:
        raise ValidationError(_("This segment belongs to another film."))
    return watch_part(user, film.pk, said, segment=segment.pk if segment else None)


def watch_part(user: User, film: int, said: Said, *, segment: int | None) -> Viewing | None:
    """``watch``, by ids: of a segment that an edit may have removed since it was said to be the film's."""
    require(user.is_authenticated and user.is_active)
    now = timezone.now()
    about = {"user_id": user.pk, "film_id": film, "segment_id": segment}
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).only("pk").get(pk=user.pk)  # one hand at a time
        found = Viewing.objects.filter(**about).first()
        viewing = found or Viewing(**about, created_at=now)
        for name, value in said.fields().items():
            setattr(viewing, name, value)
        if viewing.status == WatchStatus.WATCHED:
            viewing.times = max(viewing.times, 1)
        check(viewing)
        if says_something(viewing):
            viewing.changed_at = now
            viewing.save()
        elif found is not None:
            found.delete()
        tallies.count(film, segment)
    return viewing if says_something(viewing) else None


def judge(user: User, film: Film, said: Said, *, segment: Segment | None = None) -> Viewing | None:
    """``watch``, said by who rates or reviews ``film``: they have seen it.

    So it is watched where they had said nothing, or that they want to watch it; who is in the middle
    of it, or gave it up, still is or has.
    """
    require(user.is_authenticated and user.is_active)
    about = Viewing.objects.filter(user=user, film=film, segment=segment)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).only("pk").get(pk=user.pk)  # one hand at a time
        if about.values_list("status", flat=True).first() in (None, "", WatchStatus.WANT):
            said = replace(said, status=WatchStatus.WATCHED.value)
        return watch(user, film, said, segment=segment)


def forget(user: User, film: Film, *, segment: Segment | None = None) -> None:
    """Take a film, or a segment of it, off the list of ``user`` with all that was said of it."""
    require(user.is_authenticated and user.is_active)
    with transaction.atomic():
        gone, _rows = Viewing.objects.filter(user=user, film=film, segment=segment).delete()
        if gone:
            tallies.count(film.pk, segment.pk if segment else None)


def says_something(viewing: Viewing) -> bool:
    """Whether there is anything in it to keep."""
    return bool(
        viewing.status
        or viewing.score
        or viewing.times
        or viewing.notes
        or viewing.started
        or viewing.finished
    )


def check(viewing: Viewing) -> None:
    """Raise ``ValidationError`` for what no form would let through."""
    errors: dict[str, Any] = {}
    if viewing.status not in ("", *WatchStatus.values):
        errors["status"] = _("Choose one of the list.")
    if viewing.score is not None and not 1 <= viewing.score <= BEST:
        errors["score"] = _("A rating is between 1 and 100.")
    if not 0 <= viewing.times <= MOST_TIMES:
        errors["times"] = _("Write a number up to %(most)d.") % {"most": MOST_TIMES}
    for name in ("started", "finished"):
        try:
            if getattr(viewing, name):
                validate_partial_date(getattr(viewing, name))
        except ValidationError as error:
            errors[name] = error
    both = not errors and viewing.started and viewing.finished
    if both and last_day(viewing.finished) < first_day(viewing.started):
        errors["finished"] = _("It cannot end before it begins.")
    if errors:
        raise ValidationError(errors)
