"""Asking the index: which entries a query may mean, the best first.

What holds all that was asked for comes from the words of names, and of entries with their context; it
can be counted. Only if that is little, names that are merely alike are looked at too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import tantivy

from wiki.search_engine import rank, terms
from wiki.search_engine.index import SCHEMA
from wiki.search_engine.terms import LONGEST_START, Form

Q = tantivy.Query
MUST, SHOULD = tantivy.Occur.Must, tantivy.Occur.Should

#: How many names of each kind of match are weighed against each other, the best known first.
WEIGHED = 60
#: How many alike ones are.
ALIKE = 60
#: With so many entries that hold all that was asked for, none that is merely alike is looked for.
ENOUGH = 8
#: How many words a beginning may stand for, the most frequent.
_EXPANDED = 200
#: What an entry scores whose context holds the words that its names do not.
_MAIN, _ALL, _NEARLY = 0.76, 0.7, 0.6
_YEAR = re.compile(r"(?:18|19|20)\d\d")


@dataclass
class Hit:
    """An entry that a query may mean; ``text`` is the name by which it was found."""

    key: str
    text: str
    score: float
    popularity: int
    year: int = 0

    @property
    def pk(self) -> int:
        """The entry's id."""
        return int(self.key.partition(":")[2])


@dataclass
class Found:
    """What a query finds. ``counts`` are entries that hold all of it, by type."""

    hits: list[Hit] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    #: Whether nothing holds all that was asked for: the hits are merely alike.
    is_guess: bool = False


def ask(
    searcher: tantivy.Searcher, text: str, types: Iterable[str] = (), *, most: int = WEIGHED
) -> Found:
    """The entries of some ``types`` (of all, if none is named) that ``text`` may mean, ``most`` at the
    most from each way of looking.
    """
    query = terms.forms(text)
    if not query:
        return Found()
    asking = _Asking(searcher, query, list(types))
    best: dict[str, Hit] = {}
    for hit in asking.by_name(most):
        _keep(best, hit)
    counts = asking.counts()
    if sum(counts.values()) > len(best):
        for hit in asking.by_context(most):
            _keep(best, hit)
    is_guess = not best
    if len(best) < ENOUGH:
        for hit in asking.alike():
            _keep(best, hit)
    if is_guess and len(query[-1].words) > 1:
        for hit in asking.nearly():
            _keep(best, hit)
    hits = sorted(best.values(), key=lambda hit: (-hit.score, -hit.popularity, hit.pk, hit.key))
    return Found(hits, counts, is_guess)


def _keep(best: dict[str, Hit], hit: Hit) -> None:
    known = best.get(hit.key)
    if hit.score > 0 and (known is None or hit.score > known.score):
        best[hit.key] = hit


