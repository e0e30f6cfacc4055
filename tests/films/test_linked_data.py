"""Pages as data of schema.org: what search engines ask for, nothing hidden, nothing that ends the script."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from films.models import Feature, Franchise, Service, Theme, Thing
from tests import cast
from tests.linked_data import nodes
from wiki.actions.hide import hide
from wiki.entry_types import registry

pytestmark = pytest.mark.django_db


def _nodes(path: str) -> list[dict[str, Any]]:
    """What the page at a path tells strangers of."""
    return nodes(Client().get(path).content.decode())


def _memories() -> Any:
    """A film with everything that data can tell."""
    otomo, isobe = cast.person("Katsuhiro Otomo"), cast.person("Tsutomu Isobe")
    studio, eva = cast.company("Madhouse"), cast.character("Eva Friedel")
    heintz = cast.character("Heintz Beckner")
    genre, saga = cast.genre("Drama"), cast.page(Franchise, "Otomo's shorts")
    rows: dict[str, Any] = {
        "filmname:new2": {"text": "メモリーズ", "language": "ja", "kind": "native"},
        **cast.segments("Magnetic Rose", runtime=44),
        "release:new1": {"country": "JP", "date": "1995-12-23", "medium": "cinema"},
        "credit:new1": {"role": "director", "person": cast.key_of(otomo)},
        "credit:new2": {
            "role": "director",
            "person": cast.key_of(isobe),
            "segment": "segment:new1",
        },
        "credit:new3": {"role": "writer", "credited_as": "Satoshi Kon"},
        "credit:new4": {"role": "music", "credited_as": "Yoko Kanno"},
        "companycredit:new1": {"role": "animation", "company": cast.key_of(studio)},
        "dubversion:new1": {"language": "ja", "original": True},
        "appearance:new1": {"character": cast.key_of(heintz), "importance": "main"},
        "appearance:new2": {"character": cast.key_of(eva), "importance": "main", "spoiler": True},
        "voicerole:new1": {
            "appearance": "appearance:new1",
            "dub": "dubversion:new1",
            "person": cast.key_of(isobe),
        },
        "voicerole:new2": {
            "appearance": "appearance:new2",
            "dub": "dubversion:new1",
            "credited_as": "Gara Takashima",
        },
        "membership:new1": {"franchise": cast.key_of(saga)},
        "filmlink:new1": {"site": "anilist", "value": "1462"},
    }
    return cast.film(
        "Memories",
        rows=rows,
        runtime=113,
        country="JP",
        original_language="ja",
        genres=[cast.key_of(genre)],
        description="Three stories. >!The rose is her tomb.!<",
    )


def test_a_film_is_a_movie_with_what_search_engines_ask_for() -> None:
    movie, way = _nodes(_memories().get_absolute_url())
    assert movie["@type"] == "Movie"
    assert movie["name"] == "Memories"
    assert movie["alternateName"] == ["メモリーズ"]
    assert (movie["datePublished"], movie["duration"]) == ("1995-12-23", "PT113M")
    assert (movie["inLanguage"], movie["countryOfOrigin"]["identifier"]) == ("ja", "JP")
    assert movie["genre"] == ["Drama"]
    assert [who["name"] for who in movie["director"]] == ["Katsuhiro Otomo"]
    assert movie["author"] == [{"@type": "Person", "name": "Satoshi Kon"}]
    assert movie["musicBy"] == [{"@type": "Person", "name": "Yoko Kanno"}]
    assert [each["name"] for each in movie["productionCompany"]] == ["Madhouse"]
    assert movie["isPartOf"][0]["@type"] == "MovieSeries"
    assert movie["sameAs"] == ["https://anilist.co/anime/1462"]
    (clip,) = movie["hasPart"]
    assert (clip["name"], clip["timeRequired"]) == ("Magnetic Rose", "PT44M")
    assert [who["name"] for who in clip["director"]] == ["Tsutomu Isobe"]
    assert [step["name"] for step in way["itemListElement"]] == ["Films", "Memories"]


def test_what_would_give_the_story_away_is_left_out() -> None:
    movie, _way = _nodes(_memories().get_absolute_url())
    assert [role["characterName"] for role in movie["actor"]] == ["Heintz Beckner"]
    told = json.dumps(movie)
    assert "Eva Friedel" not in told
    assert "tomb" not in told


def test_hidden_pages_are_not_named_and_tell_nothing() -> None:
    person = cast.person("Katsuhiro Otomo")
    film = cast.film(
        rows={"credit:new1": {"role": "director", "person": cast.key_of(person)}},
    )
    hide(person, user=cast.satsuki(), summary="Not a person")
    assert "director" not in _nodes(film.get_absolute_url())[0]
    hide(film, user=cast.satsuki(), summary="Not a film")
    moderator = Client()
    moderator.force_login(cast.satsuki())
    assert "ld+json" not in moderator.get(film.get_absolute_url()).content.decode()


def test_past_versions_tell_nothing() -> None:
    film = cast.film()
    cast.edit(film, runtime=113)
    assert _nodes(f"{film.get_absolute_url()}history/1/") == []


def test_every_type_of_page_has_a_type_a_name_and_an_address() -> None:
    made = {
        "Movie": cast.film(),
        "Person": cast.person("Satoshi Kon", born="1963-10-12"),
        "Organization": cast.company("Madhouse", founded="1972"),
        "Thing": cast.character("Heintz Beckner"),
        "DefinedTerm": cast.genre("Drama"),
        "MovieSeries": cast.page(Franchise, "Patlabor"),
        "Service": cast.page(Service, "Netflix"),
        "Article": cast.page(Feature, "Where to begin"),
    }
    pages = [*made.items(), ("DefinedTerm", cast.page(Theme, "Grief"))]
    pages.append(("Thing", cast.page(Thing, "Tokyo")))
    assert {registry.of(type(page)).name for _kind, page in pages} == {
        entry_type.name for entry_type in registry if entry_type.model._meta.app_label == "films"
    }
    for kind, page in pages:
        thing, way = _nodes(page.get_absolute_url())
        assert (thing["@type"], thing["name"]) == (kind, page.title)
        assert thing["url"].endswith(page.get_absolute_url())
        assert all("://" in address for address in thing["image"])
        assert [step["position"] for step in way["itemListElement"]] == [1, 2]


def test_a_segment_is_a_clip_of_its_film() -> None:
    film = _memories()
    clip, way = _nodes(f"{film.get_absolute_url()}segments/1/")
    assert (clip["@type"], clip["isPartOf"]["name"]) == ("Clip", "Memories")
    assert [step["name"] for step in way["itemListElement"]] == [
        "Films",
        "Memories",
        "Magnetic Rose",
    ]


def test_a_name_cannot_end_the_block_of_data() -> None:
    film = cast.film("</script><script>alert(1)</script> & co")
    html = Client().get(film.get_absolute_url()).content.decode()
    assert "<script>alert" not in html
    assert _nodes(film.get_absolute_url())[0]["name"] == film.title


def test_data_costs_no_query(django_assert_max_num_queries: Any) -> None:
    film = _memories()
    with django_assert_max_num_queries(15):  # those of the page
        assert _nodes(film.get_absolute_url())
