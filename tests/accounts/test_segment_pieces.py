"""What members made of a segment, on its page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from accounts.actions.watch import Said, watch
from accounts.models import DiaryEntry, Viewing
from films.models import Film, Segment
from tests import cast
from tests.accounts.lists.lists import a_list
from tests.accounts.reviews.writing import a_review
from tests.readers import reader, text

pytestmark = pytest.mark.django_db


def _anthology() -> tuple[Film, Segment]:
    return cast.film(rows=cast.segments("Magnetic Rose")), Segment.objects.get()


def test_a_segment_has_its_own_ratings_and_strangers_see_new_ones_at_once() -> None:
    film, segment = _anthology()
    address = f"{film.get_absolute_url()}segments/1/"
    assert "tally__mean" not in Client().get(address).content.decode()
    watch(cast.mei(), film, Said(score=90), segment=segment)
    assert "1 rating" in Client().get(address).content.decode()
    watch(cast.kanta(), film, Said(score=80), segment=segment)
    assert "2 ratings" in Client().get(address).content.decode()


def test_ratings_of_the_film_are_not_those_of_its_segment() -> None:
    film, _segment = _anthology()
    watch(cast.mei(), film, Said(score=90))
    page = Client().get(f"{film.get_absolute_url()}segments/1/").content.decode()
    assert "tally__mean" not in page


def test_a_number_too_large_for_the_database_is_not_found() -> None:
    assert Client().get(f"/films/{10**30}/segments/1/").status_code == 404


def _controls(page: str) -> str:
    return page.partition('<section class="watch-bar"')[2].partition("</genga-mark>")[0]


def test_a_press_on_the_page_of_a_segment_is_about_the_segment_and_returns_there() -> None:
    film, segment = _anthology()
    mei, url = reader(cast.mei()), film.get_absolute_url()
    here = f"{url}segments/1/"
    bar = _controls(text(mei, here))
    assert bar.count(f'name="segment" value="{segment.pk}"') == 2
    assert bar.count(f'name="next" value="{here}"') == 3
    sent = {"status": "watched", "segment": str(segment.pk), "next": here}
    assert mei.post(f"{url}mark/", sent)["Location"] == here
    mei.post(f"{url}mark/", {"score": "90", "segment": str(segment.pk)})
    viewing = Viewing.objects.get()
    assert (viewing.segment_id, viewing.status, viewing.score) == (segment.pk, "watched", 90)
    assert 'aria-pressed="true"' in _controls(text(mei, here))
    assert 'aria-pressed="true"' not in _controls(text(mei, url))


def test_a_script_gets_the_line_of_the_segment() -> None:
    film, segment = _anthology()
    url = f"{film.get_absolute_url()}mark/"
    sent = {"status": "want", "segment": str(segment.pk)}
    answer = reader(cast.mei()).post(url, sent, headers={"Genga-Fragment": "1"})
    assert f'name="segment" value="{segment.pk}"' in answer.content.decode()


@pytest.mark.parametrize("asked", ["x", "0", "٣", "9" * 19, "9" * 40])
def test_a_segment_that_is_none_of_the_film_is_not_found(asked: str) -> None:
    film, _segment = _anthology()
    sent = {"status": "want", "segment": asked}
    assert reader(cast.mei()).post(f"{film.get_absolute_url()}mark/", sent).status_code == 404
    assert not Viewing.objects.exists()


def test_a_segment_of_another_film_is_not_found() -> None:
    _film, segment = _anthology()
    sent = {"status": "want", "segment": str(segment.pk)}
    other = cast.film("Robot Carnival")
    assert reader(cast.mei()).post(f"{other.get_absolute_url()}mark/", sent).status_code == 404


def test_what_is_logged_on_the_page_of_a_segment_is_a_row_about_it() -> None:
    film = cast.film(rows=cast.segments("Magnetic Rose", "Stink Bomb"))
    segment = Segment.objects.get(number=2)
    mei, url = reader(cast.mei()), film.get_absolute_url()
    here = f"{url}segments/2/"
    bar = _controls(text(mei, here))
    assert f'name="segments" value="{segment.pk}"' in bar
    assert f"{url}log/?segment=2" in bar
    sent = {"watched_on": "1999", "segments": str(segment.pk), "next": here}
    assert mei.post(f"{url}log/", sent)["Location"] == here
    assert DiaryEntry.objects.get().segment_id == segment.pk
    ticked = re.findall(r'<input[^>]* name="(\w+)"[^>]* checked', text(mei, f"{url}log/?segment=2"))
    assert ticked == ["segments", "rewatch"]  # it was seen before


def test_strangers_who_log_in_from_a_segment_return_to_it() -> None:
    film, _segment = _anthology()
    here = f"{film.get_absolute_url()}segments/1/"
    assert f"/accounts/login/?next={here}" in _controls(text(Client(), here))


def test_a_segment_shows_its_own_reviews_and_strangers_see_new_ones_at_once() -> None:
    film, segment = _anthology()
    here = f"{film.get_absolute_url()}segments/1/"
    a_review(film, by=cast.mei(), title="About the film")
    page = text(Client(), here)
    assert "About the film" not in page
    assert f"{film.get_absolute_url()}review/?segment=1" in page
    a_review(segment, by=cast.mei(), title="About the segment")
    page = text(Client(), here)
    assert "About the segment" in page
    assert f"{film.get_absolute_url()}reviews/?segment=1" in page


def test_a_segment_shows_the_lists_that_hold_it_and_strangers_see_new_ones_at_once() -> None:
    film, segment = _anthology()
    here = f"{film.get_absolute_url()}segments/1/"
    a_list(film, title="Whole films")
    assert "Whole films" not in text(Client(), here)
    a_list(segment, title="Short works")
    assert "Short works" in text(Client(), here)


def test_what_the_page_of_a_segment_costs(django_assert_max_num_queries: Any) -> None:
    film, segment = _anthology()
    here = f"{film.get_absolute_url()}segments/1/"
    a_review(segment, by=cast.mei())
    a_list(segment)
    kanta = reader(cast.kanta())
    text(kanta, here)
    caches["pages"].clear()
    with django_assert_max_num_queries(15):
        text(Client(), here)
    with django_assert_max_num_queries(2):
        text(Client(), here)
    with django_assert_max_num_queries(20):
        text(kanta, here)


def test_who_has_watched_the_film_is_not_told_of_some_segments() -> None:
    film = cast.film(rows=cast.segments("Magnetic Rose", "Stink Bomb"))
    mei, url = cast.mei(), film.get_absolute_url()
    watch(mei, film, Said(status="watched"), segment=Segment.objects.get(number=1))
    assert "1 of 2 segments" in _controls(text(reader(mei), url))
    watch(mei, film, Said(status="watched"))
    assert "of 2 segments" not in _controls(text(reader(mei), url))
