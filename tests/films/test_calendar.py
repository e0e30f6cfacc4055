"""The calendar: months, days, and the file for other programs."""

import datetime
from typing import Any

import icalendar
import pytest
from django.test import Client
from django.utils import timezone

from films.models import Film, Person
from tests import cast
from wiki.actions.hide import hide

pytestmark = pytest.mark.django_db


def film(title: str, *dates: str, country: str = "JP", **fields: Any) -> Film:
    """A film that came out on some dates."""
    rows = {
        f"release:new{at}": {"date": date, "country": country}
        for at, date in enumerate(dates, start=1)
    }
    return cast.film(title, rows=rows, **fields)


def born(name: str, date: str, **fields: Any) -> Person:
    return cast.person(name, born=date, **fields)


def month(client: Client, query: str = "", at: str = "2026/11") -> dict[int, list[str]]:
    """What a month shows, by day."""
    answer = client.get(f"/calendar/{at}/{query}")
    assert answer.status_code == 200, answer.content.decode()[:300]
    found: dict[int, list[str]] = {}
    for event in answer.context["sheet"].found:
        found.setdefault(event.day.day, []).append(f"{event.names.title} {event.note}".strip())
    return found


# Months ------------------------------------------------------------------------------------------


def test_a_month_has_releases_anniversaries_and_birthdays(client: Client) -> None:
    film("New", "2026-11-20")
    film("Ten years", "2016-11-12")
    film("Nine years", "2017-11-12")
    film("Another month", "2026-12-01", "2025-11-01")
    born("Satoshi Kon", "1966-11-12")
    assert month(client) == {
        12: ["Ten years 10 years ago", "Satoshi Kon born 60 years ago"],
        20: ["New Japan"],
    }


def test_dates_that_are_not_known_to_the_day_have_no_day(client: Client) -> None:
    film("In November", "2026-11")
    film("In 2026", "2026")
    film("In November 2016", "2016-11")
    born("Somebody", "1966-11")
    answer = client.get("/calendar/2026/11/")
    assert answer.context["sheet"].found == []
    assert [event.names.title for event in answer.context["undated"]] == ["In November"]
    assert "Some day of this month" in answer.content.decode()


def test_only_the_first_release_has_anniversaries(client: Client) -> None:
    film("Again", "2006-11-05", "2016-11-12")
    film("Earlier, nobody knows when", "2005", "2016-11-12")
    film("The same year", "2016", "2016-11-12")
    assert month(client) == {5: ["Again 20 years ago"], 12: ["The same year 10 years ago"]}


def test_a_country_has_its_own_releases_and_births(client: Client) -> None:
    rows = {
        "release:new1": {"date": "1995-12-23", "country": "JP"},
        "release:new2": {"date": "2016-11-10", "country": "FR"},
    }
    cast.film("Memories", rows=rows)
    born("A", "1966-11-12", country="FR")
    born("B", "1966-11-12", country="JP")
    assert month(client) == {12: ["A born 60 years ago", "B born 60 years ago"]}
    assert month(client, "?country=FR") == {
        10: ["Memories 10 years ago"], 12: ["A born 60 years ago"],
    }  # fmt: skip
    client.cookies["genga_country"] = "FR"
    assert 10 in month(client)
    assert 10 not in month(client, "?country=all")


def test_the_kinds_of_events_are_chosen_by_the_address(client: Client) -> None:
    film("New", "2026-11-20")
    film("Ten years", "2016-11-12")
    born("Satoshi Kon", "1966-11-12")
    assert month(client, "?show=releases") == {20: ["New Japan"]}
    assert list(month(client, "?show=releases&show=birthdays")) == [12, 20]


def test_releases_of_one_day_in_several_countries_are_one_event(client: Client) -> None:
    rows = {
        "release:new1": {"date": "2026-11-20", "country": "JP", "medium": "cinema"},
        "release:new2": {"date": "2026-11-20", "country": "FR", "medium": "cinema"},
        "release:new3": {"date": "2026-11-20", "country": "FR", "medium": "streaming"},
    }
    cast.film("Memories", rows=rows)
    assert month(client) == {20: ["Memories Japan, France · cinema, streaming"]}


def test_the_29th_of_february_is_remembered_in_every_year(client: Client) -> None:
    film("Leap", "2016-02-29")
    assert month(client, at="2026/2") == {28: ["Leap 10 years ago"]}
    assert month(client, at="2036/2") == {29: ["Leap 20 years ago"]}


def test_hidden_pages_are_in_no_calendar(client: Client) -> None:
    hide(film("New", "2026-11-20"), user=cast.tatsuo(), summary="Not a film")
    hide(born("Nobody", "1966-11-12"), user=cast.tatsuo(), summary="Invented")
    assert month(client) == {}
    assert b"BEGIN:VEVENT" not in client.get("/calendar.ics").content


def test_a_full_day_names_some_and_leads_to_the_others(client: Client) -> None:
    for number in range(7):
        film(f"Film {number}", "2026-11-20")
    page = client.get("/calendar/2026/11/").content.decode()
    assert "and 3 more" in page
    assert page.count('href="/calendar/2026/11/20/"') == 2


