"""Error pages help: what an address may have meant, why something is closed, and what to do then."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as DatabaseCase

from tests import cast
from wiki.actions.hide import hide
from wiki.suggestions import suggested

pytestmark = pytest.mark.django_db


def titles(path: str) -> list[str]:
    return [found.label.title for found in suggested(path).entries]


@pytest.mark.parametrize(
    "path",
    [
        "/films/perfect-blue",
        "/films/99-perfect-blue/",
        "/wiki/Perfect_Blue_(film)",
        "/film/perfect-blue-1997/",
        "/PERFECT+BLUE",
        "/films/99-perfect-blue/history/",
        "/perfect/",
    ],
)
def test_the_words_of_an_address_find_the_entry_that_bears_them(path: str) -> None:
    cast.film("Perfect Blue")
    cast.film("Memories")
    assert titles(path) == ["Perfect Blue"]


def test_japanese_words_are_found_too() -> None:
    name = {"text": "人狼", "language": "ja", "kind": "native"}
    cast.film("Jin-Roh", rows={"filmname:new2": name})
    assert titles("/films/人狼") == ["Jin-Roh"]


def test_a_name_in_full_comes_before_names_that_begin_with_it() -> None:
    cast.film("Memories of Matsuko")
    cast.film("Memories")
    assert titles("/films/memories") == ["Memories", "Memories of Matsuko"]


def test_hidden_pages_are_not_suggested(client: Client) -> None:
    memories = cast.film("Memories")
    hide(memories, user=cast.satsuki(), summary="Not a film")
    assert titles("/films/memories") == []
    assert "Did you mean" not in client.get("/films/memories").content.decode()


@pytest.mark.parametrize(
    "path", ["/wp-login.php", "/.env", "/films/2024/", "/a/", "/films/new-x/.git"]
)
def test_what_robots_ask_for_is_not_looked_up(path: str) -> None:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert suggested(path).entries == ()
    assert len(seen) == 0


def test_a_page_that_is_not_there_costs_two_statements_at_most_for_suggestions() -> None:
    for number in range(30):
        cast.film(f"Memories {number}")
    with CaptureQueriesContext(connection) as seen:
        assert len(titles("/films/memories")) == 5
    assert len(seen) == 2


def test_404_suggests_and_stays_404_and_no_cache_keeps_it(client: Client) -> None:
    memories = cast.film("Memories")
    answer = client.get("/films/memories")
    assert answer.status_code == 404
    assert "no-store" in answer["Cache-Control"]
    text = answer.content.decode()
    assert f'href="{memories.get_absolute_url()}"' in text
    assert 'value="memories"' in text


def test_words_of_the_address_are_escaped(client: Client) -> None:
    text = client.get('/films/"><script>alert(1)<script>').content.decode()
    assert "<script>alert" not in text


def test_programs_get_404_as_data(client: Client) -> None:
    answer = client.get("/nowhere/", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()) == (404, {"error": "There is no such page."})


@pytest.mark.parametrize(
    "path",
    [
        "/%00",
        "/films/%00%00/",
        "/%ff%fe",
        "/" + "a-" * 3000,
        "/films/%E2%80%AE/",
        "/%0a%0d",
        "/%F0%9F%8E%AC",
    ],
)
def test_no_address_breaks_the_page_that_says_so(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


class AnyAddress(DatabaseCase):
    """Whatever the address."""

    @given(st.text(max_size=300))
    def test_any_address_is_read(self, path: str) -> None:
        assert len(suggested(f"/{path}").entries) <= 5


def test_403_tells_strangers_to_log_in(client: Client) -> None:
    submission = cast.propose(cast.film(), runtime=99)
    client.force_login(cast.mei())
    answer = client.get(f"{submission.get_absolute_url()}preview/")
    assert answer.status_code == 200
    answer = client.get("/moderation/")
    assert answer.status_code == 403
    text = answer.content.decode()
    assert "Your level is: Member." in text
    assert "/help/levels/" in text
    assert "no-store" in answer["Cache-Control"]


def test_403_gives_its_reason_where_there_is_one(client: Client) -> None:
    memories = cast.film()
    client.force_login(cast.mei())
    answer = client.get(f"{memories.get_absolute_url()}protect/")
    assert answer.status_code == 403
    assert "You may not do this" in answer.content.decode()
