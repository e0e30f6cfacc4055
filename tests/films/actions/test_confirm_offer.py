"""Saying whether a film is still where it was."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.actions.suspend import suspend
from films.actions.confirm_offer import AnswerWaits, OfferOver, SayWhere, confirm_offer
from films.models import Availability, Film, Service
from tests import cast
from wiki.actions.revert import revert
from wiki.exceptions import NothingChanged
from wiki.models import RevisionEntry

pytestmark = pytest.mark.django_db


def day(ago: int = 0) -> str:
    """A day before today, or behind it."""
    return (timezone.localdate() - datetime.timedelta(days=ago)).isoformat()


def offered(*countries: str, **fields: Any) -> tuple[Film, Availability]:
    """Memories with one place to watch it, that somebody looked at long ago."""
    service = cast.page(Service, "Tubi")
    row = {"service": f"service:{service.pk}", "countries": sorted(countries), **fields}
    row.setdefault("checked_on", day(200))
    film = cast.film(rows={"availability:new1": row})
    return film, Availability.objects.get(film=film)


def rows(film: Film) -> list[tuple[list[str], str, str]]:
    """Countries, end and check of each place."""
    found = Availability.objects.filter(film=film).order_by("pk")
    return [(row.countries, str(row.until or ""), str(row.checked_on)) for row in found]


def test_what_is_still_there_was_checked_today() -> None:
    film, row = offered("JP")
    done = confirm_offer(film, row.pk, user=cast.satsuki(), there=True)
    assert not done.is_open
    assert rows(film) == [(["JP"], "", day())]
    assert done.summary == "Still on Tubi"


def test_what_is_gone_ended_yesterday() -> None:
    film, row = offered("JP")
    confirm_offer(film, row.pk, user=cast.satsuki(), there=False)
    assert rows(film) == [(["JP"], day(1), day())]


def test_an_answer_of_a_new_member_waits_for_a_moderator() -> None:
    film, row = offered("JP")
    done = confirm_offer(film, row.pk, user=cast.totoro(), there=False)
    assert done.is_pending
    assert rows(film) == [(["JP"], "", day(200))]
    cast.accept(done)
    assert rows(film) == [(["JP"], day(1), day())]


def test_what_is_gone_in_one_country_stays_in_the_others() -> None:
    film, row = offered("JP", "US", "FR")
    confirm_offer(film, row.pk, user=cast.satsuki(), there=False, countries=["JP"])
    assert rows(film) == [(["FR", "US"], "", day(200)), (["JP"], day(1), day())]


def test_one_revert_brings_back_what_was_said_to_be_gone() -> None:
    film, row = offered("JP", "US")
    before = rows(film)
    confirm_offer(film, row.pk, user=cast.satsuki(), there=False, countries=["US"])
    latest = RevisionEntry.objects.filter(entry_type="film", entry_id=film.pk).latest("number")
    revert(latest, user=cast.satsuki(), summary="It is there")
    assert rows(film) == before


def test_of_several_countries_one_has_to_be_named() -> None:
    film, row = offered("JP", "US")
    for countries in ([], ["FR"], ["JP", "xx\x00"]):
        with pytest.raises(SayWhere):
            confirm_offer(film, row.pk, user=cast.satsuki(), there=False, countries=countries)
    assert rows(film) == [(["JP", "US"], "", day(200))]


def test_all_countries_may_be_named() -> None:
    film, row = offered("JP", "US")
    confirm_offer(film, row.pk, user=cast.satsuki(), there=False, countries=["US", "JP"])
    assert rows(film) == [(["JP", "US"], day(1), day())]


def test_what_was_to_begin_today_or_later_is_taken_away() -> None:
    film, row = offered("JP", since=day())
    confirm_offer(film, row.pk, user=cast.satsuki(), there=False)
    assert rows(film) == []


def test_what_was_checked_today_needs_no_second_look() -> None:
    film, row = offered("JP", checked_on=day())
    with pytest.raises(NothingChanged):
        confirm_offer(film, row.pk, user=cast.satsuki(), there=True)


def test_what_has_ended_or_was_taken_away_cannot_be_confirmed() -> None:
    film, row = offered("JP", until=day(1))
    with pytest.raises(OfferOver):
        confirm_offer(film, row.pk, user=cast.satsuki(), there=True)
    with pytest.raises(OfferOver):
        confirm_offer(film, row.pk + 1, user=cast.satsuki(), there=True)


def test_somebody_answers_once_until_a_moderator_has_looked() -> None:
    film, row = offered("JP")
    confirm_offer(film, row.pk, user=cast.totoro(), there=True)
    with pytest.raises(AnswerWaits):
        confirm_offer(film, row.pk, user=cast.totoro(), there=False)


def test_the_suspended_answer_nothing() -> None:
    film, row = offered("JP")
    suspend(cast.mei(), by=cast.tatsuo(), reason="Enough")
    with pytest.raises(PermissionDenied):
        confirm_offer(film, row.pk, user=cast.mei(), there=True)
