"""More like this: films that share people, themes or genres with one, each with the reason in words.

What a film has is read from its document; who else has it in one statement. Each thing that two films
share counts by how much it shapes a film (a director more than a key animator) and by how few have it:
what hundreds share says little, so people and themes that too many films have choose none, and the
statement stays small in a catalogue of any size. They only add to what others have chosen.

Films that the page names anyway (of the same franchise, related, listed as similar) are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log2, sqrt

from films import similar_rows, similar_sources
from films.adult import suitable
from films.cards import FilmCard, card, columns
from films.models import Film
from films.role_weights import WEIGHTS
from films.similar_rows import COMMONLY, Own, Row
from films.similar_words import reason
from wiki.changesets import Document
from wiki.documents import Labels

#: So many people of a film are asked for.
PEOPLE = similar_rows.PLACES["person"]
#: What a shared theme and genre weigh, where few have it and where many do.
_THEME, _GENRE, _COMMON_THEME, _COMMON_GENRE = 5.0, 2.5, 1.2, 0.6
#: What is alike by less is not said; with fewer films than these, those of about the same year are asked.
LEAST, FEW = 1.1, 4
#: So many more are read than shown, as some may be hidden.
SPARE = 6

#: Something that a film can share: what it is, its id, and what a person did.
Thing = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Tie:
    """Something that two films share; ``role`` is what a person did for the other film."""

    kind: str
    pk: int
    weight: float
    role: str = ""

    @property
    def key(self) -> str:
        """The entry that is shared."""
        return f"{self.kind}:{self.pk}"


@dataclass(frozen=True, slots=True)
class Likeness:
    """A film that is like another, and why, as HTML."""

    film: FilmCard
    score: float
    reason: str


def own(pk: int, year: int | None, document: Document, known: Iterable[int] = ()) -> Own:
    """What the document of the film ``pk`` has. ``known`` are further films that its page names."""
    people: dict[int, int] = {}
    franchises, named = set(), {pk, *known}
    for key, fields in document.items():
        name = key.partition(":")[0]
        if name == "credit" and fields.get("role") in WEIGHTS:
            for person in _ids([fields.get("person")]):
                people[person] = max(people.get(person, 0), WEIGHTS[fields["role"]])
        elif name == "membership":
            franchises |= _ids([fields.get("franchise")])
        elif name in ("relation", "similarity"):
            named |= _ids([fields.get("other")])
    foremost = sorted(people, key=lambda person: (-people[person], person))[:PEOPLE]
    film = document[f"film:{pk}"]
    return Own(
        pk=pk,
        year=year,
        people={person: people[person] for person in foremost},
        themes=frozenset(_ids(film.get("themes") or ())),
        genres=frozenset(_ids(film.get("genres") or ())),
        franchises=frozenset(franchises),
        known=frozenset(named),
    )


def _ids(keys: Iterable[str | None]) -> set[int]:
    """The ids of entries that exist."""
    numbers = (key.partition(":")[2] for key in keys if key)
    return {int(number) for number in numbers if number.isdigit()}


def like(film: Own, labels: Labels, *, most: int, links: bool = False) -> list[Likeness]:
    """The films that are most like ``film``, the most alike first. Two queries, or three, beside those
    of ``similar_sources``.

    ``labels`` name what its document refers to; with ``links`` reasons lead to what is shared.
    """
    shared, left_out = _shared(similar_rows.read(film), film)
    alike = similar_sources.asked(film.pk)
    scores = {pk: sum(found.values()) for pk, found in shared.items()}
    for pk, others in alike.items():
        scores[pk] = scores.get(pk, 0) + sum(other.weight for other in others)
    chosen = [pk for pk, score in scores.items() if score >= LEAST and pk not in left_out]
    if len(chosen) < FEW and film.year and (film.themes or film.genres):
        nearby, _out = _shared(similar_rows.of_about_the_year(film, film.year), film)
        for pk, found in nearby.items():
            if pk not in scores and pk not in left_out:
                shared[pk], scores[pk] = found, sum(found.values())
                chosen.append(pk)
    chosen.sort(key=lambda pk: (-scores[pk], -pk))
    wanted = chosen[: most + SPARE]
    films = suitable(Film.objects.visible().filter(pk__in=wanted))
    shown = {row["pk"]: row for row in films.values(*columns())}
    return [
        Likeness(
            card(shown[pk]),
            scores[pk],
            reason(
                _ties(shared.get(pk, {})),
                [other.words for other in alike.get(pk, ())],
                labels,
                links=links,
            ),
        )
        for pk in [pk for pk in wanted if pk in shown][:most]
    ]


def _shared(rows: Iterable[Row], film: Own) -> tuple[dict[int, dict[Thing, float]], set[int]]:
    """What each other film shares, with what it weighs, and the films to leave out."""
    told = list(rows)
    uses = Counter((kind, pk) for kind, pk, _other, role in told if role != COMMONLY)
    weights: dict[Thing, float] = {}
    found: dict[int, dict[Thing, float]] = {}
    left_out = set(film.known)
    for kind, pk, other, role in told:
        if kind == "franchise":
            left_out.add(other)
        elif role != COMMONLY or (kind, pk) not in uses:
            thing = (kind, pk, role)
            if thing not in weights:
                weights[thing] = _weight(kind, role, film.people.get(pk, 0), uses.get((kind, pk)))
            found.setdefault(other, {})[thing] = weights[thing]
    return {other: _foremost(things) for other, things in found.items()}, left_out


def _foremost(things: dict[Thing, float]) -> dict[Thing, float]:
    """Each person once, in the weightiest of their roles."""
    if len(things) == 1:  # as of most films
        return things
    best: dict[tuple[str, int], Thing] = {}
    for thing in sorted(things, key=lambda thing: (-things[thing], thing)):
        best.setdefault(thing[:2], thing)
    return {thing: things[thing] for thing in best.values()}


def _ties(things: Mapping[Thing, float]) -> list[Tie]:
    """What is shared, the weightiest first."""
    ordered = sorted(things.items(), key=lambda item: (-item[1], item[0]))
    return [Tie(kind, pk, weight, role) for (kind, pk, role), weight in ordered]


def _weight(kind: str, role: str, own_weight: int, uses: int | None) -> float:
    """How much sharing it says; ``uses`` is how many have it, ``None`` for many."""
    if uses is None:
        return _COMMON_THEME if kind == "theme" else _COMMON_GENRE
    rarity = 1 / (1 + log2(max(uses, 1)) / 5)
    if kind == "person":
        return sqrt(own_weight * WEIGHTS.get(role, 0)) * rarity
    return (_THEME if kind == "theme" else _GENRE) * rarity
