"""The page of a person: everything that films say they did, by film and by role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from films.cards import FilmCard, films_in_words
from films.models import Credit, DubVersion, SongCredit, SongKind, SongRole, VoiceRole
from films.pages.elsewhere import FilmCards, rows, segment_of, years_of
from films.pages.entry import frame, present_pk, song_titles
from films.pages.person_pictures import along_the_years, around
from films.roles import OTHER, ROLES
from wiki.page_sections import titles
from wiki.pages import Page
from wiki.title_language import COLUMNS, Titles, of_row
from wiki.vocabularies import language_name

#: How many roles the line under the name tells.
_TOLD_ROLES = 3


@dataclass(frozen=True, slots=True)
class Deed:
    """Something somebody did for a film: what, for which segment, under which name."""

    what: str
    segment: str
    segment_url: str
    credited_as: str
    note: str


@dataclass(slots=True)
class Work:
    """A film with what the person did for it."""

    film: FilmCard
    deeds: list[Deed] = field(default_factory=list)


@dataclass(slots=True)
class RoleGroup:
    """A role with the films that it was done for, latest first."""

    label: str
    japanese: str
    works: list[Work] = field(default_factory=list)


@dataclass(slots=True)
class DepartmentGroup:
    """The roles of one department."""

    label: str
    roles: list[RoleGroup] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Voice:
    """A character to whom the person lends a voice in one dub version."""

    film: FilmCard
    character: Titles
    character_url: str
    language: str
    dub: int
    original: bool
    segment: str
    segment_url: str
    credited_as: str
    note: str
    spoiler: bool


@dataclass(slots=True)
class SongRow:
    """A song that the person performed or wrote."""

    film: FilmCard
    title: str
    kind: str
    segment: str
    segment_url: str
    roles: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Dub:
    """A dub version that the person directed."""

    film: FilmCard
    language: str
    year: int | None


def page(page: Page) -> dict[str, Any]:
    """The context of a person's page: five queries beside those of every page."""
    pk = present_pk(page)
    fields = ("role", "role_text", "credited_as", "note")
    credited = rows(Credit.objects.filter(person=pk), *fields)
    works = by_film(credited)
    voices, songs, dubs = _voices(pk), _songs(pk), _dubs(pk)
    lists: tuple[Iterable[Any], ...] = (works, voices, songs, dubs)
    films = {row.film.pk: row.film for found in lists for row in found}
    name = titles(page).title
    return {
        **frame(page, fact_fields=("born", "died", "country")),
        "works": works,
        "departments": by_role(credited),
        "voices": voices,
        "songs": songs,
        "dubs": dubs,
        "career": along_the_years(name, works, voices, songs),
        "around": around(pk, name, works, voices),
        "summary": _summary(credited, voices, list(films.values())),
        "film_count": len(films),
        "credit_count": len(credited),
    }


def by_film(credited: Iterable[Mapping[str, Any]]) -> list[Work]:
    """Films, latest first, with what was done for each in the order of the roles."""
    works: dict[int, list[Mapping[str, Any]]] = {}
    for row in credited:
        works.setdefault(row["film__pk"], []).append(row)
    films = FilmCards()
    return [
        Work(films.of(found[0]), [_deed(row, films.of(row)) for row in sorted(found, key=_order)])
        for found in works.values()
    ]


def by_role(credited: Iterable[Mapping[str, Any]]) -> list[DepartmentGroup]:
    """Departments and their roles in the order of the vocabulary, with films, latest first."""
    films = FilmCards()
    departments: dict[str, DepartmentGroup] = {}
    roles: dict[str, RoleGroup] = {}
    for row in sorted(credited, key=_order):
        role = ROLES.get(row["role"], ROLES[OTHER])
        label = _role(row)
        group = roles.get(label)
        if group is None:
            department = departments.setdefault(
                role.department, DepartmentGroup(str(role.department.label))
            )
            group = roles[label] = RoleGroup(label, "" if role.code == OTHER else role.japanese)
            department.roles.append(group)
        film = films.of(row)
        if not group.works or group.works[-1].film is not film:
            group.works.append(Work(film))
        group.works[-1].deeds.append(_deed(row, film))
    return list(departments.values())


def _order(row: Mapping[str, Any]) -> int:
    return ROLES.get(row["role"], ROLES[OTHER]).order


def _role(row: Mapping[str, Any]) -> str:
    """The role in words; as printed where the vocabulary has none for it."""
    role = ROLES.get(row["role"], ROLES[OTHER])
    printed = row["role_text"] if role.code == OTHER else ""
    return str(capfirst(printed)) or str(role.label)


def _deed(row: Mapping[str, Any], film: FilmCard) -> Deed:
    segment, url = segment_of(row, film)
    return Deed(_role(row), segment, url, row["credited_as"], row["note"])


def _voices(pk: int) -> list[Voice]:
    character = "appearance__character__"
    found = rows(
        VoiceRole.objects.filter(person=pk, appearance__character__hidden=False),
        *(character + name for name in ("pk", *COLUMNS, "slug")),
        "appearance__spoiler", "dub", "dub__language", "dub__original", "credited_as", "note",
        film="appearance__film", segment="appearance__segment",
    )  # fmt: skip
    films = FilmCards("appearance__film__")
    voices = []
    for row in found:
        film = films.of(row)
        segment, segment_url = segment_of(row, film)
        number, slug = row[f"{character}pk"], row[f"{character}slug"]
        voices.append(
            Voice(
                film=film,
                character=of_row(row, character),
                character_url=f"/characters/{number}-{slug}/" if slug else f"/characters/{number}/",
                language=language_name(row["dub__language"]),
                dub=row["dub"],
                original=row["dub__original"],
                segment=segment,
                segment_url=segment_url,
                credited_as=row["credited_as"],
                note=row["note"],
                spoiler=row["appearance__spoiler"],
            )
        )
    return voices


def _songs(pk: int) -> list[SongRow]:
    found = rows(
        SongCredit.objects.filter(person=pk).annotate(song_title=song_titles()),
        "song", "song_title", "song__kind", "role",
        film="song__film", segment="song__segment",
    )  # fmt: skip
    films = FilmCards("song__film__")
    songs: dict[int, SongRow] = {}
    for row in found:
        film = films.of(row)
        if row["song"] not in songs:
            kind = str(SongKind(row["song__kind"]).label)
            title = row["song_title"] or str(capfirst(kind))
            songs[row["song"]] = SongRow(film, title, kind, *segment_of(row, film))
        songs[row["song"]].roles.append(str(SongRole(row["role"]).label))
    return list(songs.values())


def _dubs(pk: int) -> list[Dub]:
    found = rows(DubVersion.objects.filter(director=pk), "language", "year", segment="")
    films = FilmCards()
    return [Dub(films.of(row), language_name(row["language"]), row["year"]) for row in found]


def _summary(credited: list[dict[str, Any]], voices: list[Voice], films: list[FilmCard]) -> str:
    """What the person mostly does, in how many films, and when: "Director · 12 films · 1988–2004"."""
    order = {_role(row): _order(row) for row in credited}
    roles = Counter(_role(row) for row in credited)
    if voices:
        roles[_("Voice")] = len(voices)
    told = [role for role, _count in roles.most_common(_TOLD_ROLES)]
    told.sort(key=lambda role: order.get(role, len(ROLES)))
    count = films_in_words(len(films))
    return " · ".join(filter(None, (", ".join(told), count if films else "", years_of(films))))
