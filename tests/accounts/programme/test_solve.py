"""Choosing an evening."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.programme.solve import Item, Rule, moved, solve, total

_FILM = st.builds(
    lambda number, film, minutes, taste: Item(f"film:{number}", film, minutes, taste),
    st.integers(1, 10**6),
    st.integers(1, 6),
    st.integers(1, 120),
    st.floats(0, 1),
)
_ITEMS = st.lists(_FILM, max_size=7, unique_by=lambda item: item.key)
_RULES = st.builds(
    lambda least, more, longest, apart: Rule(least, least + more, 1, longest, apart),
    st.integers(0, 3),
    st.integers(0, 3),
    st.integers(30, 120),
    st.booleans(),
)


def _worth(items: list[Item] | tuple[Item, ...], seed: int) -> float:
    return sum(item.minutes * (0.35 + 0.65 * moved(item, seed)) for item in items)


def _allowed(items: tuple[Item, ...], minutes: int, rule: Rule, pause: int) -> bool:
    apart = len({item.film for item in items}) == len(items) or not rule.apart
    fits = total(items, pause) <= minutes and all(rule.takes(item) for item in items)
    return apart and fits and rule.least <= len(items) <= rule.most


@given(_ITEMS, st.integers(20, 300), _RULES, st.sampled_from([0, 5, 10]), st.integers(0, 99))
def test_no_evening_that_the_rule_allows_is_worth_more(
    items: list[Item], minutes: int, rule: Rule, pause: int, seed: int
) -> None:
    found = solve(items, minutes, rule, pause=pause, seed=seed)
    every = [
        some
        for count in range(rule.least, rule.most + 1)
        for some in combinations(items, count)
        if _allowed(some, minutes, rule, pause)
    ]
    best = max((_worth(some, seed) for some in every), default=0.0)
    assert _allowed(tuple(found), minutes, rule, pause) or not every
    assert _worth(found, seed) == pytest.approx(best)


@given(_ITEMS, st.integers(60, 300), st.integers(0, 99), st.data())
def test_what_is_kept_stays_and_what_is_added_fits(
    items: list[Item], minutes: int, seed: int, data: st.DataObject
) -> None:
    rule = Rule(0, 6)
    keep = data.draw(st.lists(st.sampled_from(items), max_size=2, unique=True)) if items else []
    found = solve(items, minutes, rule, pause=5, seed=seed, keep=keep)
    if total(keep, 5) > minutes:
        assert found == []
    else:
        assert set(keep) <= set(found)
        assert total(found, 5) <= minutes
        added = [item.film for item in found if item not in keep]
        assert len(set(added)) == len(added)
        assert not set(added) & {item.film for item in keep}


def test_one_seed_gives_one_evening_and_others_give_others() -> None:
    items = [Item(f"film:{n}", n, 60 + n, 0.5) for n in range(1, 41)]
    rule = Rule(2, 4)
    once = solve(items, 240, rule, pause=10, seed=3)
    assert once == solve(reversed(items), 240, rule, pause=10, seed=3)
    assert len({tuple(i.key for i in solve(items, 240, rule, seed=s)) for s in range(8)}) > 1


def test_parts_stand_from_the_shortest_to_the_longest() -> None:
    items = [Item(f"film:{n}", n, minutes, 0.5) for n, minutes in enumerate((90, 20, 45), start=1)]
    assert [i.minutes for i in solve(items, 180, Rule(3, 3), pause=5)] == [20, 45, 90]


def test_too_little_time_gives_no_evening() -> None:
    items = [Item("film:1", 1, 90, 0.9), Item("film:2", 2, 100, 0.9)]
    assert solve(items, 180, Rule(2, 2), pause=10) == []
    assert solve([], 180, Rule(2, 2)) == []
