"""The page of the list of films: what its facets offer, its addresses, who may keep it, a film at random."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils.html import escape
from pyroaring import BitMap

from accounts.apps import AccountsConfig
from films.facets import personal
from films.models import Film, FilmGenre, Franchise, Service
from tests import cast
from wiki.actions.hide import hide

pytestmark = pytest.mark.django_db


def titles(client: Client, query: str) -> list[str]:
    """The films that a list shows."""
    caches["pages"].clear()
    answer = client.get(f"/films/?{query}")
    assert answer.status_code == 200, answer.content.decode()[:300]
    return [card.title for card in answer.context["cards"]]


def offered(client: Client, query: str, facet: str) -> dict[str, int]:
    """The values that a facet offers, with their numbers."""
    caches["pages"].clear()
    view = client.get(f"/films/?{query}").context["panel"][facet]
    return {str(option.label): option.count for option in (*view.options, *view.more)}


@pytest.fixture
def readers() -> Iterator[list[personal.Readers]]:
    """Who knows of readers: put it in; afterwards the site's own do again."""
    before = list(personal._registered)
    yield personal._registered
    personal.register(before[0] if before else None)


def test_counts_on_the_page_are_those_of_the_database(client: Client) -> None:
    horror, comedy = cast.genre("Horror"), cast.genre("Comedy")
    for number in range(7):
        both = [horror] * (number % 2) + [comedy] * (number % 3 == 0)
        kind = "short" if number > 3 else "feature"
        cast.film(f"Film {number}", kind=kind, genres=[cast.key_of(each) for each in both])
    hide(Film.objects.order_by("pk")[3], user=cast.satsuki(), summary="Not a film")
    for kind in ("short", "feature"):
        rows = FilmGenre.objects.filter(film__kind=kind, film__hidden=False)
        expected = {g.title: rows.filter(genre=g).count() for g in (horror, comedy)}
        shown = offered(client, f"kind={kind}", "genre")
        assert shown == {title: count for title, count in expected.items() if count}
        assert offered(client, f"kind={kind}", "kind") == {"Feature film": 3, "Short film": 3}
    every = offered(client, f"genre={horror.pk}&genre={comedy.pk}&genre_mode=all", "genre")
    assert (
        every["Comedy"]
        == every["Horror"]
        == len(titles(client, f"genre={horror.pk}&genre={comedy.pk}&genre_mode=all"))
    )


def test_values_are_wanted_or_ruled_out(client: Client) -> None:
    horror, comedy = cast.genre("Horror"), cast.genre("Comedy")
    cast.film("Perfect Blue", genres=[cast.key_of(horror)])
    cast.film("Totoro", genres=[cast.key_of(comedy)])
    cast.film("Stink Bomb", genres=[cast.key_of(horror), cast.key_of(comedy)])
    assert titles(client, f"genre={horror.pk}&genre=-{comedy.pk}") == ["Perfect Blue"]
    page = client.get(f"/films/?genre=-{comedy.pk}").content.decode()
    assert f'name="genre" value="-{comedy.pk}" checked' in page
    assert "not Comedy" in page


def test_films_of_a_person_by_role(client: Client) -> None:
    otomo = cast.key_of(cast.person("Katsuhiro Otomo"))
    cast.film("Akira", rows={"credit:new1": {"role": "director", "person": otomo}})
    cast.film("Memories", rows={"credit:new1": {"role": "supervision", "person": otomo}})
    heintz = cast.key_of(cast.character("Heintz"))
    voiced = {
        "appearance:new1": {"character": heintz},
        "dubversion:new1": {"language": "ja", "original": True},
        "voicerole:new1": {
            "appearance": "appearance:new1",
            "dub": "dubversion:new1",
            "person": otomo,
        },
    }
    cast.film("Voiced", rows=voiced)
    pk = otomo.partition(":")[2]
    assert titles(client, f"person={pk}&sort=title") == ["Akira", "Memories", "Voiced"]
    assert titles(client, f"person={otomo}&role=director") == ["Akira"]
    assert titles(client, f"person={pk}&role=voice") == ["Voiced"]
    assert client.get("/films/?person=999").status_code == 400


def test_a_form_without_a_script_is_led_to_the_address_that_counts(client: Client) -> None:
    answer = client.get("/films/?kind=short&genre=&from=&to=1995&sort=newest&show=1&person-text=")
    assert (answer.status_code, answer["Location"]) == (302, "/films/?kind=short&to=1995")
    assert client.get("/films/?show=1")["Location"] == "/films/"
    person = cast.person("Katsuhiro Otomo")
    found = client.get("/films/?show=1&person-text=katsuhiro+otomo&role=director")
    assert found["Location"] == f"/films/?person={person.pk}&role=director"
    here = f"/films/?show=1&person=person:{person.pk}&person-text="
    assert client.get(f"{here}Katsuhiro+Otomo")["Location"] == f"/films/?person={person.pk}"
    assert client.get(here)["Location"] == "/films/"
    assert client.get(f"{here}Satoshi+Kon")["Location"] == "/films/?person-text=Satoshi+Kon"
    cast.person("Katsuhiro Otomo")
    several = client.get(client.get("/films/?show=1&person-text=katsuhiro+otomo")["Location"])
    page = several.content.decode()
    assert "Who is meant?" in page
    assert f'href="?person={person.pk}"' in page
    nobody = client.get("/films/?person-text=zzzz").content.decode()
    assert "Nobody of this name." in nobody
    assert 'value="zzzz"' in nobody


