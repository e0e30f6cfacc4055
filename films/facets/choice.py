"""What a choice of facets leaves: the films that pass, and how many would pass with each other value.

A value of a facet where one of several is enough is counted as if nothing were chosen of that facet, so
that its number says what choosing it adds; values that are ruled out stay so. Offers are counted by
service, country and terms together: a film counts if one and the same offer has all three.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from pyroaring import BitMap

from films.facets import rows
from films.facets.declared import FACETS, span
from films.facets.sets import FacetSets, Value, ranked, top, union
from films.film_filters import FilmFilters

#: Facets that together say which offers are meant, with their place in an offer's key.
OFFERED = {"service": 0, "watch_in": 1, "offer": 2}
#: Of a facet with more values the database counts those of few films, by one query.
MANY, FEW = 3_000, 3_000
_OFFERS, _YEARS, _RATING = "offers", "years", "rating"
_PERSON, _WATCHED = "person", "watched"


class Choice:
    """One choice in one state of the catalogue.

    What the sets of the catalogue do not know is told beside them: the films of the ``person`` that is
    asked for, those that this reader has ``watched``, and films by rating.
    """

    def __init__(
        self,
        sets: FacetSets,
        filters: FilmFilters,
        *,
        person: BitMap | None = None,
        watched: BitMap | None = None,
        ratings: Mapping[int, BitMap] | None = None,
    ) -> None:
        self.sets, self.filters = sets, filters
        self.ratings, self._watched = ratings or {}, watched or BitMap()
        self._passing: dict[str, BitMap] = {} if person is None else {_PERSON: person}
        if filters.watched:
            seen = filters.watched == "yes"
            self._passing[_WATCHED] = self._watched if seen else sets.films - self._watched
        self._always: list[BitMap] = []
        self._never: list[BitMap] = []
        for name in FACETS:
            if name not in OFFERED:
                self._choose(name)
        if filters.first is not None or filters.last is not None:
            first, last = filters.first or 0, filters.last or 9999
            self._passing[_YEARS] = sets.between("year", first, last)
        if filters.rating is not None:
            self._passing[_RATING] = self.rated(filters.rating)
        if filters.watch_in or any(filters.wanted.get(name) for name in OFFERED):
            self._passing[_OFFERS] = union(self._offers(None).values())

    @cached_property
    def films(self) -> BitMap:
        """The films that pass."""
        return self.without("")

    def without(self, group: str) -> BitMap:
        """The films that pass all but one group of filters."""
        found = self.sets.films
        passing = [films for name, films in self._passing.items() if name != group]
        for films in sorted((*passing, *self._always), key=len):
            found = found & films
        return found - union(self._never) if self._never else found

    def counts(self, facet: str, most: int) -> list[tuple[Value, int]]:
        """The values of a facet that most films have, with their numbers; none with 0."""
        if facet in OFFERED:
            offered = self._offers(facet)
            return top(ranked(offered), self.without(_OFFERS), most)
        values, base = self.sets.by_size(facet), self.without(facet)
        if facet in rows.PAIRED and len(values.values) > MANY and len(base) <= FEW:
            return rows.most_of(facet, base, most)
        return top(values, base, most)

    def count(self, facet: str, values: Iterable[Value]) -> dict[Value, int]:
        """The numbers of films of some values."""
        if facet in OFFERED:
            base, offered = self.without(_OFFERS), self._offers(facet)
            return {v: offered.get(v, BitMap()).intersection_cardinality(base) for v in values}
        base = self.without(facet)
        return {value: self._of(facet, value).intersection_cardinality(base) for value in values}

    def count_rated(self, least: int) -> int:
        """How many films are rated so or higher."""
        return self.rated(least).intersection_cardinality(self.without(_RATING))

    def count_watched(self) -> dict[str, int]:
        """How many films this reader has watched ("yes"), and how many not ("no")."""
        base = self.without(_WATCHED)
        seen = self._watched.intersection_cardinality(base)
        return {"yes": seen, "no": len(base) - seen}

    def rated(self, least: int) -> BitMap:
        """All films that are rated so or higher."""
        return union(films for rating, films in self.ratings.items() if rating >= least)

    def _choose(self, name: str) -> None:
        wanted = [self._of(name, value) for value in self.filters.wanted.get(name, ())]
        if wanted and name in self.filters.all_of:
            self._always += wanted
        elif wanted:
            self._passing[name] = union(wanted)
        self._never += [self._of(name, value) for value in self.filters.unwanted.get(name, ())]

    def _of(self, facet: str, value: Value) -> BitMap:
        if facet == "runtime":
            return self.sets.between("runtime", *span(str(value)))
        return self.sets.of(facet, value)

    def _offers(self, free: str | None) -> Mapping[Value, BitMap]:
        """The films of the offers that pass, by what they have of ``free``, of which nothing is chosen."""
        filters = self.filters
        chosen: dict[str, frozenset[Value]] = {
            "service": frozenset(filters.wanted.get("service", ())),
            "watch_in": frozenset([filters.watch_in] if filters.watch_in else []),
            "offer": frozenset(filters.wanted.get("offer", ())),
        }
        if free is not None:
            chosen[free] = frozenset()
        at = OFFERED[free] if free is not None else None
        wanted = tuple(chosen[name] for name in OFFERED)
        return self.sets.offered(wanted, at)
