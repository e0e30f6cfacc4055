"""The panel of facets beside the list of films: which values it offers, with how many films each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString

from films.facets.choice import Choice
from films.facets.declared import FACETS, HAS, RUNTIMES, Facet
from films.facets.names import Names
from films.facets.sets import Value
from films.film_filters import RATINGS
from films.roles import ROLES
from wiki.entry_types import registry
from wiki.search import pick

#: So many values of a facet are counted at most; what is beyond is found by name.
MOST = 60
#: So many values are found by name.
MOST_FOUND = 20
_COUNTRIES = 250


@dataclass(frozen=True)
class Option:
    """One value that may be chosen, and how many films it would leave."""

    value: str
    label: SafeString | str
    count: int
    wanted: bool = False
    unwanted: bool = False


@dataclass(frozen=True)
class FacetView:
    """A facet as the panel shows it: ``options`` at once, ``more`` folded away.

    ``find`` is what values are looked for by, and ``missed`` that none has been found.
    """

    facet: Facet
    options: list[Option]
    more: list[Option] = field(default_factory=list)
    mode: str = ""
    find: str = ""
    missed: bool = False

    @property
    def chosen(self) -> int:
        """How many values are wanted or not wanted."""
        return sum(option.wanted or option.unwanted for option in (*self.options, *self.more))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to choose."""
        return not (self.options or self.more or self.find)


@dataclass(frozen=True)
class Panel:
    """All facets of one choice."""

    views: Mapping[str, FacetView]
    countries: list[Option]
    ratings: list[Option]
    watched: list[Option]

    def __getitem__(self, name: str) -> FacetView:
        return self.views[name]


class Rows:
    """The values that a panel shows of one choice, counted before they are named."""

    def __init__(self, choice: Choice, found: Mapping[str, str]) -> None:
        self.choice, self.found = choice, found
        self.values: dict[str, list[tuple[Value, int]]] = {}
        for facet in FACETS.values():
            self.values[facet.name] = _counted(choice, facet, found.get(facet.name, ""))
        self.countries = sorted(choice.counts("watch_in", _COUNTRIES), key=lambda row: -row[1])

    @property
    def pairs(self) -> Iterator[tuple[str, Value]]:
        """What has to be named: (facet, value)."""
        for name, rows in self.values.items():
            yield from ((name, value) for value, _count in rows)
        if self.choice.filters.person is not None:
            yield "person", self.choice.filters.person

    def panel(self, names: Names, *, personal: bool, member: bool) -> Panel:
        """The panel, with the names of its values."""
        choice = self.choice
        return Panel(
            {name: self._view(facet, names) for name, facet in FACETS.items()},
            self._countries(names),
            _ratings(choice) if personal else [],
            _watched(choice) if personal and member else [],
        )

    def _view(self, facet: Facet, names: Names) -> FacetView:
        filters, name = self.choice.filters, facet.name
        wanted, unwanted = filters.wanted.get(name, ()), filters.unwanted.get(name, ())
        options = [
            Option(str(value), names.html(name, value), count, value in wanted, value in unwanted)
            for value, count in self.values[name]
            if names.is_known(name, value)
        ]
        text = self.found.get(name, "")
        listed = MOST_FOUND if text else facet.listed
        shown = [o for at, o in enumerate(options) if at < listed or o.wanted or o.unwanted]
        more = [option for option in options if option not in shown] if not facet.found else []
        mode = ("all" if name in filters.all_of else "any") if facet.modes and wanted else ""
        missed = bool(text) and all(option.wanted or option.unwanted for option in shown)
        return FacetView(facet, shown, more, mode, text, missed)

    def _countries(self, names: Names) -> list[Option]:
        chosen = self.choice.filters.watch_in
        rows = [(str(value), count) for value, count in self.countries if value]
        if chosen and chosen not in dict(rows):
            rows.append((chosen, 0))
        return [
            Option(code, names.text("watch_in", code), count, code == chosen)
            for code, count in rows
        ]


def _counted(choice: Choice, facet: Facet, text: str) -> list[tuple[Value, int]]:
    """The values of a facet to show, with their numbers: those chosen, and the most frequent or found."""
    filters, name = choice.filters, facet.name
    chosen = [*filters.wanted.get(name, ()), *filters.unwanted.get(name, ())]
    if name in ("runtime", "has"):
        offered = RUNTIMES if name == "runtime" else tuple(HAS)
        values = list(dict.fromkeys((*offered, *map(str, chosen))))
        counts = choice.count(name, values)
        return [(value, counts[value]) for value in values if counts[value] or value in chosen]
    if text and facet.entry:
        found = [hit.pk for hit in pick(registry[facet.entry], text, limit=MOST_FOUND)]
        counted = choice.count(name, found)
        rows = [(value, count) for value, count in counted.items() if count]
    else:
        rows = choice.counts(name, facet.listed if facet.found else MOST)
    if name == "decade":
        rows.sort(key=lambda row: str(row[0]), reverse=True)
    return [*_missing(choice, name, chosen, dict(rows)), *rows]


def _missing(
    choice: Choice, name: str, chosen: Iterable[Value], known: Mapping[Value, int]
) -> list[tuple[Value, int]]:
    """What is chosen and would not be listed."""
    return list(choice.count(name, [value for value in chosen if value not in known]).items())


def _ratings(choice: Choice) -> list[Option]:
    chosen = choice.filters.rating
    values = sorted({*RATINGS, *([chosen] if chosen is not None else [])}, reverse=True)
    options = [Option(str(v), str(v), choice.count_rated(v), v == chosen) for v in values]
    return [option for option in options if option.count or option.wanted]


def _watched(choice: Choice) -> list[Option]:
    counts = choice.count_watched()
    chosen = choice.filters.watched
    return [Option(answer, "", counts[answer], answer == chosen) for answer in ("yes", "no")]


def roles() -> list[tuple[str, Any]]:
    """The roles that a person may have had, with their words."""
    return [(role.code, role.label) for role in ROLES.values() if role.code != "other"]
