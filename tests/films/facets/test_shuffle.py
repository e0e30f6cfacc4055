"""A random order meets everything once, and a seed says which order it is."""

from hypothesis import given
from hypothesis import strategies as st

from films.facets.shuffle import place


@given(st.integers(1, 700), st.integers(0, 10**9))
def test_every_thing_has_one_place(count: int, seed: int) -> None:
    assert sorted(place(count, seed, at) for at in range(count)) == list(range(count))


def test_seeds_make_different_orders_and_the_same_one_again() -> None:
    orders = {seed: tuple(place(200, seed, at) for at in range(200)) for seed in range(20)}
    assert len(set(orders.values())) == 20
    assert orders[3] == tuple(place(200, 3, at) for at in range(200))
    neighbours = sum(abs(a - b) == 1 for a, b in zip(orders[3], orders[3][1:], strict=False))
    assert neighbours < 20
