"""All tables of a synthetic catalogue, in the order in which they can be filled."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone

from films import models as m
from tests.benchmarks.synthetic import rows
from tests.benchmarks.synthetic.rows import ENTRY, FILM, NAMES, SEARCH, Size, plain_titles
from tests.benchmarks.synthetic.tables import analyze, fill
from wiki.models import Revision, SearchName, SubmissionKind

Report = Callable[[str], None]


class NotEmpty(Exception):
    """The database holds films, which rows written straight into tables could break."""


def make(films: int, *, report: Report) -> int:
    """Fill the empty database with ``films`` films and what belongs to them; return how many rows.

    Equal numbers give equal rows. The search index and the facets are made of them by
    ``rebuild_search``, as of any catalogue. Raises ``NotEmpty``.
    """
    if m.Film.objects.exists():
        raise NotEmpty
    size = Size(films)
    revision = Revision.objects.create(
        kind=SubmissionKind.IMPORT, summary="A synthetic catalogue", created_at=timezone.now()
    )
    total = sum(fill(*table, report) for table in _entries(size, revision.pk))
    total += sum(fill(*table, report) for table in _parts(size))
    analyze()
    return total


Table = tuple[Any, tuple[str, ...], Iterable[tuple[Any, ...]]]


def _entries(size: Size, number: int) -> Iterable[Table]:
    """Pages with their names; films last, for they point at nothing but are found by all."""
    kinds: list[tuple[Any, Any, int, Any]] = [
        (m.Person, m.PersonName, size.people, rows.person_titles),
        (m.Character, m.CharacterName, size.characters, rows.character_titles),
        (m.Company, m.CompanyName, size.companies, plain_titles(50, "Studio ")),
        (m.Franchise, m.FranchiseName, size.franchises, plain_titles(51)),
        (m.Genre, m.GenreName, rows.GENRES, plain_titles(52)),
        (m.Theme, m.ThemeName, rows.THEMES, plain_titles(53)),
        (m.Service, m.ServiceName, rows.SERVICES, plain_titles(54)),
    ]
    for model, named, count, titles in kinds:
        name = model._meta.model_name
        yield model, ENTRY, rows.entries(count, titles, number)
        yield named, (*NAMES, f"{name}_id"), rows.names(count, titles)
        yield SearchName, SEARCH, rows.search_names(name, count, titles)
    yield m.Film, FILM, rows.films(size, number)
    yield m.FilmName, (*NAMES, "film_id"), rows.names(size.films, rows.film_titles)
    yield SearchName, SEARCH, rows.search_names("film", size.films, rows.film_titles)


def _parts(size: Size) -> Iterable[Table]:
    """What films say of themselves and of others."""
    yield m.FilmGenre, ("film_id", "genre_id"), rows.film_genres(size)
    yield m.FilmTheme, ("film_id", "theme_id"), rows.film_themes(size)
    yield m.Membership, ("film_id", "franchise_id"), rows.memberships(size)
    yield m.FilmLink, ("position", "film_id", "site", "value"), rows.links(size)
    released = ("position", "film_id", "country", "date", "medium")
    yield m.Release, released, rows.releases(size)
    offered = (
        *("position", "film_id", "service_id", "kind", "countries"),
        *("since", "until", "checked_on"),
    )
    yield m.Availability, offered, rows.availabilities(size)
    divided = ("id", "position", "film_id", "number", "runtime")
    yield m.Segment, divided, rows.segments(size)
    yield m.SegmentName, (*NAMES, "segment_id"), rows.segment_names(size)
    yield m.CompanyCredit, ("position", "film_id", "role", "company_id"), rows.company_credits(size)
    yield m.DubVersion, ("id", "film_id", "language", "original"), rows.dubs(size)
    appearing = ("id", "position", "film_id", "character_id", "importance")
    yield m.Appearance, appearing, rows.appearances(size)
    yield m.VoiceRole, ("appearance_id", "dub_id", "person_id"), rows.voices(size)
    yield m.Credit, ("position", "film_id", "role", "person_id"), rows.staff(size)
