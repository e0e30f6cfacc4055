"""The pages of following: the button, the list, the feed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actions.follow import follow
from accounts.actions.people.block_user import block_user
from accounts.actions.reviews.write_review import write_review
from accounts.models import Follow, Visibility
from accounts.reviews.words import Words as ReviewWords
from films.models import Theme
from tests import cast
from tests.accounts.lists.lists import a_list
from tests.films.full_documents import TYPES, name_of
from tests.readers import reader
from wiki.actions.hide import hide
from wiki.entry_types import EntryType

pytestmark = pytest.mark.django_db


def text_of(client: Client, url: str) -> str:
    answer = client.get(url, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def press(client: Client, key: str, **more: str) -> Any:
    return client.post("/follow/", {"about": key, "next": "/films/", **more})


@pytest.mark.parametrize("entry_type", TYPES, ids=name_of)
def test_every_page_has_the_button_for_members_and_nothing_for_strangers(
    entry_type: EntryType,
) -> None:
    entry = cast.page(entry_type.model, "Something")
    url = entry.get_absolute_url()
    assert 'action="/follow/"' not in text_of(Client(), url)
    client = reader(cast.kanta())
    assert 'aria-pressed="false">Follow<' in text_of(client, url)
    assert press(client, cast.key_of(entry))["Location"] == "/films/"
    assert 'name="follow" value="no" aria-pressed="true"' in text_of(client, url)
    press(client, cast.key_of(entry), follow="no")
    assert not Follow.objects.exists()


def test_films_users_and_lists_have_it_too_but_not_ones_own() -> None:
    film, listed = cast.film(), a_list(by=cast.mei())
    pages = [film.get_absolute_url(), "/users/mei/", listed.get_absolute_url()]
    for url in pages:
        assert 'name="follow" value="no"' not in text_of(reader(cast.kanta()), url)
        assert 'action="/follow/"' in text_of(reader(cast.kanta()), url)
    for url in pages[1:]:
        assert 'action="/follow/"' not in text_of(reader(cast.mei()), url)


def test_hidden_pages_have_no_button() -> None:
    film = cast.film()
    hide(film, user=cast.satsuki(), summary="A joke")
    assert 'action="/follow/"' not in text_of(reader(cast.satsuki()), film.get_absolute_url())


def test_a_script_gets_the_button_alone() -> None:
    film = cast.film()
    client = reader(cast.mei())
    data = {"about": cast.key_of(film), "follow": "yes", "next": film.get_absolute_url()}
    answer = client.post("/follow/", data, headers={"Genga-Fragment": "1"})
    text = answer.content.decode()
    assert "<html" not in text
    assert 'value="no" aria-pressed="true"' in text
    assert f'name="next" value="{film.get_absolute_url()}"' in text


@pytest.mark.parametrize("key", ["", "film:999", "film:\x00", "user:0", "credit:1"])
def test_what_is_not_there_is_not_found(key: str) -> None:
    assert press(reader(cast.mei()), key).status_code == 404


def test_refusals_are_told_in_words() -> None:
    mei, kanta = cast.mei(), cast.kanta()
    answer = press(reader(mei), f"user:{mei.pk}")
    assert answer.status_code == 422
    assert "You cannot follow yourself." in answer.content.decode()
    block_user(mei, kanta)
    answer = press(reader(kanta), f"user:{mei.pk}")
    assert answer.status_code == 403
    assert "does not want to hear from you" in answer.content.decode()


def test_strangers_are_sent_to_log_in() -> None:
    for url in ("/follow/", "/mine/following/end/", "/mine/following/feed/"):
        assert "/accounts/login/" in Client().post(url)["Location"]
    assert "/accounts/login/" in Client().get("/mine/following/")["Location"]


def some(user: Any, number: int) -> None:
    """``user`` follows something of many kinds."""
    for at in range(number):
        for key in (
            cast.key_of(cast.film(f"Film {at}")),
            cast.key_of(cast.page(Theme, f"Theme {at}")),
            f"list:{a_list(by=cast.kanta(), title=f'List {at}').pk}",
        ):
            follow(user, key)


def test_what_is_followed_stands_in_a_list_whatever_it_is_and_narrowed_by_kind() -> None:
    mei = cast.mei()
    some(mei, 1)
    follow(mei, f"user:{cast.kanta().pk}")
    client = reader(mei)
    text = text_of(client, "/mine/following/")
    for name in ("Film 0", "Theme 0", "List 0", "by kanta", 'href="/users/kanta/"'):
        assert name in text
    text = text_of(client, "/mine/following/?kind=theme")
    assert "Theme 0" in text
    assert "Film 0" not in text
    for query in ("kind=x", "kind=%00", "after=x"):
        assert client.get(f"/mine/following/?{query}").status_code == 400


def test_what_is_out_of_sight_has_no_link_and_can_be_left() -> None:
    mei, film = cast.mei(), cast.film()
    listed = a_list(by=cast.kanta(), title="Ghosts")
    follow(mei, cast.key_of(film))
    follow(mei, f"list:{listed.pk}")
    hide(film, user=cast.satsuki(), summary="A joke")
    listed.visibility = Visibility.PRIVATE
    listed.save()
    client = reader(mei)
    text = text_of(client, "/mine/following/")
    assert film.get_absolute_url() not in text
    assert "Ghosts" not in text
    keys = re.findall(r'name="about" value="([^"]+)"', text)
    client.post("/mine/following/end/", {"about": [*keys, "x", "film:\x00"]})
    assert not Follow.objects.exists()


def test_the_list_costs_the_same_queries_however_long_it_is() -> None:
    mei = cast.mei()
    client = reader(mei)
    counts = []
    for number in (1, 6):
        some(mei, number)
        with CaptureQueriesContext(connection) as queries:
            text_of(client, "/mine/following/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8


def feed_of(client: Client) -> str:
    found = re.search(r'href="http[^"]*(/feeds/[^"]+)"', text_of(client, "/mine/following/"))
    return found[1] if found else ""


def test_the_feed_stands_at_an_address_that_can_be_changed_and_ended() -> None:
    mei = cast.mei()
    client = reader(mei)
    assert feed_of(client) == ""
    client.post("/mine/following/feed/", {"act": "new"})
    first = feed_of(client)
    answer = Client().get(first)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, max-age=300"
    client.post("/mine/following/feed/", {"act": "new"})
    assert Client().get(first).status_code == 404
    second = feed_of(client)
    client.post("/mine/following/feed/", {"act": "end"})
    assert Client().get(second).status_code == 404
    assert feed_of(client) == ""


def test_nobody_guesses_a_feed() -> None:
    mei = cast.mei()
    for url in (f"/feeds/{mei.pk}/x/", "/feeds/0/x/", f"/feeds/{'9' * 30}/x/"):
        assert Client().get(url).status_code == 404


def test_the_feed_tells_the_latest_edit_of_pages_lists_and_what_members_write() -> None:
    mei, kanta, film = cast.mei(), cast.kanta(), cast.film("Perfect <Blue>")
    hidden = cast.film("Gone")
    for key in (cast.key_of(film), cast.key_of(hidden), f"user:{kanta.pk}"):
        follow(mei, key)
    write_review(kanta, hidden, ReviewWords(language="en", text="Who would hide this? " * 10))
    hide(hidden, user=cast.satsuki(), summary="A joke")
    cast.edit(film, runtime=81, summary="As on the disc")
    a_list(film, by=kanta, title="Ghosts")
    a_list(by=kanta, title="Secret", visibility=Visibility.PRIVATE)
    write_review(kanta, film, ReviewWords(language="en", text="It holds up. " * 10))
    twist = ReviewWords(language="en", text="It was all a dream. " * 10, spoilers=True)
    write_review(kanta, cast.film("Paprika"), twist)
    client = reader(mei)
    client.post("/mine/following/feed/", {"act": "new"})
    text = Client().get(feed_of(client)).content.decode()
    for told in (
        "Perfect &lt;Blue&gt; was edited",
        "As on the disc",
        "kanta has a new list, Ghosts",
        "kanta has reviewed Perfect",
    ):
        assert told in text
    assert "kanta has reviewed Paprika" in text
    for secret in ("Gone", "Secret", "hide this", "dream"):
        assert secret not in text
