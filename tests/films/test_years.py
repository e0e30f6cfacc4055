"""Years and decades: their films by month, their numbers, who began in them."""

import datetime
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from films import year_shelves
from films.models import Film
from films.views import years as years_view
from tests import cast
from wiki.actions.hide import hide

pytestmark = pytest.mark.django_db


def film(title: str, *dates: str, rows: Any = None, **fields: Any) -> Film:
    """A film that came out on some dates."""
    releases = {f"release:new{at}": {"date": date} for at, date in enumerate(dates, start=1)}
    return cast.film(title, rows={**releases, **(rows or {})}, **fields)


def directed(title: str, date: str, person: str, **fields: Any) -> Film:
    """A film that somebody directed."""
    row = {"credit:new1": {"role": "director", "person": person}}
    return film(title, date, rows=row, **fields)


def animated(title: str, date: str, company: str) -> Film:
    return film(title, date, rows={"companycredit:new1": {"role": "animation", "company": company}})


def months(client: Client, year: int) -> dict[str, list[str]]:
    """The films of a year as its page shows them, by month."""
    answer = client.get(f"/years/{year}/")
    assert answer.status_code == 200
    return {month.label: [card.title for card in month.cards] for month in answer.context["months"]}


# Years -------------------------------------------------------------------------------------------


def test_a_year_shows_its_films_by_month_and_day(client: Client) -> None:
    film("Late", "1995-12-23")
    film("Early", "1995-04-01", "1995-12-01")
    film("First of December", "1995-12-02")
    film("Some day in April", "1995-04")
    film("Nobody knows", "1995")
    film("Known in part", "1995", "1995-07-01")
    film("Another year", "1994-12-01", "1995-01-01")
    assert months(client, 1995) == {
        "April": ["Some day in April", "Early"],
        "July": ["Known in part"],
        "December": ["First of December", "Late"],
        "": ["Nobody knows"],
    }


def test_a_year_leads_to_those_beside_it_that_have_films(client: Client) -> None:
    for year in (1988, 1995, 2001):
        film(f"Film of {year}", str(year))
    page = client.get("/years/1995/").content.decode()
    for address in ("/years/1988/", "/years/2001/", "/decades/1990/"):
        assert f'href="{address}"' in page


@pytest.mark.parametrize(("year", "status"), [(1996, 200), (1800, 200), (12, 404), (99999, 404)])
def test_a_year_without_films_invites_and_no_year_is_not_found(
    year: int, status: int, client: Client
) -> None:
    answer = client.get(f"/years/{year}/")
    assert answer.status_code == status
    if status == 200:
        assert b'class="invite"' in answer.content


