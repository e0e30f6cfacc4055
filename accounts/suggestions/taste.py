"""Combining neighbours of films with what one person made of them: pure functions.

Each film that somebody knows speaks for its neighbours, or against them: as much as it was liked above
the person's own mean, times how alike they are. Of those that speak for one film the strongest counts
whole, each further one less, so that a film which is a little like everything does not win.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

#: Ratings that a mean begins with, and of how many points: who has rated one film has no mean yet.
_BEGUN, _START = 5, 65.0
#: So many points above the mean are liking something wholly.
_WHOLE = 25.0
#: What a film says that was watched without a rating, is wanted, or was given up.
WATCHED, WANTED, DROPPED = 0.25, 0.2, -0.4
#: That somebody watched and rated it at their mean speaks for it a little.
_CHOSEN = 0.15
#: What the second strongest reason counts next to the strongest, the third next to the second, …
_NEXT = 0.55
#: So many films speak, those that say the most.
MOST_SOURCES = 250
#: Suggestions for one film, and for one thing that films share (a person), on a page.
_FOR_ONE_FILM, _FOR_ONE_REASON = 3, 4


@dataclass(frozen=True, slots=True)
class Known:
    """What somebody says of a film: ``score`` from 1 to 100, or how much else it says (``leaning``)."""

    film: int
    score: int | None = None
    leaning: float = 0.0


@dataclass(frozen=True, slots=True)
class Because:
    """A film that speaks for another one: how much, and what both share most (as a key)."""

    film: int
    weight: float
    reason: str


@dataclass(frozen=True, slots=True)
class Pick:
    """A film that somebody may like, with what speaks for it, the strongest first."""

    film: int
    weight: float
    because: Sequence[Because] = field(default_factory=tuple)


#: Film, likeness in thousandths, what is shared most.
Near = Sequence[tuple[int, int, str]]


def liking(known: Iterable[Known]) -> dict[int, float]:
    """How much somebody likes each film, from -1 to 1, by their own mean; those that say the most."""
    every = list(known)
    scores = [each.score for each in every if each.score is not None]
    mean = (_BEGUN * _START + sum(scores)) / (_BEGUN + len(scores))
    found = {}
    for each in every:
        said = each.leaning
        if each.score is not None:
            said = max(-1.0, min(1.0, _CHOSEN + (each.score - mean) / _WHOLE))
        found[each.film] = said
    foremost = sorted(found, key=lambda film: (-abs(found[film]), film))[:MOST_SOURCES]
    return {film: found[film] for film in foremost}


def picks(likings: Mapping[int, float], near: Mapping[int, Near], without: set[int]) -> list[Pick]:
    """The films that speak for themselves, the most likely first; none of ``without``."""
    told: dict[int, list[Because]] = {}
    for film, said in likings.items():
        for other, likeness, reason in near.get(film, ()):
            if other not in without:
                told.setdefault(other, []).append(Because(film, said * likeness / 1000, reason))
    found = []
    for film, every in told.items():
        every.sort(key=lambda one: (-one.weight, one.film))
        weight, share = 0.0, 1.0
        for one in every:
            if one.weight > 0:
                weight += share * one.weight
                share *= _NEXT
            else:
                weight += one.weight
        good = tuple(one for one in every if one.weight > 0)
        if weight > 0 and good:
            found.append(Pick(film, weight, good))
    found.sort(key=lambda pick: (-pick.weight, pick.film))
    return found


def varied(found: Iterable[Pick], most: int) -> list[Pick]:
    """The first ``most``, none of which crowd a page: few for one film or one person, in their order.

    What is left out for that comes at the end where there is not enough else.
    """
    films: dict[int, int] = {}
    reasons: dict[str, int] = {}
    chosen: list[Pick] = []
    waiting: list[Pick] = []
    for pick in found:
        foremost = pick.because[0]
        for_film, for_reason = films.get(foremost.film, 0), reasons.get(foremost.reason, 0)
        if for_film >= _FOR_ONE_FILM or for_reason >= _FOR_ONE_REASON:
            waiting.append(pick)
            continue
        films[foremost.film] = for_film + 1
        reasons[foremost.reason] = for_reason + 1
        chosen.append(pick)
        if len(chosen) == most:
            return chosen
    return [*chosen, *waiting][:most]
