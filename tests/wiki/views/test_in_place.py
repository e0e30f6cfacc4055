"""Forms opened inside a page: the same views answer with the form alone, and say where to go when done."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from films.models import Film
from tests import cast
from tests.readers import reader
from tests.wiki.views.test_edit import controls, form_of, memories
from wiki.actions.protect import protect
from wiki.models import Draft, Submission

pytestmark = pytest.mark.django_db
ASKED = {"Genga-Fragment": "1"}


def section(film: Film, name: str = "general") -> str:
    return f"{film.get_absolute_url()}edit/?section={name}"


def sent(client: Client, film: Film, **changes: str) -> Any:
    """The answer to the section's form with other values of the film's fields."""
    data = form_of(client, section(film))
    data |= {f"film:{film.pk}.{name}": [value] for name, value in changes.items()}
    return client.post(section(film), data, headers=ASKED)


def test_the_form_alone_is_the_form_of_the_page() -> None:
    client, film = reader(cast.mei()), memories()
    alone = client.get(section(film, "credits"), headers=ASKED)
    text = alone.content.decode()
    assert text.lstrip().startswith("<genga-form")
    assert "<main" not in text
    there = controls(text)
    page = form_of(client, section(film, "credits"))
    assert {**there, "draft": []} == {**page, "draft": []}
    assert f'action="{section(film, "credits")}"' in text


def test_both_answers_are_told_apart_by_caches() -> None:
    client, film = reader(cast.mei()), memories()
    for headers in ({}, ASKED):
        assert "Genga-Fragment" in client.get(section(film), headers=headers)["Vary"]


def test_what_is_sent_says_where_it_is_shown_and_its_draft_goes() -> None:
    client, film = reader(cast.mei()), memories()
    client.post("/drafts/", form_of(client, section(film)))
    answer = sent(client, film, runtime="115")
    submission = Submission.objects.pending().get()
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Genga-Location"] == submission.get_absolute_url()
    assert "1st in line" in client.get(film.get_absolute_url()).content.decode()


def test_an_edit_that_is_live_is_told_on_the_page_of_the_section() -> None:
    client, film = reader(cast.satsuki()), memories()
    answer = sent(client, film, runtime="115")
    assert answer["Genga-Location"] == film.get_absolute_url()
    page = client.get(film.get_absolute_url()).content.decode()
    assert "Your edit is live." in page
    assert "115" in page


def test_what_is_wrong_comes_back_as_the_form_alone_with_all_that_was_typed() -> None:
    client, film = reader(cast.mei()), memories()
    answer = sent(client, film, runtime="-3", source_work="A manga")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert text.lstrip().startswith("<genga-form")
    assert "cannot be negative" in text
    typed = controls(text)
    assert typed[f"film:{film.pk}.runtime"] == ["-3"]
    assert typed[f"film:{film.pk}.source_work"] == ["A manga"]
    assert not Submission.objects.pending().exists()


def test_a_clash_is_asked_about_in_place() -> None:
    client, film = reader(cast.mei()), memories()
    data = form_of(client, section(film))
    cast.edit(film, by=cast.satsuki(), runtime=114)
    data[f"film:{film.pk}.runtime"] = ["115"]
    answer = client.post(section(film), data, headers=ASKED)
    assert answer.status_code == 409
    assert "Now: keep this" in answer.content.decode()


def test_showing_the_changes_shows_them_in_place() -> None:
    client, film = reader(cast.mei()), memories()
    data = {**form_of(client, section(film)), "action": ["preview"]}
    data[f"film:{film.pk}.runtime"] = ["115"]
    answer = client.post(section(film), data, headers=ASKED)
    assert answer.status_code == 200
    assert "What you change" in answer.content.decode()
    assert answer.content.decode().lstrip().startswith("<genga-form")


def test_who_is_logged_out_by_now_is_told_where_to_log_in_and_nothing_is_lost() -> None:
    client, film = reader(cast.mei()), memories()
    data = form_of(client, section(film))
    data[f"film:{film.pk}.runtime"] = ["115"]
    client.logout()
    answer = client.post(section(film), data, headers=ASKED)
    assert answer.status_code == 401
    assert answer["Genga-Location"].startswith("/accounts/login/?next=")
    assert Draft.objects.get().values[f"film:{film.pk}.runtime"] == "115"


def test_strangers_get_no_form() -> None:
    answer = Client().get(section(memories()), headers=ASKED)
    assert answer.status_code == 401
    assert answer["Genga-Location"].startswith("/accounts/login/")


def test_a_form_without_its_token_is_not_acted_on() -> None:
    film = memories()
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.mei())
    data = form_of(client, section(film))
    data[f"film:{film.pk}.runtime"] = ["115"]
    answer = client.post(section(film), data, headers=ASKED)
    assert answer.status_code == 403
    assert not Submission.objects.pending().exists()


def test_a_protected_section_says_so_in_place() -> None:
    film = memories()
    protect(film, by=cast.satsuki(), level="trusted", reason="Edit war", section="general")
    text = reader(cast.mei()).get(section(film), headers=ASKED).content.decode()
    assert 'class="lock"' in text
    assert 'value="save"' not in text.partition("form-bar")[2]
