"""Feeds tell strangers what happened: valid Atom, identities that last, nothing hidden."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests import cast
from wiki.actions.hide import hide

pytestmark = pytest.mark.django_db

_ATOM = "{http://www.w3.org/2005/Atom}"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(\+\d\d:\d\d|Z)\Z")


def _feed(path: str) -> Any:
    """The feed, checked by the rules of RFC 4287."""
    answer = Client().get(path)
    assert answer.status_code == 200, path
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)  # noqa: S314  (our own answer)
    assert root.tag == f"{_ATOM}feed"
    entries = root.findall(f"{_ATOM}entry")
    for each in (root, *entries):
        assert all((each.findtext(f"{_ATOM}{name}") or "").strip() for name in ("id", "title"))
        assert _MOMENT.match(each.findtext(f"{_ATOM}updated") or "")
        assert all(
            link.get("href", "").startswith("http://127.0.0.1:8000/")
            for link in each.findall(f"{_ATOM}link")
        )
    ids = [each.findtext(f"{_ATOM}id") or "" for each in entries]
    assert len(ids) == len(set(ids))
    assert all(each.startswith("tag:127.0.0.1,2026:") for each in ids)
    return root


def _titles(path: str) -> list[str]:
    return [each.findtext(f"{_ATOM}title") or "" for each in _feed(path).findall(f"{_ATOM}entry")]


def _paths(film: Any) -> list[str]:
    own = film.get_absolute_url()
    return [
        "/changes/feed/",
        "/films/feed/",
        f"{own}history/feed/",
        "/users/mei/feed/",
        "/log/feed/",
    ]


def test_every_feed_is_valid_and_leads_to_pages_that_are_there() -> None:
    film = cast.film()
    cast.edit(film, runtime=113, summary="From the <disc> & booklet")
    for path in _paths(film):
        entries = _feed(path).findall(f"{_ATOM}entry")
        assert entries, path
        for each in entries:
            href = each.find(f"{_ATOM}link").get("href")
            assert Client().get("/" + href.split("/", 3)[3]).status_code == 200, href


def test_feeds_tell_the_latest_first() -> None:
    film = cast.film("Memories")
    cast.film("Akira")
    cast.edit(film, runtime=113)
    assert _titles("/films/feed/") == ["Akira", "Memories"]
    assert _titles("/changes/feed/")[0].startswith("Memories")
    history = _titles(f"{film.get_absolute_url()}history/feed/")
    assert [title.split(" · ")[0] for title in history] == ["Revision 2", "Revision 1"]
    assert _titles("/users/mei/feed/")[0] == "Memories"


def test_hidden_pages_are_in_no_feed() -> None:
    film, other = cast.film("Secret"), cast.film("Memories")
    hide(film, user=cast.satsuki(), summary="Not a film")
    for path in ("/changes/feed/", "/films/feed/", "/users/mei/feed/"):
        assert not [title for title in _titles(path) if "Secret" in title], path
    moderator = Client()
    moderator.force_login(cast.satsuki())
    for reader in (Client(), moderator):
        assert reader.get(f"{film.get_absolute_url()}history/feed/").status_code == 404
    assert _titles(f"{other.get_absolute_url()}history/feed/")


def test_a_feed_is_the_same_for_everybody_in_the_language_of_its_address() -> None:
    cast.film()
    english = Client().get("/changes/feed/", headers={"accept-language": "ja"})
    assert "Recent changes" in english.content.decode()
    assert english["Content-Language"] == "en"
    japanese = Client().get("/changes/feed/?lang=ja").content.decode()
    assert 'xml:lang="ja"' in japanese


def test_a_known_feed_is_answered_without_content_until_something_happens() -> None:
    film = cast.film()
    for path in _paths(film):
        first = Client().get(path)
        known = {"if-none-match": first["ETag"]}
        again = Client().get(path, headers=known)
        assert (again.status_code, again.content) == (304, b""), path
        cast.edit(film, runtime=(film.runtime or 100) + 1)
        assert Client().get(path, headers=known).status_code == 200, path


@pytest.mark.parametrize(
    "path", ["/users/nobody/feed/", "/films/99/history/feed/", "/nothing/feed/"]
)
def test_what_is_not_there_has_no_feed(path: str) -> None:
    assert Client().get(path).status_code == 404


def test_pages_tell_feed_readers_of_their_feeds() -> None:
    film = cast.film()
    url = film.get_absolute_url()
    for page, feed in {
        "/": "/changes/feed/",
        "/films/": "/films/feed/",
        "/people/": "/people/feed/",
        "/log/": "/log/feed/",
        url: f"{url}history/feed/",
        f"{url}history/": f"{url}history/feed/",
        "/users/mei/": "/users/mei/feed/",
    }.items():
        html = Client().get(page).content.decode()
        links = re.findall(
            r'<link rel="alternate" type="application/atom\+xml"[^>]*href="([^"]+)"', html
        )
        assert feed in links, page
