"""What somebody who has never edited is invited to do."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from films.first_edits import first_edits
from films.models import Film
from tests import cast

pytestmark = pytest.mark.django_db
WHOLE = {"deck": "A film.", "description": "It happens.", "runtime": 113}


def labels(seed: int = 0) -> list[str]:
    return [task.label for task in first_edits(seed)]


def test_each_task_is_a_fact_that_a_film_lacks_on_another_film() -> None:
    cast.film("No runtime", **WHOLE | {"runtime": None})
    cast.film("No deck", **WHOLE | {"deck": ""})
    japanese = {"text": "人狼", "language": "ja", "kind": "native"}
    cast.film("No romaji", rows={"filmname:new2": japanese}, **WHOLE)
    tasks = first_edits(0)
    assert [(task.label, task.film.title) for task in tasks] == [
        ("Say how long it is", "No runtime"),
        ("Write its deck", "No deck"),
        ("Write its title in romaji", "No romaji"),
    ]
    assert tasks[0].url.endswith("/edit/?section=general")


def test_tasks_differ_from_member_to_member() -> None:
    for number in range(4):
        cast.film(f"Film {number}", **WHOLE | {"runtime": None})
    assert len({first_edits(seed)[0].film.title for seed in range(4)}) == 4


def test_series_and_hidden_films_are_no_tasks() -> None:
    cast.film("A series", **WHOLE | {"runtime": None, "kind": "series"})
    assert labels() == []


def test_tasks_cost_one_query() -> None:
    for number in range(5):
        cast.film(f"Film {number}")
    with CaptureQueriesContext(connection) as seen:
        assert len(labels()) == 3
    assert len(seen) == 1


def test_the_front_page_invites_members_who_have_sent_nothing(client: Client) -> None:
    film = cast.film()
    client.force_login(cast.totoro())
    assert "Your first edit" in client.get("/").content.decode()
    cast.propose(film, by=cast.totoro(), runtime=99)
    assert "Your first edit" not in client.get("/").content.decode()


def test_the_front_page_invites_no_strangers_to_it(client: Client) -> None:
    cast.film()
    assert "Your first edit" not in client.get("/").content.decode()


def test_the_tour_begins_in_the_form_of_a_task(client: Client) -> None:
    film = cast.film()
    client.force_login(cast.totoro())
    answer = client.get("/help/tour/")
    assert answer["Location"] == f"{film.get_absolute_url()}edit/?section=general&tour=1"
    text = client.get(answer["Location"]).content.decode()
    assert "Your first edit, in five steps" in text
    assert "data-start" in text


def test_without_a_task_the_tour_begins_with_a_new_film(client: Client) -> None:
    assert not Film.objects.exists()
    client.force_login(cast.totoro())
    answer = client.get("/help/tour/")
    assert answer["Location"] == "/films/new/?tour=1"
    assert client.get(answer["Location"]).status_code == 200


def test_strangers_log_in_before_the_tour(client: Client) -> None:
    assert client.get("/help/tour/")["Location"].startswith("/accounts/login/")
