"""Combining neighbours with what somebody rated."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from accounts.suggestions.taste import Because, Known, Pick, liking, picks, varied

_NEAR = st.dictionaries(
    st.integers(1, 9),
    st.lists(
        st.tuples(
            st.integers(1, 20), st.integers(1, 1000), st.sampled_from(["person:1", "theme:2"])
        ),
        max_size=5,
        unique_by=lambda near: near[0],
    ),
)


def test_what_is_rated_above_ones_own_mean_is_liked_and_below_it_is_not() -> None:
    strict = liking([Known(1, 70), *(Known(n, 40) for n in range(2, 12))])
    kind = liking([Known(1, 70), *(Known(n, 95) for n in range(2, 12))])
    assert strict[1] > 0 > kind[1]


def test_the_first_rating_counts_by_what_most_people_rate() -> None:
    assert liking([Known(1, 90)])[1] > 0 > liking([Known(1, 30)])[1]


def test_what_was_watched_without_a_rating_leans_as_it_is_told() -> None:
    assert liking([Known(1, leaning=0.25), Known(2, leaning=-0.4)]) == {1: 0.25, 2: -0.4}


def test_what_shares_more_with_what_is_liked_comes_first() -> None:
    near = {1: [(10, 400, "person:1"), (11, 100, "theme:2")]}
    assert [pick.film for pick in picks({1: 0.9}, near, set())] == [10, 11]


def test_a_film_disliked_speaks_against_its_neighbours() -> None:
    near = {1: [(10, 400, "person:1")], 2: [(10, 400, "person:1"), (11, 200, "theme:2")]}
    assert [pick.film for pick in picks({1: 0.5, 2: -0.9}, near, set())] == []
    assert [pick.film for pick in picks({1: 0.9, 2: -0.3}, near, set())] == [10]


def test_being_a_little_like_many_is_less_than_being_much_like_one() -> None:
    near = {n: [(20, 60, "genre:1")] for n in range(1, 9)} | {9: [(21, 250, "person:1")]}
    assert picks(dict.fromkeys(range(1, 10), 0.5), near, set())[0].film == 21


@given(st.dictionaries(st.integers(1, 9), st.floats(-1, 1)), _NEAR, st.sets(st.integers(1, 20)))
def test_nothing_left_out_is_picked_and_everything_picked_has_its_reason(
    likings: dict[int, float], near: dict[int, list[tuple[int, int, str]]], without: set[int]
) -> None:
    found = picks(likings, near, without)
    assert not {pick.film for pick in found} & without
    for pick in found:
        foremost = pick.because[0]
        assert likings[foremost.film] > 0
        assert any(n[0] == pick.film and n[2] == foremost.reason for n in near[foremost.film])
    assert [pick.weight for pick in found] == sorted((p.weight for p in found), reverse=True)


def test_one_film_and_one_person_do_not_fill_a_page() -> None:
    same = [Pick(n, 1 - n / 100, (Because(1, 0.5, f"theme:{n}"),)) for n in range(10, 20)]
    other = [Pick(n, 0.5 - n / 100, (Because(n, 0.2, f"theme:{n}"),)) for n in range(20, 26)]
    found = varied([*same, *other], 8)
    assert [pick.film for pick in found[:4]] == [10, 11, 12, 20]
    assert len(found) == 8
    assert len({pick.film for pick in found}) == 8
