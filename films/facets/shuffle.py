"""A random order of things that are numbered, made from a seed without shuffling them.

``place(n, seed, i)`` is the number of the thing that comes ``i``-th: a permutation of ``range(n)`` (a Feistel
network whose answers outside of the range are put through it again), so any page of the order costs
the same and nothing is kept.
"""

from __future__ import annotations

_ROUNDS = 4
_MASK = (1 << 64) - 1


def place(count: int, seed: int, at: int) -> int:
    """The ``at``-th of ``range(count)`` in the order that ``seed`` makes."""
    if not 0 <= at < count:
        raise IndexError(at)
    half = max(1, ((count - 1).bit_length() + 1) // 2)
    while True:  # four tries at most, on average: the network permutes less than 4 * count numbers
        at = _permuted(at, half, seed)
        if at < count:
            return at


def _permuted(number: int, half: int, seed: int) -> int:
    mask = (1 << half) - 1
    left, right = number >> half, number & mask
    for turn in range(_ROUNDS):
        left, right = right, left ^ (_mixed(right, seed * _ROUNDS + turn) & mask)
    return left << half | right


def _mixed(number: int, key: int) -> int:
    """A number that looks random and follows from both (the finisher of splitmix64)."""
    mixed = (number + (key + 1) * 0x9E3779B97F4A7C15) & _MASK
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
    return mixed ^ (mixed >> 31)
