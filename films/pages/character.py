"""The page of a character: the films they are in, and their voices by language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst

from films import kindred
from films.cards import FilmCard, films_in_words
from films.models import Appearance, Importance, VoiceRole
from films.pages.elsewhere import FilmCards, rows, segment_of, years_of
from films.pages.entry import frame, present_pk
from wiki.pages import Page
from wiki.title_language import COLUMNS, Titles, of_row
from wiki.vocabularies import country_name, language_name
from wiki.wording import listed


@dataclass(frozen=True, slots=True)
class AppearanceRow:
    """The character is in a film."""

    film: FilmCard
    importance: str
    segment: str
    segment_url: str
    note: str
    spoiler: bool


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """Somebody speaks the character in one dub version of one film; ``person`` is 0 without a page."""

    person: int
    original: bool
    names: Titles
    url: str
    film: FilmCard
    version: str
    credited_as: str
    note: str
    spoiler: bool


@dataclass(slots=True)
class LanguageGroup:
    """The voices in one language; ``original`` if it is the language of any of the films."""

    language: str
    original: bool
    voices: list[VoiceRow] = field(default_factory=list)


def page(page: Page) -> dict[str, Any]:
    """The context of a character's page: three queries beside those of every page."""
    pk = present_pk(page)
    appearances = _appearances(pk)
    languages = _voices(pk)
    spoken = {
        voice.person: voice.names
        for group in languages
        for voice in group.voices
        if voice.original and voice.person and not voice.spoiler
    }
    films = {row.film.pk: row.film for row in appearances}
    count = films_in_words(len(films))
    summary = (count if films else "", years_of(films.values()))
    return {
        **frame(page),
        "appearances": appearances,
        "languages": languages,
        "voice_count": sum(len(group.voices) for group in languages),
        "kindred": kindred.of_character(pk, spoken),
        "film_count": len(films),
        "summary": " · ".join(filter(None, summary)),
    }


def _appearances(pk: int) -> list[AppearanceRow]:
    found = rows(Appearance.objects.filter(character=pk), "importance", "note", "spoiler")
    films = FilmCards()
    shown = []
    for row in found:
        film = films.of(row)
        importance = str(capfirst(Importance(row["importance"]).label))
        segment = segment_of(row, film)
        shown.append(AppearanceRow(film, importance, *segment, row["note"], row["spoiler"]))
    return shown


def _voices(pk: int) -> list[LanguageGroup]:
    found = rows(
        VoiceRole.objects.filter(appearance__character=pk),
        *(f"person__{name}" for name in ("pk", *COLUMNS, "slug", "hidden")),
        *(f"dub__{name}" for name in ("language", "original", "country", "year")),
        *(f"dub__studio__{name}" for name in COLUMNS),
        "credited_as", "note", "appearance__spoiler",
        film="appearance__film", segment="",
    )  # fmt: skip
    films = FilmCards("appearance__film__")
    groups: dict[str, LanguageGroup] = {}
    for row in found:
        tag = row["dub__language"]
        group = groups.setdefault(tag, LanguageGroup(str(capfirst(language_name(tag))), False))
        group.original = group.original or row["dub__original"]
        group.voices.append(_voice(row, films.of(row)))
    return sorted(groups.values(), key=lambda group: (not group.original, group.language))


def _voice(row: Mapping[str, Any], film: FilmCard) -> VoiceRow:
    pk, slug = row["person__pk"], row["person__slug"]
    known = bool(pk) and not row["person__hidden"]
    names = of_row(row, "person__") if known else Titles(row["credited_as"])
    told = (names.title, names.second, names.third)
    printed = row["credited_as"] if row["credited_as"] not in told else ""
    address = f"/people/{pk}-{slug}/" if slug else f"/people/{pk}/"
    return VoiceRow(
        person=pk if known else 0,
        original=row["dub__original"],
        names=names,
        url=address if known else "",
        film=film,
        version=_version(row),
        credited_as=printed,
        note=row["note"],
        spoiler=row["appearance__spoiler"],
    )


def _version(row: Mapping[str, Any]) -> str:
    """What tells a dub from others in its language: studio, country, year."""
    if row["dub__original"]:
        return ""
    studio = of_row(row, "dub__studio__").title
    told = (studio, country_name(row["dub__country"]), row["dub__year"])
    return listed(told)
