"""Who sees which part of a profile."""

from __future__ import annotations

import importlib

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.actions.people.set_privacy import set_privacy
from accounts.actions.watch import Said, watch
from accounts.privacy import Part, may_see
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("said", "strangers", "members"),
    [(None, True, True), ("members", False, True), ("me", False, False), ("odd", False, False)],
)
def test_a_part_is_seen_by_whom_its_owner_says(
    said: str | None, strangers: bool, members: bool
) -> None:
    mei = cast.mei()
    mei.privacy = {"diary": said} if said else {}
    assert may_see(AnonymousUser(), mei, Part.DIARY) is strangers
    assert may_see(cast.satsuki(), mei, "diary") is members
    assert may_see(mei, mei, "diary")
    assert may_see(AnonymousUser(), mei, "favourites")


def test_what_is_for_everybody_is_not_kept_and_unknown_things_are_refused() -> None:
    mei = set_privacy(cast.mei(), {"diary": "me", "favourites": "everybody"})
    assert mei.privacy == {"diary": "me"}
    with pytest.raises(ValidationError):
        set_privacy(mei, {"diary": "friends"})
    with pytest.raises(ValidationError):
        set_privacy(mei, {"dreams": "me"})


def test_the_form_shows_what_is_chosen_and_keeps_what_is_sent(client: Client) -> None:
    mei = set_privacy(cast.mei(), {"activity": "members"})
    client.force_login(mei)
    page = client.get("/accounts/privacy/").content.decode()
    assert 'name="activity" value="members"' in page
    sent = {part.value: "everybody" for part in Part} | {"statistics": "me"}
    assert client.post("/accounts/privacy/", sent).status_code == 302
    mei.refresh_from_db()
    assert mei.privacy == {"statistics": "me"}
    assert client.post("/accounts/privacy/", {**sent, "diary": "x"}).status_code == 422


def test_private_parts_are_nowhere_on_the_page_of_their_owner(client: Client) -> None:
    mei = cast.mei()
    watch(mei, cast.film("Akira"), Said(status="watched", score=90))
    assert "Akira" in client.get("/users/mei/").content.decode()
    set_privacy(mei, {"watch_list": "me", "activity": "me", "statistics": "me"})
    page = client.get("/users/mei/").content.decode()
    assert "Akira" not in page
    assert "films watched" not in page
    assert "keeps this private" in client.get("/users/mei/statistics/").content.decode()
    assert client.get("/users/mei/compare/nobody/").status_code == 404
    page = client.get("/users/mei/compare/satsuki/").content.decode()
    assert "keeps this private" in page
    client.force_login(mei)
    assert "Akira" in client.get("/users/mei/").content.decode()


def test_statistics_of_a_private_list_name_no_film_with_its_rating(client: Client) -> None:
    mei, film = cast.mei(), cast.film("Akira")
    watch(mei, film, Said(status="watched", score=90))
    watch(cast.kanta(), film, Said(score=20))
    assert "Akira" in client.get("/users/mei/statistics/").content.decode()
    set_privacy(mei, {"watch_list": "members"})
    page = client.get("/users/mei/statistics/").content.decode()
    assert "films rated" in page
    assert "Akira" not in page
    client.force_login(cast.kanta())
    assert "Akira" in client.get("/users/mei/statistics/").content.decode()


def test_private_lists_from_before_stay_private() -> None:
    move = importlib.import_module("accounts.migrations.0009_profiles")
    mei = set_privacy(cast.mei(), move._HIDDEN)
    assert not may_see(AnonymousUser(), mei, Part.WATCH_LIST)
    assert move._HIDDEN.keys() <= set(Part.values)
