"""Who worked with somebody, or for a company, most often. One query each.

Only roles that shape a film count (``films.role_weights``), and the voices of its original version:
so it stays a matter of some hundred rows however many drew in-betweens. A dub's voices are together with
one another.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from films.models import Credit, Person, VoiceRole
from films.plots.network import Partner
from films.role_weights import WEIGHTS
from wiki.entry_types import registry
from wiki.title_language import COLUMNS, of_row

#: How many stand around; from how many films together on; of how many films it is counted, the latest.
MOST, FEWEST_FILMS, MOST_FILMS = 16, 2, 120
#: So many more are read than shown, as some may be hidden.
_SPARE = 8

_NAMES = ("slug", *COLUMNS)


def of_films(films: Iterable[int], *, dubs: Iterable[int] = (), without: int = 0) -> list[Partner]:
    """Those who shaped or voiced two of ``films`` or more, most films first.

    ``dubs`` are dub versions whose voices count as well; the person ``without`` is left out.
    """
    wanted, versions = list(films)[:MOST_FILMS], list(dubs)[:MOST_FILMS]
    if len({*wanted, *versions}) < FEWEST_FILMS:
        return []
    shaped = Credit.objects.filter(film__in=wanted, role__in=WEIGHTS)
    spoken = VoiceRole.objects.filter(dub__film__in=wanted, dub__original=True)
    dubbed = VoiceRole.objects.filter(dub__in=versions, dub__original=False)
    pairs = _pairs(shaped, "film", without).union(
        *(_pairs(voices, "dub__film", without) for voices in (spoken, dubbed))
    )
    shared: dict[int, set[int]] = {}
    named: dict[int, dict[str, Any]] = {}
    for film, pk, *names in _frequent(pairs):
        shared.setdefault(pk, set()).add(film)
        named[pk] = dict(zip(_NAMES, names, strict=True))
    frequent = sorted(shared, key=lambda pk: (-len(shared[pk]), named[pk]["title"], pk))
    url = registry["person"].url
    return [
        Partner(pk, of_row(named[pk]), url(pk, named[pk]["slug"]), frozenset(shared[pk]))
        for pk in frequent[:MOST]
    ]


def _pairs(rows: QuerySet[Any], film: str, without: int) -> QuerySet[Any, Any]:
    """Film and person of rows that name one."""
    named = rows.filter(person__isnull=False).exclude(person=without)
    return named.order_by().values_list(film, "person_id")


def _frequent(pairs: QuerySet[Any, Any]) -> list[tuple[Any, ...]]:
    """Film, id and names of those who are in most pairs, and may be seen.

    Names are read for these alone: joined to all pairs, both databases would begin with all people.
    """
    sql, parameters = pairs.query.sql_with_params()
    people = connection.ops.quote_name(Person._meta.db_table)
    names = ", ".join(f"named.{name}" for name in _NAMES)
    statement = (
        f"WITH pairs (film, person) AS MATERIALIZED ({sql}),"  # noqa: S608
        " frequent (person) AS MATERIALIZED (SELECT person FROM pairs GROUP BY person"
        " HAVING COUNT(*) >= %s ORDER BY COUNT(*) DESC, person LIMIT %s)"
        f" SELECT pairs.film, named.id, {names} FROM frequent"
        " JOIN pairs ON pairs.person = frequent.person"
        f" JOIN {people} named ON named.id = frequent.person"
        " WHERE NOT named.hidden AND named.merged_into_id IS NULL"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*parameters, FEWEST_FILMS, MOST + _SPARE])
        return list(cursor.fetchall())