def test_a_full_month_has_pages_of_its_own(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(years_view, "PAGE_SIZE", 2)
    monkeypatch.setattr(year_shelves, "OF_MONTH", 1)
    for number in range(3):
        film(f"Film {number}", f"1990-04-0{number + 1}")
        film(f"Undated {number}", "1990")
    assert months(client, 1990) == {"April": ["Film 0"], "": ["Undated 0"]}
    assert "All 3 films" in client.get("/years/1990/").content.decode()
    for month, name in (("04", "Film"), ("unknown", "Undated")):
        met, query = [], f"?month={month}"
        while query:
            answer = client.get(f"/years/1990/{query}")
            met += [card.title for card in answer.context["cards"]]
            query = answer.context["page"].next
        assert met == [f"{name} {number}" for number in range(3)]


@pytest.mark.parametrize("query", ["month=4", "month=13", "month=%00", "month=04&month=05", "month=x",
                                   "month=04&after=x"])  # fmt: skip
def test_months_that_there_are_not_are_refused_in_words(query: str, client: Client) -> None:
    answer = client.get(f"/years/1990/?{query}")
    assert answer.status_code == 400
    assert b"<h1" in answer.content


def test_a_year_names_who_directed_for_the_first_time(client: Client) -> None:
    kon, otomo = (f"person:{cast.person(name).pk}" for name in ("Satoshi Kon", "Otomo"))
    directed("Akira", "1988-07-16", otomo)
    directed("Memories", "1995-12-23", otomo)
    directed("Perfect Blue", "1998-02-28", kon)
    directed("Another of 1998", "1998-01-01", kon)

    def first(year: int) -> list[tuple[str, str]]:
        rows = client.get(f"/years/{year}/").context["directors"]
        return [(str(row.names), row.film.title) for row in rows]

    assert first(1988) == [("Otomo", "Akira")]
    assert first(1995) == []
    assert first(1998) == [("Satoshi Kon", "Another of 1998")]


def test_a_hidden_film_was_nobodys_first(client: Client) -> None:
    otomo = f"person:{cast.person('Otomo').pk}"
    early = directed("Not a film", "1980-01-01", otomo)
    directed("Akira", "1988-07-16", otomo)
    assert client.get("/years/1988/").context["directors"] == []
    hide(early, user=cast.tatsuo(), summary="Not a film")
    assert len(client.get("/years/1988/").context["directors"]) == 1


def test_a_year_names_the_studios_that_began_in_it(client: Client) -> None:
    ghibli = f"company:{cast.company('Studio Ghibli').pk}"
    animated("Laputa", "1986-08-02", ghibli)
    animated("Totoro", "1988-04-16", ghibli)
    rows = client.get("/years/1986/").context["studios"]
    assert [(str(row.names), row.film.title) for row in rows] == [("Studio Ghibli", "Laputa")]
    assert client.get("/years/1988/").context["studios"] == []


def test_a_year_counts_kinds_hours_and_countries(client: Client) -> None:
    film("A", "1995", runtime=100, country="JP")
    film("B", "1995", runtime=20, country="JP", kind="short")
    film("C", "1995", kind="short", country="FR")
    numbers = client.get("/years/1995/").context["numbers"]
    assert numbers == year_shelves.Numbers(3, [("Feature film", 1), ("Short film", 2)], 2, 2)


# Decades -----------------------------------------------------------------------------------------


def test_a_decade_has_a_strip_for_each_year_and_who_did_most(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(year_shelves, "OF_YEAR", 1)
    kon = f"person:{cast.person('Satoshi Kon').pk}"
    madhouse = f"company:{cast.company('Madhouse').pk}"
    directed("Perfect Blue", "1998-02-28", kon)
    worked_on = directed("Memories", "1998-02-28", kon)
    cast.edit(worked_on, by=cast.satsuki(), runtime=113)
    for title in ("A", "B"):
        animated(title, "1991", madhouse)
    film("Out of it", "2000")
    answer = client.get("/decades/1990/")
    strips = [
        (row.year, row.count, [card.title for card in row.cards])
        for row in answer.context["strips"]
    ]
    assert strips == [(1991, 2, ["A"]), (1998, 2, ["Memories"])]
    named = [(str(row.names), row.count) for row in answer.context["directors"]]
    assert named == [("Satoshi Kon", 2)]
    assert [(str(row.names), row.count) for row in answer.context["studios"]] == [("Madhouse", 2)]
    assert answer.context["beside"] == [("next", 2000, "2000s")]


@pytest.mark.parametrize(
    ("decade", "status"),
    [(1990, 200), (1800, 200), (1995, 404), (0, 404), (2210, 404), (10**30, 404)],
)
def test_decades_begin_with_a_round_year(decade: int, status: int, client: Client) -> None:
    answer = client.get(f"/decades/{decade}/")
    assert answer.status_code == status
    if status == 200:
        assert b'class="invite"' in answer.content


def test_the_list_of_years_leads_to_decades(client: Client) -> None:
    film("Memories", "1995")
    assert b'href="/decades/1990/"' in client.get("/years/").content


@pytest.mark.parametrize("path", ["/years/1995/", "/years/1995/?month=12", "/decades/1990/"])
def test_a_span_of_years_costs_the_same_for_many_films(
    path: str, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(4):
        person = f"person:{cast.person(f'Person {number}').pk}"
        directed(f"Film {number}", "1995-12-23", person)
    with django_assert_max_num_queries(12):
        client.get(path)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)))
def test_every_month_has_a_name(day: datetime.date) -> None:
    assert year_shelves.month_names()[f"{day:%m}"]
