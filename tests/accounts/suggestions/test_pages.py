"""The page of suggestions, and what its sentences say."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from accounts.actions.lists.add_rows import add_rows
from accounts.actions.lists.make_list import make_list
from accounts.actions.watch import Said, watch
from accounts.lists.words import Words
from accounts.models import NeighbourRun, Neighbours, NotForMe, User, Visibility
from accounts.scales import Scale
from accounts.suggestions import work
from films.models import Film, Segment
from tests import cast
from tests.readers import reader
from wiki.actions.hide import hide

pytestmark = pytest.mark.django_db

PAGE = "/mine/suggestions/"


def _credit(person: Any, role: str, **more: Any) -> dict[str, Any]:
    return {"role": role, "person": f"person:{person.pk}", **more}


def _text(client: Client) -> str:
    page = client.get(PAGE).content.decode()
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


@pytest.fixture
def kon() -> Any:
    return cast.person("Satoshi Kon")


@pytest.fixture
def perfect_blue(kon: Any) -> Film:
    return cast.film("Perfect Blue", rows={"credit:new1": _credit(kon, "director")}, year=1997)


@pytest.fixture
def memories(kon: Any) -> Film:
    """An anthology of which Kon wrote one segment."""
    rows: cast.Rows = {
        **cast.segments("Magnetic Rose", runtime=44),
        "credit:new1": _credit(kon, "writer", segment="segment:new1"),
    }  # fmt: skip
    return cast.film("Memories", rows=rows)


def _others(count: int = 2) -> None:
    for number in range(count):
        someone = cast.person(f"Somebody {number}")
        cast.film(f"Other {number}", rows={"credit:new1": _credit(someone, "director")})


def test_the_sentence_names_the_rating_the_person_and_the_segment(
    perfect_blue: Film, memories: Film
) -> None:
    watch(cast.mei(), perfect_blue, Said(status="watched", score=90))
    _others()
    work.rebuild()
    text = _text(reader(cast.mei()))
    assert (
        "Because you rated Perfect Blue 9, and Satoshi Kon, director there, wrote Magnetic Rose."
        in text
    )


def test_ratings_are_told_in_the_readers_own_scale(perfect_blue: Film, memories: Film) -> None:
    mei = cast.mei()
    mei.scale = Scale.STARS
    mei.save()
    watch(mei, perfect_blue, Said(status="watched", score=90))
    _others()
    work.rebuild()
    assert "Because you rated Perfect Blue 4.5 ★" in _text(reader(mei))


def test_a_rated_segment_speaks_for_films_by_those_who_made_that_segment(
    perfect_blue: Film, memories: Film
) -> None:
    watch(cast.mei(), memories, Said(score=95), segment=Segment.objects.get(film=memories))
    _others()
    work.rebuild()
    text = _text(reader(cast.mei()))
    assert "Because you rated Magnetic Rose 9.5, and Satoshi Kon, writer there, directed" in text


def test_a_credit_that_is_gone_is_no_reason_even_before_neighbours_are_computed_anew(
    perfect_blue: Film, memories: Film
) -> None:
    watch(cast.mei(), perfect_blue, Said(status="watched", score=90))
    _others()
    work.rebuild()
    credit = memories.credits.get()
    cast.accept(cast.propose(memories, rows={f"credit:{credit.pk}": None}))
    assert "Magnetic Rose" not in _text(reader(cast.mei()))


@pytest.mark.parametrize("status", ["watched", "watching", "dropped", "on_hold", "want"])
def test_what_somebody_has_on_their_list_is_not_suggested(
    perfect_blue: Film, memories: Film, status: str
) -> None:
    watch(cast.mei(), perfect_blue, Said(status="watched", score=90))
    watch(cast.mei(), memories, Said(status=status))
    _others()
    work.rebuild()
    assert "Because you rated" not in _text(reader(cast.mei()))


def test_a_hidden_film_is_neither_suggested_nor_a_reason(
    perfect_blue: Film, memories: Film
) -> None:
    watch(cast.mei(), perfect_blue, Said(status="watched", score=90))
    _others()
    work.rebuild()
    cast.accept(hide(memories, user=cast.mei(), summary="Not a film"))
    assert "Because you rated" not in _text(reader(cast.mei()))


def test_not_for_me_is_kept_shown_and_taken_back(perfect_blue: Film, memories: Film) -> None:
    mei = reader(cast.mei())
    watch(cast.mei(), perfect_blue, Said(status="watched", score=90))
    _others()
    work.rebuild()
    url = f"{memories.get_absolute_url()}not-for-me/"
    for _twice in range(2):
        assert mei.post(url)["Location"] == PAGE
    assert NotForMe.objects.get().film == memories
    assert "Because you rated" not in _text(mei)
    assert "Memories" in mei.get(f"{PAGE}hidden/").content.decode()
    mei.post(url, {"again": "1", "next": f"{PAGE}hidden/"})
    assert not NotForMe.objects.exists()
    assert "Because you rated" in _text(mei)


def test_a_private_list_is_nobodys_reason(perfect_blue: Film) -> None:
    other = cast.film("Paprika")
    _others()
    keys = [f"film:{perfect_blue.pk}", f"film:{other.pk}"]
    mine = make_list(cast.kanta(), Words("Dreams", visibility=Visibility.PRIVATE))
    add_rows(mine, keys, by=cast.kanta())
    watch(cast.mei(), perfect_blue, Said(status="watched", score=90))
    work.rebuild()
    assert "Dreams" not in _text(reader(cast.mei()))
    open_one = make_list(cast.kanta(), Words("Inner worlds"))
    add_rows(open_one, keys, by=cast.kanta())
    work.rebuild()
    assert "both are in the list Inner worlds" in _text(reader(cast.mei()))
    User.objects.filter(username="kanta").update(is_active=False)
    assert "Inner worlds" not in _text(reader(cast.mei()))


def test_who_rates_all_alike_rates_nothing_above_their_average() -> None:
    films = [cast.film(f"Film {number}") for number in range(6)]
    for name in ("kanta", "satsuki", "tatsuo"):
        for film in films:
            watch(getattr(cast, name)(), film, Said(score=80))
    work.rebuild()
    assert not any("readers" in near[2] for row in Neighbours.objects.all() for near in row.near)


def test_private_ratings_tell_neighbours_nothing(perfect_blue: Film, memories: Film) -> None:
    others = [cast.film(f"Film {number}") for number in range(6)]
    for name in ("kanta", "satsuki", "tatsuo"):
        user = getattr(cast, name)()
        for film in (*others[:5], others[5]):
            watch(user, film, Said(score=90 if film in others[:2] else 40, private=True))
    work.rebuild()
    assert not any("readers" in near[2] for row in Neighbours.objects.all() for near in row.near)


def test_who_has_rated_nothing_is_told_where_to_begin() -> None:
    text = _text(reader(cast.mei()))
    assert "Suggestions are being worked out" in text
    Neighbours.objects.create(film=cast.film(), near=[])
    assert "Three or four films that you know well" in _text(reader(cast.mei()))


def test_strangers_are_asked_to_log_in() -> None:
    assert "/accounts/login/" in Client().get(PAGE)["Location"]
    film = cast.film()
    assert "/accounts/login/" in Client().post(f"{film.get_absolute_url()}not-for-me/")["Location"]


def test_neighbours_are_computed_again_only_when_something_has_changed(
    perfect_blue: Film, memories: Film
) -> None:
    _others()
    assert "neighbours of" in work.follow()
    NeighbourRun.objects.update(seconds=0)
    assert work.follow() == ""
    watch(cast.mei(), memories, Said(score=80))
    before = NeighbourRun.objects.get().pk
    work.follow()
    assert NeighbourRun.objects.get().pk > before
    NeighbourRun.objects.update(seconds=3600)
    watch(cast.mei(), memories, Said(score=85))
    before = NeighbourRun.objects.get().pk
    work.follow()
    assert NeighbourRun.objects.get().pk == before


def test_the_page_costs_a_fixed_number_of_queries(
    perfect_blue: Film, memories: Film, kon: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        cast.film(f"Kon {number}", rows={"credit:new1": _credit(kon, "director")})
    watch(cast.mei(), perfect_blue, Said(status="watched", score=90))
    _others()
    work.rebuild()
    mei = reader(cast.mei())
    mei.get(PAGE)
    with django_assert_max_num_queries(10):
        assert mei.get(PAGE).content.count(b'class="suggestion"') >= 4
