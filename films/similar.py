"""More like this: films that share people, themes or genres with one, each with the reason in words.

What a film has is read from its document; who else has it in one statement. Each thing that two films
share counts by how much it shapes a film (a director more than a key animator) and by how few have it:
what hundreds share says little, so people and themes that too many films have choose none, and the
statement stays small in a catalogue of any size. They only add to what others have chosen.

Films that the page names anyway (of the same franchise, related, listed as similar) are left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from math import log2, sqrt
from typing import Any

from django.db.models import CharField, IntegerField, OuterRef, QuerySet, Subquery, Value

from films import similar_sources
from films.cards import FilmCard, card, columns
from films.models import (
    Credit,
    Film,
    FilmGenre,
    FilmTheme,
    Genre,
    Membership,
    Person,
    Theme,
)
from films.role_weights import WEIGHTS
from films.similar_words import reason
from wiki.changesets import Document
from wiki.documents import Labels

#: What more films than these have chooses none; so many people of a film are asked for.
COMMON, PEOPLE = 200, 16
#: What a shared theme and genre weigh, where few have it and where many do.
_THEME, _GENRE, _COMMON_THEME, _COMMON_GENRE = 5.0, 2.5, 1.2, 0.6
#: What is alike by less is not said; with fewer films than these, those of about the same year are asked.
LEAST, FEW = 1.1, 4
#: How many years before and after, and how many of their films.
_YEARS, _OF_YEARS = 1, 300

Row = tuple[str, int, int, str]


@dataclass(frozen=True, slots=True)
class Own:
    """What a film has that others may share, by id, and the films that are not to be suggested."""

    pk: int
    year: int | None = None
    people: Mapping[int, int] = field(default_factory=dict)
    themes: frozenset[int] = frozenset()
    genres: frozenset[int] = frozenset()
    franchises: frozenset[int] = frozenset()
    known: frozenset[int] = frozenset()


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


class _CountUpTo(Subquery):
    """How many rows a sliced query gives, no more than its slice."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


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
    """The films that are most like ``film``, the most alike first. Two queries, or three.

    ``labels`` name what its document refers to; with ``links`` reasons lead to what is shared.
    """
    ties, left_out = _shared(_rows(film), film)
    alike = similar_sources.asked(film.pk)
    scores = {pk: sum(tie.weight for tie in found) for pk, found in ties.items()}
    for pk, others in alike.items():
        scores[pk] = scores.get(pk, 0) + sum(other.weight for other in others)
    chosen = [pk for pk, score in scores.items() if score >= LEAST and pk not in left_out]
    if len(chosen) < FEW and film.year and (film.themes or film.genres):
        nearby, _out = _shared(_of_about_the_year(film, film.year), film)
        for pk, found in nearby.items():
            if pk not in scores and pk not in left_out:
                ties[pk], scores[pk] = found, sum(tie.weight for tie in found)
                chosen.append(pk)
    chosen.sort(key=lambda pk: (-scores[pk], -pk))
    wanted = chosen[: 2 * most]  # some may be hidden
    shown = {
        row["pk"]: row for row in Film.objects.visible().filter(pk__in=wanted).values(*columns())
    }
    return [
        Likeness(
            card(shown[pk]),
            scores[pk],
            reason(
                ties.get(pk, ()), [other.words for other in alike.get(pk, ())], labels, links=links
            ),
        )
        for pk in wanted
        if pk in shown
    ][:most]


