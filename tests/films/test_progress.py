"""Progress is told by decade, year and franchise, and leads to what is missing."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from films.models import Film, Franchise
from tests import cast

pytestmark = pytest.mark.django_db


def film(title: str, year: int, **fields: object) -> Film:
    return cast.film(title, rows={"release:new1": {"date": str(year), "country": "JP"}}, **fields)


def lines(path: str) -> dict[str, list[str]]:
    """The figures of each line of the table."""
    answer = Client().get(path)
    assert answer.status_code == 200
    page = answer.content.decode()
    found = {}
    for row in re.findall(r"(?s)<tr>\s*<th scope=\"row\">(.*?)</tr>", page):
        head, _end, cells = row.partition("</th>")
        found[re.sub(r"<[^>]*>", "", head)] = re.findall(r"(\d+%)<", cells)
    return found


def test_decades_tell_their_share_and_lead_to_their_years() -> None:
    film("One", 1991, runtime=100)
    film("Two", 1995)
    film("Three", 1988, runtime=90)
    cast.film("Undated")
    found = lines("/missing/progress/")
    assert list(found) == ["1990s", "1980s", "Without a date"]
    assert found["1990s"][:2] == ["100%", "50%"]
    assert found["Without a date"][0] == "0%"
    assert list(lines("/missing/progress/?decade=1990")) == ["1995", "1991"]
    page = Client().get("/missing/progress/").content.decode()
    assert 'href="/missing/films/runtime/?year=1990&amp;year_to=1999"' in page


def test_franchises_come_with_most_films_first() -> None:
    large, small = cast.page(Franchise, "Large"), cast.page(Franchise, "Small")
    for number in range(3):
        member = {"membership:new1": {"franchise": cast.key_of(large if number else small)}}
        cast.film(f"Film {number}", runtime=100 if number == 1 else None, rows=member)
    found = lines("/missing/progress/?by=franchise")
    assert list(found) == ["Large", "Small"]
    assert found["Large"][1] == "50%"
    page = Client().get("/missing/progress/?by=franchise").content.decode()
    assert f'href="/missing/films/runtime/?franchise={large.pk}"' in page


def test_franchises_cost_as_many_queries_for_many_as_for_one() -> None:
    client = Client()
    client.force_login(cast.mei())
    counts = []
    for number in range(2):
        for each in range(1 + 4 * number):
            saga = cast.page(Franchise, f"Saga {number}{each}")
            member = {"membership:new1": {"franchise": cast.key_of(saga)}}
            cast.film(f"Film {number}{each}", rows=member)
        with CaptureQueriesContext(connection) as seen:
            client.get("/missing/progress/?by=franchise")
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    "query",
    ["decade=abc", "decade=1995", "decade=99999999999999999999", "by=x", "by=franchise&after=x"],
)
def test_a_bad_address_is_refused(query: str) -> None:
    assert Client().get(f"/missing/progress/?{query}").status_code == 400
