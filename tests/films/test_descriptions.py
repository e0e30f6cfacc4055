"""Every page tells what it is about, so that who finds it elsewhere knows."""

import re

import pytest
from django.test import Client

from tests.cast import film, person

pytestmark = pytest.mark.django_db

_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]+)">')


def described(client: Client, path: str) -> list[str]:
    return _DESCRIPTION.findall(client.get(path, follow=True).content.decode())


def test_a_film_is_described_by_its_deck_or_by_title_and_year(client: Client) -> None:
    told, bare = film("Memories", deck="Three stories of memory."), film("Akira")
    assert described(client, told.get_absolute_url()) == ["Three stories of memory."]
    assert described(client, bare.get_absolute_url())[0].startswith("Akira")


def test_every_kind_of_page_has_one_description(client: Client) -> None:
    entry = film("Memories")
    places = [
        "/",
        "/films/",
        "/people/",
        "/search/",
        "/search/?q=me",
        "/years/",
        "/changes/",
        "/log/",
    ]
    places += [person("Koji Morimoto").get_absolute_url(), f"{entry.get_absolute_url()}history/"]
    assert {place: len(described(client, place)) for place in places} == dict.fromkeys(places, 1)


def test_a_search_is_one_page_to_search_engines(client: Client) -> None:
    html = client.get("/search/?q=me").content.decode()
    assert re.search(r'<link rel="canonical" href="http://[^"/]+/search/">', html)
    assert "noindex" not in html
