"""The few words that tell an entry from others of its name, in lists, searches and pickers.

Each function takes the ids that are shown and asks the database once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, Count, F, Model, Q, Value
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from films.cards import films_in_words
from films.models import (
    Appearance,
    Company,
    CompanyKind,
    Credit,
    Feature,
    Film,
    FilmKind,
    Franchise,
    Genre,
    Service,
    ServiceKind,
    Theme,
    Thing,
    ThingKind,
    VoiceRole,
)
from films.roles import OTHER, ROLES
from wiki.title_language import COLUMNS, arrange

#: Sorts voices behind the staff roles that people are known for, before the others.
VOICE = "voice"
_VOICE_ORDER = ROLES["in_between"].order


def film(ids: list[int]) -> dict[int, str]:
    """Year and kind: "1995 · anthology"."""
    kinds = dict(FilmKind.choices)
    return {
        pk: " · ".join(filter(None, (str(year or ""), str(kinds.get(kind, "")))))
        for pk, year, kind in Film.objects.filter(pk__in=ids).values_list("pk", "year", "kind")
    }


def person(ids: list[int]) -> dict[int, str]:
    """The foremost role, a film and the number of films: "Director: Memories (1995) · 12 films"."""
    visible = {"film__hidden": False, "film__merged_into": None}
    credited = (
        Credit.objects.filter(person__in=ids, **visible)
        .order_by()
        .values_list("person", "role", "film", *(f"film__{name}" for name in COLUMNS), "film__year")
    )
    voiced = (
        VoiceRole.objects.filter(
            person__in=ids,
            appearance__film__hidden=False,
            appearance__film__merged_into=None,
        )
        .order_by()
        .values_list(
            "person",
            Value(VOICE, output_field=CharField()),
            "appearance__film",
            *(f"appearance__film__{name}" for name in COLUMNS),
            "appearance__film__year",
        )
    )
    known: dict[int, _Known] = {}
    for pk, role, number, *names, year in credited.union(voiced, all=True):
        known.setdefault(pk, _Known()).add(role, number, arrange(*names).title, year)
    return {pk: found.words() for pk, found in known.items()}


@dataclass
class _Known:
    """What somebody is known for: the role of most films, and the first film that has it."""

    roles: Counter[str] = field(default_factory=Counter)
    films: dict[int, tuple[str, int | None]] = field(default_factory=dict)
    by_role: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def add(self, role: str, number: int, title: str, year: int | None) -> None:
        if role not in ROLES and role != VOICE:
            role = OTHER
        self.roles[role] += 1
        self.films[number] = (title, year)
        self.by_role.setdefault(role, []).append((year or 9999, _dated(title, year)))

    def words(self) -> str:
        role = min(self.roles, key=_importance)
        label = _("Voice") if role == VOICE else str(ROLES[role].label)
        told = f"{label}: {min(self.by_role[role])[1]}"
        return f"{told} · {films_in_words(len(self.films))}" if len(self.films) > 1 else told


def _importance(role: str) -> int:
    return _VOICE_ORDER if role == VOICE else ROLES[role].order


def character(ids: list[int]) -> dict[int, str]:
    """A film and the number of films: "Memories (1995) · 2 films"."""
    rows = (
        Appearance.objects.filter(character__in=ids, film__hidden=False, film__merged_into=None)
        .order_by(F("film__year").asc(nulls_last=True), "film")
        .values_list("character", "film", *(f"film__{name}" for name in COLUMNS), "film__year")
    )
    films: dict[int, dict[int, str]] = {}
    for pk, number, *names, year in rows:
        films.setdefault(pk, {}).setdefault(number, _dated(arrange(*names).title, year))
    return {
        pk: f"{first} · {films_in_words(len(found))}" if len(found) > 1 else first
        for pk, found in films.items()
        for first in [next(iter(found.values()))]
    }


def company(ids: list[int]) -> dict[int, str]:
    """Kind and number of films: "Studio · 34 films"."""
    return _counted(Company, ids, "credits__film", kinds=CompanyKind.choices)


def franchise(ids: list[int]) -> dict[int, str]:
    """Number of films."""
    return _counted(Franchise, ids, "memberships__film")


def genre(ids: list[int]) -> dict[int, str]:
    """Number of films."""
    return _counted(Genre, ids, "film_rows__film")


def theme(ids: list[int]) -> dict[int, str]:
    """Number of films."""
    return _counted(Theme, ids, "film_rows__film")


def thing(ids: list[int]) -> dict[int, str]:
    """Kind and number of films."""
    return _counted(Thing, ids, "associations__film", kinds=ThingKind.choices)


def service(ids: list[int]) -> dict[int, str]:
    """Kind and number of films."""
    return _counted(Service, ids, "availabilities__film", kinds=ServiceKind.choices)


def feature(ids: list[int]) -> dict[int, str]:
    """Number of films that the article picks."""
    return _counted(Feature, ids, "picks__film")


def _counted(
    model: type[Model], ids: Iterable[int], film: str, kinds: Iterable[tuple[str, Any]] = ()
) -> dict[int, str]:
    """The kind of each entry, where its type has kinds, and how many films point at it."""
    visible = Q(**{f"{film}__hidden": False, f"{film}__merged_into": None})
    rows = (
        model._default_manager.filter(pk__in=ids)
        .order_by()
        .values("pk", *(["kind"] if kinds else []))
        .annotate(uses=Count(film, filter=visible, distinct=True))
        .values_list("pk", "uses", *(["kind"] if kinds else []))
    )
    labels: Mapping[str, Any] = dict(kinds)
    notes = {}
    for pk, films, *kind in rows:
        words = [str(capfirst(labels[kind[0]]))] if kind and kind[0] in labels else []
        notes[pk] = " · ".join([*words, *([films_in_words(films)] if films else [])])
    return notes


def _dated(title: str, year: int | None) -> str:
    return f"{title} ({year})" if year else title
