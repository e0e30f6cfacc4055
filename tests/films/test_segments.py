"""Segments of anthologies: what they are called and where they are."""

from __future__ import annotations

import pytest
from django.test import Client

from films.models import Segment
from films.segments import best_title, title, url
from tests import cast

pytestmark = pytest.mark.django_db


def test_a_segment_is_called_by_its_best_name_else_by_its_number() -> None:
    name = {"segment": "segment:new1", "language": "en"}
    film = cast.film(
        rows={
            "segment:new1": {"number": 1},
            "segment:new2": {"number": 2},
            "segmentname:new1": {**name, "text": "Her Memories", "kind": "alias"},
            "segmentname:new2": {**name, "text": "Magnetic Rose", "display": True},
        }
    )
    rows = Segment.objects.filter(film=film).annotate(name=best_title())
    called = [title(name, number) for name, number in rows.values_list("name", "number")]
    assert called == ["Magnetic Rose", "Segment 2"]


def test_the_page_of_a_segment_is_below_that_of_its_film() -> None:
    film = cast.film(rows={"segment:new1": {"number": 1}})
    address = url(film.get_absolute_url(), 1)
    assert Client().get(address).context["segment"]["number"] == 1
