"""The filters and orders of the list of films, as its address carries them.

``?decade=1990&genre=3&kind=anthology&sort=title``: every state of the list has an address. A value
that makes no sense is refused in words, not ignored, so that no address shows what it does not say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from films.models import Film, FilmKind, Genre
from wiki.exceptions import WikiError
from wiki.keyset import Keyset
from wiki.title_language import COLUMNS, of_row

#: Name in the address -> label and order. The first is the default.
SORTS: dict[str, tuple[Any, Keyset]] = {
    "newest": (gettext_lazy("Newest first"), Keyset("-year", "sort_title", "pk")),
    "oldest": (gettext_lazy("Oldest first"), Keyset("year", "sort_title", "pk")),
    "title": (gettext_lazy("By title"), Keyset("sort_title", "pk")),
    "added": (gettext_lazy("Newly added"), Keyset("-created_at", "-pk")),
}
_YEAR = re.compile(r"(1[89]|2[01])\d\d", re.ASCII)
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)


class BadFilter(WikiError):
    """The address asks for films that no filter can choose."""

    status = 400
    message = gettext_lazy("This address asks for a filter that does not exist.")


@dataclass(frozen=True)
class Choice:
    """One value of a filter. ``count`` is of films without other filters."""

    value: str
    label: str
    count: int = 0
    chosen: bool = False


@dataclass(frozen=True)
class Chosen:
    """A filter that is on, and the query string that takes it off."""

    label: str
    without: str


@dataclass(frozen=True)
class FilmFilters:
    """What an address asks for; ``None`` and "" where it does not say."""

    year: int | None
    decade: int | None
    kind: str
    genre: Any
    sort: str
    parameters: QueryDict

    @classmethod
    def read(cls, parameters: QueryDict) -> FilmFilters:
        """The filters of a query string. Raises ``BadFilter``. One query if it names a genre."""
        decade = _year(parameters, "decade")
        if decade is not None and decade % 10:
            raise BadFilter
        kind, sort = parameters.get("kind", ""), parameters.get("sort") or next(iter(SORTS))
        if (kind and kind not in FilmKind.values) or sort not in SORTS:
            raise BadFilter
        year = _year(parameters, "year")
        return cls(year, decade, kind, _genre(parameters), sort, parameters)

    @property
    def keyset(self) -> Keyset:
        """The order of the list."""
        return SORTS[self.sort][1]

    @property
    def narrow(self) -> bool:
        """Whether any filter is on."""
        return bool(self.year or self.decade or self.kind or self.genre)

    def apply(self, films: QuerySet[Film]) -> QuerySet[Film]:
        """The films that pass."""
        if self.year is not None:
            films = films.filter(year=self.year)
        if self.decade is not None:
            films = films.filter(year__range=(self.decade, self.decade + 9))
        if self.kind:
            films = films.filter(kind=self.kind)
        if self.genre is not None:
            films = films.filter(genre_rows__genre=self.genre)
        return films

    @property
    def chosen(self) -> list[Chosen]:
        """The filters that are on, each with the way to take it off."""
        found = []
        if self.year is not None:
            found.append(Chosen(str(self.year), self._without("year")))
        if self.decade is not None:
            found.append(Chosen(decade_label(self.decade), self._without("decade")))
        if self.kind:
            label = str(FilmKind(self.kind).label)
            found.append(Chosen(label, self._without("kind")))
        if self.genre is not None:
            found.append(Chosen(of_row(vars(self.genre)).title, self._without("genre")))
        return found

    def _without(self, name: str) -> str:
        kept = self.parameters.copy()
        for gone in (name, "after", "before"):
            kept.pop(gone, None)
        return f"?{kept.urlencode()}"

    def kinds(self) -> list[Choice]:
        """The kinds of film, for a form."""
        return [
            Choice(value, str(label), chosen=value == self.kind)
            for value, label in FilmKind.choices
        ]

    def sorts(self) -> list[Choice]:
        """The orders, for a form."""
        return [
            Choice(name, str(label), chosen=name == self.sort)
            for name, (label, _keyset) in SORTS.items()
        ]

    def genres(self) -> list[Choice]:
        """The genres that films have, with their counts. One query."""
        visible = Q(film_rows__film__hidden=False, film_rows__film__merged_into=None)
        counted = Genre.objects.visible().annotate(uses=Count("film_rows", filter=visible))
        rows = counted.filter(uses__gt=0).order_by("sort_title", "pk")
        chosen = self.genre.pk if self.genre is not None else None
        return [
            Choice(str(row["pk"]), of_row(row).title, row["uses"], chosen=row["pk"] == chosen)
            for row in rows.values("pk", "uses", *COLUMNS)
        ]

    def decades(self) -> list[Choice]:
        """The decades that films are from, latest first. One query."""
        span = Film.objects.visible().aggregate(first=Min("year"), last=Max("year"))
        if span["first"] is None:
            return []
        first, last = span["first"] // 10 * 10, span["last"] // 10 * 10
        return [
            Choice(str(decade), decade_label(decade), chosen=decade == self.decade)
            for decade in range(last, first - 1, -10)
        ]


def decade_label(decade: int) -> str:
    """The 1990s."""
    return _("%(decade)ds") % {"decade": decade}


def _year(parameters: QueryDict, name: str) -> int | None:
    text = parameters.get(name, "").strip()
    if not text:
        return None
    if not _YEAR.fullmatch(text):
        raise BadFilter
    return int(text)


def _genre(parameters: QueryDict) -> Genre | None:
    text = parameters.get("genre", "").strip()
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        raise BadFilter
    genre = Genre.objects.visible().filter(pk=int(text)).only("pk", *COLUMNS).first()
    if genre is None:
        raise BadFilter
    return genre
