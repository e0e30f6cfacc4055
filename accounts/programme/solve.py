"""Choosing an evening: which of many films fill the time best, and are liked best. Pure functions.

A knapsack: each minute counts by how much what is shown in it is liked, so a programme that leaves half
an hour empty loses to a fuller one, and of two full ones the better liked wins. Of one film (itself, or one
of its segments) one thing is taken at most, unless the rule says otherwise. A seed moves likings a little,
so that another one gives another evening, and the same one the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: What a minute of something that nobody likes counts, next to one that is liked wholly.
_LEAST = 0.35
#: How much a seed moves likings.
_MOVED = 0.5
#: More than these are not tried out: the best liked ones, by the seed.
MOST_GROUPS = 80


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be shown: a film or a segment (``key``), of ``film``; ``taste`` from 0 to 1.

    ``whole`` is an anthology that is shown as one, as its segments cannot be shown one by one.
    """

    key: str
    film: int
    minutes: int
    taste: float
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """What a kind of programme is made of: how many things, how long each may be, and whether they are
    of one film each (``apart``). Where they need not be, a ``whole`` anthology may be as long as it is."""

    least: int
    most: int
    shortest: int = 1
    longest: int = 6000
    apart: bool = True

    def takes(self, item: Item) -> bool:
        """Whether a thing can be part of it."""
        several = item.whole and not self.apart
        return several or self.shortest <= item.minutes <= self.longest


def total(items: Sequence[Item], pause: int) -> int:
    """How long a programme takes, with a pause between each two."""
    return sum(item.minutes for item in items) + pause * max(0, len(items) - 1)


def solve(
    items: Iterable[Item],
    minutes: int,
    rule: Rule,
    *,
    pause: int = 0,
    seed: int = 0,
    keep: Sequence[Item] = (),
) -> list[Item]:
    """The programme that fits into ``minutes`` and holds ``keep``, the shortest part first.

    ``[]`` where nothing fits: too few things, or what is kept takes too long.
    """
    left = minutes + pause - sum(item.minutes + pause for item in keep)
    least, most = max(0, rule.least - len(keep)), rule.most - len(keep)
    if left < 0 or most < 0:
        return []
    kept = {_group(item, rule) for item in keep}
    groups = _groups(
        (i for i in items if rule.takes(i) and _group(i, rule) not in kept), rule, seed
    )
    chosen = _fill(groups, left, least, most, pause)
    if chosen is None:
        return []
    return sorted([*keep, *chosen], key=lambda item: (item.minutes, item.key))


def moved(item: Item, seed: int) -> float:
    """How much a thing is liked under a seed, from 0 to 1."""
    digest = hashlib.blake2b(f"{seed} {item.key}".encode(), digest_size=4).digest()
    drawn = int.from_bytes(digest) / 2**32
    return (1 - _MOVED) * item.taste + _MOVED * drawn


def _group(item: Item, rule: Rule) -> str:
    """What a thing shares with others of which one is shown at most."""
    return str(item.film) if rule.apart else item.key


def _groups(items: Iterable[Item], rule: Rule, seed: int) -> list[list[tuple[Item, float]]]:
    """The things of which one each can be shown, with what they count; those that are liked best."""
    found: dict[str, list[tuple[Item, float]]] = {}
    best: dict[str, float] = {}
    for item in items:
        liked = moved(item, seed)
        worth = item.minutes * (_LEAST + (1 - _LEAST) * liked)
        group = _group(item, rule)
        found.setdefault(group, []).append((item, worth))
        best[group] = max(best.get(group, 0.0), liked)
    foremost = sorted(found, key=lambda group: (-best[group], group))[:MOST_GROUPS]
    return [sorted(found[group], key=lambda one: one[0].key) for group in foremost]


def _fill(
    groups: list[list[tuple[Item, float]]], left: int, least: int, most: int, pause: int
) -> list[Item] | None:
    """The worthiest choice for ``left`` minutes: ``least`` to ``most`` things, of each group one at most."""
    # best[count][spent]: what a choice of so many that takes so long is worth, and its last thing.
    nothing = -1.0
    best = [[nothing] * (left + 1) for _count in range(most + 1)]
    best[0][0] = 0.0
    last: dict[tuple[int, int, int], tuple[Item, int]] = {}
    reached = [[-1] * (left + 1) for _count in range(most + 1)]
    for number, group in enumerate(groups):
        for count in range(min(number, most - 1), -1, -1):
            row, after = best[count], best[count + 1]
            for item, worth in group:
                cost = item.minutes + pause
                for spent in range(left - cost, -1, -1):
                    if row[spent] >= 0 and row[spent] + worth > after[spent + cost]:
                        after[spent + cost] = row[spent] + worth
                        last[count + 1, spent + cost, number] = (item, reached[count][spent])
                        reached[count + 1][spent + cost] = number
    ends = [
        (best[count][spent], -count, spent)
        for count in range(least, most + 1)
        for spent in range(left + 1)
        if best[count][spent] >= 0
    ]
    if not ends:
        return None
    _worth, count, spent = max(ends)
    return _walk_back(last, reached, -count, spent, pause)


def _walk_back(
    last: dict[tuple[int, int, int], tuple[Item, int]],
    reached: list[list[int]],
    count: int,
    spent: int,
    pause: int,
) -> list[Item]:
    """The things of a choice, from its last one to its first."""
    chosen: list[Item] = []
    number = reached[count][spent]
    while count:
        item, before = last[count, spent, number]
        chosen.append(item)
        spent -= item.minutes + pause
        count, number = count - 1, before
    return chosen
