"""Wilson's bound and fading: what must hold whatever the counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.wilson import faded, wilson_lower_bound

COUNTS = st.floats(min_value=0, max_value=10_000, allow_nan=False)
SHARES = st.floats(min_value=0, max_value=1, allow_nan=False)
SURE = st.floats(min_value=0.1, max_value=4, allow_nan=False)
SLACK = 1e-9


@given(SHARES, COUNTS, SURE)
def test_the_bound_is_a_share_and_never_above_the_one_observed(
    share: float, total: float, z: float
) -> None:
    bound = wilson_lower_bound(share * total, total, z)
    assert 0 <= bound <= 1
    assert bound <= share + SLACK


@given(SHARES, SHARES, COUNTS, SURE)
def test_more_hits_never_lower_it(one: float, other: float, total: float, z: float) -> None:
    less, more = sorted((one, other))
    bounds = [wilson_lower_bound(share * total, total, z) for share in (less, more)]
    assert bounds[0] <= bounds[1] + SLACK


@given(SHARES, COUNTS, COUNTS, SURE)
def test_more_evidence_for_the_same_share_never_lowers_it(
    share: float, one: float, other: float, z: float
) -> None:
    little, much = sorted((one, other))
    bounds = [wilson_lower_bound(share * total, total, z) for total in (little, much)]
    assert bounds[0] <= bounds[1] + SLACK


@given(SHARES, COUNTS, SURE, SURE)
def test_who_wants_to_be_surer_expects_less(
    share: float, total: float, one: float, other: float
) -> None:
    loose, strict = sorted((one, other))
    bounds = [wilson_lower_bound(share * total, total, z) for z in (strict, loose)]
    assert bounds[0] <= bounds[1] + SLACK


@given(SHARES, COUNTS)
def test_what_is_surely_accepted_and_surely_refused_leave_room_between(
    share: float, total: float
) -> None:
    hits = share * total
    assert wilson_lower_bound(hits, total) + wilson_lower_bound(total - hits, total) <= 1 + SLACK


@pytest.mark.parametrize(
    ("hits", "total", "bound"),
    [(0, 0, 0), (0, 9, 0), (41, 42, 0.877), (6, 9, 0.354), (5, 5, 0.566)],
)
def test_known_bounds(hits: int, total: int, bound: float) -> None:
    assert wilson_lower_bound(hits, total) == pytest.approx(bound, abs=0.001)


@given(st.floats(min_value=-10, max_value=10_000), st.floats(min_value=1, max_value=1_000))
def test_an_event_fades_by_half_in_each_half_life(days: float, half_life: float) -> None:
    weight = faded(days, half_life)
    assert 0 <= weight <= 1
    assert faded(max(days, 0) + half_life, half_life) == pytest.approx(weight / 2)
