"""Small things to mend, others every day: for a member about films that they know, else from anywhere.

What can be mended is declared (``films.gaps``): gaps that have a task. A day's choice follows from the
day and the member, so that the page stays what it is until tomorrow, less what has been mended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from films.models import Credit, Film, FilmKind, Membership, Person
from wiki import title_language
from wiki.entry_types import EntryType, registry
from wiki.models import RevisionEntry
from wiki.quality.declarations import Gap, quality_of
from wiki.title_language import Titles, of_row

#: How many tasks a day has, and how many of them are about what the member knows.
A_DAY, KNOWN = 12, 8
#: How many of a member's latest edits tell what they know; how many entries of a kind are looked at.
_EDITS, _LOOKED_AT = 60, 120
#: From how many places in the catalogue the others come.
_PLACES = 3
_FLAG = "lacks_"


@dataclass(frozen=True)
class Task:
    """Something that a page lacks. ``url`` is the place in its form where it goes, ``why`` it is offered."""

    key: str
    label: str
    hint: str
    names: Titles
    year: int | None
    page: str
    url: str
    gap: str
    why: str = ""


@dataclass(frozen=True)
class _Open:
    """An entry with the small gaps that it has."""

    entry_type: EntryType
    row: dict[str, Any]
    gaps: list[Gap]
    why: str


def tasks_of_day(
    user: Any = None,
    *,
    films: QuerySet[Film] | None = None,
    most: int = A_DAY,
    day: date | None = None,
) -> list[Task]:
    """The tasks of a day for ``user``, or for everybody; about ``films`` alone where they are given.

    At most ten queries, however large the catalogue is.
    """
    pk = user.pk if user is not None and user.is_authenticated else None
    dice = Random(f"{(day or timezone.localdate()).isoformat()} {pk}")  # noqa: S311
    known = list(_known(pk)) if pk and films is None else []
    dice.shuffle(known)
    anywhere = list(_anywhere(dice, films))
    dice.shuffle(anywhere)
    share = round(most * KNOWN / A_DAY)
    chosen = _choose(known, share, dice, set(), Counter())
    taken = {task.key for task in chosen}
    used = Counter(task.gap for task in chosen)
    return [*chosen, *_choose(anywhere, most - len(chosen), dice, taken, used)]


def _choose(
    found: Iterable[_Open], most: int, dice: Random, taken: set[str], used: Counter[str]
) -> list[Task]:
    """Up to ``most`` tasks, each about another page, no sort of task oftener than need be."""
    chosen: list[Task] = []
    waiting = list(found)
    often = max(1, most // 4)
    for limit in (often, most):
        left: list[_Open] = []
        for each in waiting:
            task = _task(each, dice, used)
            if len(chosen) >= most or task.key in taken:
                continue
            if used[task.gap] >= limit:
                left.append(each)
                continue
            taken.add(task.key)
            used[task.gap] += 1
            chosen.append(task)
        waiting = left
    return chosen


def _task(each: _Open, dice: Random, used: Counter[str]) -> Task:
    """The gap of an entry that has been offered least."""
    gaps = list(each.gaps)
    dice.shuffle(gaps)
    gap = min(gaps, key=lambda one: used[one.name])
    entry_type, row = each.entry_type, each.row
    page = entry_type.url(row["pk"], row["slug"])
    return Task(
        key=f"{entry_type.name}:{row['pk']}",
        label=str(gap.task),
        hint=str(gap.hint),
        names=of_row(row),
        year=row.get("year"),
        page=page,
        url=gap.url(entry_type.name, page, row["pk"]),
        gap=gap.name,
        why=each.why,
    )


def _known(user: int) -> Iterator[_Open]:
    """What films and people lack that a member has edited, or that belong to such films. Five queries."""
    edits = RevisionEntry.objects.filter(revision__author=user, entry_type__in=("film", "person"))
    rows = edits.order_by("-revision").values_list("entry_type", "entry_id")[:_EDITS]
    edited: dict[str, set[int]] = {"film": set(), "person": set()}
    for name, pk in rows:
        edited[name].add(pk)
    films = edited["film"]
    if not (films or edited["person"]):
        return
    own = _("You have edited it")
    yield from _open(Film.objects.filter(pk__in=films), own)
    yield from _open(Person.objects.filter(pk__in=edited["person"]), _("You have edited this page"))
    series = Membership.objects.filter(film__in=films).order_by().values("franchise")
    others = Film.objects.filter(memberships__franchise__in=series).exclude(pk__in=films)
    yield from _open(others.distinct(), _("Of a franchise that you have edited"))
    staff = Credit.objects.filter(film__in=films, person__isnull=False).order_by()
    people = list(staff.values_list("person", flat=True).distinct()[:_LOOKED_AT])
    worked = Person.objects.filter(pk__in=people).exclude(pk__in=edited["person"])
    yield from _open(worked, _("Worked on a film that you have edited"))


def _anywhere(dice: Random, films: QuerySet[Film] | None) -> Iterator[_Open]:
    """What films and people from a few places of the catalogue lack."""
    last = Film.objects.aggregate(last=Max("pk"))["last"] or 0
    wanted = Film.objects.all() if films is None else films
    for _place in range(_PLACES):
        start = dice.randint(1, last) if last else 0
        found = list(_open(wanted.filter(pk__gte=start), "", most=_LOOKED_AT // _PLACES))
        yield from found or _open(wanted, "", most=_LOOKED_AT // _PLACES)
    if films is None:
        last = Person.objects.aggregate(last=Max("pk"))["last"] or 0
        start = dice.randint(1, last) if last else 0
        yield from _open(Person.objects.filter(pk__gte=start), "", most=_LOOKED_AT // _PLACES)


def _open(entries: QuerySet[Any], why: str, *, most: int = _LOOKED_AT) -> Iterator[_Open]:
    """Those of ``entries`` that lack something small, with what they lack. One query."""
    entry_type = registry.of(entries.model)
    gaps = [gap for gap in quality_of(entry_type).gaps if gap.task]
    rows = entries.filter(hidden=False, merged_into=None).order_by("pk")
    if entries.model is Film:
        rows = rows.exclude(kind=FilmKind.SERIES)
    flags = {f"{_FLAG}{gap.name}": gap.flag for gap in gaps}
    columns = ["pk", "slug", *title_language.COLUMNS]
    columns += ["year"] if entries.model is Film else []
    for row in rows.annotate(**flags).values(*columns, *flags)[:most]:
        lacking = [gap for gap in gaps if row[f"{_FLAG}{gap.name}"]]
        if lacking:
            yield _Open(entry_type, row, lacking, why)
