"""Moving what users say of films that were merged away, on watch lists and in diaries, to the survivors."""

from __future__ import annotations

from django.db import transaction
from django.db.models import OuterRef, Subquery

from accounts import tallies
from accounts.actions.watch import MOST_TIMES
from accounts.models import DiaryEntry, User, Viewing
from films.models import Film

_BATCH = 500


def follow_merges() -> str:
    """Move the viewings of merged films; return how many, in words, "" for none. A job of ``tick``.

    Who has both keeps what they say of the survivor; what they left open there is filled from the
    other, notes are joined, and the films count as seen as often as both together.
    """
    moved = 0
    while rows := list(_stranded()):
        with transaction.atomic():
            touched = [place for viewing in rows for place in _move(viewing)]
            tallies.count_all(touched)
        moved += len(rows)
    written = _move_diaries()
    told = (
        f"{moved:,} films of watch lists" if moved else "",
        f"{written:,} rows of diaries" if written else "",
    )
    return ", ".join(filter(None, told))


def _stranded() -> list[Viewing]:
    merged = Film.objects.exclude(merged_into=None)
    rows = Viewing.objects.filter(film__in=merged).select_related("film")
    return list(rows.order_by("user_id", "pk")[:_BATCH])  # users are locked by their ids


def _move_diaries() -> int:
    """Have the rows of diaries say the survivor; return how many."""
    into = Film.objects.filter(pk=OuterRef("film")).values("merged_into")
    stranded = DiaryEntry.objects.exclude(film__merged_into=None)
    return stranded.update(film=Subquery(into))


def _move(viewing: Viewing) -> list[tuple[int, int | None]]:
    """Give one viewing to the survivor; return the films, with the segment, that count others now."""
    film, segment = viewing.film, viewing.segment_id
    target = film.merged_into_id
    if target is None:  # the merge was undone meanwhile
        return []
    User.objects.select_for_update(no_key=True).only("pk").get(pk=viewing.user_id)
    there = Viewing.objects.filter(user=viewing.user_id, film=target, segment=segment).first()
    if there is None:
        Viewing.objects.filter(pk=viewing.pk).update(film=target)
    else:
        _fill(there, viewing)
        viewing.delete()
        there.save()
    return [(film.pk, segment), (target, segment)]


def _fill(there: Viewing, other: Viewing) -> None:
    """Take over what ``there`` leaves open."""
    for name in ("status", "score", "started", "finished"):
        if not getattr(there, name):
            setattr(there, name, getattr(other, name))
    there.notes = "\n\n".join(filter(None, (there.notes, other.notes)))
    there.times = min(there.times + other.times, MOST_TIMES)
    there.private = there.private or other.private
