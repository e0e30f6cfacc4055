"""The image place of a segment, and the film page served with its rows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from films.models import Film
from tests import cast

pytestmark = pytest.mark.django_db


def anthology() -> Film:
    """A film with two segments."""
    rows = cast.segments("Magnetic Rose", "Stink Bomb", runtime=40)
    return cast.film("Memories", rows=rows, kind="anthology")


def test_a_segment_has_a_drawn_plate_that_browsers_keep(client: Client) -> None:
    film = anthology()
    page = client.get(film.get_absolute_url()).content.decode()
    address = page.partition("segments/1/frame.svg?v=")[2].partition('"')[0]
    url = f"{film.get_absolute_url()}segments/1/frame.svg"
    answer = client.get(f"{url}?v={address}")
    assert answer["Content-Type"] == "image/svg+xml"
    assert "immutable" in answer["Cache-Control"]
    assert b"Magnetic Rose" in answer.content
    assert client.get(url, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_there_is_no_plate_of_a_missing_segment_or_film(client: Client) -> None:
    film = anthology()
    assert client.get(f"{film.get_absolute_url()}segments/7/frame.svg").status_code == 404
    assert client.get(f"/films/{10**19}/segments/1/frame.svg").status_code == 404


def test_the_queries_of_a_film_page_do_not_grow_with_its_rows(client: Client) -> None:
    counts = []
    for rows in (2, 70):
        film = cast.film(
            f"Film with {rows}",
            rows={
                f"credit:new{at}": {"role": "key_animation", "credited_as": f"Somebody {at}"}
                for at in range(rows)
            },
        )
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(film.get_absolute_url())
        assert answer.content.decode().count("Somebody ") == rows
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15
