"""Which themes and genres go with one: those that its films have most often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value
from django.utils.safestring import SafeString

from films.models import FilmGenre, FilmTheme
from wiki.entry_types import registry
from wiki.figures import number
from wiki.title_language import COLUMNS, of_row

#: Of how many films it is counted, the latest that were given the theme; how many are shown.
SAMPLE, MOST = 500, 12
#: What goes with it on one film alone says nothing.
_LEAST = 2

_NAMES = ("slug", *COLUMNS)


@dataclass(frozen=True, slots=True)
class Companion:
    """A theme or genre with the number of films that have both."""

    html: SafeString
    url: str
    count: str


def often_together(kind: str, pk: int) -> list[Companion]:
    """The themes and genres that go with the theme or genre (``kind``) ``pk``. One query."""
    through: Any = FilmTheme if kind == "theme" else FilmGenre
    seen = {kind: pk, "film__hidden": False, "film__merged_into": None}
    films = through.objects.filter(**seen).order_by("-pk").values("film")[:SAMPLE]
    themes = _counted(FilmTheme.objects.filter(film__in=films), "theme")
    found = []
    for other, at, count, *names in themes.union(
        _counted(FilmGenre.objects.filter(film__in=films), "genre"), all=True
    ):
        if count >= _LEAST and (other, at) != (kind, pk):
            found.append((count, other, at, dict(zip(_NAMES, names, strict=True))))
    found.sort(key=lambda row: (-row[0], row[3]["title"], row[2]))
    return [
        Companion(of_row(names).html, registry[other].url(at, names["slug"]), number(count))
        for count, other, at, names in found[:MOST]
    ]


def _counted(rows: QuerySet[Any], kind: str) -> QuerySet[Any, Any]:
    seen = rows.filter(**{f"{kind}__hidden": False, f"{kind}__merged_into": None}).order_by()
    names = [f"{kind}__{name}" for name in _NAMES]
    grouped = seen.values(f"{kind}_id", *names).annotate(uses=Count("pk"))
    what = Value(kind, output_field=CharField())
    return grouped.values_list(what, f"{kind}_id", "uses", *names)