def test_values_of_long_facets_are_found_by_name(client: Client) -> None:
    films = {}
    for name in ("Madhouse", "Production I.G", "Studio 4C"):
        studio = cast.company(name)
        row = {"role": "animation", "company": cast.key_of(studio)}
        films[name] = cast.film(f"By {name}", rows={"companycredit:new1": row})
    assert offered(client, "find_studio=madhou", "studio") == {"Madhouse": 1}
    page = client.get("/films/?find_studio=zzzzzz").content.decode()
    assert "Nothing of this name has films here." in page
    assert "noindex" in page
    cast.page(Franchise, "Patlabor")
    assert offered(client, "", "franchise") == {}


def test_offers_are_chosen_by_service_country_and_terms(client: Client) -> None:
    service = cast.page(Service, "Netflix")
    offer = {"service": cast.key_of(service), "kind": "rent", "countries": ["FR", "JP"]}
    cast.film("Memories", rows={"availability:new1": offer})
    assert titles(client, f"service={service.pk}&watch_in=JP&offer=rent") == ["Memories"]
    assert titles(client, f"service={service.pk}&watch_in=US") == []
    page = client.get("/films/?watch_in=US").content.decode()
    assert '<option value="US" selected>United States (0)</option>' in page
    assert '<option value="FR">France (1)</option>' in page


def test_each_choice_has_one_address_that_counts(client: Client) -> None:
    html = client.get(
        "/films/?sort=newest&decade=1990&kind=short&kind=ova&x=1&lang=ja"
    ).content.decode()
    expected = escape("/films/?kind=ova&kind=short&decade=1990&lang=ja")
    assert f'{expected}">' in html.partition('rel="canonical"')[2].partition("\n")[0]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("kind=short", True),
        ("kind=short&year=1995", True),
        ("kind=ova", False),  # there are none
        ("kind=short&year=1995&country=JP", False),
        ("has=staff", False),
        ("sort=random&seed=1", False),
        ("genre_mode=any&find_studio=x", False),
        ("after=1995~a~1", False),
    ],
)
def test_search_engines_are_told_which_choices_to_list(
    query: str, found: bool, client: Client
) -> None:
    row = {"release:new1": {"country": "JP", "date": "1995"}}
    cast.film("Memories", kind="short", country="JP", rows=row)
    assert ("noindex" not in client.get(f"/films/?{query}").content.decode()) == found


def test_a_random_order_gets_a_seed_that_its_pages_keep(client: Client) -> None:
    for number in range(4):
        cast.film(f"Film {number}")
    answer = client.get("/films/?sort=random&kind=feature")
    assert answer.status_code == 302
    assert "no-store" in answer["Cache-Control"]
    query = answer["Location"].partition("?")[2]
    assert query.startswith("kind=feature&sort=random&seed=")
    assert titles(client, query) == titles(client, query)


def test_a_film_at_random_is_one_of_the_chosen(client: Client) -> None:
    cast.film("Feature")
    short = cast.film("Short", kind="short")
    for _time in range(5):
        answer = client.get("/films/random/?kind=short")
        assert (answer.status_code, answer["Location"]) == (302, short.get_absolute_url())
        assert "no-store" in answer["Cache-Control"]
    assert client.get("/films/random/?kind=ova")["Location"] == "/films/?kind=ova"
    assert client.get("/films/random/?kind=opera").status_code == 400


def test_strangers_get_the_kept_page_until_something_changes(
    client: Client, django_assert_num_queries: Any
) -> None:
    film = cast.film("Memories", kind="short")
    first = client.get("/films/?kind=short")
    with django_assert_num_queries(1):
        assert (
            client.get("/films/?kind=short", headers={"if-none-match": first["ETag"]}).status_code
            == 304
        )
    cast.edit(film, kind="ova")
    assert titles(client, "kind=short") == []


def test_readers_facts_are_facets_where_somebody_knows_them(
    client: Client, readers: list[personal.Readers]
) -> None:
    seen, unseen = cast.film("Seen"), cast.film("Unseen")
    personal.register(
        personal.Readers(
            watched=lambda user: BitMap([seen.pk]),
            ratings=lambda since, until: [(seen.pk, 84), (unseen.pk, None)],
        )
    )
    assert titles(client, "rating=80") == ["Seen"]
    assert titles(client, "sort=rating") == ["Seen", "Unseen"]
    page = client.get("/films/").content.decode()
    assert 'name="rating"' in page
    assert 'name="watched"' not in page
    assert client.get("/films/?watched=no")["Location"].startswith("/accounts/login/?next=")
    client.force_login(cast.mei())
    assert titles(client, "watched=no") == ["Unseen"]
    assert 'name="watched"' in client.get("/films/").content.decode()


def test_without_readers_facts_there_are_no_such_facets(
    client: Client, readers: list[personal.Readers]
) -> None:
    personal.register(None)
    cast.film("Memories")
    page = client.get("/films/").content.decode()
    assert 'name="rating"' not in page
    assert 'value="rating"' not in page
    for query in ("rating=80", "sort=rating"):
        assert client.get(f"/films/?{query}").status_code == 400


def test_the_sites_own_readers_facts_are_registered() -> None:
    assert AccountsConfig.name == "accounts"
    assert personal.is_known()


@pytest.mark.parametrize(
    "query",
    ["kind=%00", "genre=99999999999999999999", "genre=1&genre=2&genre=x", "year=1995&year=1996",
     "person=%00", "find_studio=%00", "person-text=%00", "after=%00&sort=popular"],
)  # fmt: skip
def test_no_address_breaks_the_list(query: str, client: Client) -> None:
    cast.film("Memories")
    assert client.get(f"/films/?{query}").status_code in (200, 400)
    assert client.get(f"/films/random/?{query}").status_code in (302, 400)
