"""What rows of a file mean here: by the numbers that other sites give, then by title and year.

A row is sure if a number says so, or if one film has its name and its year. Where several have, where the
year is one beside, or where the file does not say that it is a film at all, its owner is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.fuzz import ratio

from accounts.lists import subjects
from accounts.models import RowState
from accounts.moving.rows import Row
from films.models import Film, FilmLink, PersonLink, Segment
from wiki.entry_types import registry
from wiki.exceptions import SearchNotReady
from wiki.folding import fold_romaji
from wiki.models import SearchName
from wiki.search import Candidate, pick

#: Names or numbers that one statement looks up.
AT_ONCE = 400
#: What a row may mean at most, and rows of one piece that are searched for by likeness.
MOST_OPTIONS, MOST_GUESSED = 6, 40
#: Names that are less alike, of 100, are no guess worth asking about.
_ALIKE = 80
#: Sites do not agree on the year of a film to a day.
_BESIDE = 1


@dataclass(frozen=True)
class Match:
    """What a row means: ``target`` if it is sure, else ``options``."""

    state: RowState
    target: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Known:
    """What was looked up for all rows of a piece."""

    linked: Mapping[tuple[bool, str, str], str]
    named: Mapping[tuple[bool, str], tuple[int, ...]]
    years: Mapping[int, int | None]
    numbers: Mapping[tuple[int, str], str]


def match(rows: Sequence[Row], *, anime: bool) -> list[Match]:
    """What each row means. Statements for all, not for each; likeness only where all is ``anime``."""
    known = _look_up(rows)
    found = [_decided(row, known) for row in rows]
    if anime:
        found = _guessed(rows, found)
    return _with_segments(rows, found)


def _look_up(rows: Sequence[Row]) -> _Known:
    linked = _linked(rows)
    named: dict[tuple[bool, str], tuple[int, ...]] = {}
    for person, name in ((False, "film"), (True, "person")):
        texts = {fold_romaji(n) for row in rows if row.person == person for n in row.names}
        for text, pk in _bearers(name, texts - {""}):
            found = named.get((person, text), ())
            if pk not in found:
                named[person, text] = (*found, pk)
    films = {pk for (person, _text), pks in named.items() if not person for pk in pks}
    years: dict[int, int | None] = {}
    for some in _pieces(sorted(films)):
        years |= dict(Film.objects.visible().filter(pk__in=some).values_list("pk", "year"))
    sites = {site for row in rows for site in row.ids} - {"genga"}
    numbers: dict[tuple[int, str], str] = {}
    for some in _pieces(sorted(years)) if sites else ():
        links = FilmLink.objects.filter(film__in=some, site__in=sites)
        numbers |= {(f, s): v for f, s, v in links.values_list("film_id", "site", "value")}
    return _Known(linked, named, years, numbers)


def _pieces(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))


def _bearers(name: str, texts: set[str]) -> Iterable[tuple[str, int]]:
    for some in _pieces(sorted(texts)):
        rows = SearchName.objects.filter(entry_type=name, folded__in=some)
        yield from rows.order_by("rank", "entry_id").values_list("folded", "entry_id")


def _linked(rows: Sequence[Row]) -> dict[tuple[bool, str, str], str]:
    """Keys by the numbers that rows name: whether of people, site, number."""
    found: dict[tuple[bool, str, str], str] = {}
    wanted: dict[tuple[bool, str], set[str]] = {}
    for row in rows:
        for site, value in row.ids.items():
            wanted.setdefault((row.person, site), set()).add(value)
    for (person, site), values in wanted.items():
        name = "person" if person else "film"
        for some in _pieces(sorted(values)):
            if site == "genga":
                for key, there in subjects.existing(f"{name}:{value}" for value in some).items():
                    found[person, site, key.partition(":")[2]] = subjects.key_of(there)
                continue
            links = PersonLink.objects if person else FilmLink.objects
            of_site = links.filter(site=site, value__in=some, **{f"{name}__hidden": False})
            for value, pk in of_site.values_list("value", f"{name}_id"):
                found[person, site, value] = f"{name}:{pk}"
    return found


def _decided(row: Row, known: _Known) -> Match:
    for site, value in row.ids.items():
        key = known.linked.get((row.person, site, value))
        if key:
            return Match(RowState.MATCHED, key)
    if row.film is False and not row.person:
        return Match(RowState.OTHER)
    pks = dict.fromkeys(
        pk for n in row.names for pk in known.named.get((row.person, fold_romaji(n)), ())
    )
    if row.person:
        return _of_several([f"person:{pk}" for pk in pks], sure=True)
    fitting = [pk for pk in pks if pk in known.years and not _is_another(row, pk, known)]
    if row.year is None:
        return _of_several([f"film:{pk}" for pk in fitting], sure=row.film is True)
    same = [pk for pk in fitting if known.years[pk] == row.year]
    if same:
        return _of_several([f"film:{pk}" for pk in same], sure=True)
    near = [pk for pk in fitting if _is_near(known.years[pk], row.year)]
    return _of_several([f"film:{pk}" for pk in near], sure=False)


def _is_near(year: int | None, wanted: int) -> bool:
    return year is None or abs(year - wanted) <= _BESIDE


def _is_another(row: Row, film: int, known: _Known) -> bool:
    """Whether a site knows the film by another number than the row's."""
    return any(known.numbers.get((film, s), value) != value for s, value in row.ids.items())