def _rows(film: Own) -> list[Row]:
    """Who shares what with the film: what, its id, the film that has it, in which role. One query."""
    parts: list[QuerySet[Any, Any]] = []
    if film.people:
        rare = _rare(Person, film.people, Credit.objects.filter(person=OuterRef("pk")))
        credited = Credit.objects.filter(person__in=rare, role__in=WEIGHTS)
        parts.append(_told(credited, "person", "role"))
        with_them = credited.order_by().values("film")
        if film.themes:
            themes = FilmTheme.objects.filter(theme__in=film.themes, film__in=with_them)
            parts.append(_told(themes, "theme", "common"))
        if film.genres:
            genres = FilmGenre.objects.filter(genre__in=film.genres, film__in=with_them)
            parts.append(_told(genres, "genre", "common"))
    if film.themes:
        few = _rare(Theme, film.themes, FilmTheme.objects.filter(theme=OuterRef("pk")))
        parts.append(_told(FilmTheme.objects.filter(theme__in=few), "theme", ""))
    if film.genres:
        few = _rare(Genre, film.genres, FilmGenre.objects.filter(genre=OuterRef("pk")))
        parts.append(_told(FilmGenre.objects.filter(genre__in=few), "genre", ""))
    if not parts:
        return []
    if film.franchises:
        mates = Membership.objects.filter(franchise__in=film.franchises)
        parts.append(_told(mates, "franchise", ""))
    return list(parts[0].union(*parts[1:]) if parts[1:] else parts[0])


def _rare(model: Any, ids: Collection[int], rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    """Those of ``ids`` that not too many films have; ``rows`` are those that point at one."""
    counted = _CountUpTo(rows.order_by().values("pk")[: COMMON + 1])
    found = model.objects.filter(pk__in=ids).annotate(uses=counted)
    return found.filter(uses__lte=COMMON).order_by().values("pk")


def _told(rows: QuerySet[Any], kind: str, role: str) -> QuerySet[Any, Any]:
    """Rows as ``Row``; ``role`` is the name of a field, or a word for all of them."""
    said: Any = role if role == "role" else Value(role, output_field=CharField())
    what = Value(kind, output_field=CharField())
    return rows.order_by().values_list(what, f"{kind}_id", "film_id", said)


def _of_about_the_year(film: Own, year: int) -> list[Row]:
    """Films of about the same year with the same themes and genres, for films that share nothing rarer."""
    near = Film.objects.visible().filter(year__range=(year - _YEARS, year + _YEARS))
    kind, own_ids = ("theme", film.themes) if film.themes else ("genre", film.genres)
    path = f"{kind}_rows__{kind}"
    rows = near.filter(**{f"{path}__in": own_ids}).order_by("year", "sort_title", "pk")
    return [
        (kind, shared, other, "common")
        for shared, other in rows.values_list(path, "pk")[:_OF_YEARS]
    ]


def _shared(rows: Iterable[Row], film: Own) -> tuple[dict[int, list[Tie]], set[int]]:
    """What each other film shares, and the films to leave out."""
    found: dict[int, dict[str, Tie]] = {}
    left_out = set(film.known)
    uses: dict[tuple[str, int], int] = {}
    told = sorted(rows)
    for kind, pk, _other, role in told:
        if role != "common":
            uses[kind, pk] = uses.get((kind, pk), 0) + 1
    for kind, pk, other, role in told:
        if kind == "franchise":
            left_out.add(other)
        elif not (role == "common" and (kind, pk) in uses):
            tie = Tie(
                kind, pk, _weight(kind, role, film.people.get(pk, 0), uses.get((kind, pk))), role
            )
            held = found.setdefault(other, {}).get(tie.key)
            if held is None or held.weight < tie.weight:
                found[other][tie.key] = tie
    ties = {
        other: sorted(shared.values(), key=lambda tie: (-tie.weight, tie.key))
        for other, shared in found.items()
    }
    return ties, left_out


def _weight(kind: str, role: str, own_weight: int, uses: int | None) -> float:
    """How much sharing it says; ``uses`` is how many have it, ``None`` for many."""
    if uses is None:
        return _COMMON_THEME if kind == "theme" else _COMMON_GENRE
    rarity = 1 / (1 + log2(max(uses, 1)) / 5)
    if kind == "person":
        return sqrt(own_weight * WEIGHTS.get(role, 0)) * rarity
    return (_THEME if kind == "theme" else _GENRE) * rarity
