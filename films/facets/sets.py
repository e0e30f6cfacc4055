"""Which films have which value of which facet: sets of film ids as roaring bitmaps.

``FacetSets`` are never changed once they are made; following a revision makes new ones that share all
sets in which nothing moved. So a request that reads them needs no lock, and sees one state throughout.
"""

from __future__ import annotations

import datetime
from bisect import insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pyroaring import BitMap

#: A number, a code, or the terms of an offer: service, country and kind.
Value = int | str | tuple[int, str, str]
#: A film has a value of a facet.
Fact = tuple[str, Value, int]

#: The facet that every visible film has.
VISIBLE = ""
#: How well known a film is, by which lists are ordered.
WEIGHT = "weight"
#: Offers hold on the day on which they were read. Of films whose offers begin or end later the days are
#: known (the first day on which something is different), so that they are read again then.
OFFER, TURN = "offers", "turns"
#: How many questions for offers are remembered.
_REMEMBERED = 8
#: So many values are counted in one go.
_BLOCK = 500


@dataclass(frozen=True)
class Ranked:
    """Values with their films, those with the most films first."""

    sizes: list[int]
    values: list[Value]
    films: list[BitMap]


class FacetSets:
    """The sets of one state of the catalogue."""

    def __init__(self, values: Mapping[str, Mapping[Value, BitMap]]) -> None:
        self.values = values
        self._by_size: dict[str, Ranked] = {}
        self._offered: dict[Any, dict[Value, BitMap]] = {}

    @cached_property
    def films(self) -> BitMap:
        """All films that readers may see. Sets of values may hold others, too."""
        return self.values.get(VISIBLE, {}).get("", BitMap())

    def of(self, facet: str, value: Value) -> BitMap:
        """The films with one value."""
        return self.values.get(facet, {}).get(value, _NONE)

    def by_size(self, facet: str) -> Ranked:
        """The values of a facet by their numbers of films, hidden ones included."""
        known = self._by_size.get(facet)
        if known is None:
            known = self._by_size[facet] = ranked(self.values.get(facet, {}))
        return known

    def turning(self, since: datetime.date, until: datetime.date) -> BitMap:
        """The films of which an offer begins or ends after ``since``, up to ``until``."""
        first, last = since.isoformat(), until.isoformat()
        turns = self.values.get(TURN, {})
        return union(films for day, films in turns.items() if first < str(day) <= last)

    def offered(self, wanted: tuple[frozenset[Value], ...], at: int | None) -> dict[Value, BitMap]:
        """The films of the offers that have ``wanted``: services, countries, kinds, all of them where
        nothing is named. By service, country or kind as ``at`` says; "" for all together.
        """
        known = self._offered.get((wanted, at))
        if known is None:
            lists: dict[Value, list[BitMap]] = {}
            for terms, films in self.values.get(OFFER, {}).items():
                if not isinstance(terms, tuple):
                    continue
                if all(not some or term in some for term, some in zip(terms, wanted, strict=True)):
                    lists.setdefault("" if at is None else terms[at], []).append(films)
            known = {value: union(films) for value, films in lists.items()}
            if len(self._offered) >= _REMEMBERED:
                self._offered.clear()
            self._offered[wanted, at] = known
        return known

    def numbered(self, facet: str) -> dict[int, BitMap]:
        """The sets of a facet whose values are numbers."""
        return {v: films for v, films in self.values.get(facet, {}).items() if isinstance(v, int)}

    def between(self, facet: str, first: int, last: int) -> BitMap:
        """The films whose number of a facet is one of a range."""
        numbered = self.numbered(facet)
        return union(films for value, films in numbered.items() if first <= value <= last)

    def replacing(self, touched: Iterable[int], facts: Iterable[Fact]) -> FacetSets:
        """These sets with other facts for the films ``touched``; ``facts`` are of these alone."""
        gone = BitMap(touched)
        added = gathered(facts)
        after: dict[str, Mapping[Value, BitMap]] = {}
        for facet in {*self.values, *added}:
            before, new = self.values.get(facet, {}), added.get(facet, {})
            kept = {value: _without(found, gone) for value, found in before.items()}
            for value, more in new.items():
                kept[value] = kept[value] | more if value in kept else more
            after[facet] = {value: found for value, found in kept.items() if found}
            if after[facet] == before:
                after[facet] = before
        made = FacetSets(after)
        made._by_size = {
            f: r for f, r in self._by_size.items() if after.get(f) is self.values.get(f)
        }
        if after.get(OFFER) is self.values.get(OFFER):
            made._offered = self._offered
        return made


_NONE = BitMap()


def ranked(values: Mapping[Value, BitMap]) -> Ranked:
    """Values by their numbers of films."""
    rows = [(len(films), value, films) for value, films in values.items()]
    rows.sort(key=lambda row: (-row[0], str(row[1])))
    return Ranked([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows])


def union(sets: Iterable[BitMap]) -> BitMap:
    """All films of some sets."""
    found = list(sets)
    return BitMap.union(*found) if found else BitMap()


def gathered(facts: Iterable[Fact]) -> dict[str, dict[Value, BitMap]]:
    """The sets that facts make."""
    lists: dict[str, dict[Value, list[int]]] = {}
    for facet, value, film in facts:
        lists.setdefault(facet, {}).setdefault(value, []).append(film)
    return {
        facet: {value: BitMap(films) for value, films in values.items()}
        for facet, values in lists.items()
    }


def merged(into: dict[str, dict[Value, BitMap]], facts: Iterable[Fact]) -> None:
    """Add facts to sets that nobody reads yet."""
    for facet, values in gathered(facts).items():
        known = into.setdefault(facet, {})
        for value, films in values.items():
            if value in known:
                known[value] |= films
            else:
                known[value] = films


def top(ranked: Ranked, base: BitMap, most: int) -> list[tuple[Value, int]]:
    """The ``most`` values that the films of ``base`` have most, with their numbers; none with 0.

    No later value can have more films than it has in all. Blocks are counted without a step of Python for
    each value, of which most have too few.
    """
    best: list[tuple[int, str, Value]] = []
    least = 1  # what a value must have to be among the best
    for start in range(0, len(ranked.films), _BLOCK):
        if ranked.sizes[start] < least:
            break
        counts = list(map(base.intersection_cardinality, ranked.films[start : start + _BLOCK]))
        if max(counts) < least:
            continue
        for at, count in enumerate(counts, start):
            if count >= least:
                insort(best, (-count, str(ranked.values[at]), ranked.values[at]))
                if len(best) >= most:
                    del best[most:]
                    least = -best[-1][0]
    return [(value, -count) for count, _text, value in best]


def _without(found: BitMap, gone: BitMap) -> BitMap:
    return found - gone if found.intersect(gone) else found
