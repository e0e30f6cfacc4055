"""Lines of this site's own export beside the watch list: they join its rows about the same films."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from accounts.moving.rows import Row

Line = dict[str, Any]
#: Which film a line is about, in the fields of ``Row``; ``None`` for none.
About = Callable[[Line], dict[str, Any] | None]


def with_lines(
    found: list[Row], told: Iterable[Line], about: About, put: Callable[[Row, Line], Row]
) -> list[Row]:
    """The rows of a watch list, each as ``put`` makes it of the lines about its film.

    Films of which the watch list says nothing get rows of their own, behind the others.
    """
    every = list(found)
    by_key = {_key(row): at for at, row in enumerate(every)}
    for line in told:
        of = about(line)
        if of is None or of["person"]:
            continue
        at = by_key.setdefault(_key(Row(**of)), len(every))
        if at == len(every):
            every.append(Row(**of))
        every[at] = put(every[at], line)
    return every


def _key(row: Row) -> tuple[Any, ...]:
    """What tells rows about one film from those about others."""
    return (row.title, row.year, row.segment, tuple(sorted(row.ids.items())))
