"""The rows of each table, made from the numbers of films and people alone.

Shares are those of the anime films of the last hundred years, roughly: most are Japanese, half are
from after 2000, one in twenty is an anthology, a director has few films and an in-betweener many.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils.text import slugify

from films.roles import ROLES
from tests.benchmarks.synthetic import words
from tests.benchmarks.synthetic.draw import Weighted, mix, ranked, share
from wiki.folding import fold, fold_romaji

Row = tuple[Any, ...]

GENRES, THEMES, SERVICES = 30, 500, 40
_START = datetime(2020, 1, 1, tzinfo=UTC)
_TODAY = date(2026, 11, 1)
_KINDS = Weighted(
    [
        *(("feature", 38), ("short", 30), ("ova", 14), ("special", 9)),
        *(("anthology", 5), ("series", 2), ("other", 2)),
    ]
)
_COUNTRIES = Weighted([("JP", 80), ("CN", 6), ("KR", 5), ("US", 4), ("FR", 3), ("CA", 1), ("", 1)])
_LANGUAGES = {"JP": "ja", "CN": "zh-Hans", "KR": "ko", "US": "en", "FR": "fr", "CA": "fr", "": ""}
_RUNTIMES = {
    "feature": (60, 80),
    "short": (1, 30),
    "ova": (25, 60),
    "special": (20, 70),
    "anthology": (60, 70),
    "series": (150, 400),
    "other": (5, 60),
}
#: Crew of a film, in the order of credits; the rest are animators and their like.
_LEADS = ("director", "writer", "character_design", "music", "animation_director", "art_director")
_CREW = [role for role in ROLES if role not in (*_LEADS, "chief_director")]
_COMPANY_ROLES = ("animation", "production", "distribution", "committee")
_TERMS = Weighted([("subscription", 60), ("rent", 15), ("buy", 12), ("free", 10), ("broadcast", 3)])
_OFFERED = Weighted(
    [("JP", 30), ("US", 25), ("GB", 10), ("FR", 10), ("DE", 10), ("BR", 8), ("IN", 7)]
)
_LENGTH = 300


@dataclass(frozen=True)
class Size:
    """How many entries of each type; all follow from the number of films."""

    films: int

    @property
    def people(self) -> int:
        return max(50, self.films * 3 // 10)

    @property
    def characters(self) -> int:
        return max(50, self.films * 4 // 10)

    @property
    def companies(self) -> int:
        return max(20, self.films // 50)

    @property
    def franchises(self) -> int:
        return max(10, self.films // 20)


@dataclass(frozen=True)
class Titles:
    """The names of an entry, the display name first, with the language of each."""

    names: tuple[tuple[str, str, str], ...]

    def columns(self) -> Row:
        """Title, native and romaji title, key of sorting, and slug, as ``derived_titles`` has them."""
        title = self.names[0][0]
        native = next((t for t, _language, kind in self.names if kind == "native"), "")
        latin = next((t for t, _language, kind in self.names if kind == "romaji"), "")
        plain = fold(title)
        return (
            title,
            native if native != title else "",
            latin if latin not in (title, native) else "",
            plain.removeprefix("the ")[:_LENGTH],
            slugify(title)[:80].strip("-"),
        )


def film_titles(pk: int) -> Titles:
    """Every film has one name, nearly all have three or more."""
    country = film_country(pk)
    english = words.english(pk, 1)
    if country != "JP":
        return Titles(((english, "en", "official"),))
    native, romaji = words.japanese(pk, 2)
    if mix(pk, 3) % 5 == 0:
        return Titles(((romaji, "ja-Latn", "romaji"), (native, "ja", "native")))
    return Titles(
        ((english, "en", "official"), (native, "ja", "native"), (romaji, "ja-Latn", "romaji"))
    )


def person_titles(pk: int) -> Titles:
    """Two names: as written, and in romaji, which is shown."""
    native, romaji = words.person(pk, 4)
    return Titles(((romaji, "ja-Latn", "romaji"), (native, "ja", "native")))


def character_titles(pk: int) -> Titles:
    """As a person's."""
    native, romaji = words.person(pk, 5)
    return Titles(((romaji, "ja-Latn", "romaji"), (native, "ja", "native")))


