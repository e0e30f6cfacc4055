"""Neighbours of films."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from accounts.suggestions import likeness
from accounts.suggestions.features import Fact
from accounts.suggestions.likeness import NEAREST, Near, matrix, neighbours


def _near(facts: Iterable[Fact]) -> dict[int, list[Near]]:
    return dict(neighbours(matrix(facts)))


def _person(film: int, person: int, weight: float = 10) -> Fact:
    return Fact("people", f"person:{person}", film, weight)


def _other_films(first: int, count: int = 30) -> list[Fact]:
    """Films that share nothing with any, so that what few have is rare."""
    return [_person(first + n, 10_000 + first + n) for n in range(count)]


def test_films_with_one_director_are_neighbours_and_the_director_is_the_reason() -> None:
    found = _near([_person(1, 7), _person(2, 7), *_other_films(100)])
    assert [(film, reason) for film, _much, reason in found[1]] == [(2, "person:7")]
    assert found[100] == []


def test_a_director_counts_for_more_than_an_animation_director() -> None:
    facts = [
        _person(1, 7), _person(2, 7), _person(1, 8, 4), _person(3, 8, 4), _person(3, 9), _person(2, 11),
    ]  # fmt: skip
    assert [near[0] for near in _near([*facts, *_other_films(100)])[1]] == [2, 3]


def test_what_few_films_have_counts_for_more_than_what_many_have() -> None:
    common = [Fact("tags", "theme:1", film, 2.0) for film in range(1, 25)]
    rare = [Fact("tags", "theme:2", film, 2.0) for film in (1, 30)]
    alike = [Fact("tags", f"theme:{film + 50}", film, 2.0) for film in range(1, 31)]
    found = _near([*common, *rare, *alike])
    assert found[1][0][0] == 30


def test_readers_are_a_reason_from_two_on() -> None:
    def liked(*readers: int) -> list[Fact]:
        return [Fact("readers", f"readers:{r}", film, 1.0) for r in readers for film in (1, 2)]

    assert _near([*liked(1), *_other_films(100)])[1] == []
    assert _near([*liked(1, 2, 3), *_other_films(100)])[1][0][2] == "readers:3"


def test_no_film_keeps_more_neighbours_than_are_shown() -> None:
    facts = [_person(film, 7) for film in range(1, NEAREST + 20)]
    assert all(
        len(near) == NEAREST for near in _near([*facts, *_other_films(1000)]).values() if near
    )


def test_nothing_gives_nothing() -> None:
    assert _near([]) == {}


_FACTS = st.lists(
    st.builds(
        Fact,
        st.sampled_from(["people", "tags", "lists"]),
        st.sampled_from([f"thing:{n}" for n in range(8)]),
        st.integers(1, 12),
        st.floats(0.1, 10),
    ),
    max_size=60,
)


@given(_FACTS)
def test_neighbours_share_what_is_said_and_are_never_the_film_itself(facts: list[Fact]) -> None:
    has = {(fact.film, fact.key) for fact in facts}
    for film, near in _near(facts).items():
        assert film not in [other for other, _much, _why in near]
        for other, much, reason in near:
            assert {(film, reason), (other, reason)} <= has
            assert 0 < much <= 1000


@given(_FACTS)
def test_likeness_is_the_same_from_both_sides(facts: list[Fact]) -> None:
    found = _near(facts)
    told = {(film, other): much for film, near in found.items() for other, much, _why in near}
    assert all(told.get((other, film), much) == much for (film, other), much in told.items())


def test_slices_do_not_change_what_is_found() -> None:
    facts = [_person(film, person) for film in range(1, 20) for person in (film % 4, film % 7)]
    whole = _near(facts)
    before, likeness.SLICE = likeness.SLICE, 3
    try:
        assert _near(facts) == whole
    finally:
        likeness.SLICE = before
