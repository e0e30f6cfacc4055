"""Which films have which value of which facet: sets of film ids as roaring bitmaps.

``FacetSets`` are never changed once they are made; following a revision makes new ones that share all
sets in which nothing moved. So a request that reads them needs no lock, and sees one state throughout.
"""

from __future__ import annotations

import datetime
from bisect import insort
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from pyroaring import BitMap

#: A number, a code, or an offer: service, country, kind, and from when until when ("" for no end).
Value = int | str | tuple[int, str, str, str, str]
#: A film has a value of a facet.
Fact = tuple[str, Value, int]
#: Service, country and kind of an offer that holds today.
Live = dict[tuple[int, str, str], BitMap]

#: The facet that every visible film has.
VISIBLE = ""
#: How well known a film is, by which lists are ordered.
WEIGHT = "weight"
OFFER = "offers"
#: How many questions for offers are remembered.
_REMEMBERED = 8


class FacetSets:
    """The sets of one state of the catalogue."""

    def __init__(self, values: Mapping[str, Mapping[Value, BitMap]]) -> None:
        self.values = values
        self._by_size: dict[str, list[tuple[int, Value, BitMap]]] = {}
        self._live: tuple[datetime.date, Live] | None = None
        self._offered: dict[Any, dict[Value, BitMap]] = {}

    @cached_property
    def films(self) -> BitMap:
        """All films that readers may see. Sets of values may hold others, too."""
        return self.values.get(VISIBLE, {}).get("", BitMap())

    def of(self, facet: str, value: Value) -> BitMap:
        """The films with one value."""
        return self.values.get(facet, {}).get(value, _NONE)

    def any_of(self, facet: str, values: Iterable[Value]) -> BitMap:
        """The films with at least one of some values."""
        return union(self.of(facet, value) for value in values)

    def by_size(self, facet: str) -> list[tuple[int, Value, BitMap]]:
        """The values of a facet with their numbers of films, hidden ones included; the most first."""
        known = self._by_size.get(facet)
        if known is None:
            rows = [
                (len(found), value, found) for value, found in self.values.get(facet, {}).items()
            ]
            known = self._by_size[facet] = sorted(rows, key=lambda row: (-row[0], str(row[1])))
        return known

    def live(self, today: datetime.date) -> Live:
        """The offers that hold on a day."""
        known = self._live
        if known is None or known[0] != today:
            known = self._live = (today, _live(self.values.get(OFFER, {}), today.isoformat()))
        return known[1]

    def offered(
        self, today: datetime.date, wanted: tuple[frozenset[Value], ...], at: int | None
    ) -> dict[Value, BitMap]:
        """The films of the offers that hold on a day and have ``wanted``: services, countries, kinds, all
        of them where nothing is named. By service, country or kind as ``at`` says; "" for all together.
        """
        key = (today, wanted, at)
        known = self._offered.get(key)
        if known is None:
            lists: dict[Value, list[BitMap]] = {}
            for terms, films in self.live(today).items():
                if all(not some or term in some for term, some in zip(terms, wanted, strict=True)):
                    lists.setdefault("" if at is None else terms[at], []).append(films)
            known = {value: union(films) for value, films in lists.items()}
            if len(self._offered) >= _REMEMBERED:
                self._offered.clear()
            self._offered[key] = known
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
        after: dict[str, dict[Value, BitMap]] = {}
        for facet in {*self.values, *added}:
            before, new = self.values.get(facet, {}), added.get(facet, {})
            kept = {value: _without(found, gone) for value, found in before.items()}
            for value, more in new.items():
                kept[value] = kept[value] | more if value in kept else more
            after[facet] = {value: found for value, found in kept.items() if found}
        return FacetSets(after)


_NONE = BitMap()


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


def top(
    rows: Iterable[tuple[int, Value, BitMap]], base: BitMap, most: int
) -> list[tuple[Value, int]]:
    """The ``most`` values that the films of ``base`` have most, with their numbers; none with 0.

    ``rows`` come by size: no later value can have more films than it has in all.
    """
    best: list[tuple[int, str, Value]] = []
    for size, value, films in rows:
        if len(best) == most and size < -best[-1][0]:
            break
        count = films.intersection_cardinality(base)
        if count:
            insort(best, (-count, str(value), value))
            del best[most:]
    return [(value, -count) for count, _text, value in best]


def _without(found: BitMap, gone: BitMap) -> BitMap:
    return found - gone if found.intersect(gone) else found


def _live(offers: Mapping[Value, BitMap], today: str) -> Live:
    by_terms: dict[tuple[int, str, str], list[BitMap]] = {}
    for service, country, kind, since, until in _told(offers):
        if since <= today and (not until or until >= today):
            key = (service, country, kind, since, until)
            by_terms.setdefault((service, country, kind), []).append(offers[key])
    return {terms: union(sets) for terms, sets in by_terms.items()}


def _told(offers: Mapping[Value, BitMap]) -> Iterator[tuple[int, str, str, str, str]]:
    for offer in offers:
        if isinstance(offer, tuple):
            yield offer
