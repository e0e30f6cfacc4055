"""What search knows of entries beside their names: how well known they are, and who belongs to them.

Each function takes the ids of a batch and asks the database a fixed number of times.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, F, Q

from films import renown
from films.models import (
    Appearance,
    Availability,
    CompanyCredit,
    Credit,
    FeaturePick,
    Film,
    FilmLink,
    Membership,
    Release,
    VoiceRole,
)
from wiki.search_engine.facts import SearchFacts

#: The roles by which a film is known: "otomo 1995" means what he directed, not where he drew.
MAIN_ROLES = ("chief_director", "director", "original_work", "original_concept", "writer", "music")
#: The titles of so many films belong to a person or character, the best documented ones.
MOST_FILMS = 30
_NAMES = ("title", "title_native", "title_latin")
_VISIBLE = {"film__hidden": False, "film__merged_into": None}


def film(ids: list[int]) -> dict[int, SearchFacts]:
    """Year, makers and studios; the cast, further staff and franchises. Ten statements.

    How well known a film is shows in how much is written of it: links to other sites, releases and
    services count more than single credits; and in what readers make of it (``films.renown``).
    """
    main: dict[int, set[str]] = {}
    also: dict[int, set[str]] = {}
    weight: Counter[int] = Counter()
    for pk, role, *names in _rows(Credit, "person", ids, "role"):
        _add(main if role in MAIN_ROLES else also, pk, names)
        weight[pk] += 1
    for pk, *names in _rows(CompanyCredit, "company", ids):
        _add(main, pk, names)
        weight[pk] += 1
    for pk, *names in _rows(Appearance, "character", ids):
        _add(also, pk, names)
        weight[pk] += 2
    for pk, *names in _rows(Membership, "franchise", ids):
        _add(also, pk, names)
        weight[pk] += 4
    voices = VoiceRole.objects.filter(appearance__film__in=ids).order_by()
    paths = [f"person__{name}" for name in _NAMES]
    for pk, *names in voices.values_list("appearance__film", *paths).distinct():
        _add(also, pk, names)
    for model, counts in ((FilmLink, 8), (Release, 3), (Availability, 3)):
        rows = model._default_manager.filter(film__in=ids).order_by().values_list("film")
        for pk, number in rows.annotate(number=Count("pk")):
            weight[pk] += counts * number
    for pk, known in renown.weights(lambda path: Q(**{f"{path}__in": ids})):
        weight[pk] += known
    years = Film.objects.filter(pk__in=ids).values_list("pk", "year")
    return {
        pk: SearchFacts(
            weight[pk], year, tuple(sorted(main.get(pk, ()))), tuple(sorted(also.get(pk, ())))
        )
        for pk, year in years
    }


def person(ids: list[int]) -> dict[int, SearchFacts]:
    """How many films somebody is known for, what they led counting more; the titles of these."""
    weight: Counter[int] = Counter()
    films: dict[int, set[str]] = {}
    voices = {f"appearance__{path}": value for path, value in _VISIBLE.items()}
    credited = Credit.objects.filter(person__in=ids, **_VISIBLE).order_by()
    for pk, role, title in credited.values_list("person", "role", "film__title").distinct():
        weight[pk] += 6 if role in MAIN_ROLES else 1
        if role in MAIN_ROLES:
            _add(films, pk, [title])
    voiced = VoiceRole.objects.filter(person__in=ids, **voices).order_by()
    counted = voiced.values_list("person").annotate(n=Count("appearance__film", distinct=True))
    weight.update(dict(counted))
    return {
        pk: SearchFacts(weight[pk], also=tuple(sorted(films.get(pk, ()))[:MOST_FILMS]))
        for pk in ids
    }


def character(ids: list[int]) -> dict[int, SearchFacts]:
    """In how many films a character appears, and their titles."""
    weight: Counter[int] = Counter()
    films: dict[int, set[str]] = {}
    rows = Appearance.objects.filter(character__in=ids, **_VISIBLE).order_by()
    for pk, *titles in rows.values_list("character", "film__title", "film__title_native"):
        weight[pk] += 3
        _add(films, pk, titles)
    return {
        pk: SearchFacts(weight[pk], also=tuple(sorted(films.get(pk, ()))[: 2 * MOST_FILMS]))
        for pk in ids
    }


def feature(ids: list[int]) -> dict[int, SearchFacts]:
    """What it picks: an article is found by the films and people that it is about. Two statements."""
    named: dict[int, set[str]] = {}
    for path in ("film", "person"):
        visible = {f"{path}__hidden": False, f"{path}__merged_into": None}
        picks = FeaturePick.objects.filter(feature__in=ids, **visible).order_by()
        for pk, *names in picks.values_list("feature", *(f"{path}__{name}" for name in _NAMES)):
            _add(named, pk, names)
    return {
        pk: SearchFacts(4, also=tuple(sorted(named.get(pk, ()))[: 2 * MOST_FILMS])) for pk in ids
    }


def counted(model: Any, path: str, ids: Iterable[int]) -> dict[int, SearchFacts]:
    """How many visible films stand at ``path`` of each entry of ``model``. One statement."""
    visible = Q(**{f"{path}__hidden": False, f"{path}__merged_into": None})
    rows = model._default_manager.filter(pk__in=ids).order_by().values_list("pk")
    found = rows.annotate(films=Count(path, filter=visible, distinct=True))
    return {pk: SearchFacts(2 * films) for pk, films in found}


def films_with_people(ids: list[int]) -> Iterator[str]:
    """The keys of films that are found by the names of people. Two statements."""
    credited = Credit.objects.filter(person__in=ids).values_list("film", flat=True)
    voiced = VoiceRole.objects.filter(person__in=ids).values_list("appearance__film", flat=True)
    yield from (f"film:{pk}" for pk in {*credited, *voiced})


def of_films(ids: list[int]) -> Iterator[str]:
    """The keys of characters that are found by the titles of films. One statement."""
    rows = Appearance.objects.filter(film__in=ids).values_list("character", flat=True)
    yield from (f"character:{pk}" for pk in set(rows))


def films_with(model: Any, field: str, ids: list[int]) -> Iterator[str]:
    """The keys of films that are found by the names of what rows of ``model`` point at by ``field``."""
    rows = model._default_manager.filter(**{f"{field}__in": ids}).values_list("film", flat=True)
    yield from (f"film:{pk}" for pk in set(rows))


def _rows(model: Any, field: str, ids: list[int], *columns: str) -> Any:
    """Film, ``columns`` and the names of what each row of the films points at by ``field``."""
    visible = {f"{field}__hidden": False}
    rows = model._default_manager.filter(film__in=ids, **visible).order_by()
    return rows.values_list("film", *(F(c) for c in columns), *(f"{field}__{n}" for n in _NAMES))


def _add(found: dict[int, set[str]], pk: int, names: Iterable[str]) -> None:
    found.setdefault(pk, set()).update(filter(None, names))