def _of_several(keys: list[str], *, sure: bool) -> Match:
    if not keys:
        return Match(RowState.MISSING)
    if sure and len(keys) == 1:
        return Match(RowState.MATCHED, keys[0])
    return Match(RowState.UNSURE, options=tuple(keys[:MOST_OPTIONS]))


def _guessed(rows: Sequence[Row], found: list[Match]) -> list[Match]:
    """The same, with what is merely alike for some of those that nothing was found for."""
    lost = [at for at, each in enumerate(found) if each.state == RowState.MISSING]
    for at in lost[:MOST_GUESSED]:
        row = rows[at]
        if row.person or not row.title:
            continue
        try:
            picked = pick(registry["film"], row.title, limit=3)
        except SearchNotReady:
            return found
        alike = [each.pk for each in picked if _likeness(row, each) >= _ALIKE]
        years = dict(Film.objects.filter(pk__in=alike).values_list("pk", "year"))
        near = [pk for pk in alike if row.year is None or _is_near(years.get(pk), row.year)]
        if near:
            found[at] = Match(RowState.UNSURE, options=tuple(f"film:{pk}" for pk in near))
    return found


def _likeness(row: Row, found: Candidate) -> float:
    """How alike the nearest two of their names are, of 100."""
    theirs = [fold_romaji(name) for name in (found.found, found.title, found.native) if name]
    return max(ratio(fold_romaji(one), other) for one in row.names for other in theirs)


def _with_segments(rows: Sequence[Row], found: list[Match]) -> list[Match]:
    """Rows about segments mean the segment of that number of their film."""
    if not any(row.segment for row in rows):
        return found
    films = [
        int(each.target.partition(":")[2])
        for row, each in zip(rows, found, strict=True)
        if row.segment and each.target.startswith("film:")
    ]
    there = Segment.objects.filter(film__in=films).values_list("film_id", "number", "pk")
    keys = {(film, number): f"segment:{pk}" for film, number, pk in there}
    return [_segment_of(row, each, keys) for row, each in zip(rows, found, strict=True)]


def _segment_of(row: Row, each: Match, keys: Mapping[tuple[int, int], str]) -> Match:
    if not row.segment or each.state not in (RowState.MATCHED, RowState.UNSURE):
        return each
    key = each.target and keys.get((int(each.target.partition(":")[2]), row.segment))
    return Match(RowState.MATCHED, key) if key else Match(RowState.MISSING)
