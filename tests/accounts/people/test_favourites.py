"""Favourite films, people and characters."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.actions.people.favour import arrange, disfavour, favour
from accounts.actions.people.follow_merged_entries import follow_merged_entries
from accounts.models import Favourite, User
from accounts.models.suspension import FOREVER
from accounts.people.favourite_forms import FavouritesForm
from accounts.people.favourites import MOST, Group, Shown, groups
from tests import cast
from wiki.actions.hide import hide
from wiki.actions.merge import merge
from wiki.title_language import Titles

pytestmark = pytest.mark.django_db


def _titles(user: User, kind: str = "film") -> list[str]:
    return [row.names.title for g in groups(user) if g.kind == kind for row in g.rows]


def test_favourites_come_last_once_and_can_go() -> None:
    mei, akira, memories = cast.mei(), cast.film("Akira"), cast.film("Memories")
    favour(mei, "film", akira.pk)
    favour(mei, "film", memories.pk)
    assert favour(mei, "film", akira.pk).place == 0
    favour(mei, "person", cast.person("Satoshi Kon").pk)
    favour(mei, "character", cast.character("Mima").pk)
    assert _titles(mei) == ["Akira", "Memories"]
    assert _titles(mei, "person") == ["Satoshi Kon"]
    assert _titles(mei, "character") == ["Mima"]
    disfavour(mei, "film", akira.pk)
    assert _titles(mei) == ["Memories"]


def test_hidden_pages_are_not_shown_and_cannot_be_added() -> None:
    mei, film = cast.mei(), cast.film("Akira")
    favour(mei, "film", film.pk)
    hide(film, user=cast.satsuki(), summary="Spam")
    assert _titles(mei) == []
    with pytest.raises(ValidationError):
        favour(mei, "film", film.pk)


def test_favourites_go_with_a_page_that_is_merged() -> None:
    mei, akira, double = cast.mei(), cast.film("Akira"), cast.film("AKIRA 1988")
    favour(mei, "film", double.pk)
    favour(cast.kanta(), "film", akira.pk)
    favour(cast.kanta(), "film", double.pk)
    merge(double, into=akira, user=cast.satsuki(), summary="The same film")
    assert follow_merged_entries() == "2 favourites"
    assert follow_merged_entries() == ""
    assert _titles(mei) == _titles(cast.kanta()) == ["Akira"]


def test_there_is_room_for_some_of_each_kind() -> None:
    mei = cast.mei()
    for number in range(MOST):
        favour(mei, "film", cast.film(f"Film {number}").pk)
    with pytest.raises(ValidationError, match=str(MOST)):
        favour(mei, "film", cast.film("One more").pk)
    favour(mei, "person", cast.person("Satoshi Kon").pk)


def test_the_order_is_the_one_that_was_sent_and_what_is_left_out_goes() -> None:
    mei = cast.mei()
    rows = [favour(mei, "film", cast.film(f"Film {n}").pk) for n in range(3)]
    theirs = favour(cast.kanta(), "film", cast.film("Akira").pk)
    arrange(mei, "film", [rows[2].pk, theirs.pk, rows[0].pk, rows[2].pk])
    assert _titles(mei) == ["Film 2", "Film 0"]
    assert Favourite.objects.filter(user=cast.kanta()).count() == 1


def test_the_suspended_change_nothing_that_others_see() -> None:
    mei, film = cast.mei(), cast.film()
    mei.suspended_until = FOREVER
    mei.save()
    with pytest.raises(PermissionDenied):
        favour(mei, "film", film.pk)


def test_a_press_on_the_page_of_an_entry_makes_it_a_favourite(client: Client) -> None:
    mei, film = cast.mei(), cast.film("Akira")
    assert "♡" not in client.get(film.get_absolute_url()).content.decode()
    client.force_login(mei)
    assert "♡" in client.get(film.get_absolute_url()).content.decode()
    sent = {"kind": "film", "id": str(film.pk), "on": "1", "next": film.get_absolute_url()}
    assert client.post("/accounts/favourites/set/", sent)["Location"] == film.get_absolute_url()
    assert "♥" in client.get(film.get_absolute_url()).content.decode()
    fragment = client.post(
        "/accounts/favourites/set/", {**sent, "on": "0"}, headers={"Genga-Fragment": "1"}
    )
    assert "♡" in fragment.content.decode()
    assert not Favourite.objects.exists()


@pytest.mark.parametrize(
    ("kind", "pk"), [("film", "x"), ("film", "9" * 30), ("user", "1"), ("", ""), ("film", "٣")]
)
def test_what_is_no_page_is_refused(client: Client, kind: str, pk: str) -> None:
    client.force_login(cast.mei())
    for on in ("1", "0"):
        sent = {"kind": kind, "id": pk, "on": on}
        assert client.post("/accounts/favourites/set/", sent).status_code == 400


def test_the_form_adds_by_name_and_asks_where_several_have_it(client: Client) -> None:
    mei = cast.mei()
    cast.film("Akira")
    cast.film("Robots")
    cast.film("Robots")
    client.force_login(mei)
    url = "/accounts/favourites/"
    assert client.post(url, {"kind": "film", "add": "1", "text": "akira"}).status_code == 302
    assert _titles(mei) == ["Akira"]
    unsure = client.post(url, {"kind": "film", "add": "1", "text": "Robots"})
    assert unsure.status_code == 422
    assert "Several pages have this name" in unsure.content.decode()
    for text, said in (("Nothing like it", "No page has this name"), ("", "Say what is")):
        answer = client.post(url, {"kind": "film", "add": "1", "text": text})
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert client.post(url, {"kind": "\x00"}).status_code == 422
    assert client.post(url, {"kind": "film", "add": "1", "key": "film:9999"}).status_code == 422


def test_the_form_reorders_and_removes_without_a_script(client: Client) -> None:
    mei = cast.mei()
    rows = [favour(mei, "film", cast.film(f"Film {n}").pk) for n in range(4)]
    client.force_login(mei)
    sent = {"kind": "film", f"place-{rows[3].pk}": "1", f"remove-{rows[1].pk}": "1"}
    assert client.post("/accounts/favourites/", sent).status_code == 302
    assert _titles(mei) == ["Film 3", "Film 0", "Film 2"]
    sent = {"kind": "film", f"place-{rows[0].pk}": "first"}
    answer = client.post("/accounts/favourites/", sent)
    assert answer.status_code == 422
    assert "A place is a number" in answer.content.decode()


def _group(count: int) -> Group:
    rows: list[Any] = [Shown(n, "film", n, Titles(str(n)), "/", "") for n in range(count)]  # type: ignore[arg-type]
    return Group("film", "Films", rows)


@given(st.permutations(range(6)))
def test_places_that_name_an_order_give_that_order(order: list[int]) -> None:
    """``order[n]`` is the place of favourite ``n``, from 0."""
    from django.http import QueryDict

    sent = QueryDict(mutable=True)
    sent["kind"] = "film"
    for pk, place in enumerate(order):
        sent[f"place-{pk}"] = str(place + 1)
    form = FavouritesForm([_group(6)], sent)
    assert form.is_valid()
    assert form.order == ("film", sorted(range(6), key=lambda pk: order[pk]))
