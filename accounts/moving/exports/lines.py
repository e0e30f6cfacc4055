"""A user's watch list for files: its lines with what films are called here and elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import User, Viewing
from films.models import Film, FilmLink, Person, PersonLink

#: Rows that are read at once.
CHUNK = 1000
_FILM = ("pk", "title", "title_native", "year", "slug")


@dataclass(frozen=True)
class Line:
    """A line of a watch list. ``links`` are what other sites call the film, by their codes."""

    film: dict[str, Any]
    links: dict[str, str]
    segment: int | None
    viewing: dict[str, Any]


def lines_of(user: User) -> Iterator[Line]:
    """The lines of a watch list whose films are there, some at a time; the last that came first."""
    names = ("pk", "status", "score", "times", "started", "finished", "notes", "private")
    columns = (*names, "changed_at", "film_id", "segment_id", "segment__number")
    found = Viewing.objects.filter(user=user, film__hidden=False)
    last = None
    while True:
        rows = found if last is None else found.filter(pk__lt=last)
        some = list(rows.order_by("-pk").values(*columns)[:CHUNK])
        if not some:
            return
        last = some[-1]["pk"]
        films = films_of(row["film_id"] for row in some)
        links = links_of("film", films)
        for row in some:
            if row["segment_id"] and not row["segment__number"]:  # the segment is gone for now
                continue
            pk = row["film_id"]
            yield Line(films[pk], links.get(pk, {}), row["segment__number"], row)


def films_of(ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """What films are called, by their ids."""
    return {row["pk"]: row for row in Film.objects.filter(pk__in=set(ids)).values(*_FILM)}


def told_of(page: Mapping[str, Any], links: Mapping[str, str]) -> dict[str, Any]:
    """What a file says of a film or a person, so that it can be found again. People have no year."""
    named = {"id": page["pk"], "title": page["title"], "native": page["title_native"]}
    return {**named, "year": page.get("year"), "links": dict(links)}


def people_of(ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """What people are called, by their ids."""
    names = ("pk", "title", "title_native", "slug")
    return {row["pk"]: row for row in Person.objects.filter(pk__in=set(ids)).values(*names)}


def links_of(name: str, ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """What other sites call films or people, by their ids. Addresses of pages alone are none."""
    model: Any = FilmLink if name == "film" else PersonLink
    rows = model.objects.filter(**{f"{name}__in": list(ids)}).exclude(site__in=("web", "official"))
    found: dict[int, dict[str, str]] = {}
    for pk, site, value in rows.order_by("pk").values_list(f"{name}_id", "site", "value"):
        found.setdefault(pk, {}).setdefault(site, value)
    return found
