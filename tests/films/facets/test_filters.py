"""Addresses of the list of films: one that counts for each choice, and refusals in words."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from films.film_filters import BadFilter, FilmFilters
from tests.films.facets import catalogues
from tests.films.facets.catalogues import read

_WORDS = st.sampled_from(
    [
        "genre",
        "kind",
        "year",
        "from",
        "sort",
        "-3",
        "3",
        "",
        "1995",
        "JP",
        "\x00",
        "９",
        "9" * 40,
        "all",
    ]
)


@given(catalogues.filters)
def test_the_address_of_a_choice_leads_back_to_it(filters: FilmFilters) -> None:
    read_once = FilmFilters.read(filters.parameters())
    assert read(read_once.query()[1:]) == read_once
    assert {*read_once.pairs} <= {*filters.pairs}


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("sort=newest&kind=&genre=", ""),
        ("kind=short&genre=5&genre=3&genre=5", "kind=short&genre=3&genre=5"),
        (
            "decade=1990&kind=short&genre=-3&sort=title",
            "kind=short&genre=-3&decade=1990&sort=title",
        ),
        ("genre=3&genre=-3", "genre=3"),
        ("from=2001&to=1995", "from=1995&to=2001"),
        ("from=1995&to=1995", "year=1995"),
        ("genre_mode=all", ""),
        ("genre=3&genre=5&genre_mode=all", "genre=3&genre=5&genre_mode=all"),
        ("role=director", ""),
        ("person=person:12&role=director", "person=12&role=director"),
        ("sort=random&seed=7", "sort=random&seed=7"),
        ("seed=7&utm_source=x", ""),
    ],
)
def test_each_choice_has_one_address(query: str, address: str) -> None:
    assert read(query).parameters().urlencode() == address


@pytest.mark.parametrize(
    "query",
    [
        "year=1995&year=1996",
        "sort=title&sort=oldest",
        "genre=3,5",
        "genre=--3",
        "studio=-3",
        "country=XX",
        "country=jp",
        "language=klingon-x",
        "runtime=-",
        "runtime=90-30",
        "runtime=99999-",
        "has=nothing",
        "offer=steal",
        "watch_in=jp",
        "person=otomo",
        "person=1&role=hero",
        "rating=100",
        "watched=maybe",
        "seed=x&sort=random",
        "genre=%00",
        "genre_mode=some&genre=1",
        "&".join(f"genre={number}" for number in range(21)),
    ],
)
def test_what_makes_no_sense_is_refused(query: str) -> None:
    with pytest.raises(BadFilter):
        read(query)


@given(st.lists(st.tuples(_WORDS, _WORDS | st.text(max_size=6)), max_size=6))
def test_any_address_is_read_or_refused(pairs: list[tuple[str, str]]) -> None:
    parameters = QueryDict(mutable=True)
    for name, value in pairs:
        parameters.appendlist(name, value)
    try:
        filters = FilmFilters.read(parameters)
    except BadFilter:
        return
    assert FilmFilters.read(filters.parameters()).query() == filters.query()


def test_a_chip_takes_off_its_own_value_alone() -> None:
    filters = read("genre=3&genre=5&genre=-7&kind=short")
    assert filters.without("genre", 5).query() == "?kind=short&genre=3&genre=-7"
    assert filters.without("genre", 7).query() == "?kind=short&genre=3&genre=5"
