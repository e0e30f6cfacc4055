"""Moving what users say of films that were merged away to the films they were merged into."""

from __future__ import annotations

from django.db import transaction

from accounts import tallies
from accounts.models import User, Viewing
from films.models import Film

_BATCH = 500


def follow_merges() -> str:
    """Move the viewings of merged films; return how many, in words, "" for none. A job of ``tick``.

    Who has both keeps what they say of the survivor; what they left open there is filled from the
    other, notes are joined, and the films count as seen as often as both together.
    """
    moved = 0
    while rows := list(_stranded()):
        for viewing in rows:
            with transaction.atomic():
                _move(viewing)
            moved += 1
    return f"{moved:,} films of watch lists" if moved else ""


def _stranded() -> list[Viewing]:
    merged = Film.objects.exclude(merged_into=None)
    rows = Viewing.objects.filter(film__in=merged).select_related("film")
    return list(rows.order_by("pk")[:_BATCH])


def _move(viewing: Viewing) -> None:
    film, segment = viewing.film_id, viewing.segment_id
    target = viewing.film.merged_into_id
    User.objects.select_for_update(no_key=True).only("pk").get(pk=viewing.user_id)
    there = Viewing.objects.filter(user=viewing.user_id, film=target, segment=segment).first()
    if there is None:
        viewing.film_id = target
        viewing.save(update_fields=["film"])
    else:
        for name in ("status", "score", "started", "finished"):
            if not getattr(there, name):
                setattr(there, name, getattr(viewing, name))
        there.notes = "\n\n".join(filter(None, (there.notes, viewing.notes)))
        there.times = min(there.times + viewing.times, 999)
        there.private = there.private or viewing.private
        viewing.delete()
        there.save()
    for each in (film, target):
        tallies.count(each, segment)
