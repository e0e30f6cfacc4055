"""What speaks for two films, people, characters or companies being one, and what against it.

The engine proposes pairs that share a name (``wiki.quality.alike``); these judges look at what else they
share. Each asks the database a fixed number of times, however many pairs there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from films.models import (
    Appearance,
    Character,
    CharacterLink,
    Company,
    CompanyLink,
    Credit,
    Film,
    FilmLink,
    Membership,
    Person,
    PersonLink,
    Relation,
    VoiceRole,
)
from wiki.folding import fold_romaji
from wiki.models import SearchName
from wiki.partial_dates import year_of
from wiki.quality.declarations import Evidence, Ids

#: Sites that give one identifier to one work or person; two of one site speak for two.
_CATALOGUES = ("anilist", "mal", "anidb", "bangumi", "imdb", "tmdb", "wikidata", "kinenote", "eiga")
#: From so many points on two entries look like one.
_ENOUGH = 4
#: Lengths that differ by no more than this share are told by sources of one film.
_SAME_LENGTH, _OTHER_LENGTH = 0.06, 0.4


def films(pairs: Iterable[Ids]) -> Mapping[Ids, Evidence]:
    """By names, years, lengths, people, identifiers elsewhere and what editors have said they are."""
    wanted = list(pairs)
    ids = {pk for pair in wanted for pk in pair}
    rows = Film.objects.filter(pk__in=ids).values("pk", "year", "runtime", "kind")
    facts = {row["pk"]: row for row in rows}
    names = _names(Film, ids)
    people = _members(Credit.objects.filter(film__in=ids, person__isnull=False), "film", "person")
    voices = VoiceRole.objects.filter(appearance__film__in=ids, person__isnull=False)
    for pk, found in _members(voices, "appearance__film", "person").items():
        people[pk] |= found
    sites = _identifiers(FilmLink, "film", ids)
    related = _related(ids)
    found_alike: dict[Ids, Evidence] = {}
    for pair in wanted:
        one, two = facts[pair[0]], facts[pair[1]]
        if pair in related or _years_apart(one["year"], two["year"]) > 1:
            continue
        told = [_shared_name(names, pair), _same_year(one["year"], two["year"])]
        told += [_same_people(people[pair[0]], people[pair[1]]), _same_sites(sites, pair)]
        told.append(_same_length(one["runtime"], two["runtime"]))
        _add(found_alike, pair, told)
    return found_alike


def people(pairs: Iterable[Ids]) -> Mapping[Ids, Evidence]:
    """By names and readings, films that both made, dates of birth, identifiers elsewhere."""
    wanted = list(pairs)
    ids = {pk for pair in wanted for pk in pair}
    rows = Person.objects.filter(pk__in=ids).values("pk", "born", "died", "title_latin")
    facts = {row["pk"]: row for row in rows}
    names = _names(Person, ids)
    made = _members(Credit.objects.filter(person__in=ids), "person", "film")
    spoken = _members(VoiceRole.objects.filter(person__in=ids), "person", "appearance__film")
    sites = _identifiers(PersonLink, "person", ids)
    found_alike: dict[Ids, Evidence] = {}
    for pair in wanted:
        one, two = facts[pair[0]], facts[pair[1]]
        born = year_of(one["born"]), year_of(two["born"])
        if None not in born and born[0] != born[1]:
            continue
        told = [_shared_name(names, pair), _written_alike(names, pair), _same_sites(sites, pair)]
        if None not in born:
            told.append((3, ("born", born[0])))
        films_of = [made[pk] | spoken[pk] for pk in pair]
        told.append(_overlap("films", films_of[0] & films_of[1], 1, 2))
        told.append(_many_names(names, pair))
        _add(found_alike, pair, told)
    return found_alike


def characters(pairs: Iterable[Ids]) -> Mapping[Ids, Evidence]:
    """By names, and by being of one franchise, in one film, or spoken by one person."""
    wanted = list(pairs)
    ids = {pk for pair in wanted for pk in pair}
    known = set(Character.objects.filter(pk__in=ids).values_list("pk", flat=True))
    names = _names(Character, ids)
    seen = _members(Appearance.objects.filter(character__in=ids), "character", "film")
    voices = VoiceRole.objects.filter(appearance__character__in=ids, person__isnull=False)
    voiced = _members(voices, "appearance__character", "person")
    all_films = {pk for found in seen.values() for pk in found}
    series = _members(Membership.objects.filter(film__in=all_films), "film", "franchise")
    sites = _identifiers(CharacterLink, "character", ids)
    found_alike: dict[Ids, Evidence] = {}
    for pair in wanted:
        if not set(pair) <= known:
            continue
        of = [{one for film in seen[pk] for one in series[film]} for pk in pair]
        told = [_shared_name(names, pair), _same_sites(sites, pair)]
        told.append(_overlap("franchises", of[0] & of[1], 1, 1))
        told.append(_overlap("voices", voiced[pair[0]] & voiced[pair[1]], 2, 2))
        told.append(_many_names(names, pair))
        if seen[pair[0]] & seen[pair[1]]:
            told.append((-2, ("one_film",)))  # two narrators of a film are two
        _add(found_alike, pair, told)
    return found_alike


def companies(pairs: Iterable[Ids]) -> Mapping[Ids, Evidence]:
    """By names, country and year of founding, identifiers elsewhere."""
    wanted = list(pairs)
    ids = {pk for pair in wanted for pk in pair}
    rows = Company.objects.filter(pk__in=ids).values("pk", "country", "founded", "kind")
    facts = {row["pk"]: row for row in rows}
    names = _names(Company, ids)
    sites = _identifiers(CompanyLink, "company", ids)
    found_alike: dict[Ids, Evidence] = {}
    for pair in wanted:
        one, two = facts[pair[0]], facts[pair[1]]
        founded = year_of(one["founded"]), year_of(two["founded"])
        countries = {one["country"], two["country"]} - {""}
        if len(countries) > 1 or (None not in founded and founded[0] != founded[1]):
            continue
        told = [_shared_name(names, pair), _same_sites(sites, pair)]
        if one["kind"] == two["kind"]:
            told.append((1, ("kind",)))
        if one["country"] == two["country"] != "":
            told.append((1, ("country",)))
        _add(found_alike, pair, told)
    return found_alike


Point = tuple[int, tuple[Any, ...]]
_NOTHING: Point = (0, ())


def _add(found: dict[Ids, Evidence], pair: Ids, told: list[Point]) -> None:
    """Take a pair in if all that is told of it is enough."""
    score = sum(points for points, _reason in told)
    if score >= _ENOUGH and told[0][0] > 0:
        reasons = tuple(reason for points, reason in told if reason and points)
        found[pair] = Evidence(score, reasons)


def _names(model: Any, ids: set[int]) -> dict[int, dict[str, bool]]:
    """The folded names of entries, and whether they go by each: their title, or the native one."""
    found: dict[int, dict[str, bool]] = defaultdict(dict)
    rows = SearchName.objects.filter(entry_type=model._meta.model_name, entry_id__in=ids)
    for pk, name in rows.values_list("entry_id", "folded"):
        found[pk][name] = False
    titles = model.objects.filter(pk__in=ids).values_list("pk", "title", "title_native")
    for pk, *own in titles:
        for name in map(fold_romaji, own):
            if name in found[pk]:
                found[pk][name] = True
    return found


def _shared_name(names: Mapping[int, Mapping[str, bool]], pair: Ids) -> Point:
    """Both go by it: 3. It is a further name of one of them: 2; of both: 1. Very short ones tell less."""
    one, other = names[pair[0]], names[pair[1]]
    shared = one.keys() & other.keys()
    if not shared:
        return _NOTHING
    best = max(shared, key=lambda name: (one[name] + other[name], len(name), name))
    points = 1 + one[best] + other[best]
    if len(best) < (4 if best.isascii() else 2):
        points -= 1
    return points, ("name", int(not one[best]), int(not other[best]))


def _written_alike(names: Mapping[int, Mapping[str, bool]], pair: Ids) -> Point:
    """A whole name in Japanese script that both go by is rarely two people's, unless they are read apart."""
    one, other = names[pair[0]], names[pair[1]]
    shared = {name for name in one.keys() & other.keys() if one[name] and other[name]}
    readings = [{name for name in each if name.isascii()} for each in (one, other)]
    if all(readings) and not readings[0] & readings[1]:
        return -2, ("readings",)
    if any(not name.isascii() and len(name) > 2 for name in shared):
        return 1, ("script",)
    return _NOTHING


