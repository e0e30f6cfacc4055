"""What an application tells the search engine of its entries, beside their names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SearchFacts:
    """``popularity`` orders entries of equal names. With ``year``, ``main`` and ``also`` an entry is
    found by its year and by names of others: ``main`` are what it is known by, ``also`` all the rest.
    """

    popularity: int = 0
    year: int | None = None
    main: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
