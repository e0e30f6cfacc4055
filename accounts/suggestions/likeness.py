"""How alike films are, all of them: sparse matrices of what they have, multiplied a slice at a time.

A film is a row of weights: how much it has of something, times how rare that is. Each kind of things is
made equally long for all films, so that one with sixty credits is no nearer to others than one with
six; what a kind counts is declared (``features.SHARES``). The product of two rows is their likeness.
What too many films have chooses no neighbours: it only adds to what others have chosen, so the cost
grows with the catalogue and not with its square.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from accounts.suggestions.features import READERS, SHARES, Fact

#: So many neighbours a film keeps.
NEAREST = 30
#: What more films than these have chooses none.
COMMON = 1_000
#: Films whose neighbours are looked for at once: more take more memory.
SLICE = 256
#: What every film has beside what is known of it, so that who has one thing alone is not all like others
#: with it: as a part of what films have of a kind, or for what readers say as an amount, so that one list
#: of one reader says little.
_UNKNOWN, _UNSAID = 0.35, {"lists": 1.0, "readers": 1.5}
#: Likenesses are kept in thousandths; smaller ones say nothing.
WHOLE, _LEAST = 1_000, 12

#: Fewer readers who like both are nobody's reason.
_FEWEST_READERS = 2

#: A neighbour: film, likeness in thousandths, what both have most, as a key.
Near = tuple[int, int, str]


@dataclass(frozen=True)
class Matrix:
    """Films as rows of weights. ``rows`` are film ids, ``columns`` keys of what they have."""

    rows: Any
    columns: list[str]
    weights: Any
    choosing: Any


def matrix(facts: Iterable[Fact]) -> Matrix:
    """The films that have anything, with what they have."""
    columns: dict[tuple[str, str], int] = {}
    films, things, told = [], [], []
    for fact in facts:
        films.append(fact.film)
        things.append(columns.setdefault((fact.kind, fact.key), len(columns)))
        told.append(fact.weight)
    rows, at = np.unique(np.asarray(films, dtype=np.int64), return_inverse=True)
    cells = _strongest(at, np.asarray(things, dtype=np.int64), np.asarray(told), len(columns))
    shape = (len(rows), len(columns))
    every = sparse.csr_matrix((cells[2], (cells[0], cells[1])), shape=shape)
    uses = np.bincount(every.indices, minlength=len(columns)) if columns else np.zeros(0)
    rarity = np.log1p(len(rows) / np.maximum(uses, 1)) / np.log1p(max(len(rows), 1))
    rarity[uses < 2] = 0  # what one film has alone, none shares
    weighed = _level(every @ sparse.diags(rarity), [kind for kind, _key in columns])
    few = sparse.diags((uses <= COMMON).astype(float))
    return Matrix(rows, [key for _kind, key in columns], weighed, (weighed @ few).tocsr())


def _strongest(rows: Any, columns: Any, weights: Any, width: int) -> tuple[Any, Any, Any]:
    """Each cell once, with the greatest of its weights: who directs and draws is one person."""
    order = np.lexsort((-weights, rows * max(width, 1) + columns))
    cells = (rows * max(width, 1) + columns)[order]
    first = np.ones(len(cells), dtype=bool)
    first[1:] = cells[1:] != cells[:-1]
    chosen = order[first]
    return rows[chosen], columns[chosen], weights[chosen]


def _level(weights: Any, kinds: list[str]) -> Any:
    """Rows in which each kind of things is about equally long, and counts its share."""
    every = np.asarray(kinds)
    parts = []
    for kind, share in SHARES.items():
        part = weights @ sparse.diags((every == kind).astype(float)) if kinds else weights
        length = np.asarray(part.multiply(part).sum(axis=1)).ravel()
        typical = np.median(length[length > 0]) if (length > 0).any() else 1.0
        scale = np.sqrt(share / (length + _UNSAID.get(kind, _UNKNOWN * typical)))
        parts.append(sparse.diags(scale) @ part)
    return sum(parts[1:], parts[0]).tocsr()


def neighbours(of: Matrix) -> Iterator[tuple[int, list[Near]]]:
    """Each film with those that are most like it, the nearest first."""
    across = of.choosing.T.tocsr()
    for start in range(0, len(of.rows), SLICE):
        part = slice(start, start + SLICE)
        alike = (of.choosing[part] @ across).tocsr()
        one, other = _candidates(alike, start)
        shared = of.weights[one].multiply(of.weights[other]).tocsr()
        likeness = np.rint(WHOLE * np.asarray(shared.sum(axis=1)).ravel()).astype(int)
        reasons = _reasons(shared, of.columns)
        found: dict[int, list[Near]] = {row: [] for row in range(start, start + alike.shape[0])}
        for pair in np.lexsort((of.rows[other], -likeness, one)):
            near = found[int(one[pair])]
            if likeness[pair] >= _LEAST and reasons[pair] and len(near) < NEAREST:
                near.append((int(of.rows[other[pair]]), int(likeness[pair]), reasons[pair]))
        for row, near in found.items():
            yield int(of.rows[row]), near


def _candidates(alike: Any, start: int) -> tuple[Any, Any]:
    """The pairs that may be neighbours: twice as many as are kept, by what few films share."""
    ones, others = [], []
    for row in range(alike.shape[0]):
        first, last = alike.indptr[row], alike.indptr[row + 1]
        columns, values = alike.indices[first:last], alike.data[first:last]
        if len(columns) > 2 * NEAREST:
            best = np.argpartition(values, -2 * NEAREST - 1)[-2 * NEAREST - 1 :]
            columns = columns[best]
        columns = columns[columns != start + row]
        ones.append(np.full(len(columns), start + row))
        others.append(columns)
    return np.concatenate(ones), np.concatenate(others)


def _reasons(shared: Any, columns: list[str]) -> list[str]:
    """What each pair has most in common; of readers, how many rate both above their own mean."""
    count = shared.shape[0]
    pairs = np.repeat(np.arange(count), np.diff(shared.indptr))
    things, values = shared.indices, shared.data
    theirs = np.asarray([key.startswith(READERS) for key in columns], dtype=bool)[things]
    liked = np.bincount(pairs, np.where(theirs, values, 0), minlength=count)
    readers = np.bincount(pairs, theirs & (values > 0), minlength=count).astype(int)
    own = np.where(theirs, 0, values)
    order = np.lexsort((-own, pairs))
    first = np.ones(len(order), dtype=bool)
    first[1:] = pairs[order][1:] != pairs[order][:-1]
    found = [""] * count
    for at in order[first]:
        pair = int(pairs[at])
        if readers[pair] >= _FEWEST_READERS and liked[pair] > own[at]:
            found[pair] = f"{READERS}:{readers[pair]}"
        elif own[at] > 0:
            found[pair] = columns[things[at]]
    return found