def _many_names(names: Mapping[int, Mapping[str, bool]], pair: Ids) -> Point:
    """More than one name in common: the reading as well as the characters."""
    shared = len(names[pair[0]].keys() & names[pair[1]].keys())
    return (min(shared - 1, 2), ("names", shared)) if shared > 1 else _NOTHING


def _years_apart(one: int | None, two: int | None) -> int:
    return abs(one - two) if one and two else 0


def _same_year(one: int | None, two: int | None) -> Point:
    if not (one and two):
        return _NOTHING
    return (2, ("year", one)) if one == two else (1, ("years", min(one, two), max(one, two)))


def _same_length(one: int | None, two: int | None) -> Point:
    if not (one and two):
        return _NOTHING
    apart = abs(one - two) / max(one, two)
    if apart <= _SAME_LENGTH:
        return 1, ("runtime", min(one, two), max(one, two))
    return (-2, ("lengths", one, two)) if apart > _OTHER_LENGTH else _NOTHING


def _same_people(one: set[int], two: set[int]) -> Point:
    """People that both have speak for one film, two staffs without anybody in common for two."""
    shared = one & two
    if shared:
        return _overlap("people", shared, 2, 3)
    return (-2, ("strangers",)) if len(one) > 1 and len(two) > 1 else _NOTHING


def _overlap(name: str, shared: set[int], few: int, many: int) -> Point:
    if not shared:
        return _NOTHING
    return (many if len(shared) > 2 else few), (name, len(shared))


def _same_sites(sites: Mapping[int, Mapping[str, str]], pair: Ids) -> Point:
    """Two identifiers of one catalogue speak for two: the more catalogues, the more."""
    one, two = sites[pair[0]], sites[pair[1]]
    against = [site for site in one.keys() & two.keys() if one[site] != two[site]]
    if against:
        return -4 - (len(against) > 1) * 2, ("identifiers", len(against))
    return (1, ("sites",)) if one and two else _NOTHING


def _identifiers(links: Any, owner: str, ids: set[int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = links.objects.filter(**{f"{owner}__in": ids}, site__in=_CATALOGUES)
    for pk, site, value in rows.values_list(owner, "site", "value"):
        found[pk][site] = value
    return found


def _members(rows: Any, owner: str, member: str) -> dict[int, set[int]]:
    """What the rows of each owner point at. One query."""
    found: dict[int, set[int]] = defaultdict(set)
    for pk, other in rows.order_by().values_list(owner, member):
        found[pk].add(other)
    return found


def _related(ids: set[int]) -> set[Ids]:
    """Pairs of films of which editors have said how they are related: those are two."""
    rows = Relation.objects.filter(Q(film__in=ids) & Q(other__in=ids)).values_list("film", "other")
    return {(min(pair), max(pair)) for pair in rows}
