"""Films, people and characters that stand twice are found; sequels and namesakes are not."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from films.models import Film, Franchise
from tests import cast
from wiki.entry_types import registry
from wiki.models import Distinction
from wiki.quality.alike import follow, suspected

pytestmark = pytest.mark.django_db


def film(title: str, year: int | None = None, *, rows: Any = None, **fields: Any) -> Film:
    release = {"release:new1": {"date": str(year), "country": "JP"}} if year else {}
    return cast.film(title, rows={**release, **(rows or {})}, **fields)


def native(text: str) -> dict[str, Any]:
    return {"filmname:new5": {"text": text, "language": "ja", "kind": "native"}}


def site(name: str, value: str) -> dict[str, Any]:
    return {f"filmlink:new{name}": {"site": name, "value": value}}


def pairs(name: str = "film") -> list[tuple[int, int]]:
    follow()
    return list(suspected(registry[name]).order_by("pk").values_list("first", "second"))


def test_films_of_one_name_and_year_are_suspected() -> None:
    one, two = film("Gundress", 1999), film("GUNDRESS", 1999)
    assert pairs() == [(one.pk, two.pk)]


def test_a_further_name_will_do_if_length_or_people_agree() -> None:
    one = film("Jin-Roh: The Wolf Brigade", 1999, rows=native("人狼"), runtime=102)
    two = film("人狼", 2000, runtime=98)
    assert pairs() == [(one.pk, two.pk)]


def test_shared_people_speak_for_one_film() -> None:
    director = cast.person("Mamoru Oshii")
    credit = {"credit:new1": {"role": "director", "person": cast.key_of(director)}}
    one, two = film("Angel's Egg", 1985, rows=credit), film("ANGEL'S EGG", 1986, rows=credit)
    assert pairs() == [(one.pk, two.pk)]


@pytest.mark.parametrize("years", [(1985, 2006), (1999, 2001)])
def test_remakes_are_two(years: tuple[int, int]) -> None:
    for year in years:
        film("Night on the Galactic Railroad", year)
    assert pairs() == []


def test_two_identifiers_of_one_catalogue_speak_for_two() -> None:
    for number in ("1", "2"):
        film("Free", 2021, rows=site("anilist", number))
    assert pairs() == []


def test_films_that_editors_have_related_are_two() -> None:
    one = film("Kabaneri", 2016)
    film("Kabaneri", 2016, rows={"relation:new1": {"kind": "sequel", "other": cast.key_of(one)}})
    assert pairs() == []


def test_a_short_and_a_feature_of_one_name_and_no_date_are_two() -> None:
    film("Mind Game", runtime=5)
    film("Mind Game", 2004, runtime=104)
    assert pairs() == []


def test_people_of_one_name_are_two_unless_more_agrees() -> None:
    names = {"text": "寺田誠", "language": "ja", "kind": "native"}
    reading = {"text": "Terada Makoto", "language": "ja-Latn", "kind": "romaji"}
    rows = {"personname:new2": names, "personname:new3": reading}
    one, two = cast.person("Mugihito", rows=rows), cast.person("Makoto Terada", rows=rows)
    cast.person("Hiroshi Sato")
    cast.person("Hiroshi Sato")
    assert pairs("person") == [(one.pk, two.pk)]


def test_people_of_one_native_name_are_suspected_unless_they_are_read_apart() -> None:
    native = {"personname:new2": {"text": "森本晃司", "language": "ja", "kind": "native"}}
    reading = {
        "personname:new3": {"text": "Morimoto Kouji", "language": "ja-Latn", "kind": "romaji"}
    }
    one, two = (cast.person("森本晃司", rows=rows) for rows in (native, {**native, **reading}))
    other = {"personname:new3": {"text": "Moto Akira", "language": "ja-Latn", "kind": "romaji"}}
    three = cast.person("森本晃司", rows={**native, **other})
    assert pairs("person") == [(one.pk, two.pk), (one.pk, three.pk)]


def test_people_born_in_different_years_are_two() -> None:
    rows = {"personname:new2": {"text": "佐藤", "language": "ja", "kind": "native"}}
    cast.person("Sato", rows=rows, born="1950")
    cast.person("Sato", rows=rows, born="1980-05-01")
    assert pairs("person") == []


def test_characters_of_one_name_and_franchise_are_suspected() -> None:
    saga = cast.page(Franchise, "Doraemon")
    found = []
    for number in (1, 2):
        character = cast.character("Nobita Nobi")
        found.append(character.pk)
        film(
            f"Film {number}",
            rows={
                "appearance:new1": {"character": cast.key_of(character), "importance": "main"},
                "membership:new1": {"franchise": cast.key_of(saga)},
            },
        )
    cast.character("Nobita Nobi")
    assert pairs("character") == [(found[0], found[1])]


def test_the_judge_asks_as_often_for_many_pairs_as_for_one() -> None:
    quality = registry["film"].quality
    assert quality is not None
    assert quality.judge is not None
    judge = quality.judge
    films = [film("Gundress", 1999).pk for _time in range(4)]
    counts = []
    for wanted in ([(films[0], films[1])], [(a, b) for a in films for b in films if a < b]):
        with CaptureQueriesContext(connection) as seen:
            assert len(judge(wanted)) == len(wanted)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_both_sides_are_shown_with_ways_to_merge_and_to_keep_both() -> None:
    one, two = film("Gundress", 1999, runtime=85), film("GUNDRESS", 1999, runtime=90)
    follow()
    page = Client().get("/missing/duplicates/").content.decode()
    for each, other in ((one, two), (two, one)):
        link = f"{each.get_absolute_url()}merge/?into=%23{other.pk}"
        assert link in page
    assert "85\u00a0min" in page
    assert "Both of 1999" in page or "both of 1999" in page
    assert "Keep both" not in page
    client = Client()
    client.force_login(cast.mei())
    assert client.get(f"{two.get_absolute_url()}merge/?into=%23{one.pk}").status_code == 200
    posted = {"type": "film", "first": one.pk, "second": two.pk, "reason": "A remake"}
    answer = client.post("/missing/duplicates/differ/", posted, follow=True)
    assert "are kept as two" in answer.content.decode()
    assert "Gundress" not in re.sub(
        r'(?s)<ul class="messages.*?</ul>',
        "",
        Client().get("/missing/duplicates/").content.decode(),
    )
    said = Distinction.objects.get()
    listed = client.get("/missing/duplicates/said/").content.decode()
    assert "A remake" in listed
    assert "Take it back" in listed
    assert "Take it back" not in Client().get("/missing/duplicates/said/").content.decode()
    client.post(f"/missing/duplicates/said/{said.pk}/back/")
    assert "Gundress" in Client().get("/missing/duplicates/").content.decode()
    assert "taken back by" in client.get("/missing/duplicates/said/").content.decode()


def test_strangers_log_in_before_they_say_anything() -> None:
    answer = Client().post("/missing/duplicates/differ/", {"type": "film"})
    assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"type": "film"},
        {"type": "genre", "first": 1, "second": 2},
        {"type": "film", "first": "x", "second": 2},
        {"type": "film", "first": 1, "second": 10**30},
    ],
)
def test_what_no_form_sends_is_not_found(posted: dict[str, Any]) -> None:
    client = Client()
    client.force_login(cast.mei())
    assert client.post("/missing/duplicates/differ/", posted).status_code == 404


def test_lists_of_pairs_refuse_other_types_and_numbers() -> None:
    for path in ("/missing/duplicates/?type=x", "/missing/duplicates/said/?type=%00"):
        assert Client().get(path).status_code == 404
    client = Client()
    client.force_login(cast.mei())
    assert client.post(f"/missing/duplicates/said/{10**25}/back/").status_code == 404


def test_the_page_of_pairs_costs_as_many_queries_for_many_as_for_one() -> None:
    counts = []
    for number in range(2):
        for _time in range(2 + number):
            film(f"Film {number}", 1999)
        follow()
        with CaptureQueriesContext(connection) as seen:
            assert Client().get("/missing/duplicates/").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 15
