"""How diary and watch list count together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from accounts.actions.watch import MOST_TIMES
from accounts.diary.counting import last_of, times_after, times_without

DAYS = st.sampled_from(["2019", "2019-05", "2019-05-21", "2020-01-01", "2026-11-22"])


@given(st.integers(0, MOST_TIMES), st.integers(0, 30), DAYS, st.booleans(), DAYS | st.just(""))
def test_a_row_never_lowers_the_times_and_is_counted(
    times: int, logged: int, day: str, rewatch: bool, last: str
) -> None:
    after = times_after(times, logged, day=day, rewatch=rewatch, last=last)
    assert times <= after <= MOST_TIMES
    assert after >= min(logged + 1, MOST_TIMES)
    assert after >= (2 if rewatch else 1)


@given(st.integers(0, 900), st.integers(0, 30), DAYS, st.booleans(), DAYS | st.just(""))
def test_taking_a_row_back_gives_the_times_that_were(
    times: int, logged: int, day: str, rewatch: bool, last: str
) -> None:
    times = max(times, logged)
    after = times_after(times, logged, day=day, rewatch=rewatch, last=last)
    assert times_without(after, logged, counted=after - times) == times


def test_a_time_that_counts_already_is_dated_not_counted_again() -> None:
    assert times_after(1, 0, day="2019", rewatch=False, last="") == 1
    assert times_after(3, 1, day="2019", rewatch=True, last="2020") == 3


def test_who_sees_it_again_later_than_ever_has_seen_it_once_more() -> None:
    assert times_after(1, 1, day="2026", rewatch=True, last="2019") == 2
    assert times_after(5, 0, day="2026", rewatch=True, last="2019") == 6
    assert times_after(0, 0, day="2026", rewatch=True, last="") == 2


def test_the_last_day_is_the_latest_that_is_not_before_the_first() -> None:
    assert last_of(["2019-05", "2019-05-21", "2018"]) == "2019-05-21"
    assert last_of(["", "2018-01-01"], begun="2019") == ""
    assert last_of(["2019"], begun="2019-05-21") == "2019"
    assert last_of([]) == ""
