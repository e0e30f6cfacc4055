"""The filters and orders of the list of films, as its address carries them.

``?kind=anthology&genre=3&genre=-7&decade=1990&sort=title``: every state of the list has an address, and
one that counts, with the parameters in one order. A value that makes no sense is refused in words, not
ignored, so that no address shows what it does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from films.facets.declared import FACETS, MOST_VALUES, Facet
from films.roles import ROLES
from wiki.exceptions import WikiError
from wiki.vocabularies import country_codes

#: Name in the address -> label. The first is the default.
SORTS: dict[str, Any] = {
    "newest": gettext_lazy("Newest first"),
    "oldest": gettext_lazy("Oldest first"),
    "title": gettext_lazy("By title"),
    "popular": gettext_lazy("Best known first"),
    "rating": gettext_lazy("Highest rated first"),
    "added": gettext_lazy("Newly added"),
    "changed": gettext_lazy("Recently changed"),
    "random": gettext_lazy("In random order"),
}
#: The role of those who lend their voices, beside those of the staff.
VOICE = "voice"
#: Ratings that are offered as the least one.
RATINGS = (90, 80, 70, 60, 50)
_YEAR = re.compile(r"(1[89]|2[01])\d\d", re.ASCII)
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
_RATING = re.compile(r"\d{1,2}", re.ASCII)
_SEED = re.compile(r"\d{1,9}", re.ASCII)

Values = tuple[int | str, ...]


class BadFilter(WikiError):
    """The address asks for films that no filter can choose."""

    status = 400
    message = gettext_lazy("This address asks for a filter that does not exist.")


@dataclass(frozen=True)
class FilmFilters:
    """What an address asks for. ``wanted`` and ``unwanted`` are values by facet; a facet in ``all_of``
    wants all of its values, others any. Years are given by the first and the last, or one of them.
    """

    wanted: Mapping[str, Values] = field(default_factory=dict)
    unwanted: Mapping[str, Values] = field(default_factory=dict)
    all_of: frozenset[str] = frozenset()
    first: int | None = None
    last: int | None = None
    person: int | None = None
    role: str = ""
    watch_in: str = ""
    rating: int | None = None
    watched: str = ""
    sort: str = next(iter(SORTS))
    seed: int | None = None

    @classmethod
    def read(cls, parameters: QueryDict) -> FilmFilters:
        """The filters of a query string. Raises ``BadFilter``. Asks no database."""
        wanted: dict[str, Values] = {}
        unwanted: dict[str, Values] = {}
        for facet in FACETS.values():
            chosen, refused = _values(facet, parameters)
            if chosen:
                wanted[facet.name] = chosen
            if refused:
                unwanted[facet.name] = refused
        always = {name for name, facet in FACETS.items() if facet.always_all}
        asked = {f.name for f in FACETS.values() if f.modes and _mode(f, parameters) == "all"}
        first, last = _years(parameters)
        person = _one(parameters, "person", _NUMBER, prefix="person:")
        return cls(
            wanted=wanted,
            unwanted=unwanted,
            all_of=frozenset(always | asked),
            first=first,
            last=last,
            person=int(person) if person else None,
            role=_known(parameters, "role", {*ROLES, VOICE}) if person else "",
            watch_in=_known(parameters, "watch_in", country_codes()),
            rating=int(text) if (text := _one(parameters, "rating", _RATING)) else None,
            watched=_known(parameters, "watched", ("yes", "no")),
            sort=_known(parameters, "sort", SORTS) or next(iter(SORTS)),
            seed=int(text) if (text := _one(parameters, "seed", _SEED)) else None,
        )

    @property
    def narrow(self) -> bool:
        """Whether any filter is on."""
        return self != FilmFilters(all_of=self.all_of, sort=self.sort, seed=self.seed)

    @property
    def pairs(self) -> Iterator[tuple[str, int | str, bool]]:
        """Each value of a facet that is wanted (true) or not wanted."""
        for name in FACETS:
            yield from ((name, value, True) for value in self.wanted.get(name, ()))
            yield from ((name, value, False) for value in self.unwanted.get(name, ()))

    def parameters(self, *, sort: bool = True) -> QueryDict:
        """The address that counts, without the place in the list: one order, nothing that says nothing."""
        told = QueryDict(mutable=True)
        for name, facet in FACETS.items():
            values = [str(value) for value in self.wanted.get(name, ())]
            values += [f"-{value}" for value in self.unwanted.get(name, ())]
            if values:
                told.setlist(name, values)
            if facet.modes and name in self.all_of and self.wanted.get(name):
                told[facet.mode_name] = "all"
        if self.first is not None and self.first == self.last:
            told["year"] = str(self.first)
        else:
            _tell(told, "from", self.first)
            _tell(told, "to", self.last)
        for name in ("person", "role", "watch_in", "rating", "watched"):
            _tell(told, name, getattr(self, name))
        if sort and self.sort != next(iter(SORTS)):
            told["sort"] = self.sort
            if self.sort == "random":
                _tell(told, "seed", self.seed)
        return told

    def query(self) -> str:
        """The address that counts as a query string, ``?`` in front; that of all films is "?"."""
        return f"?{self.parameters().urlencode()}"

    def without(self, name: str, value: int | str) -> FilmFilters:
        """These filters without one value, wanted or not."""
        return replace(
            self,
            wanted=_less(self.wanted, name, value),
            unwanted=_less(self.unwanted, name, value),
        )

    @property
    def key(self) -> str:
        """What tells these filters from others."""
        return self.parameters().urlencode()


def decade_label(decade: int) -> str:
    """The 1990s."""
    return _("%(decade)ds") % {"decade": decade}


def _values(facet: Facet, parameters: QueryDict) -> tuple[Values, Values]:
    texts = [text.strip() for text in parameters.getlist(facet.name) if text.strip()]
    if len(texts) > MOST_VALUES:
        raise BadFilter
    wanted: set[int | str] = set()
    unwanted: set[int | str] = set()
    for text in texts:
        excluded = facet.excludes and text.startswith("-")
        try:
            value = facet.read(text[1:] if excluded else text)
        except ValueError:
            raise BadFilter from None
        (unwanted if excluded else wanted).add(value)
    return _sorted(wanted), _sorted(unwanted - wanted)


def _sorted(values: set[int | str]) -> Values:
    return tuple(sorted(values, key=lambda value: (str(type(value)), value)))


def _mode(facet: Facet, parameters: QueryDict) -> str:
    return _known(parameters, facet.mode_name, ("any", "all"))


def _text(parameters: QueryDict, name: str) -> str:
    """The one text of a parameter. Raises ``BadFilter`` for several that differ."""
    texts = {text.strip() for text in parameters.getlist(name)} - {""}
    if len(texts) > 1:
        raise BadFilter
    return texts.pop() if texts else ""


def _one(parameters: QueryDict, name: str, form: re.Pattern[str], *, prefix: str = "") -> str:
    text = _text(parameters, name).removeprefix(prefix)
    if text and not form.fullmatch(text):
        raise BadFilter
    return text


def _known(parameters: QueryDict, name: str, known: Any) -> str:
    text = _text(parameters, name)
    if text and text not in known:
        raise BadFilter
    return text


def _years(parameters: QueryDict) -> tuple[int | None, int | None]:
    """The first and last year that are asked for; the wrong way round they are turned."""
    year = _one(parameters, "year", _YEAR)
    if year:
        return int(year), int(year)
    texts = (_one(parameters, "from", _YEAR), _one(parameters, "to", _YEAR))
    first, last = (int(text) if text else None for text in texts)
    if first is not None and last is not None and first > last:
        first, last = last, first
    return first, last


def _tell(told: QueryDict, name: str, value: Any) -> None:
    if value is not None and value != "":
        told[name] = str(value)


def _less(values: Mapping[str, Values], name: str, value: int | str) -> dict[str, Values]:
    kept = {
        key: tuple(v for v in all_of if key != name or v != value) for key, all_of in values.items()
    }
    return {key: found for key, found in kept.items() if found}