def test_weeks_begin_as_the_readers_language_has_them(client: Client) -> None:
    english = client.get("/calendar/2026/11/").context["sheet"].weekdays
    japanese = client.get("/calendar/2026/11/?lang=ja").context["sheet"].weekdays
    assert (english[0][1], japanese[0][1]) == ("Monday", "日曜日")


def test_months_lead_to_those_beside_them_and_end_somewhere(client: Client) -> None:
    page = client.get("/calendar/2026/12/?country=JP&show=releases").content.decode()
    assert 'href="/calendar/2027/1/?country=JP&amp;show=releases"' in page
    assert 'href="/calendar/2026/11/?country=JP&amp;show=releases"' in page
    assert b'rel="prev"' not in client.get("/calendar/1900/1/").content
    assert b"noindex, nofollow" in client.get("/calendar/1900/1/").content
    assert b"nofollow" not in client.get("/calendar/").content.partition(b"<body")[0]


@pytest.mark.parametrize(
    "address",
    [
        "2026/13/", "2026/0/", "1899/12/", "9999/1/", "2026/2/30/", "2026/11/0/", "2026/11/31/",
        f"{'9' * 30}/1/", f"2026/11/{'9' * 30}/", "２０２６/11/",
    ],
)  # fmt: skip
def test_days_and_months_that_there_are_not_are_not_found(address: str, client: Client) -> None:
    assert client.get(f"/calendar/{address}").status_code == 404


@pytest.mark.parametrize(
    "query", ["show=x", "show=%00", "country=jp", "country=JP&country=FR", "show=releases&" * 9]
)
def test_addresses_that_make_no_sense_are_refused_in_words(query: str, client: Client) -> None:
    for path in ("/calendar/", "/calendar/2026/11/", "/calendar/2026/11/20/", "/calendar.ics"):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == 400
        assert b"<h1" in answer.content


# Days --------------------------------------------------------------------------------------------


def test_a_day_remembers_every_year(client: Client) -> None:
    film("New", "2026-11-20")
    film("One year", "2025-11-20")
    film("Eleven years", "2015-11-20")
    film("To come", "2027-11-20")
    born("Somebody", "1963-11-20")
    groups = client.get("/calendar/2026/11/20/").context["groups"]
    assert [(str(kind), [event.names.title for event in rows]) for kind, rows in groups] == [
        ("releases", ["New"]),
        ("anniversaries", ["Eleven years", "One year"]),
        ("birthdays", ["Somebody"]),
    ]


# The file ----------------------------------------------------------------------------------------


def events(client: Client, query: str = "", **headers: str) -> list[Any]:
    answer = client.get(f"/calendar.ics{query}", headers=headers)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return list(icalendar.Calendar.from_ical(answer.content).walk("VEVENT"))


def day(days: int = 0) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def test_the_file_has_whole_days_around_today() -> None:
    made = film("Memories, again; really", day(3).isoformat())
    film("Long ago", day(-40).isoformat())
    film("Far ahead", day(400).isoformat())
    (event,) = events(Client())
    assert (day(3), day(4)) == (event.DTSTART, event.DTEND)
    assert str(event["SUMMARY"]) == "Memories, again; really (Japan)"
    assert str(event["URL"]).endswith(made.get_absolute_url())
    assert str(event["UID"]).startswith(f"release-{made.pk}-{day(3)}-")
    assert made.changed_at is not None
    assert event["DTSTAMP"].dt == made.changed_at.replace(microsecond=0)


def test_the_file_follows_rfc_5545() -> None:
    film("長い題名" * 40, day(1).isoformat())
    content = Client().get("/calendar.ics").content
    lines = content.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in content.replace(b"\r\n", b"")
    for needed in (b"VERSION:2.0", b"PRODID:", b"UID:", b"DTSTAMP:"):
        assert any(line.startswith(needed) for line in lines)


def test_an_anniversary_has_a_number_of_its_own_each_time() -> None:
    today = day()
    old = film("Old", f"{today.year - 10}-{today:%m}-01")
    (event,) = events(Client(), "?show=anniversaries")
    assert str(event["SUMMARY"]) == "Old: came out 10 years ago"
    assert str(event["UID"]).startswith(f"anniversary-{old.pk}-{today.year - 10}-")


def test_the_file_is_the_same_for_everybody_and_in_the_language_of_its_address() -> None:
    film("Memories", day(1).isoformat())
    reader = Client()
    reader.cookies["genga_country"] = "FR"
    reader.cookies["genga_titles"] = "native"
    assert len(events(reader, **{"accept-language": "ja"})) == 1
    assert str(events(Client(), "?lang=ja")[0]["SUMMARY"]) == "Memories（日本）"
    assert events(Client(), "?country=FR") == []


def test_a_program_that_has_the_file_is_told_so_until_something_changes() -> None:
    film("Memories", day(1).isoformat())
    first = Client().get("/calendar.ics")
    again = Client().get("/calendar.ics", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    film("Akira", day(2).isoformat())
    assert len(events(Client(), **{"if-none-match": first["ETag"]})) == 2


# Flat --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/calendar/", "/calendar/2026/11/20/", "/calendar.ics"])
def test_the_calendar_costs_the_same_for_many_events(
    path: str, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(4):
        film(f"Film {number}", "2026-11-20", "2016-11-20")
        born(f"Person {number}", "1966-11-20")
    with django_assert_max_num_queries(6):
        client.get(path)