def plain_titles(salt: int, prefix: str = "") -> Any:
    """A function that gives entries one name in English."""

    def titles(pk: int) -> Titles:
        return Titles(((f"{prefix}{words.english(pk, salt)} {pk}", "en", "official"),))

    return titles


def film_country(pk: int) -> str:
    """A code of ISO 3166, or nothing."""
    return _COUNTRIES(pk, 6)


def film_kind(pk: int) -> str:
    """A value of ``FilmKind``."""
    return _KINDS(pk, 7)


def film_year(pk: int) -> int:
    """From 1917 to 2026; half of all after 2000."""
    return 2026 - int(109 * share(pk, 8) ** 2)


def films(size: Size, number: int) -> Iterator[Row]:
    """The films, in the order in which they were added."""
    for pk in range(1, size.films + 1):
        kind, country = film_kind(pk), film_country(pk)
        least, span = _RUNTIMES[kind]
        runtime = least + int(span * share(pk, 9)) if mix(pk, 10) % 12 else None
        described = (
            f"{words.english(pk, 11)}, told in {runtime or 'some'} minutes." if pk % 3 else ""
        )
        at = _START + timedelta(minutes=pk)
        year = film_year(pk) if mix(pk, 12) % 100 else None
        fixed = (pk, number, at, at, kind, _LANGUAGES[country], country, runtime, year, described)
        yield fixed + film_titles(pk).columns()


FILM = (
    *("id", "number", "created_at", "changed_at", "kind", "original_language", "country"),
    *(
        "runtime",
        "year",
        "description",
        "title",
        "title_native",
        "title_latin",
        "sort_title",
        "slug",
    ),
)
ENTRY = (
    *("id", "number", "created_at", "changed_at"),
    *("title", "title_native", "title_latin", "sort_title", "slug"),
)
NAMES = ("position", "text", "language", "kind", "display")
SEARCH = ("entry_type", "entry_id", "text", "folded", "rank")


def entries(count: int, titles: Any, number: int) -> Iterator[Row]:
    """Entries that are no films."""
    for pk in range(1, count + 1):
        at = _START + timedelta(minutes=pk)
        yield (pk, number, at, at, *titles(pk).columns())


def names(count: int, titles: Any) -> Iterator[Row]:
    """The names of entries, each with its entry."""
    for pk in range(1, count + 1):
        for at, (text, language, kind) in enumerate(dict.fromkeys(titles(pk).names)):
            yield at, text, language, kind, at == 0, pk


def search_names(entry_type: str, count: int, titles: Any) -> Iterator[Row]:
    """What search finds entries by."""
    for pk in range(1, count + 1):
        for rank, (text, _language, _kind) in enumerate(dict.fromkeys(titles(pk).names)):
            yield entry_type, pk, text, fold_romaji(text)[:_LENGTH], rank


def several(pk: int, salt: int, most: int, count: int, flat: int) -> list[int]:
    """Up to ``most`` different numbers up to ``count``, small ones more often."""
    wanted = mix(pk, salt) % (most + 1)
    return sorted({ranked(pk * 16 + at, salt, count, flat) for at in range(wanted)})


def film_genres(size: Size) -> Iterator[Row]:
    """Up to three of a film."""
    for pk in range(1, size.films + 1):
        for genre in several(pk, 20, 3, GENRES, 4):
            yield pk, genre


def film_themes(size: Size) -> Iterator[Row]:
    """Up to eight of a film."""
    for pk in range(1, size.films + 1):
        for theme in several(pk, 21, 8, THEMES, 12):
            yield pk, theme


def memberships(size: Size) -> Iterator[Row]:
    """Every fifth film belongs to a franchise."""
    for pk in range(1, size.films + 1):
        if mix(pk, 22) % 5 == 0:
            yield pk, ranked(pk, 23, size.franchises, 100)


