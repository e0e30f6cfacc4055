"""How much of a list its reader has watched."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.actions.watch import Said, watch
from accounts.lists.progress import Progress, progress
from films.models import Film, Segment
from tests import cast
from tests.accounts.lists.lists import a_list, row
from tests.readers import reader, text
from wiki.actions.merge import merge

pytestmark = pytest.mark.django_db

WATCHED = Said(status="watched")


def test_films_and_segments_count_and_people_do_not() -> None:
    film = cast.film(rows=cast.segments("Magnetic Rose", "Stink Bomb"))
    rose = Segment.objects.get(number=1)
    made = a_list(film, rose, cast.film("Tekkonkinkreet"), cast.person("Koji Morimoto"))
    mei = cast.mei()
    watch(mei, film, WATCHED, segment=rose)
    watch(mei, Film.objects.get(title="Tekkonkinkreet"), Said(status="want"))
    watch(cast.kanta(), film, WATCHED)
    assert progress(made, mei) == Progress(3, frozenset({row(made, 2).pk}))


def test_a_segment_is_watched_with_its_film() -> None:
    film = cast.film(rows=cast.segments("Magnetic Rose"))
    made = a_list(Segment.objects.get(), film)
    watch(cast.mei(), film, WATCHED)
    assert progress(made, cast.mei()).watched == 2


def test_a_row_about_a_merged_film_is_about_what_it_became() -> None:
    film, other = cast.film("Memories"), cast.film("Memories again")
    made = a_list(other)
    watch(cast.mei(), film, WATCHED)
    merge(other, into=film, user=cast.satsuki(), summary="The same film")
    assert progress(made, cast.mei()).watched == 1


@pytest.mark.parametrize("view", ["posters", "rows"])
def test_members_see_what_they_have_watched_of_a_list_and_strangers_do_not(view: str) -> None:
    films = [cast.film(name) for name in "ABC"]
    made = a_list(*films)
    watch(cast.mei(), films[1], WATCHED)
    address = f"{made.get_absolute_url()}?view={view}"
    page = text(reader(cast.mei()), address)
    assert "You have watched 1 of 3." in page
    assert page.count("watched-mark") == 1
    page = text(Client(), address)
    assert "You have watched" not in page
    assert "watched-mark" not in page


def test_one_query_tells_of_the_whole_list(django_assert_num_queries: Any) -> None:
    made = a_list(*(cast.film(name) for name in "ABCDE"))
    mei = cast.mei()
    with django_assert_num_queries(1):
        assert progress(made, mei).count == 5
