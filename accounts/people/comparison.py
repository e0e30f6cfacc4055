"""Two users side by side: what both have watched, how far they agree, what one has and the other not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import User, WatchStatus
from accounts.scales import scale_of, shown
from accounts.watch_list import visible
from films.cards import FilmCard, films_by_id

#: Below so many films that both have rated, agreement says nothing.
ENOUGH = 5
#: Films in each of the lists.
MOST = 12


@dataclass(frozen=True)
class Pair:
    """A film that both have rated, in the reader's scale."""

    film: FilmCard
    first: str
    second: str


@dataclass(frozen=True)
class Comparison:
    """What two have in common. ``agreement`` is in hundredths, ``None`` where too little is known."""

    first: User
    second: User
    both: int
    only_first: int
    only_second: int
    rated: int
    agreement: int | None
    alike: list[Pair]
    apart: list[Pair]
    for_first: list[Pair]
    for_second: list[Pair]
    enough: int = ENOUGH


def agreement(first: Mapping[int, int], second: Mapping[int, int]) -> int | None:
    """How far two agree, in hundredths: 100 less the mean difference of their ratings from 1 to 100.

    ``None`` where they have rated fewer than ``ENOUGH`` films in common.
    """
    both = first.keys() & second.keys()
    if len(both) < ENOUGH:
        return None
    return round(100 - sum(abs(first[film] - second[film]) for film in both) / len(both))


def compare(first: User, second: User, reader: Any) -> Comparison:
    """Both watch lists, as ``reader`` may see them, side by side. Three queries."""
    scale = scale_of(reader)
    one, other = (_told(person, reader) for person in (first, second))
    watched, also = ({f for f, (done, _s) in told.items() if done} for told in (one, other))
    scores, others = ({f: s for f, (_d, s) in told.items() if s} for told in (one, other))
    both = sorted(
        scores.keys() & others.keys(), key=lambda film: (abs(scores[film] - others[film]), film)
    )
    alike = sorted(
        (film for film in both if abs(scores[film] - others[film]) <= 10),
        key=lambda film: -(scores[film] + others[film]),
    )[:MOST]
    apart = [film for film in reversed(both) if abs(scores[film] - others[film]) > 10][:MOST]
    for_first = _best(others, also - watched)
    for_second = _best(scores, watched - also)
    known = films_by_id({*alike, *apart, *for_first, *for_second})

    def pairs(films: Iterable[int]) -> list[Pair]:
        return [
            Pair(known[film], _shown(scores.get(film), scale), _shown(others.get(film), scale))
            for film in films
            if film in known
        ]

    return Comparison(
        first=first,
        second=second,
        both=len(watched & also),
        only_first=len(watched - also),
        only_second=len(also - watched),
        rated=len(both),
        agreement=agreement(scores, others),
        alike=pairs(alike),
        apart=pairs(apart),
        for_first=pairs(for_first),
        for_second=pairs(for_second),
    )


def _told(person: User, reader: Any) -> dict[int, tuple[bool, int | None]]:
    """Whether a film was watched, and its rating. One query."""
    rows = visible(person, to_owner=reader == person).order_by()
    return {
        film: (status == WatchStatus.WATCHED or times > 0 or score is not None, score)
        for film, status, times, score in rows.values_list("film_id", "status", "times", "score")
    }


def _best(scores: Mapping[int, int], among: set[int]) -> list[int]:
    """Of some films those that are rated best."""
    rated = [film for film in among if film in scores]
    return sorted(rated, key=lambda film: (-scores[film], film))[:MOST]


def _shown(score: int | None, scale: str) -> str:
    return shown(score, scale) if score else ""
