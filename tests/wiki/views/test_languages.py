"""A page in a language by its address, and what search engines are told of it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from django.core.cache import caches
from django.test import Client, RequestFactory

from tests import cast
from wiki.addresses import canonical, here

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings: Any) -> None:
    settings.GENGA_SITE_URL = "https://genga.example"
    caches["pages"].clear()


def links(html: str) -> dict[str, str]:
    """The addresses in the head, by ``canonical`` or language."""
    found = dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', html))
    own = re.search(r'<link rel="canonical" href="([^"]+)">', html)
    return {**found, "canonical": own.group(1)} if own else found


def test_the_address_chooses_the_language_and_nothing_remembers_it() -> None:
    url, reader = cast.film("Memories").get_absolute_url(), Client()
    japanese = reader.get(f"{url}?lang=ja")
    assert '<html lang="ja" dir="ltr">' in japanese.content.decode()
    assert japanese["Content-Language"] == "ja"
    assert not japanese.cookies
    after = reader.get(url)
    assert '<html lang="en" dir="ltr">' in after.content.decode()
    assert after["Content-Language"] == "en"


def test_it_outweighs_the_cookie_and_the_browser() -> None:
    reader = Client(headers={"accept-language": "ja"})
    reader.cookies["django_language"] = "ja"
    assert reader.get("/?lang=en")["Content-Language"] == "en"


@pytest.mark.parametrize("odd", ["", "xx", "JA", "ja-JP", "ja\x00", "../ja", "x" * 300])
def test_a_language_that_the_site_does_not_have_is_ignored(odd: str) -> None:
    answer = Client().get(f"/films/?lang={quote(odd)}")
    assert (answer.status_code, answer["Content-Language"]) == (200, "en")


def test_it_is_for_reading_only() -> None:
    client = Client()
    client.force_login(cast.mei())
    answer = client.post("/accounts/preferences/?lang=ja", {"language": "xx"})
    assert answer["Content-Language"] == "en"


def test_kept_pages_of_one_language_are_not_given_for_another() -> None:
    url = cast.film("Memories").get_absolute_url()
    first = Client().get(f"{url}?lang=ja")
    assert Client().get(f"{url}?lang=en").content != first.content
    assert Client().get(url)["ETag"] != first["ETag"]
    again = Client().get(f"{url}?lang=ja", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_pages_for_everybody_tell_their_address_in_each_language() -> None:
    url = cast.film("Memories").get_absolute_url()
    address = f"https://genga.example{url}"
    assert links(Client().get(url).content.decode()) == {
        "canonical": address,
        "en": f"{address}?lang=en",
        "ja": f"{address}?lang=ja",
        "x-default": address,
    }
    japanese = links(Client().get(f"{url}?lang=ja").content.decode())
    assert japanese["canonical"] == f"{address}?lang=ja"
    assert japanese["x-default"] == address


def test_private_pages_and_errors_tell_none() -> None:
    film = cast.film("Memories")
    client = Client()
    client.force_login(cast.mei())
    for url in (f"{film.get_absolute_url()}edit/", "/accounts/preferences/", "/films/999999/"):
        assert not links(client.get(url).content.decode()), url
    assert not links(Client().get("/films/?sort=nonsense").content.decode())


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("/films/?utm_source=x&fbclid=y", "/films/"),
        (
            "/films/?sort=title&after=1995~memories~1&ref=z",
            "/films/?sort=title&after=1995~memories~1",
        ),
        ("/films/?after=b&kind=short", "/films/?kind=short&after=b"),
        ("/films/?lang=ja&year=1995", "/films/?year=1995&lang=ja"),
        ("/films/?lang=xx", "/films/"),
        ("/films/?q=" + "x" * 500, "/films/"),
        ("/films/?q=%22%3E%3Cscript%3E", "/films/?q=%22%3E%3Cscript%3E"),
    ],
)
def test_what_tells_nothing_is_no_part_of_the_address_that_counts(asked: str, told: str) -> None:
    found = canonical(RequestFactory().get(asked)).removeprefix("https://genga.example")
    assert found.replace("%7E", "~") == told


@pytest.mark.parametrize(
    ("asked", "back"),
    [
        ("/films/?lang=ja", "/films/"),
        ("/films/?lang=ja&year=1995", "/films/?year=1995"),
        ("/films/?year=1995&x=1", "/films/?year=1995&x=1"),
    ],
)
def test_the_way_back_to_a_page_leaves_its_language_open(asked: str, back: str) -> None:
    assert here(RequestFactory().get(asked)) == back


def test_the_switch_of_languages_leads_to_the_page_and_not_to_its_former_language() -> None:
    html = Client().get("/films/?lang=ja&sort=title").content.decode()
    assert '<input type="hidden" name="next" value="/films/?sort=title">' in html
