"""Pages kept for readers without a session: never stale, the same in every process."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from tests import cast
from wiki.actions.hide import hide

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    caches["pages"].clear()


def test_an_approved_change_shows_at_once() -> None:
    film = cast.film("Memories", runtime=113)
    reader = Client()
    url = film.get_absolute_url()
    assert "113" in reader.get(url).content.decode()
    cast.accept(cast.propose(film, runtime=115))
    assert "115" in reader.get(url).content.decode()


def test_a_kept_page_costs_one_query(django_assert_num_queries: Any) -> None:
    film = cast.film("Memories")
    Client().get(film.get_absolute_url())
    with django_assert_num_queries(1):
        assert Client().get(film.get_absolute_url()).status_code == 200


def test_an_unchanged_page_is_answered_without_its_content(django_assert_num_queries: Any) -> None:
    film = cast.film("Memories")
    first = Client().get(film.get_absolute_url())
    with django_assert_num_queries(1):
        again = Client().get(film.get_absolute_url(), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    cast.accept(cast.propose(film, runtime=115))
    changed = Client().get(film.get_absolute_url(), headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200


def test_members_get_pages_of_their_own() -> None:
    film = cast.film("Memories")
    Client().get(film.get_absolute_url())
    member = Client()
    member.force_login(cast.mei())
    assert "Log out" in member.get(film.get_absolute_url()).content.decode()
    assert "Log out" not in Client().get(film.get_absolute_url()).content.decode()


def test_strangers_are_not_shown_what_waits() -> None:
    film = cast.film("Memories")
    cast.propose(film, deck="Not approved by anybody")
    html = Client().get(film.get_absolute_url()).content.decode()
    assert "Not approved by anybody" not in html
    assert "waits for a moderator" not in html


def test_each_language_is_kept_apart() -> None:
    film = cast.film("Memories")
    english = Client().get(film.get_absolute_url(), headers={"accept-language": "en"})
    japanese = Client().get(film.get_absolute_url(), headers={"accept-language": "ja"})
    assert english["Content-Language"] == "en"
    assert japanese["Content-Language"] == "ja"
    assert b'lang="ja"' in japanese.content[:400]


def test_pages_for_strangers_set_no_cookie() -> None:
    film = cast.film("Memories")
    for url in ("/", "/films/", film.get_absolute_url()):
        assert not Client().get(url).cookies, url


def test_hidden_pages_are_gone_at_once() -> None:
    film = cast.film("Memories")
    assert Client().get(film.get_absolute_url()).status_code == 200
    hide(film, user=cast.satsuki(), summary="spam")
    assert Client().get(film.get_absolute_url()).status_code == 404
