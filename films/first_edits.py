"""Easy things to do for somebody who has never edited: a fact that a film lacks, three times."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from films.cards import FilmCard, card, columns
from films.models import Availability, Film, FilmKind, FilmName
from wiki.models.entry import NameKind

#: How many tasks are shown, the easiest first.
MOST = 3
#: Among how many of the newest films that lack something the tasks are chosen.
LOOKED_AT = 60


@dataclass(frozen=True)
class Task:
    """Something that a film lacks. ``url`` is the section of its form where it goes."""

    label: str
    hint: str
    film: FilmCard
    url: str


@dataclass(frozen=True)
class _Lack:
    section: str
    label: Any
    hint: Any
    is_of: Callable[[dict[str, Any]], bool]


_LACKS = (
    _Lack(
        "general",
        _("Say how long it is"),
        _("The minutes stand on the disc, or on the film’s own page."),
        lambda row: row["runtime"] is None,
    ),
    _Lack(
        "story",
        _("Write its deck"),
        _("A sentence or two on what it is about, without giving away the end."),
        lambda row: not row["deck"],
    ),
    _Lack(
        "names",
        _("Write its title in romaji"),
        _("How the Japanese title is read, in Latin letters."),
        lambda row: bool(row["title_native"]) and not row["has_romaji"],
    ),
    _Lack(
        "watch",
        _("Say where it can be seen"),
        _("A service or a shop, in which country, and the day on which you looked."),
        lambda row: not row["has_services"],
    ),
    _Lack(
        "story",
        _("Say what happens in it"),
        _("Some sentences in your own words; what gives away the end is marked as a spoiler."),
        lambda row: not row["description"],
    ),
)


def first_edits(seed: int) -> list[Task]:
    """The easiest tasks, each on another film; other films for another ``seed``. One query."""
    romaji = FilmName.objects.filter(film=OuterRef("pk")).filter(
        Q(kind=NameKind.ROMAJI) | Q(language__endswith="-Latn")
    )
    services = Availability.objects.filter(film=OuterRef("pk"))
    lacking = (
        Q(runtime=None)
        | Q(deck="")
        | Q(description="")
        | (Q(has_romaji=False) & ~Q(title_native=""))
        | Q(has_services=False)
    )
    rows = list(
        Film.objects.visible()
        .exclude(kind=FilmKind.SERIES)
        .annotate(has_romaji=Exists(romaji), has_services=Exists(services))
        .filter(lacking)
        .order_by("-pk")
        .values(*columns(), "deck", "description", "has_romaji", "has_services")[:LOOKED_AT]
    )
    tasks: list[Task] = []
    taken: set[int] = set()
    for lack in _LACKS:
        fitting = [row for row in rows if lack.is_of(row) and row["pk"] not in taken]
        if not fitting or len(tasks) == MOST:
            continue
        film = card(fitting[seed % len(fitting)])
        taken.add(film.pk)
        url = f"{film.url}edit/?section={lack.section}"
        tasks.append(Task(str(lack.label), str(lack.hint), film, url))
    return tasks
