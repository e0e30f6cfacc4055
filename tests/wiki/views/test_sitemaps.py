"""The sitemap names every page that strangers may read, once, and robots.txt names the sitemap."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests import cast
from wiki import sitemaps
from wiki.actions.hide import hide
from wiki.actions.merge import merge

pytestmark = pytest.mark.django_db

_SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\+\d\d:\d\d|Z)\Z")


def _entries(path: str, kind: str) -> list[str]:
    """The addresses that a list or the index names, checked by the rules of sitemaps.org."""
    answer = Client().get(path)
    assert answer["Content-Type"].startswith("application/xml")
    root = ElementTree.fromstring(answer.content)  # noqa: S314  (our own answer)
    assert root.tag == f"{_SPACE}{kind}"
    found = []
    for each in root:
        assert [child.tag for child in each] in (
            [f"{_SPACE}loc"],
            [f"{_SPACE}loc", f"{_SPACE}lastmod"],
        )
        for date in each.findall(f"{_SPACE}lastmod"):
            assert _DATE.match(date.text or "")
        found.append(str(each[0].text))
    assert len(found) == len(set(found)) <= 50_000
    assert all(url.startswith("http://127.0.0.1:8000/") and url.isascii() for url in found)
    return ["/" + url.split("/", 3)[3] for url in found]


def _listed() -> list[str]:
    return [
        url for part in _entries("/sitemap.xml", "sitemapindex") for url in _entries(part, "urlset")
    ]


def test_every_page_that_may_be_read_is_listed_once_and_answers() -> None:
    film = cast.film(
        "Memories",
        rows={
            "release:new1": {"country": "JP", "date": "1995", "medium": "cinema"},
            "segment:new1": {"number": 1},
        },
    )
    person = cast.person("森本晃司")
    found = _listed()
    assert len(found) == len(set(found))
    for path in (film.get_absolute_url(), f"{film.get_absolute_url()}segments/1/", "/years/1995/"):
        assert path in found
    assert any(path.startswith(f"/people/{person.pk}") for path in found)
    assert {path: Client().get(path).status_code for path in found} == dict.fromkeys(found, 200)


def test_hidden_and_merged_pages_are_not_listed() -> None:
    hidden, old, kept = cast.film("One"), cast.film("Two"), cast.film("Three")
    hide(hidden, user=cast.satsuki(), summary="Not a film")
    merge(old, into=kept, user=cast.satsuki(), summary="The same")
    found = [path for path in _listed() if re.match(r"/films/\d", path)]
    assert found == [kept.get_absolute_url()]


def test_lists_are_cut_by_ids(monkeypatch: Any) -> None:
    monkeypatch.setattr(sitemaps, "SIZE", 2)
    made = [cast.genre(name).get_absolute_url() for name in ("A", "B", "C", "D", "E")]
    parts = [p for p in _entries("/sitemap.xml", "sitemapindex") if "/genres-" in p]
    assert len(parts) >= 3
    assert [url for part in parts for url in _entries(part, "urlset")] == made
    assert Client().get("/sitemaps/genres-99.xml").status_code == 404
    assert Client().get("/sitemaps/nothing-1.xml").status_code == 404
    assert Client().get("/sitemaps/pages-2.xml").status_code == 404


def test_a_list_costs_as_many_queries_whatever_it_holds(django_assert_num_queries: Any) -> None:
    for name in ("A", "B", "C"):
        cast.genre(name)
    with django_assert_num_queries(2):
        Client().get("/sitemaps/genres-1.xml")


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemaps/films-1.xml"])
def test_what_has_not_changed_is_answered_without_content(path: str) -> None:
    film = cast.film()
    first = Client().get(path)
    known = {"if-none-match": first["ETag"]}
    assert Client().get(path, headers=known).status_code == 304
    cast.edit(film, runtime=113)
    assert Client().get(path, headers=known).status_code == 200


def test_an_edit_elsewhere_leaves_a_list_as_it_was() -> None:
    cast.film()
    first = Client().get("/sitemaps/films-1.xml")
    cast.genre("Drama")
    known = {"if-none-match": first["ETag"]}
    assert Client().get("/sitemaps/films-1.xml", headers=known).status_code == 304


def test_robots_may_read_pages_and_not_forms() -> None:
    answer = Client().get("/robots.txt")
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/plain")
    assert text.startswith("User-agent: *\nAllow: /\n")
    assert "\nSitemap: http://127.0.0.1:8000/sitemap.xml\n" in text
    closed = re.findall(r"^Disallow: (\S+)$", text, re.M)
    assert {"/accounts/", "/search/suggest", "/preview/", "/*/*/edit/"} <= set(closed)
    assert "/" not in closed