def staff(size: Size) -> Iterator[Row]:
    """Ten of a film in the mean: those who lead, and more or less of a crew."""
    for pk in range(1, size.films + 1):
        crew = int(4 / (0.25 + share(pk, 24)))  # from 3 to 16
        for at in range(4 + crew // 2):
            if at < len(_LEADS):
                yield at, pk, _LEADS[at], ranked(pk * 64 + at, 25, size.people, 2000)
            else:
                role = _CREW[mix(pk * 64 + at, 26) % len(_CREW)]
                yield at, pk, role, ranked(pk * 64 + at, 27, size.people, 300)
        for at in range(crew - crew // 2):
            yield 40 + at, pk, "key_animation", ranked(pk * 64 + at, 28, size.people, 400)


def company_credits(size: Size) -> Iterator[Row]:
    """One to four of a film, the studio first."""
    for pk in range(1, size.films + 1):
        for at in range(1 + mix(pk, 29) % 4):
            yield at, pk, _COMPANY_ROLES[at], ranked(pk * 8 + at, 30, size.companies, 30)


def appearances(size: Size) -> Iterator[Row]:
    """Two characters of a film in the mean; their ids follow each other, ``voices`` counts along."""
    count = 0
    for pk in range(1, size.films + 1):
        for at, character in enumerate(several(pk, 31, 4, size.characters, 5_000)):
            count += 1
            yield count, at, pk, character, ("main", "supporting")[at > 0]


def dubs(size: Size) -> Iterator[Row]:
    """The original voices of each film."""
    for pk in range(1, size.films + 1):
        yield pk, pk, _LANGUAGES[film_country(pk)] or "ja", True


def voices(size: Size) -> Iterator[Row]:
    """One of each character."""
    for pk, _at, film, character, _importance in appearances(size):
        yield pk, film, ranked(character * 7 + film, 32, size.people, 500)


def segments(size: Size) -> Iterator[Row]:
    """Three to six of an anthology; their ids follow each other."""
    count = 0
    for pk in range(1, size.films + 1):
        if film_kind(pk) == "anthology":
            for at in range(3 + mix(pk, 33) % 4):
                count += 1
                yield count, at, pk, at + 1, 8 + mix(pk * 8 + at, 34) % 30


def segment_names(size: Size) -> Iterator[Row]:
    """One of each segment."""
    for pk, _at, _film, _number, _runtime in segments(size):
        yield 0, words.english(pk, 48), "en", "official", True, pk


def releases(size: Size) -> Iterator[Row]:
    """In the film's own country, and for every second film in others."""
    for pk in range(1, size.films + 1):
        day = date(film_year(pk), 1, 1) + timedelta(days=mix(pk, 35) % 365)
        written = (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4])[mix(pk, 36) % 3]
        yield 0, pk, film_country(pk) or "JP", written, "cinema"
        if pk % 2:
            later = day + timedelta(days=200 + mix(pk, 37) % 900)
            yield 1, pk, _OFFERED(pk, 38), later.isoformat(), "disc"


def links(size: Size) -> Iterator[Row]:
    """Where else films are: their numbers there are their own here."""
    for pk in range(1, size.films + 1):
        if mix(pk, 39) % 10 < 8:
            yield 0, pk, "anilist", str(pk)
        if mix(pk, 40) % 10 < 6:
            yield 1, pk, "mal", str(pk)


def availabilities(size: Size) -> Iterator[Row]:
    """Four in ten films can be watched somewhere; one offer in eight ends some day."""
    for pk in range(1, size.films + 1):
        for at in range(max(0, mix(pk, 41) % 5 - 2)):
            seed = pk * 8 + at
            since = _TODAY - timedelta(days=mix(seed, 42) % 1500)
            until = _TODAY + timedelta(days=mix(seed, 43) % 400 - 60) if seed % 8 == 0 else None
            countries = sorted({_OFFERED(seed * 4 + n, 44) for n in range(1 + seed % 3)})
            checked = _TODAY - timedelta(days=mix(seed, 45) % 200)
            service = ranked(seed, 46, SERVICES, 3)
            since = min(since, until) if until else since
            yield at, pk, service, _TERMS(seed, 47), json.dumps(countries), since, until, checked
