"""The pictures on the page of a person: their work along the years, and who they worked with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from films import collaborators
from films.cards import FilmCard
from films.plots.career import Job, career
from films.plots.figure import Figure
from films.plots.network import network
from films.roles import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from films.pages.person import SongRow, Voice, Work


def along_the_years(
    name: str, works: Iterable[Work], voices: Iterable[Voice], songs: Iterable[SongRow]
) -> Figure | None:
    """What the person did, by year and role. No query."""
    order = {str(role.label): place for place, role in enumerate(ROLES.values())}
    voice, song = _("Voice"), _("Songs")
    order |= {voice: len(order), song: len(order) + 1}
    films: dict[int, FilmCard] = {}
    roles: dict[int, list[str]] = {}
    for work in works:
        films[work.film.pk] = work.film
        roles.setdefault(work.film.pk, []).extend(deed.what for deed in work.deeds)
    for rows, word in ((voices, voice), (songs, song)):
        for row in rows:
            films[row.film.pk] = row.film
            roles.setdefault(row.film.pk, []).append(word)
    jobs = [Job(film, tuple(dict.fromkeys(roles[pk]))) for pk, film in films.items()]
    jobs.sort(key=lambda job: (-(job.film.year or 0), job.film.title, job.film.pk))
    return career(jobs, name, order)


def around(pk: int, name: str, works: Sequence[Work], voices: Sequence[Voice]) -> Figure | None:
    """Who worked on the same films: staff of those that the person made or first voiced, and the voices
    of the same dubs. One query."""
    films = {work.film.pk: work.film for work in works}
    films |= {voice.film.pk: voice.film for voice in voices if voice.original}
    dubs = {voice.dub: voice.film for voice in voices if not voice.original}
    partners = collaborators.of_films(films, dubs=dubs, without=pk)
    cards = {**films, **{film.pk: film for film in dubs.values()}}
    caption = _("Those who shaped the same films most often, and how many.")
    return network(name, partners, cards, caption=caption)
