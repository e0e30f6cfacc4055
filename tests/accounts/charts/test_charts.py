"""Charts of films and segments."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.actions.watch import Said, watch
from accounts.charts import ranks
from accounts.charts.page import finely
from accounts.charts.ranks import deviation
from accounts.models import User
from accounts.scales import Scale
from films.models import Film, Segment
from tests import cast

_ALL = ("mei", "totoro", "kanta", "satsuki", "tatsuo")


@pytest.fixture(autouse=True)
def _two_votes(settings: Any) -> None:
    settings.GENGA_CHART_VOTES = 2


def _rate(film: Film, *scores: int, segment: Segment | None = None) -> None:
    for name, score in zip(_ALL, scores, strict=False):
        watch(getattr(cast, name)(), film, Said(score=score, status="watched"), segment=segment)


def _titles(address: str, client: Client | None = None) -> list[str]:
    answer = (client or Client()).get(address)
    assert answer.status_code == 200, address
    found = re.findall(r'class="chart__title"><a [^>]*>(.*?)</a>', answer.content.decode())
    return [re.sub(r"<[^>]+>", "", each) for each in found]


@pytest.mark.django_db
def test_the_best_rated_stand_first_and_few_votes_do_not_count() -> None:
    good, fair, hardly = cast.film("Good"), cast.film("Fair"), cast.film("Hardly rated")
    _rate(good, 90, 95, 90)
    _rate(fair, 60, 65, 60)
    _rate(hardly, 100)
    assert _titles("/charts/") == ["Good", "Fair"]


@pytest.mark.django_db
def test_a_new_rating_moves_the_chart_at_once_for_strangers_too() -> None:
    one, two = cast.film("One"), cast.film("Two")
    _rate(one, 80, 80)
    _rate(two, 70, 70)
    assert _titles("/charts/") == ["One", "Two"]
    _rate(one, 20, 20)
    assert _titles("/charts/") == ["Two", "One"]


@pytest.mark.django_db
def test_charts_go_by_who_watched_and_who_wants_to() -> None:
    seen, wanted = cast.film("Seen"), cast.film("Wanted")
    _rate(seen, 50, 50)
    for name in _ALL[:3]:
        watch(getattr(cast, name)(), wanted, Said(status="want"))
    assert _titles("/charts/watched/") == ["Seen"]
    assert _titles("/charts/wanted/") == ["Wanted"]


@pytest.mark.django_db
def test_the_most_divisive_is_loved_and_hated() -> None:
    loved_and_hated, shrug = cast.film("Loved and hated"), cast.film("Shrug")
    _rate(loved_and_hated, 100, 10, 100, 10)
    _rate(shrug, 50, 60, 50, 60)
    assert _titles("/charts/divisive/") == ["Loved and hated", "Shrug"]


@pytest.mark.django_db
def test_segments_have_a_chart_of_their_own() -> None:
    film = cast.film(rows=cast.segments("Magnetic Rose"))
    _rate(film, 80, 90, segment=Segment.objects.get())
    assert _titles("/charts/segments/") == ["Magnetic Rose"]
    assert _titles("/charts/") == []


@pytest.mark.django_db
def test_charts_are_of_what_the_address_asks_for_and_say_so() -> None:
    horror = cast.genre("Horror")
    dark = cast.film("Dark", genres=[f"genre:{horror.pk}"], country="JP")
    light = cast.film("Light", country="FR")
    _rate(dark, 80, 80)
    _rate(light, 90, 90)
    assert _titles(f"/charts/?genre={horror.pk}") == ["Dark"]
    assert _titles("/charts/?country=FR") == ["Light"]
    page = Client().get(f"/charts/?genre={horror.pk}").content.decode()
    assert "<title>Best rated: Horror films" in page
    assert 'rel="canonical"' in page


@pytest.mark.django_db
def test_what_a_reader_has_watched_can_be_left_out() -> None:
    film = cast.film()
    _rate(film, 90, 90)
    mei = Client()
    mei.force_login(cast.mei())
    assert _titles("/charts/?watched=yes", mei) == ["Memories"]
    assert _titles("/charts/?watched=no", mei) == []
    assert "/accounts/login/" in Client().get("/charts/?watched=no")["Location"]


@pytest.mark.django_db
def test_a_form_is_led_to_the_address_that_counts() -> None:
    answer = Client().get("/charts/?show=1&kind=ova&genre=&year=")
    assert answer["Location"] == "/charts/?kind=ova"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    ["genre=99999", "genre=x", "page=0", "page=9", "page=x", "page=1&page=2", "sort=title", "year=\x00",
     "kind=nothing", "genre=" + "9" * 40, "rating=50", "person=1", "decade=1991", "country=XX"],
)  # fmt: skip
def test_what_no_chart_can_be_asked_for_is_refused_in_words(query: str) -> None:
    assert Client().get(f"/charts/?{query}").status_code == 400


@pytest.mark.django_db
def test_a_chart_that_does_not_exist_is_not_found() -> None:
    assert Client().get("/charts/worst/").status_code == 404


@pytest.mark.django_db
def test_private_ratings_count_nowhere() -> None:
    film = cast.film()
    for name in _ALL[:3]:
        watch(getattr(cast, name)(), film, Said(score=90, status="watched", private=True))
    assert _titles("/charts/") == []
    assert _titles("/charts/watched/") == []


@pytest.mark.django_db
def test_a_chart_costs_as_many_queries_for_many_films_as_for_few(
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(6):
        _rate(cast.film(f"Film {number}", country="JP"), 60 + number, 70)
    mei = Client()
    mei.force_login(User.objects.get(username="mei"))
    mei.get("/charts/?country=JP")
    with django_assert_max_num_queries(11):
        assert len(_titles("/charts/?country=JP", mei)) == 6


@given(st.lists(st.integers(0, 50), min_size=10, max_size=10))
def test_ratings_lie_apart_by_nothing_when_all_are_one_and_by_half_at_most(
    spread: list[int],
) -> None:
    apart = deviation(spread)
    assert 0 <= apart <= 45.0001
    if sum(count > 0 for count in spread) <= 1:
        assert apart == pytest.approx(0)


def test_places_are_told_so_finely_that_they_differ() -> None:
    assert finely(6923, Scale.TEN) == "6.92"
    assert finely(6923, Scale.HUNDRED) == "69.2"
    assert finely(6923, Scale.STARS) == "3.46 ★"


@pytest.mark.django_db
def test_orders_stay_as_they_are_while_nothing_is_rated() -> None:
    _rate(cast.film(), 80, 80)
    assert ranks.current("best") is ranks.current("best")
