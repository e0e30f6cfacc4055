"""Features: articles that anyone proposes, with where to watch what they pick as of today."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from films.features import latest, teasers
from films.models import Feature, Film
from tests import cast
from tests.films.test_images import image
from tests.films.test_watching import day, offered, service
from tests.linked_data import nodes
from wiki.actions.hide import hide
from wiki.entry_types import registry
from wiki.exceptions import InvalidChange
from wiki.search import resolve

pytestmark = pytest.mark.django_db


def picks(*picked: Any, **more: Any) -> dict[str, Any]:
    """Rows of picks, in their order: films, people, or fields."""
    rows: dict[str, Any] = {}
    for at, each in enumerate(picked):
        fields = each if isinstance(each, dict) else {}
        if isinstance(each, Film):
            fields = {"film": cast.key_of(each)}
        rows[f"featurepick:new{at + 1}"] = {"position": at, **fields}
    return {**rows, **more}


def feature(title: str = "Where to begin", *picked: Any, **fields: Any) -> Feature:
    """A feature, written by mei and approved by satsuki."""
    rows = {**picks(*picked), **fields.pop("rows", {})}
    return cast.page(Feature, title, rows=rows, **fields)


def memories() -> Film:
    """A film of two segments, the first by Morimoto."""
    morimoto, otomo = cast.person("Koji Morimoto"), cast.person("Katsuhiro Otomo")
    rows = {
        **cast.segments("Magnetic Rose", runtime=44),
        "segment:new2": {"number": 2},
        "credit:new1": {
            "role": "director", "person": cast.key_of(morimoto), "segment": "segment:new1",
        },
        "credit:new2": {"role": "chief_director", "person": cast.key_of(otomo)},
    }  # fmt: skip
    return cast.film("Memories", rows=rows, runtime=113)


def shown(of: Feature, client: Client | None = None, query: str = "") -> str:
    """The page of a feature."""
    answer = (client or Client()).get(f"{of.get_absolute_url()}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


# The article --------------------------------------------------------------------------------------


def test_a_feature_of_a_member_waits_until_a_moderator_publishes_it() -> None:
    sent = cast.propose_page(Feature, "Where to begin", rows=picks(cast.film()))
    assert sent.is_pending
    assert "Where to begin" not in Client().get("/features/").content.decode()
    cast.accept(sent)
    assert "Where to begin" in Client().get("/features/").content.decode()


def test_a_film_a_segment_and_a_person_are_picked_in_their_order_each_with_its_words() -> None:
    film = memories()
    kon = cast.person("Satoshi Kon")
    told = feature(
        "Three",
        {"film": cast.key_of(film), "description": "As a *whole*."},
        {"film": cast.key_of(film), "segment": 1, "deck": "The first part"},
        {"person": cast.key_of(kon)},
    )
    page = shown(told)
    places = [
        page.index(text, page.index('id="picks"'))
        for text in (
            'id="pick-1"', "Katsuhiro Otomo", "As a <em>whole</em>.",
            'id="pick-2"', "segments/1/frame.svg", "Magnetic Rose", "44 min", "Koji Morimoto",
            "The first part",
            'id="pick-3"', "Satoshi Kon",
        )
    ]  # fmt: skip
    assert places == sorted(places)


def test_the_second_picture_of_a_feature_is_in_its_gallery_and_a_single_one_is_at_the_head() -> (
    None
):
    rows = {
        f"featureimage:new{at}": image(at, "still", position=at, caption=f"Scene {at}")
        for at in (1, 2)
    }
    one = shown(feature("One", rows={"featureimage:new1": rows["featureimage:new1"]}))
    assert "Scene 1" in one
    assert 'class="gallery"' not in one
    two = shown(feature("Two", rows=rows))
    gallery = two[two.index('class="gallery"') :]
    assert "Scene 1" in gallery
    assert "Scene 2" in gallery
    assert "js/lightbox" in two


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"description": "About nothing"}, "Choose a film or a person."),
        ({"segment": 1, "person": "person"}, "A segment needs its film."),
    ],
)
def test_a_pick_needs_a_film_or_a_person_and_a_segment_its_film(
    fields: dict[str, Any], words: str
) -> None:
    if "person" in fields:
        fields = {**fields, "person": cast.key_of(cast.person("Satoshi Kon"))}
    with pytest.raises(InvalidChange) as refused:
        feature("Nothing", fields)
    assert words in str(refused.value.errors)


def test_what_is_picked_and_hidden_since_is_neither_linked_nor_told() -> None:
    film, other = cast.film("Memories"), cast.film("Akira")
    told = feature("Two", film, other)
    hide(film, user=cast.satsuki(), summary="Twice here")
    page = shown(told)
    assert "A page that is not shown any more" in page
    assert film.get_absolute_url() not in page
    assert "Akira" in page


def test_it_is_dated_by_its_editors_else_by_the_day_on_which_it_came() -> None:
    assert '<time datetime="2020-02-29">' in shown(feature(published_on="2020-02-29"))
    assert f'<time datetime="{timezone.localdate():%Y-%m-%d}">' in shown(feature("Undated"))


def test_readers_of_another_language_read_what_is_translated_and_the_rest_as_it_is() -> None:
    film = cast.film()
    rows = {
        "featurename:new2": {"text": "はじめの一本", "language": "ja", "kind": "native"},
        "featuretext:new1": {"language": "ja", "deck": "どこから観るか。"},
        "featurepick:new1": {"film": cast.key_of(film), "deck": "Begin here"},
        "featurepicktext:new1": {
            "pick": "featurepick:new1", "language": "ja", "description": "まずはここから。",
        },
    }  # fmt: skip
    told = feature("Where to begin", rows=rows, description="In English alone.")
    page = shown(told, Client(headers={"accept-language": "ja"}))
    for text in ("はじめの一本", "どこから観るか。", "まずはここから。", "In English alone."):
        assert text in page
    (teaser,) = Client(headers={"accept-language": "ja"}).get("/features/").context["features"]
    assert (teaser.names.title, teaser.deck) == ("はじめの一本", "どこから観るか。")


# Where to watch -----------------------------------------------------------------------------------


def test_places_to_watch_are_those_of_the_readers_country_today() -> None:
    told = feature("Tonight", offered("Akira", "JP"), offered("Memories", "US", on="Netflix"))
    reader = Client()
    reader.cookies["genga_country"] = "JP"
    page = shown(told, reader)
    assert "Tubi" in page
    assert "Netflix" not in page
    assert "We know of no place in Japan." in page
    everywhere = shown(told)
    assert "Tubi" in everywhere
    assert "Netflix" in everywhere


def test_a_place_that_comes_or_ends_shows_at_once_on_kept_pages() -> None:
    film = offered("Akira", "JP", until=day(3))
    told = feature("Tonight", film)
    assert "Tubi" in shown(told)
    (key,) = cast.rows_of(film, "availability")
    cast.edit(film, rows={key: {"until": day(-1)}})
    assert "Tubi" not in shown(told)
    row = {"service": f"service:{service('Netflix').pk}", "countries": ["JP"]}
    cast.edit(film, rows={"availability:new1": row})
    assert "Netflix" in shown(told)


def test_services_are_named_once_with_all_their_terms_and_few_of_many() -> None:
    film = offered("Akira", "JP", on="Amazon", kind="buy")
    rows = {
        f"availability:new{at}": {
            "service": f"service:{service(name).pk}", "countries": ["JP"], "kind": kind,
        }
        for at, (name, kind) in enumerate(
            [("Amazon", "rent"), ("A", "buy"), ("B", "buy"), ("C", "subscription"), ("D", "buy")], 1
        )
    }  # fmt: skip
    cast.edit(film, rows=rows)
    page = Client().get(feature("Tonight", film).get_absolute_url())
    (pick,) = page.context["picks"]
    assert [str(place.names) for place in pick.watch.named] == ["C", "Amazon", "A", "B"]
    assert pick.watch.named[1].terms == "rent, buy"
    assert pick.watch.more == 1


# Elsewhere ----------------------------------------------------------------------------------------


def test_films_say_which_features_pick_them_each_once() -> None:
    film = memories()
    told = feature("Two of it", film, {"film": cast.key_of(film), "segment": 1})
    other = feature("Hidden", film)
    hide(other, user=cast.satsuki(), summary="Not ready")
    page = Client().get(film.get_absolute_url()).content.decode()
    assert "Featured in" in page
    assert page.count(told.get_absolute_url()) == 1
    assert other.get_absolute_url() not in page
    assert "Featured in" not in Client().get(cast.film("Akira").get_absolute_url()).content.decode()


def test_that_a_film_is_featured_costs_its_page_no_query(client: Client) -> None:
    film = memories()
    client.get(film.get_absolute_url())

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{film.get_absolute_url()}?seen={Feature.objects.count()}")
        return len(asked)

    before = queries()
    for number in range(3):
        feature(f"Feature {number}", film)
    assert queries() == before


def test_the_latest_come_first_on_their_page_and_the_front_page_with_posters_of_what_they_pick() -> (
    None
):
    one, two = cast.film("Akira"), cast.film("Memories")
    feature("First", one, one, two)
    feature("Second")
    for path in ("/features/", "/"):
        found = Client().get(path).context["features"]
        assert [each.names.title for each in found] == ["Second", "First"]
        assert [[film.title for film in each.cover] for each in found] == [
            [],
            ["Akira", "Memories"],
        ]


def test_lists_of_features_take_two_queries_however_many_there_are() -> None:
    film = cast.film()
    for number in range(4):
        feature(f"Feature {number}", film)
    with CaptureQueriesContext(connection) as asked:
        assert len(teasers(latest()[:10])) == 4
    assert len(asked) == 2


def test_a_feature_takes_fifteen_queries_at_most_however_much_it_picks(client: Client) -> None:
    film = memories()
    kon, part = cast.person("Satoshi Kon"), {"film": cast.key_of(film), "segment": 1}
    few = feature("Few", part, {"person": cast.key_of(kon)})
    people = [{"person": cast.key_of(cast.person(f"Person {at}"))} for at in range(3)]
    parts = [{"film": cast.key_of(film), "segment": at} for at in (1, 2)]
    many = feature("Many", *[cast.film(f"Film {at}") for at in range(6)], *people, *parts)
    counts = []
    for each in (few, many):
        client.get(f"{each.get_absolute_url()}?warm=1")
        with CaptureQueriesContext(connection) as asked:
            shown(each, client)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15


def test_programs_read_an_article_with_the_list_of_what_it_picks() -> None:
    film = memories()
    told = feature(
        "Three", {"film": cast.key_of(film), "segment": 1}, film,
        byline="Mei", deck="Where to begin.", published_on="2026-11-01",
    )  # fmt: skip
    page = shown(told)
    article, way = nodes(page)
    assert article["@type"] == "Article"
    assert (article["headline"], article["description"]) == ("Three", "Where to begin.")
    assert article["author"] == {"@type": "Person", "name": "Mei"}
    assert article["datePublished"] == "2026-11-01"
    assert datetime.datetime.fromisoformat(article["dateModified"])
    items = [each["item"] for each in article["mainEntity"]["itemListElement"]]
    assert [(each["@type"], each["name"]) for each in items] == [
        ("Clip", "Magnetic Rose"), ("Movie", "Memories"),
    ]  # fmt: skip
    assert way["@type"] == "BreadcrumbList"
    assert '<meta property="og:type" content="article">' in page
    assert '<meta property="article:published_time" content="2026-11-01">' in page


def test_a_feature_is_found_by_its_headline_and_listed_for_machines() -> None:
    told = feature("Where to begin", cast.film("Akira"))
    (found, *_rest) = resolve(registry["feature"], "Where to begin")
    assert found.key == cast.key_of(told)
    client = Client()
    assert told.get_absolute_url() in client.get("/sitemaps/features-1.xml").content.decode()
    assert "Where to begin" in client.get("/features/feed/").content.decode()
    assert "Where to begin" in client.get("/search/?q=akira&type=feature").content.decode()
    assert client.get(f"{told.get_absolute_url()}card.png").status_code == 200
