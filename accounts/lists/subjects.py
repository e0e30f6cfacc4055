"""What rows of lists are about: films, segments, people, each named by a key such as ``film:12``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from accounts.models import FilmList, ListItem
from films.models import Film, Person, Segment

_KEY = re.compile(r"(film|segment|person):([1-9]\d{0,17})\Z", re.ASCII)
#: The columns of a row that its key is made of.
COLUMNS = ("film_id", "segment_id", "person_id")


def columns(key: str) -> dict[str, int] | None:
    """The columns that a key stands for, those of segments without their film; ``None`` if it is none."""
    match = _KEY.match(key)
    return {f"{match[1]}_id": int(match[2])} if match else None


def key_of(row: Mapping[str, Any]) -> str:
    """The key of a row that holds ``COLUMNS``."""
    for name in ("segment", "film", "person"):
        if row.get(f"{name}_id"):
            return f"{name}:{row[f'{name}_id']}"
    return ""


def about(row: Any) -> dict[str, int]:
    """The columns of a row of ``AboutOne``, without the empty ones."""
    return {name: getattr(row, name) for name in COLUMNS if getattr(row, name)}


def existing(keys: Iterable[str]) -> dict[str, dict[str, int]]:
    """The columns of those keys whose pages readers may see, in their order.

    What was merged stands for the page that it became. Three statements at most.
    """
    wanted: dict[str, list[int]] = {"film": [], "segment": [], "person": []}
    order = list(dict.fromkeys(key for key in keys if _KEY.match(key)))
    for key in order:
        name, _colon, pk = key.partition(":")
        wanted[name].append(int(pk))
    known: dict[str, dict[str, int]] = {}
    for name, model in (("film", Film), ("person", Person)):
        if wanted[name]:
            rows = model.objects.filter(pk__in=wanted[name]).values_list(
                "pk", "hidden", "merged_into", "merged_into__hidden"
            )
            for found, hidden, merged, gone in rows:
                if not (gone if merged else hidden):
                    known[f"{name}:{found}"] = {f"{name}_id": merged or found}
    if wanted["segment"]:
        segments = Segment.objects.filter(pk__in=wanted["segment"], film__hidden=False)
        for number, film in segments.values_list("pk", "film_id"):
            known[f"segment:{number}"] = {"film_id": film, "segment_id": number}
    return {key: known[key] for key in order if key in known}


def held(of: FilmList) -> set[str]:
    """The keys of all rows of a list. One query."""
    return {key_of(row) for row in ListItem.objects.filter(list=of).values(*COLUMNS)}


def same(row: Mapping[str, int]) -> Q:
    """The condition that finds rows about the same as the columns of a row."""
    wanted = {name: row.get(name) for name in COLUMNS}
    return Q(**wanted)
