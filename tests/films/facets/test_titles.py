"""A choice is called in words that a reader would use, in the order of each language."""

from __future__ import annotations

import pytest
from django.utils import translation

from films.facets import titles
from films.facets.names import Names
from films.models import Franchise, Genre, Service, Theme
from tests import cast
from tests.films.facets.catalogues import read

pytestmark = pytest.mark.django_db


def called(query: str) -> str:
    """The title of an address."""
    filters = read(query)
    pairs = [(name, value) for name, value, _wanted in filters.pairs]
    if filters.person:
        pairs.append(("person", filters.person))
    return titles.title(filters, Names(pairs))


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("", "Films"),
        ("sort=title", "Films"),
        ("kind=anthology", "Anthologies"),
        ("kind=short&kind=anthology", "Anthologies and short films"),
        ("kind=short&decade=1990", "Short films of the 1990s"),
        ("decade=1990&decade=1980", "Films of the 1980s or 1990s"),
        ("year=1995", "Films of 1995"),
        ("from=1985&to=1995", "Films of 1985–1995"),
        ("from=2001", "Films since 2001"),
        ("to=1963", "Films up to 1963"),
        ("country=JP", "Films from Japan"),
        ("country=US", "Films from the United States"),
        ("language=ja&runtime=-29", "Films in Japanese of up to 29 min"),
        ("runtime=90-119", "Films of 90–119 min"),
        ("has=cast&has=-images", "Films with cast without images"),
        (
            "watch_in=US&offer=free",
            "Films to watch in the United States (free with advertisements)",
        ),
        ("rating=80", "Films rated 80 and higher"),
        ("watched=no&kind=ova", "OVAs that you have not watched"),
        ("kind=ova&year=1995&country=JP&language=ja&runtime=-29", "Films with 5 filters"),
    ],
)
def test_films_are_called_by_what_is_chosen(query: str, title: str) -> None:
    assert called(query) == title


def test_pages_are_called_by_their_names() -> None:
    genre, horror = cast.genre("Science fiction"), cast.genre("Horror")
    service = cast.page(Service, "Prime Video")
    address = f"genre={genre.pk}&kind=anthology&service={service.pk}&watch_in=US"
    assert called(address) == "Science fiction anthologies on Prime Video in the United States"
    assert called(f"genre={genre.pk}&genre={horror.pk}") == "Science fiction or Horror films"
    assert (
        called(f"genre={genre.pk}&genre={horror.pk}&genre_mode=all")
        == "Science fiction and Horror films"
    )
    assert (
        called(f"genre=-{horror.pk}&service={service.pk}") == "Films on Prime Video without Horror"
    )
    otomo = cast.person("Katsuhiro Otomo")
    assert called(f"person={otomo.pk}") == "Films that Katsuhiro Otomo worked on"
    assert called(f"person={otomo.pk}&role=director") == "Films directed by Katsuhiro Otomo"
    assert called(f"person={otomo.pk}&role=layout") == "Films with Katsuhiro Otomo (Layout)"
    studio, theme = cast.company("Madhouse"), cast.page(Theme, "war")
    franchise = cast.page(Franchise, "Patlabor")
    address = f"studio={studio.pk}&theme={theme.pk}&franchise={franchise.pk}"
    assert called(address) == "Films by Madhouse about war of the franchise Patlabor"


def test_the_words_of_a_page_follow_the_readers_language() -> None:
    horror = cast.page(
        Genre,
        "Horror",
        rows={"genrename:new2": {"text": "ホラー", "language": "ja", "kind": "native"}},
    )
    with translation.override("ja"):
        assert "ホラー" in called(f"genre={horror.pk}")
        assert called("country=JP") != ""
