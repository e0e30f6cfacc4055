"""The guided tour: who sees it, and until when."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(client: Client) -> User:
    user = cast.totoro()
    User.objects.filter(pk=user.pk).update(wants_tour=True)
    client.force_login(user)
    return user


def wants_tour(user: User) -> bool:
    return User.objects.get(pk=user.pk).wants_tour


def test_who_signs_up_wants_the_tour(client: Client) -> None:
    data = {"username": "chihiro", "email": "chihiro@example.org", "password1": "kaonashi-42"}
    client.post("/accounts/signup/", data)
    assert User.objects.get(username="chihiro").wants_tour


def test_the_tour_is_a_list_in_the_edit_form_until_it_is_ended(
    client: Client, newcomer: User
) -> None:
    address = f"{cast.film().get_absolute_url()}edit/?section=general"
    text = client.get(address).content.decode()
    assert text.count("<li data-at=") == 5
    assert "js/tour.js" in text
    answer = client.post("/help/tour/end/", {"next": address})
    assert answer["Location"] == address
    assert not wants_tour(newcomer)
    assert "genga-tour" not in client.get(address).content.decode()


def test_members_who_were_there_before_are_not_bothered(client: Client) -> None:
    client.force_login(cast.mei())
    assert "genga-tour" not in client.get(f"{cast.film().get_absolute_url()}edit/").content.decode()


def test_the_first_submission_is_explained_to_its_author_alone(
    client: Client, newcomer: User
) -> None:
    submission = cast.propose(cast.film(), by=newcomer, runtime=99)
    explained = "Your first edit is on its way"
    assert explained in client.get(submission.get_absolute_url()).content.decode()
    client.force_login(cast.satsuki())
    assert explained not in client.get(submission.get_absolute_url()).content.decode()


def test_a_script_that_ends_the_tour_gets_no_page(client: Client, newcomer: User) -> None:
    answer = client.post("/help/tour/end/", headers={"Accept": "application/json"})
    assert (answer.status_code, wants_tour(newcomer)) == (204, False)


def test_looking_at_the_end_of_the_tour_ends_nothing(client: Client, newcomer: User) -> None:
    assert client.get("/help/tour/end/").status_code == 405
    assert wants_tour(newcomer)


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "\x00", ""])
def test_the_way_back_stays_on_the_site(client: Client, newcomer: User, back: str) -> None:
    assert client.post("/help/tour/end/", {"next": back})["Location"] == "/"


def test_strangers_end_no_tour(client: Client) -> None:
    assert client.post("/help/tour/end/")["Location"].startswith("/accounts/login/")
