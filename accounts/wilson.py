"""How sure one can be of a share: Wilson's bound, on counts that fade with time. Pure arithmetic."""

from __future__ import annotations

from math import sqrt


def wilson_lower_bound(hits: float, total: float, z: float = 1.96) -> float:
    """The share of ``hits`` that is at least to be expected of the next, given ``hits`` of ``total``.

    The lower end of Wilson's score interval; ``z`` is how sure (1.96: in 39 of 40 cases the true share
    is not lower). Counts may be weighted, hence fractions. 0 without any.
    """
    if total <= 0:
        return 0.0
    hits = min(max(hits, 0.0), total)
    spread = z * sqrt(hits * (total - hits) / total + z * z / 4)
    bound = (hits + z * z / 2 - spread) / (total + z * z)
    return min(max(bound, 0.0), hits / total)


def faded(days: float, half_life: float) -> float:
    """What an event of ``days`` ago still weighs: half after ``half_life`` days, a quarter after two."""
    return float(0.5 ** (max(days, 0.0) / half_life))
