"""What members made of a segment, on its page."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.actions.watch import Said, watch
from films.models import Film, Segment
from tests import cast

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
