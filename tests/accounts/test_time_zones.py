"""Members are told times in their own zone, and keep their paper with the account."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Viewing
from accounts.time_zones import LazyZone, TimeZoneMiddleware, zone_of, zones
from tests import cast


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(["Asia/Tokyo", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]),
)
def test_a_zone_that_asks_tells_the_same_as_the_zone(moment: datetime, name: str) -> None:
    asked, known = moment.astimezone(LazyZone(lambda: name)), moment.astimezone(ZoneInfo(name))
    assert asked.replace(tzinfo=None) == known.replace(tzinfo=None)
    assert asked.utcoffset() == known.utcoffset()
    assert asked.tzname() == known.tzname()


def test_unknown_zones_are_the_sites() -> None:
    assert "Asia/Tokyo" in zones()
    for odd in ("", "Etc/GMT+5", "Mars/Olympus", "../etc/passwd"):
        assert zone_of(odd) == timezone.get_default_timezone()


def test_the_zone_is_asked_for_only_when_a_time_is_shown() -> None:
    asked = []

    class Who:
        @property
        def time_zone(self) -> str:
            asked.append(1)
            return "Asia/Tokyo"

    request = HttpRequest()
    request.COOKIES["sessionid"] = "x"
    request.user = Who()  # type: ignore[assignment]
    shown: list[str] = []

    def quiet(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    def telling(_request: HttpRequest) -> HttpResponse:
        shown.append(str(timezone.localtime(datetime(2026, 1, 1, 20, tzinfo=UTC)).date()))
        return HttpResponse()

    TimeZoneMiddleware(quiet)(request)
    assert not asked
    TimeZoneMiddleware(telling)(request)
    assert shown == ["2026-01-02"]
    assert timezone.get_current_timezone_name() == "UTC"


@pytest.mark.django_db
def test_the_preferences_keep_zone_paper_and_adult_films(client: Client) -> None:
    mei = cast.mei()
    client.force_login(mei)
    sent = {"time_zone": "Asia/Tokyo", "theme": "dark", "shows_adult": "on"}
    assert client.post("/accounts/preferences/", sent).status_code == 302
    mei.refresh_from_db()
    assert (mei.time_zone, mei.theme, mei.shows_adult) == ("Asia/Tokyo", "dark", True)
    client.post("/accounts/preferences/", {"language": "ja"})
    mei.refresh_from_db()
    assert (mei.time_zone, mei.theme, mei.shows_adult) == ("Asia/Tokyo", "dark", True)
    for bad in ({"time_zone": "Mars/Olympus"}, {"theme": "pink"}):
        assert client.post("/accounts/preferences/", bad).status_code == 422


@pytest.mark.django_db
def test_the_paper_comes_with_the_page_of_a_member_and_is_kept_by_a_press(client: Client) -> None:
    mei = cast.mei()
    assert "data-theme" not in client.get("/").content.decode()
    client.force_login(mei)
    page = client.get("/").content.decode()
    assert "data-theme" not in page
    assert 'data-account="/accounts/theme/"' in page
    assert client.post("/accounts/theme/", {"theme": "dark"}).status_code == 204
    assert 'data-theme="dark"' in client.get("/").content.decode()
    client.post("/accounts/theme/", {"theme": "pink"})
    assert 'data-theme="dark"' in client.get("/").content.decode()
    client.post("/accounts/theme/", {"theme": ""})
    assert "data-theme" not in client.get("/").content.decode()


@pytest.mark.django_db
def test_days_are_counted_in_the_members_zone(client: Client) -> None:
    mei = cast.mei()
    film = cast.film()
    evening = datetime(2026, 1, 1, 20, tzinfo=UTC)
    Viewing.objects.create(
        user=mei, film=film, status="watched", created_at=evening, changed_at=evening
    )
    type(mei).objects.filter(pk=mei.pk).update(date_joined=evening)
    assert "1 January 2026" in client.get("/users/mei/").content.decode()
    mei.time_zone = "Asia/Tokyo"
    mei.save(update_fields=["time_zone"])
    client.force_login(mei)
    with CaptureQueriesContext(connection) as asked:
        assert "2 January 2026" in client.get("/users/mei/").content.decode()
    assert sum("time_zone" in query["sql"] for query in asked) == sum(
        '"accounts_user"."time_zone"' in query["sql"] for query in asked
    )
