"""More like this for characters, companies, franchises and things: others that share films or people.

One query each, and some hundred rows at most, however much there is of what is shared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from films.cards import FilmCard
from films.models import Association, CompanyCredit, CompanyRole, Credit, Membership, VoiceRole
from films.similar_words import filled, listed, with_role
from wiki.entry_types import registry
from wiki.title_language import COLUMNS, Titles, of_row

#: How many are shown, and how much of what they share is named.
MOST, NAMED = 8, 2
#: How many films are asked for what else they have; rows that are read at most.
_FILMS, _ROWS = 120, 600
#: Roles in which a company has people at work.
AT_WORK = (CompanyRole.ANIMATION, CompanyRole.PRODUCTION)
#: Whose work makes two franchises alike.
_MAKERS = ("director", "chief_director", "original_work", "writer")

_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kindred:
    """An entry that shares something with the page's, and what."""

    names: Titles
    url: str
    reason: SafeString


def of_thing(pk: int, films: Mapping[int, FilmCard]) -> list[Kindred]:
    """Things that the same ``films`` have to do with, where that gives nothing away."""
    rows = Association.objects.filter(film__in=list(films)[:_FILMS], spoiler=False)
    return _kindred("thing", pk, rows, "thing", "film", _films(_("Also in %(films)s"), films))


def of_company(pk: int, films: Mapping[int, FilmCard]) -> list[Kindred]:
    """Companies that animated or produced the same ``films``."""
    rows = CompanyCredit.objects.filter(film__in=list(films)[:_FILMS], role__in=AT_WORK)
    told = _films(_("Also worked on %(films)s"), films)
    return _kindred("company", pk, rows, "company", "film", told)


def of_character(pk: int, voices: Mapping[int, Titles]) -> list[Kindred]:
    """Characters whom the same people speak in an original version; ``voices`` are their names."""
    rows = VoiceRole.objects.filter(
        person__in=voices,
        dub__original=True,
        appearance__spoiler=False,
        appearance__film__hidden=False,
        appearance__film__merged_into=None,
    )

    def reason(shared: list[_Row]) -> SafeString:
        word = ngettext("The same voice: %(names)s", "The same voices: %(names)s", len(shared))
        return filled(word, names=listed(voices[row["person"]].html for row in shared))

    return _kindred("character", pk, rows, "appearance__character", "person", reason)


def of_franchise(pk: int, films: Iterable[int]) -> list[Kindred]:
    """Franchises with films by those who directed, wrote or thought of ``films``."""
    of_these = Credit.objects.filter(film__in=list(films)[:_FILMS], role__in=_MAKERS)
    person = "film__credits__person"
    rows = Membership.objects.filter(
        film__hidden=False,
        film__merged_into=None,
        film__credits__role__in=_MAKERS,
        film__credits__person__in=of_these.filter(person__hidden=False).values("person"),
    )

    def reason(shared: list[_Row]) -> SafeString:
        people = [
            with_role(of_row(row, f"{person}__").html, row["film__credits__role"]) for row in shared
        ]
        return filled(_("Shares %(what)s"), what=listed(people))

    also = ("film__credits__role", *(f"{person}__{name}" for name in COLUMNS))
    return _kindred("franchise", pk, rows, "franchise", person, reason, also=also)


def _films(words: str, films: Mapping[int, FilmCard]) -> Callable[[list[_Row]], SafeString]:
    """A reason that names the films in which two things, or companies, meet."""

    def reason(shared: list[_Row]) -> SafeString:
        return filled(words, films=listed(films[row["film"]].names.html for row in shared))

    return reason


def _kindred(
    kind: str,
    pk: int,
    rows: QuerySet[Any],
    other: str,
    via: str,
    reason: Callable[[list[_Row]], SafeString],
    *,
    also: tuple[str, ...] = (),
) -> list[Kindred]:
    """The entries of ``kind`` that ``rows`` name as ``other``, those with most in common first.

    ``via`` is what they have in common; ``reason`` is given a row for each that is named, of several
    the first by what is read ``also``.
    """
    seen = rows.filter(**{f"{other}__hidden": False, f"{other}__merged_into": None})
    names = (f"{other}__slug", *(f"{other}__{name}" for name in COLUMNS))
    found: dict[int, dict[int, _Row]] = {}
    others = seen.exclude(**{other: pk}).order_by("pk", via, *also[:1])
    for row in others.values(other, via, *names, *also)[:_ROWS]:
        found.setdefault(row[other], {}).setdefault(row[via], row)
    told = []
    for at, shared in found.items():
        first = next(iter(shared.values()))
        told.append((-len(shared), first[f"{other}__title"], at, list(shared.values())))
    told.sort(key=lambda each: each[:3])
    return [
        Kindred(
            of_row(shared[0], f"{other}__"),
            registry[kind].url(at, shared[0][f"{other}__slug"]),
            reason(shared[:NAMED]),
        )
        for _count, _title, at, shared in told[:MOST]
    ]
