"""Random numbers that depend on nothing but what they are for: any row can be made without the others."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate

_ALL = (1 << 64) - 1


def mix(number: int, salt: int) -> int:
    """64 well mixed bits for ``number`` and ``salt``: splitmix64 (Steele, Lea, Flood 2014)."""
    z = (number * 0x9E3779B97F4A7C15 + salt * 0xD1B54A32D192ED03 + 0x9E3779B97F4A7C15) & _ALL
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _ALL
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _ALL
    return z ^ (z >> 31)


def share(number: int, salt: int) -> float:
    """From 0 up to 1, 1 left out."""
    return (mix(number, salt) >> 11) / (1 << 53)


def ranked(number: int, salt: int, count: int, flat: int) -> int:
    """From 1 to ``count``, each drawn in proportion to 1 / (itself + ``flat``).

    Zipf's law as Mandelbrot shifted it: few people have many credits, most have few, and the first
    ``flat`` differ little among each other.
    """
    u = share(number, salt)
    return min(count, int((count + flat) ** u * flat ** (1 - u)) - flat + 1)


class Weighted:
    """Draws one of some values, by weight."""

    def __init__(self, weights: Sequence[tuple[str, float]]) -> None:
        self.values = [value for value, _weight in weights]
        self.sums = list(accumulate(weight for _value, weight in weights))

    def __call__(self, number: int, salt: int) -> str:
        return self.values[bisect(self.sums, share(number, salt) * self.sums[-1])]
