"""What else makes films alike, told by apps above the catalogue: readers' lists, ratings.

An app registers a source when it is loaded::

    similar_sources.register(lists_with)   # in AppConfig.ready

A source is asked for one film at a time and should answer with one query, some hundred films at most.
Pages are kept for strangers: what it says must follow from revisions, from the day, or from a clock
that the app registers for films with ``wiki.page_additions.adds``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alike:
    """Why one other film is alike: how much it weighs (a shared director weighs about 5), and in words
    that stand in a list behind "Shares": "12 lists"."""

    weight: float
    words: str


Source = Callable[[int], Mapping[int, Alike]]

_sources: list[Source] = []


def register(source: Source) -> None:
    """Have ``source`` asked for each film. Registering it again changes nothing."""
    if source not in _sources:
        _sources.append(source)


def unregister(source: Source) -> None:
    """Ask ``source`` no more."""
    _sources.remove(source)


def asked(film: int) -> dict[int, list[Alike]]:
    """What all sources say of the films that are like ``film``, by id."""
    found: dict[int, list[Alike]] = {}
    for source in _sources:
        for other, alike in source(film).items():
            if other != film:
                found.setdefault(other, []).append(alike)
    return found
