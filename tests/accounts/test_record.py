"""An editor's record: what stands, points, badges, the calendar, and the ranking."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from accounts.badges import Deeds, badges
from accounts.calendar import calendar_of, first_day
from accounts.points import points
from accounts.record import ranking, record_of
from films.anthologies import complete_among
from tests import cast
from wiki.actions.revert import revert
from wiki.models import Contribution, RevisionEntry

DAY = date(2026, 11, 21)


def test_each_further_fact_of_a_page_and_day_is_worth_less() -> None:
    one = points([(DAY, "film:1", "credits", 1)])
    many = points([(DAY, "film:1", "credits", 10)])
    spread = points([(DAY, f"film:{at}", "credits", 1) for at in range(10)])
    assert one < many < spread == 10 * one


@given(st.integers(0, 400), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_the_calendar_counts_every_edit_of_its_year_once(ago: int, today: date) -> None:
    day = today - timedelta(days=ago)
    sheet = calendar_of({day: 3}, today=today)
    inside = day >= first_day(today)
    assert sheet.total == (3 if inside else 0)
    assert sum(number for _month, number in sheet.months) == sheet.total
    assert [square.day for square in sheet.squares] == ([day] if inside else [])
    assert {square.x for square in sheet.squares} <= set(range(0, sheet.width, sheet.step))


@pytest.mark.parametrize(
    ("deeds", "name", "earned"),
    [
        (Deeds(edits=1), "first", True),
        (Deeds(), "first", False),
        (Deeds(standing={"credits": 100}), "credits", True),
        (Deeds(standing={"credits": 99}), "credits", False),
        (Deeds(made=100, standing={"names": 95}), "lasting", True),
        (Deeds(made=100, standing={"names": 94}), "lasting", False),
        (Deeds(made=99, standing={"names": 99}), "lasting", False),
        (Deeds(sent=20, sourced=18), "sourced", True),
        (Deeds(sent=20, sourced=17), "sourced", False),
        (Deeds(anthologies=1), "anthology", True),
    ],
)
def test_badges_follow_from_deeds(deeds: Deeds, name: str, earned: bool) -> None:
    assert (name in [badge.name for badge in badges(deeds)]) is earned


@pytest.mark.django_db
def test_what_is_reverted_is_taken_back_from_points_and_ranking() -> None:
    film = cast.film("Memories", runtime=113)
    cast.edit(film, country="JP", by=cast.kanta())
    assert "kanta" in [editor.username for editor in ranking("week")]
    before = record_of(cast.kanta())
    row = RevisionEntry.objects.get(entry_type="film", entry_id=film.pk, number=2)
    revert(row, user=cast.satsuki(), summary="No")
    after = record_of(cast.kanta())
    assert (before.points, after.points) == (1, 0)
    assert (before.deeds.stands, after.deeds.stands, after.deeds.made) == (1, 0, 1)
    assert "kanta" not in [editor.username for editor in ranking("week")]


@pytest.mark.django_db
def test_the_ranking_of_a_week_forgets_older_work() -> None:
    cast.film("Memories", runtime=113)
    Contribution.objects.update(created_at="2020-01-01T00:00:00Z")
    assert ranking("week") == []
    assert [editor.username for editor in ranking("all")] == ["mei"]


@pytest.mark.django_db
def test_the_ranking_can_be_narrowed_to_a_kind_of_fact() -> None:
    cast.film("Memories", runtime=113)
    (everything,) = ranking("all")
    (names,) = ranking("all", "names")
    assert 0 < names.standing < everything.standing
    assert ranking("all", "images") == []


@pytest.mark.django_db
def test_an_anthology_is_complete_when_every_segment_is() -> None:
    person = cast.person("Koji Morimoto")
    rows = {
        **cast.segments("Magnetic Rose", runtime=44, deck="A salvage crew finds a rose."),
        "credit:new1": {
            "role": "director",
            "person": f"person:{person.pk}",
            "segment": "segment:new1",
        },
    }
    whole = cast.film("Memories", rows=rows)
    lacking = cast.film("Robot Carnival", rows={k: v for k, v in rows.items() if "credit" not in k})
    plain = cast.film("Akira")
    assert complete_among([whole.pk]) == 1
    assert complete_among([lacking.pk, plain.pk]) == 0


@pytest.mark.django_db
def test_the_profile_shows_the_record_in_a_fixed_number_of_queries(client: Client) -> None:
    film = cast.film("Memories", runtime=113)
    page = f"{cast.mei().get_absolute_url()}edits/"
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        text = client.get(page).content.decode()
    assert "facts that stand" in text
    assert "First stroke" in text
    for runtime in range(114, 120):
        cast.edit(film, runtime=runtime)
    with CaptureQueriesContext(connection) as many:
        client.get(page)
    assert len(many) == len(few)


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?time=week", "?time=all&area=text", "?time=x&area=y"])
def test_the_page_of_editors_takes_any_choice(client: Client, query: str) -> None:
    cast.film("Memories", runtime=113)
    answer = client.get(f"/users/{query}")
    assert answer.status_code == 200
