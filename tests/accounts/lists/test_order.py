"""The order of a list's rows, and the positions that keep it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.lists import order

ROWS = st.lists(st.integers(0, 60), unique=True, max_size=30)


def spaced(rows: list[int]) -> list[tuple[int, int]]:
    return list(zip(rows, order.after(None, len(rows)), strict=True))


def places_for(former: list[tuple[int, int]], wanted: list[int]) -> dict[int, int]:
    """New positions, after spreading the rows out if need be."""
    found = order.positions(former, wanted)
    if found is None:
        fresh = order.spread([each for each, _at in former])
        found = dict(fresh) | (order.positions(fresh, wanted) or {})
    return found


def sorted_by(former: list[tuple[int, int]], places: dict[int, int]) -> list[int]:
    at = dict(former) | places
    return sorted(at, key=lambda each: at[each])


def test_a_row_comes_to_the_place_that_was_asked_for() -> None:
    assert order.arranged([1, 2, 3, 4], {4: 1}) == [4, 1, 2, 3]
    assert order.arranged([1, 2, 3, 4], {1: 3}) == [2, 3, 1, 4]
    assert order.arranged([1, 2, 3, 4], {2: 99}) == [1, 3, 4, 2]


def test_rows_that_want_one_place_keep_their_order_there() -> None:
    assert order.arranged([1, 2, 3, 4], {3: 1, 4: 1}) == [3, 4, 1, 2]


def test_one_row_that_moves_is_the_only_one_written() -> None:
    former = spaced([1, 2, 3, 4, 5])
    assert set(places_for(former, [5, 1, 2, 3, 4])) == {5}
    assert set(places_for(former, [1, 3, 4, 2, 5])) == {2}


def test_rows_without_room_between_them_are_spread_out() -> None:
    former = [(1, 10), (2, 11), (3, 12)]
    assert order.positions(former, [1, 3, 2]) is None
    places = places_for(former, [1, 3, 2])
    assert sorted_by(former, places) == [1, 3, 2]


@settings(deadline=None)
@given(ROWS, st.data())
def test_typed_places_that_fit_together_are_the_final_ones(
    rows: list[int], data: st.DataObject
) -> None:
    wanted = data.draw(st.permutations(rows))
    places = {each: rank for rank, each in enumerate(wanted, start=1)}
    moved = {each: places[each] for each in rows if rows.index(each) + 1 != places[each]}
    assert order.arranged(rows, moved) == list(wanted)


@settings(deadline=None)
@given(ROWS, st.data())
def test_positions_give_the_order(rows: list[int], data: st.DataObject) -> None:
    wanted = list(data.draw(st.permutations(rows)))
    gap = data.draw(st.sampled_from([0, 1, 2, 5, order.STEP]))
    former = [(each, gap * at) for at, each in enumerate(rows)]
    places = places_for(former, wanted)
    assert sorted_by(former, places) == wanted


@settings(deadline=None)
@given(ROWS, st.data())
def test_no_fewer_rows_could_move(rows: list[int], data: st.DataObject) -> None:
    wanted = list(data.draw(st.permutations(rows)))
    lifted = order.lifted(rows, wanted)
    staying = [each for each in rows if each not in lifted]
    assert staying == [each for each in wanted if each not in lifted]
    for each in lifted:  # one more that stays would be in the wrong order somewhere
        kept = [*staying, each]
        assert [r for r in rows if r in kept] != [r for r in wanted if r in kept]


@settings(deadline=None)
@given(ROWS, st.data())
def test_moves_one_after_the_other_stay_in_order(rows: list[int], data: st.DataObject) -> None:
    former = spaced(rows)
    for _step in range(data.draw(st.integers(0, 40)) if rows else 0):
        now = [each for each, _at in sorted(former, key=lambda pair: pair[1])]
        moved = {data.draw(st.sampled_from(now)): data.draw(st.integers(1, len(now)))}
        arranged = order.arranged(now, moved)
        at = dict(former) | places_for(sorted(former, key=lambda pair: pair[1]), arranged)
        former = [(each, at[each]) for each, _at in former]
        assert sorted(at, key=lambda each: at[each]) == arranged