class _Asking:
    """One query to one state of the index."""

    def __init__(self, searcher: tantivy.Searcher, query: Sequence[Form], types: list[str]) -> None:
        self.searcher, self.query, self.types = searcher, query, types
        years = [word for word in query[-1].words if _YEAR.fullmatch(word)]
        self.year = int(years[0]) if years and len(query[-1].words) > 1 else 0

    def by_name(self, most: int) -> Iterator[Hit]:
        """Names that are equal to the query, begin with it, or have its words; the best known ones."""
        equal = _any(_term("key", form.key) for form in self.query)
        begun = _any(self._begun(form) for form in self.query)
        words = _any(self._all_words("word", "word_start", form) for form in self.query)
        seen: set[tuple[int, int]] = set()
        for asked in (equal, begun, words):
            for address in self._best_known(asked, most):
                place = (address.segment_ord, address.doc)
                if place not in seen:
                    seen.add(place)
                    yield self._named(address)

    def by_context(self, most: int) -> Iterator[Hit]:
        """Entries whose names and context together have the words, the best known ones."""
        for name, score in (("main", _MAIN), ("all", _ALL)):
            asked = _any(self._all_words(name, "main_start", form) for form in self.query)
            for address in self._best_known(asked, most):
                yield self._hit(self.searcher.doc(address), score)

    def counts(self) -> dict[str, int]:
        """How many entries hold all that was asked for, by type."""
        asked = _any(self._all_words("all", "main_start", form) for form in self.query)
        by_type = {"terms": {"field": "type", "size": 50}}
        found = self.searcher.aggregate(self._of_types(asked), {"types": by_type})
        return {bucket["key"]: bucket["doc_count"] for bucket in found["types"]["buckets"]}

    def alike(self) -> Iterator[Hit]:
        """Names that share the most, and the rarest, neighbouring characters with the query."""
        query = self._without_year()
        asked = _any(_term("gram", gram) for gram in sorted(terms.grams_of(query)))
        result = self.searcher.search(self._of_types(asked), ALIKE, count=False)
        for _score, address in result.hits:
            yield self._named(address, query)

    def nearly(self) -> Iterator[Hit]:
        """Entries whose names and context have words one typing error away from each that was asked for."""
        form = self.query[-1]
        near = [
            Q.fuzzy_term_query(SCHEMA, "all", word, 1 if len(word) < 8 else 2)
            if len(word) > 3 and not word.isdigit()
            else _term("all", word)
            for word in form.words[: terms.MOST_WORDS]
        ]
        for address in self._best_known(_all(near), WEIGHED):
            yield self._hit(self.searcher.doc(address), _NEARLY)

    def _without_year(self) -> Sequence[Form]:
        if not self.year:
            return self.query
        shorter = [
            Form(" ".join(word for word in form.words if word != str(self.year)), form.is_sound)
            for form in self.query
        ]
        return [form for form in shorter if form.text]

    def _best_known(self, asked: Q | None, most: int) -> list[tantivy.DocAddress]:
        if asked is None:
            return []
        result = self.searcher.search(
            self._of_types(asked), most, count=False, order_by_field="popularity"
        )
        return [address for _value, address in result.hits]

    def _of_types(self, asked: Q | None) -> Q:
        if asked is None:
            return Q.empty_query()
        if not self.types:
            return asked
        wanted = Q.term_set_query(SCHEMA, "type", self.types)
        return Q.boolean_query([(MUST, asked), (MUST, wanted)])

    def _begun(self, form: Form) -> Q | None:
        """Names whose key begins with the query's."""
        if len(form.key) <= LONGEST_START:
            return _term("start", form.key)
        return self._expanded("key", form.key)

    def _all_words(self, name: str, starts: str, form: Form) -> Q | None:
        """What has every word, of the last one at least the beginning."""
        must, begun = terms.wanted(form)
        asked: list[Q | None] = [_term(name, word) for word in must]
        if begun:
            whole: list[Q | None] = [_term(name, begun)]
            if len(begun) <= LONGEST_START:
                whole.append(_term(starts, begun))
            if len(begun) > LONGEST_START or (name != "word" and len(begun) > 2 and must):
                whole.append(self._expanded(name, begun))
            asked.append(_any(whole))
        return _all(asked)

    def _expanded(self, name: str, beginning: str) -> Q | None:
        found = self.searcher.terms_with_prefix(name, beginning)
        if len(found) > _EXPANDED:
            found = sorted(found, key=lambda pair: -pair[1])[:_EXPANDED]
        return Q.term_set_query(SCHEMA, name, [term for term, _count in found]) if found else None

    def _named(self, address: tantivy.DocAddress, query: Sequence[Form] | None = None) -> Hit:
        document = self.searcher.doc(address)
        hit = self._hit(document, 0.0)
        name = terms.forms(hit.text)
        hit.score = rank.fitness(self.query, name)
        if query is not None and query is not self.query and hit.year == self.year:
            hit.score = max(hit.score, rank.fitness(query, name))
        if hit.score:
            further = min(int(document.get_first("rank") or 0), 10)
            hit.score += rank.fame(hit.popularity) - 0.001 * further
        return hit

    def _hit(self, document: tantivy.Document, score: float) -> Hit:
        popularity = int(document.get_first("popularity") or 0)
        return Hit(
            key=str(document.get_first("entry")),
            text=str(document.get_first("text")),
            score=score and score + rank.fame(popularity),
            popularity=popularity,
            year=int(document.get_first("year") or 0),
        )


def _term(name: str, value: str) -> Q:
    return Q.term_query(SCHEMA, name, value, "basic")


def _any(asked: Iterable[Q | None]) -> Q | None:
    queries = [query for query in asked if query is not None]
    if len(queries) < 2:
        return queries[0] if queries else None
    return Q.boolean_query([(SHOULD, query) for query in queries])


def _all(asked: Iterable[Q | None]) -> Q | None:
    queries = list(asked)
    if not queries or None in queries:
        return None
    return Q.boolean_query([(MUST, query) for query in queries if query is not None])
