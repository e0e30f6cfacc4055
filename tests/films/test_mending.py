"""Every day offers other things to mend, first about what a member knows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from films.mending import A_DAY, tasks_of_day
from films.models import Film, Franchise
from tests import cast
from tests.wiki.views.test_feeds import _feed, _titles

pytestmark = pytest.mark.django_db
DAY, NEXT = date(2026, 11, 21), date(2026, 11, 22)


def titles(**asked: object) -> list[str]:
    return [task.names.title for task in tasks_of_day(**asked)]  # type: ignore[arg-type]


def test_a_day_has_so_many_tasks_each_on_another_page() -> None:
    for number in range(20):
        cast.film(f"Film {number}")
    found = titles(day=DAY)
    assert len(found) == len(set(found)) == A_DAY
    assert found == titles(day=DAY)
    assert found != titles(day=NEXT)


def test_tasks_are_of_many_sorts() -> None:
    for number in range(20):
        cast.film(f"Film {number}")
    gaps = [task.gap for task in tasks_of_day(day=DAY)]
    assert max(gaps.count(gap) for gap in gaps) <= A_DAY // 4


def test_what_was_mended_is_offered_no_longer() -> None:
    film = cast.film("Bare")
    (task,) = tasks_of_day(day=DAY)
    assert task.url.startswith(f"{film.get_absolute_url()}edit/?section=")
    whole: dict[str, Any] = {
        "runtime": 113,
        "deck": "A film.",
        "description": "It happens.",
        "country": "FR",
    }
    cast.edit(film, **whole)
    assert tasks_of_day(day=DAY)[0].gap not in whole


def test_a_member_is_offered_first_what_they_have_edited_and_what_belongs_to_it() -> None:
    saga = cast.page(Franchise, "Saga")
    rows = {"membership:new1": {"franchise": cast.key_of(saga)}}
    edited, related = cast.film("Edited", rows=rows), cast.film("Related", rows=rows)
    staff = cast.person("Somebody")
    credit = {"credit:new1": {"role": "music", "person": cast.key_of(staff)}}
    cast.edit(edited, by=cast.kanta(), rows=credit)
    for number in range(20):
        cast.film(f"Film {number}")
    why = {task.names.title: task.why for task in tasks_of_day(cast.kanta(), day=DAY)}
    assert why["Edited"] == "You have edited it"
    assert why[related.title] == "Of a franchise that you have edited"
    assert why["Somebody"] == "Worked on a film that you have edited"
    assert len(why) == A_DAY
    assert "" in why.values()


def test_series_and_hidden_films_are_no_tasks() -> None:
    cast.film("A series", kind="series")
    assert titles() == []


def test_tasks_can_be_narrowed_to_some_films() -> None:
    cast.film("French", country="FR")
    cast.film("Japanese", country="JP")
    cast.person("Somebody")
    page = Client().get("/fix/?country=FR").content.decode()
    assert "French" in page
    assert "Japanese</a>" not in page
    assert "Somebody" not in page
    assert _titles("/fix/feed/?country=FR")[0].startswith("French: ")
    assert Client().get("/fix/?year=x").status_code == 400
    assert Client().get("/fix/feed/?year=x").status_code == 404


def test_feeds_are_valid_for_everybody_and_for_a_member() -> None:
    film = cast.film("Bare")
    cast.edit(film, by=cast.kanta(), runtime=113)
    for path in ("/fix/feed/", "/users/kanta/fix/feed/"):
        entries = _feed(path).findall("{http://www.w3.org/2005/Atom}entry")
        assert len(entries) == 1, path
    assert Client().get("/users/nobody/fix/feed/").status_code == 404
    assert _titles("/users/kanta/fix/feed/")[0].startswith("Bare: ")


def test_a_day_costs_a_fixed_number_of_queries() -> None:
    film = cast.film("Bare")
    cast.edit(film, by=cast.kanta(), runtime=113)
    for count in (0, 12):
        for number in range(count):
            cast.film(f"Film {number}")
        with CaptureQueriesContext(connection) as seen:
            tasks_of_day(cast.kanta(), day=DAY)
        assert len(seen) <= 15


def test_the_front_page_and_the_own_page_lead_members_there() -> None:
    film = cast.film("Bare")
    client = Client()
    client.force_login(cast.totoro())
    assert "To mend today" not in client.get("/").content.decode()
    cast.propose(film, by=cast.totoro(), runtime=99)
    assert "To mend today" in client.get("/").content.decode()
    assert 'href="/fix/"' in client.get("/users/totoro/").content.decode()
    assert "To mend today" not in Client().get("/").content.decode()
    assert Film.objects.count() == 1
