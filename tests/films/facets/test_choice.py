"""What a choice leaves, and the number at each value, against the same asked film by film."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from films.facets.choice import Choice
from films.facets.sets import ranked, top
from films.film_filters import FilmFilters
from tests.films.facets import catalogues
from tests.films.facets.catalogues import Made, choosing, passes, sets_of

VALUES: dict[str, tuple[Any, ...]] = {
    "kind": ("feature", "short", "ova"),
    "genre": (1, 2, 3),
    "theme": (1, 2),
    "service": (1, 2),
    "offer": ("rent", "buy"),
    "watch_in": ("JP", "US"),
    "has": ("cast", "images", "segments"),
    "runtime": ("-29", "30-59", "90-"),
}


@given(catalogues.films, catalogues.filters)
def test_a_choice_leaves_the_films_that_pass_every_filter(
    films: list[Made], filters: FilmFilters
) -> None:
    expected = {film.pk for film in films if passes(film, filters)}
    assert set(Choice(sets_of(films), filters).films) == expected


@given(catalogues.films, catalogues.filters)
def test_the_number_at_a_value_is_of_the_films_that_choosing_it_would_leave(
    films: list[Made], filters: FilmFilters
) -> None:
    choice = Choice(sets_of(films), filters)
    for name, values in VALUES.items():
        counted = choice.count(name, values)
        for value in values:
            asked = choosing(filters, name, value)
            assert counted[value] == sum(passes(film, asked) for film in films), (name, value)


@given(catalogues.films, catalogues.filters, st.integers(1, 3))
def test_the_values_listed_are_those_with_the_most_films(
    films: list[Made], filters: FilmFilters, most: int
) -> None:
    choice = Choice(sets_of(films), filters)
    for name in ("kind", "genre", "theme", "service", "offer", "watch_in"):
        counted = choice.count(name, (*VALUES[name], "") if name == "watch_in" else VALUES[name])
        ordered = sorted(
            ((v, n) for v, n in counted.items() if n), key=lambda r: (-r[1], str(r[0]))
        )
        assert choice.counts(name, most) == ordered[:most]


@given(
    st.dictionaries(st.integers(1, 3000), st.sets(st.integers(0, 300)), max_size=1200),
    st.sets(st.integers(0, 300)),
    st.integers(1, 12),
)
def test_looking_no_further_than_needed_finds_the_same(
    values: dict[int, set[int]], base: set[int], most: int
) -> None:
    every = [(value, len(films & base)) for value, films in values.items() if films & base]
    every.sort(key=lambda row: (-row[1], str(row[0])))
    sets: Any = {value: BitMap(films) for value, films in values.items()}
    assert top(ranked(sets), BitMap(base), most) == every[:most]


def test_an_offer_must_have_service_country_and_terms_at_once() -> None:
    film = Made(1, offers=frozenset({(1, "JP", "rent"), (2, "US", "buy")}))
    sets = sets_of([film])
    both = {"service": (1,), "offer": ("rent",)}
    assert Choice(sets, FilmFilters(wanted=both, watch_in="JP")).films
    assert not Choice(sets, FilmFilters(wanted=both, watch_in="US")).films


def test_what_somebody_has_watched_and_how_films_are_rated_narrow_a_choice() -> None:
    sets = sets_of([Made(pk) for pk in (1, 2, 3)])
    facts: dict[str, Any] = {"watched": BitMap([1, 9]), "ratings": {80: BitMap([1, 2])}}
    assert set(Choice(sets, FilmFilters(watched="yes"), **facts).films) == {1}
    unseen = Choice(sets, FilmFilters(watched="no"), **facts)
    assert set(unseen.films) == {2, 3}
    assert unseen.count_watched() == {"yes": 1, "no": 2}
    assert unseen.count_rated(80) == 1
    assert set(Choice(sets, FilmFilters(rating=70), **facts).films) == {1, 2}
    assert set(Choice(sets, FilmFilters(), person=BitMap([3, 4])).films) == {3}
