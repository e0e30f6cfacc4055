"""How well a name fits a query: a number from 0 to a little over 1. Pure.

Tiers first: equal, beginning with it, its words in any order, somewhere inside, alike. Within a tier
the better known comes first, then the name that says little more than was asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from wiki.search_engine.terms import Form

EQUAL, PREFIX, WORDS, INSIDE = 1.0, 0.88, 0.84, 0.78
#: The most that likeness alone reaches, and the least that counts as like.
ALIKE, UNLIKE = 0.8, 0.5
#: How much fame, and how well the length fits, tell within a tier.
_FAME, _FIT = 0.05, 0.02
#: What is spelled as asked for comes before what sounds like it.
_HEARD = 0.05


def fitness(query: Sequence[Form], name: Sequence[Form]) -> float:
    """How well a name fits: of its forms and those of the query the pair that fits best."""
    return max(
        (
            _pair(q, n) - (_HEARD if q.is_sound else 0)
            for q in query
            for n in name
            if q.is_sound == n.is_sound
        ),
        default=0.0,
    )


def fame(popularity: int) -> float:
    """What being known adds: popularity counts by its magnitude."""
    return _FAME * min(log2(1 + popularity) / 16, 1.0)


def _pair(query: Form, name: Form) -> float:
    q, n = query.key, name.key
    if not q or not n:
        return 0.0
    if q == n:
        return EQUAL
    fit = _FIT * len(q) / max(len(q), len(n))
    if n.startswith(q):
        return PREFIX + fit
    if _has_words(query.words, name.words):
        return WORDS + fit
    if query.text in name.text and (len(q) > 1 or not q.isascii()):
        return INSIDE + fit
    if len(q) == 1:
        return 0.0
    return _alike(query, name) + fit


def _has_words(asked: list[str], there: list[str]) -> bool:
    """Whether each word that was asked for begins another word that is there."""
    left = list(there)
    for word in sorted(asked, key=len, reverse=True):
        found = next((other for other in left if other == word), None) or next(
            (other for other in left if other.startswith(word)), None
        )
        if found is None:
            return False
        left.remove(found)
    return True


def _alike(query: Form, name: Form) -> float:
    """Likeness of two names that are spelled differently, up to ``ALIKE``; 0.0 if it is chance."""
    q, n = query.key, name.key
    best = OSA.normalized_similarity(q, n)
    if len(n) > len(q) >= 4:  # being typed: like the beginning of the name
        best = max(best, 0.96 * OSA.normalized_similarity(q, n[: len(q)]))
    if len(query.words) > 1 or len(name.words) > 1:
        best = max(best, fuzz.token_sort_ratio(query.text, name.text) / 100)
        if len(q) >= 4:
            said = min(1.0, len(n) / len(q))  # how much of the query a name says that is part of it
            shared = fuzz.token_set_ratio(query.text, name.text) / 100
            best = max(best, (0.55 + 0.38 * said) * shared)
    if len(q) >= 6 and len(n) >= 6:
        best = max(best, 0.82 * fuzz.partial_ratio(q, n) / 100)
    return ALIKE * best if best >= UNLIKE else 0.0
