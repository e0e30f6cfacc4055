"""The sets of facets as a file, so that a process that starts need not read the whole catalogue.

One line of JSON names the place that they have followed, their day and how long each set is; the sets
follow, one behind the other, in the portable form of roaring bitmaps. A file is written beside its place
and moved there, so that who reads sees a whole one.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pyroaring import BitMap

from films.facets.sets import FacetSets, Value
from wiki.following import Place

#: Goes up with every change of what sets there are: a file of another version is not read.
VERSION = 1


@dataclass(frozen=True)
class Snapshot:
    """Sets, the place that they have followed, and the day whose offers they hold."""

    sets: FacetSets
    place: Place
    day: date


class BadSnapshot(ValueError):
    """The file is not one of these, or broken."""


def write(path: Path, state: Snapshot) -> None:
    """Put sets into a file, instead of what is there."""
    lengths, parts = [], []
    for facet, values in state.sets.values.items():
        for value, films in values.items():
            part = films.serialize()
            parts.append(part)
            lengths.append([facet, value, len(part)])
    head = {
        "revision": state.place.revision,
        "at": state.place.at,
        "day": state.day.isoformat(),
        "sets": lengths,
    }
    new = path.with_suffix(f".{os.getpid()}")
    with new.open("wb") as file:
        file.write(json.dumps(head).encode() + b"\n")
        file.writelines(parts)
    new.replace(path)


def read(path: Path) -> Snapshot | None:
    """The sets of a file; ``None`` if there is none. Raises ``BadSnapshot``."""
    try:
        with path.open("rb") as file:
            head = json.loads(file.readline())
            values: dict[str, dict[Value, BitMap]] = {}
            for facet, value, length in head["sets"]:
                part = file.read(length)
                if len(part) != length:
                    raise BadSnapshot(path)
                values.setdefault(facet, {})[_value(value)] = BitMap.deserialize(part)
            place = Place(head["revision"], head["at"])
            return Snapshot(FacetSets(values), place, date.fromisoformat(head["day"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise BadSnapshot(path) from error


def _value(value: Any) -> Value:
    return tuple(value) if isinstance(value, list) else value
