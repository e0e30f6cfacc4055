"""What lists tell search engines and other sites."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from accounts.lists.open_web import card
from accounts.models import FilmList, Visibility
from films.models import Film
from tests import cast
from tests.accounts.lists.lists import a_list
from tests.accounts.reviews.writing import an_anthology
from tests.films.test_adult import an_adult_film
from tests.films.test_images import image
from tests.linked_data import nodes

pytestmark = pytest.mark.django_db

_CARD = re.compile(
    r'<meta property="og:image" content="http://[^/"]+(/lists/[^"]+card.png\?v=[^"]+)">'
)


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    caches["pages"].clear()


def page(of: FilmList) -> str:
    return Client().get(of.get_absolute_url()).content.decode()


def test_a_public_list_is_an_item_list_of_films_segments_and_people() -> None:
    film = an_anthology()
    part = film.segments.order_by("number").first()
    assert part is not None
    kon = cast.person("Satoshi Kon")
    made = a_list(film, part, kon, ranked=True, description="All *three*.")
    told, way = nodes(page(made))
    assert (told["@type"], told["name"], told["numberOfItems"]) == ("ItemList", made.title, 3)
    assert told["description"] == "All three."
    assert told["author"]["name"] == "mei"
    assert told["itemListOrder"] == "https://schema.org/ItemListOrderAscending"
    items = told["itemListElement"]
    assert [each["position"] for each in items] == [1, 2, 3]
    assert [each["item"]["@type"] for each in items] == ["Movie", "Clip", "Person"]
    assert items[1]["item"]["isPartOf"]["name"] == film.title
    assert [each["name"] for each in way["itemListElement"]] == ["Lists", made.title]


def test_lists_that_are_not_public_are_in_no_data_and_no_sitemap() -> None:
    public, unlisted = a_list(title="For all"), a_list(visibility=Visibility.UNLISTED)
    a_list(visibility=Visibility.PRIVATE, title="For me")
    assert nodes(page(unlisted)) == []
    sitemap = Client().get("/sitemaps/lists-1.xml").content.decode()
    assert re.findall(r"<loc>.*?(/lists/[^<]*)</loc>", sitemap) == [public.get_absolute_url()]
    assert "/sitemaps/lists-1.xml" in Client().get("/sitemap.xml").content.decode()


def test_other_sites_show_a_card_that_is_kept_until_the_list_changes() -> None:
    made = a_list(
        cast.film("Memories", rows={"release:new1": {"date": "1995"}}), cast.film("Akira")
    )
    (address,) = _CARD.findall(page(made))
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"
    assert "immutable" in answer["Cache-Control"]
    FilmList.objects.filter(pk=made.pk).update(changed_at=timezone.now() + timedelta(minutes=1))
    assert "immutable" not in Client().get(address)["Cache-Control"]


def test_the_card_of_a_list_has_no_posters_of_films_for_adults() -> None:
    poster = {"filmimage:new1": image()}
    film, for_adults = cast.film("Akira", rows=poster), an_adult_film(**poster)
    assert Film.objects.get(pk=for_adults.pk).poster
    behind = card(a_list(film, for_adults)).behind
    assert [(each.title, bool(each.picture)) for each in behind] == [
        ("Akira", True),
        ("Belladonna", False),
    ]


def test_a_list_without_films_has_a_card_and_a_private_one_has_none() -> None:
    assert Client().get(f"{a_list().get_absolute_url()}card.png").status_code == 200
    private = a_list(visibility=Visibility.PRIVATE)
    client = Client()
    client.force_login(cast.mei())
    assert client.get(f"{private.get_absolute_url()}card.png").status_code == 404
