"""Catalogues made of facts, and the same questions answered film by film, without sets."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict
from hypothesis import strategies as st

from films.facets.declared import span
from films.facets.sets import OFFER, VISIBLE, FacetSets, Fact, gathered
from films.film_filters import FilmFilters

Offer = tuple[int, str, str]


@dataclass(frozen=True)
class Made:
    """A film as tests write it down."""

    pk: int
    visible: bool = True
    values: dict[str, frozenset[Any]] = field(default_factory=dict)
    offers: frozenset[Offer] = frozenset()

    def facts(self) -> list[Fact]:
        """What facets know of it."""
        facts: list[Fact] = [(VISIBLE, "", self.pk)] if self.visible else []
        facts += [(name, v, self.pk) for name, values in self.values.items() for v in values]
        return facts + [(OFFER, offer, self.pk) for offer in self.offers]


def sets_of(films: list[Made]) -> FacetSets:
    """The sets of some films."""
    return FacetSets(gathered(fact for film in films for fact in film.facts()))


def passes(film: Made, filters: FilmFilters) -> bool:
    """Whether a film passes, by the book."""
    if not film.visible:
        return False
    for name, wanted in filters.wanted.items():
        if name in ("service", "offer"):
            continue
        fits = [_has(film, name, value) for value in wanted]
        if not (all(fits) if name in filters.all_of else any(fits)):
            return False
    if any(_has(film, name, v) for name, values in filters.unwanted.items() for v in values):
        return False
    if filters.first is not None or filters.last is not None:
        first, last = filters.first or 0, filters.last or 9999
        if not any(first <= year <= last for year in film.values.get("year", ())):
            return False
    return _is_offered(film, filters)


def _has(film: Made, name: str, value: Any) -> bool:
    if name == "runtime":
        first, last = span(value)
        return any(first <= minutes <= last for minutes in film.values.get(name, ()))
    return value in film.values.get(name, ())


def _is_offered(film: Made, filters: FilmFilters) -> bool:
    services, terms = filters.wanted.get("service", ()), filters.wanted.get("offer", ())
    if not (services or terms or filters.watch_in):
        return True
    return any(
        (not services or service in services)
        and (not terms or kind in terms)
        and (not filters.watch_in or country == filters.watch_in)
        for service, country, kind in film.offers
    )


def choosing(filters: FilmFilters, name: str, value: Any) -> FilmFilters:
    """The filters with one value of a facet in the place of those that are wanted of it."""
    if name == "watch_in":
        return replace(filters, watch_in=value)
    kept = filters.wanted.get(name, ()) if name in filters.all_of else ()
    return replace(filters, wanted={**filters.wanted, name: tuple({*kept, value})})


def read(query: str) -> FilmFilters:
    """The filters of an address."""
    return FilmFilters.read(QueryDict(query))


_KINDS, _COUNTRIES, _TERMS = ("feature", "short", "ova"), ("JP", "US", ""), ("rent", "buy")
_HAS = ("cast", "images", "segments")


def _some(*values: Any, most: int = 3) -> st.SearchStrategy[frozenset[Any]]:
    return st.frozensets(st.sampled_from(values), max_size=most)


films = st.lists(
    st.builds(
        Made,
        pk=st.integers(1, 10**6),
        visible=st.sampled_from([True, True, True, False]),
        values=st.fixed_dictionaries(
            {
                "kind": st.sampled_from(_KINDS).map(lambda kind: frozenset([kind])),
                "genre": _some(1, 2, 3),
                "theme": _some(1, 2),
                "year": _some(1988, 1995, 2001, most=1),
                "runtime": _some(12, 29, 30, 113, most=1),
                "has": _some(*_HAS),
            }
        ),
        offers=st.frozensets(
            st.tuples(
                st.sampled_from([1, 2]), st.sampled_from(_COUNTRIES), st.sampled_from(_TERMS)
            ),
            max_size=4,
        ),
    ),
    max_size=30,
    unique_by=lambda film: film.pk,
)


def _tuples(*values: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    return _some(*values, most=2).map(lambda found: tuple(sorted(found)))


filters = st.builds(
    FilmFilters,
    wanted=st.fixed_dictionaries(
        {},
        optional={
            "kind": _tuples(*_KINDS),
            "genre": _tuples(1, 2, 3),
            "theme": _tuples(1, 2),
            "runtime": _tuples("-29", "30-59", "90-"),
            "has": _tuples(*_HAS),
            "service": _tuples(1, 2),
            "offer": _tuples(*_TERMS),
        },
    ).map(lambda wanted: {name: values for name, values in wanted.items() if values}),
    unwanted=st.fixed_dictionaries(
        {}, optional={"genre": _tuples(1, 2), "has": _tuples(*_HAS)}
    ).map(lambda unwanted: {name: values for name, values in unwanted.items() if values}),
    all_of=st.sampled_from([frozenset({"has"}), frozenset({"has", "genre"})]),
    first=st.sampled_from([None, None, 1988, 1990]),
    last=st.sampled_from([None, None, 1995, 2000]),
    watch_in=st.sampled_from(["", "", "JP", "US"]),
)
