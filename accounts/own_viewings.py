"""What the reader of a page says of films: read once a request, however many pieces of the page show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from accounts.models import Viewing

#: What a user says of a film (by ``None``) and of its segments (by their ids).
OfFilm = dict[int | None, Viewing]
#: What the page of a film tells of a viewing.
_TOLD = ("id", "film_id", "segment_id", "status", "score", "times", "private")


def said_of(user: Any, film: int) -> OfFilm:
    """All that ``user`` says of a film and its segments. One query."""
    if not user.is_authenticated:
        return {}
    return {row.segment_id: row for row in Viewing.objects.filter(user=user, film=film)}


def known_of(request: Any, film: int) -> OfFilm:
    """What the reader of a page says of a film. One query, unless ``told_of`` or this has made it."""
    known: dict[int, OfFilm] = request.__dict__.setdefault("own_viewings", {})
    if film not in known:
        known[film] = said_of(request.user, film)
    return known[film]


def know_many(request: Any, films: Iterable[int]) -> None:
    """Have ``known_of`` ask nothing for these films. One query for members."""
    wanted = set(films)
    if not request.user.is_authenticated or not wanted:
        return
    found: dict[int, OfFilm] = {film: {} for film in wanted}
    for row in Viewing.objects.filter(user=request.user, film__in=wanted):
        found[row.film_id][row.segment_id] = row
    request.__dict__.setdefault("own_viewings", {}).update(found)


def told_of(request: Any, film: int) -> OfFilm:
    """What the page of a film tells of it: status, rating, times, whether it is private.

    The marks on the cards of that page cost no query of their own then.
    """
    if not request.user.is_authenticated:
        return {}
    rows = Viewing.objects.filter(Q(segment=None) | Q(film=film), user=request.user)
    found: OfFilm = {}
    request.watch_statuses = {}
    for values in rows.values_list(*_TOLD):  # thousands of rows, of which few become objects
        _pk, about, segment, status, *_rest = values
        if segment is None:
            request.watch_statuses[about] = status
        if about == film:
            found[segment] = Viewing.from_db(rows.db, _TOLD, values)
    request.__dict__.setdefault("own_viewings", {})[film] = found
    return found


def statuses(request: Any) -> dict[int, str]:
    """Where a member stands with each film. One query, unless ``told_of`` has made it."""
    if not hasattr(request, "watch_statuses"):
        rows = Viewing.objects.filter(user=request.user, segment=None)
        request.watch_statuses = dict(rows.values_list("film", "status"))
    found: dict[int, str] = request.watch_statuses
    return found
