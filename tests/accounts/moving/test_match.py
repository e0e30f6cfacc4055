"""What rows mean: by numbers, by name and year, and when somebody is asked."""

from __future__ import annotations

import pytest

from accounts.models import RowState
from accounts.moving.match import Match, match
from accounts.moving.rows import Row
from tests import cast
from tests.accounts.moving.bringing import catalogue, film
from wiki.actions.hide import hide
from wiki.actions.merge import merge

pytestmark = pytest.mark.django_db


def _match(row: Row, *, anime: bool = False) -> Match:
    return match([row], anime=anime)[0]


def test_a_number_decides_whatever_the_title() -> None:
    memories = catalogue()["memories"]
    found = _match(Row("Otomo Katsuhiro Presents", ids={"mal": "1462"}))
    assert (found.state, found.target) == ("matched", cast.key_of(memories))


def test_name_and_year_decide_and_names_are_folded() -> None:
    akira = catalogue()["akira"]
    assert _match(Row("ＡＫＩＲＡ", year=1988)).target == cast.key_of(akira)


def test_a_year_beside_is_asked_about_and_one_further_away_is_another_film() -> None:
    akira = catalogue()["akira"]
    assert _match(Row("Akira", year=1989)) == Match(RowState.UNSURE, "", (cast.key_of(akira),))
    assert _match(Row("Akira", year=2016)).state == "missing"


def test_without_a_year_only_what_the_file_calls_a_film_is_sure() -> None:
    catalogue()
    assert _match(Row("Akira", film=True)).state == "matched"
    assert _match(Row("Akira")).state == "unsure"
    assert _match(Row("Akira", film=False)).state == "other"


def test_a_film_that_the_site_knows_by_another_number_is_not_meant() -> None:
    catalogue()
    assert _match(Row("Akira", year=1988, ids={"mal": "9"})).state == "missing"


def test_films_of_one_name_and_year_are_asked_about() -> None:
    one, other = film("Ghost", 1990), film("Ghost", 1990)
    found = _match(Row("Ghost", year=1990))
    assert (found.state, set(found.options)) == ("unsure", {cast.key_of(one), cast.key_of(other)})


def test_merged_films_mean_the_survivor_and_hidden_ones_nothing() -> None:
    films = catalogue()
    merge(films["akira"], into=films["blue"], user=cast.satsuki(), summary="the same")
    assert _match(Row("x", ids={"mal": "47"})).target == cast.key_of(films["blue"])
    hide(films["memories"], user=cast.satsuki(), summary="a try")
    assert _match(Row("Memories", year=1995, ids={"mal": "1462"})).state == "missing"


def test_what_is_merely_alike_is_asked_about() -> None:
    blue = catalogue()["blue"]
    found = _match(Row("Perfekt Blue", year=1998, film=True), anime=True)
    assert (found.state, found.options[:1]) == ("unsure", (cast.key_of(blue),))


def test_rows_about_segments_mean_the_segment() -> None:
    anthology = film("Robot Carnival", 1987, rows={"segment:new1": {"number": 2}})
    segment = anthology.segments.get()
    row = Row("Robot Carnival", year=1987, film=True, segment=2)
    assert _match(row).target == f"segment:{segment.pk}"
    assert _match(Row("Robot Carnival", year=1987, film=True, segment=7)).state == "missing"


def test_people_are_found_by_their_name() -> None:
    koji = cast.person("Koji Morimoto")
    assert _match(Row("Koji Morimoto", person=True)).target == cast.key_of(koji)
    assert _match(Row("Koji Morimoto")).state == "missing"
