"""The suggestions of one person: what their ratings speak for, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from accounts.models import Neighbours, NotForMe, User, Viewing, WatchStatus
from accounts.suggestions import taste
from accounts.suggestions.reasons import Source, sentences
from accounts.suggestions.taste import Known, Near, Pick
from films.adult import suitable
from films.cards import FilmCard, card, columns
from films.models import Film

#: So many are shown; so many more are read, as some have no reason that holds.
MOST, SPARE = 24, 24
#: Where somebody stands with a film -> what it says without a rating. Others say nothing.
_LEANINGS = {
    WatchStatus.WATCHED: taste.WATCHED,
    WatchStatus.WATCHING: taste.WATCHED,
    WatchStatus.WANT: taste.WANTED,
    WatchStatus.DROPPED: taste.DROPPED,
}


@dataclass(frozen=True)
class Suggestion:
    """A film, and why."""

    film: FilmCard
    reason: SafeString


@dataclass
class OfUser:
    """What speaks for what: the films that somebody knows, and what these are neighbours of."""

    said: dict[int, tuple[int | None, str, int | None]] = field(default_factory=dict)
    picks: list[Pick] = field(default_factory=list)
    not_wanted: set[int] = field(default_factory=set)
    statuses: dict[int, str] = field(default_factory=dict)


def for_user(user: User) -> OfUser:
    """What may be suggested to ``user``, the most likely first. Three queries.

    Nothing that they have watched, given up or rated, and nothing that is not for them.
    """
    found = OfUser()
    rows: QuerySet[Any, Any] = Viewing.objects.filter(user=user).order_by()
    for film, part, status, score in rows.values_list("film_id", "segment_id", "status", "score"):
        if part is None:
            found.statuses[film] = status
        before = found.said.get(film)
        # What is said of the film goes before what is said of its segments, of which the best counts.
        says_more = before is None or (part is None and (score or status))
        if (part is None or score is not None) and (says_more or _better(before, score, part)):
            found.said[film] = (score, status, part)
    said = NotForMe.objects.filter(user=user).values_list("film", "film__merged_into")
    found.not_wanted = {pk for pair in said for pk in pair if pk}
    known = [
        Known(film, score, _LEANINGS.get(WatchStatus(status), 0.0) if status else 0.0)
        for film, (score, status, _part) in found.said.items()
    ]
    likings = taste.liking(known)
    kept = {film for film, status in found.statuses.items() if status != WatchStatus.WANT}
    near: dict[int, Near] = dict(
        Neighbours.objects.filter(film__in=likings).values_list("film", "near")
    )
    found.picks = taste.picks(likings, near, kept | found.not_wanted)
    return found


def suggested(request: Any, user: User) -> tuple[list[Suggestion], OfUser]:
    """The suggestions that a page shows. Nine queries at most."""
    found = for_user(user)
    request.watch_statuses = found.statuses  # the marks on cards need not ask again
    wanted = {film for film, status in found.statuses.items() if status == WatchStatus.WANT}
    fresh = [pick for pick in found.picks if pick.film not in wanted]
    chosen = taste.varied(fresh, MOST + SPARE)
    sources = {one.film for pick in chosen for one in pick.because}
    named = {pick.film for pick in chosen} | sources
    rows = suitable(Film.objects.visible().filter(pk__in=named))
    cards = {row["pk"]: card(row) for row in rows.values(*columns())}
    told = {pk: _source(cards[pk], *found.said[pk]) for pk in sources if pk in cards}
    shown = [pick for pick in chosen if pick.film in cards]
    reasons = sentences(shown, told, cards, user.scale)
    every = [Suggestion(cards[p.film], reasons[p.film]) for p in shown if p.film in reasons]
    return every[:MOST], found


def _source(film: FilmCard, score: int | None, status: str, part: int | None) -> Source:
    watched = part is not None or status != WatchStatus.WANT
    return Source(film, score=score, watched=watched, segment=part)


def _better(
    before: tuple[int | None, str, int | None] | None, score: int | None, part: int | None
) -> bool:
    """Whether another segment of the film was rated higher than what is known so far."""
    if before is None or before[2] is None:
        return False
    return part is not None and (score or 0) > (before[0] or 0)
