"""Who worked with somebody, or for a company, most often. One query each.

Only roles that shape a film count (``films.role_weights``), and the voices of its original version:
so it stays a matter of some hundred rows however many drew in-betweens. A dub's voices are together with
one another.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from films.models import Credit, VoiceRole
from films.plots.network import Partner
from films.role_weights import WEIGHTS
from wiki.entry_types import registry
from wiki.title_language import COLUMNS, of_row

#: How many stand around; from how many films together on; of how many films it is counted, the latest.
MOST, FEWEST_FILMS, MOST_FILMS = 16, 2, 120
#: More rows than these are not read, whatever the films.
_MOST_ROWS = 6_000

_KNOWN = ("hidden", "merged_into", "slug", *COLUMNS)


def of_films(films: Iterable[int], *, dubs: Iterable[int] = (), without: int = 0) -> list[Partner]:
    """Those who shaped or voiced two of ``films`` or more, most films first.

    ``dubs`` are dub versions whose voices count as well; the person ``without`` is left out.
    """
    wanted, versions = list(films)[:MOST_FILMS], list(dubs)[:MOST_FILMS]
    if len({*wanted, *versions}) < FEWEST_FILMS:
        return []
    staff = _people(Credit.objects.filter(film__in=wanted, role__in=WEIGHTS), without, "film")
    spoken = VoiceRole.objects.filter(dub__film__in=wanted, dub__original=True)
    queries = [_people(spoken, without, "dub__film")]
    if versions:
        dubbed = VoiceRole.objects.filter(dub__in=versions, dub__original=False)
        queries.append(_people(dubbed, without, "dub__film"))
    shared: dict[int, set[int]] = {}
    named: dict[int, dict[str, Any]] = {}
    for film, pk, *known in staff.union(*queries)[:_MOST_ROWS]:
        if pk not in named:
            named[pk] = dict(zip(_KNOWN, known, strict=True))
        if not named[pk]["hidden"] and not named[pk]["merged_into"]:
            shared.setdefault(pk, set()).add(film)
    frequent = [pk for pk, found in shared.items() if len(found) >= FEWEST_FILMS]
    frequent.sort(key=lambda pk: (-len(shared[pk]), named[pk]["title"], pk))
    url = registry["person"].url
    return [
        Partner(pk, of_row(named[pk]), url(pk, named[pk]["slug"]), frozenset(shared[pk]))
        for pk in frequent[:MOST]
    ]


def _people(rows: QuerySet[Any], without: int, film: str) -> QuerySet[Any, Any]:
    """A film and what is known of a person in each row.

    Whether the person is hidden is read, not asked for: else SQLite would begin with all people.
    """
    known = (f"person__{name}" for name in _KNOWN)
    named = rows.filter(person__isnull=False).exclude(person=without)
    return named.order_by().values_list(film, "person_id", *known)
