"""What somebody's watch list says of them: how they rate, which decades, genres, people they watch.

Half a dozen queries, whatever the length of the list; what they give is counted in Python.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts import makers
from accounts.models import Tally, User, Viewing, WatchStatus
from accounts.privacy import Part, may_see
from accounts.scales import scale_of, shown
from accounts.watch_list import visible
from films.cards import FilmCard, films_by_id
from films.film_filters import decade_label
from films.models import FilmGenre
from films.plots.bars import Bar, Chart, lying, upright
from films.plots.figure import Figure
from wiki import documents
from wiki.vocabularies import country_name

#: Names in a picture, and films in a list of differences.
MOST, DIFFERENCES = 10, 6
_CLASSES = 10


@dataclass(frozen=True)
class Difference:
    """A film that somebody rates otherwise than most: both ratings in the reader's scale."""

    film: FilmCard
    own: str
    others: str


@dataclass(frozen=True)
class Statistics:
    """What the page shows. ``figures`` are those that have something to tell."""

    films: int
    hours: int
    rated: int
    mean: str
    others_mean: str
    figures: list[Figure]
    above: list[Difference]
    below: list[Difference]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A film that was watched or rated."""

    film: int
    score: int | None
    times: int
    finished: str
    private: bool
    year: int | None
    runtime: int | None
    country: str


def statistics(person: User, reader: Any) -> Statistics:
    """The statistics of ``person`` as ``reader`` may see them. Seven queries at most."""
    scale = scale_of(reader)
    told = visible(person, to_owner=reader == person)
    viewings = told.filter(Q(status=WatchStatus.WATCHED) | Q(score__isnull=False) | Q(times__gt=0))
    seen = list(_seen(viewings))
    watched = [each for each in seen if each.times]
    scores = {each.film: each.score for each in seen if each.score}
    others = _others(viewings, {each.film: each.score for each in seen if not each.private})
    both = scores.keys() & others.keys()
    rows_too = may_see(reader, person, Part.WATCH_LIST)  # else sums only: no film says its rating
    above, below = _differences(scores, others, scale) if rows_too else ([], [])
    return Statistics(
        films=len(watched),
        hours=round(sum((each.runtime or 0) * each.times for each in watched) / 60),
        rated=len(scores),
        mean=shown(sum(scores.values()) / len(scores), scale) if scores else "",
        others_mean=shown(sum(others[film] for film in both) / len(both), scale) if both else "",
        figures=[figure for figure in _figures(viewings, seen, watched, scores) if figure],
        above=above,
        below=below,
    )


def _seen(viewings: QuerySet[Viewing]) -> Iterable[_Seen]:
    rows = viewings.values_list(
        "film_id",
        "score",
        "times",
        "finished",
        "private",
        "film__year",
        "film__runtime",
        "film__country",
    )
    return (_Seen(*row) for row in rows.order_by("film_id"))


def _others(viewings: QuerySet[Viewing], own: Mapping[int, int | None]) -> dict[int, float]:
    """The mean of all ratings but the person's ``own``, which count with them, of each film that has any."""
    films = viewings.filter(score__isnull=False).order_by().values("film")
    rows = Tally.objects.filter(segment=None, film__in=films)
    found: dict[int, float] = {}
    for film, total, votes in rows.values_list("film_id", "total", "votes"):
        score = own.get(film)
        rest = votes - 1 if score else votes
        if rest > 0:
            found[film] = (total - (score or 0)) / rest
    return found


def _differences(
    scores: Mapping[int, int], others: Mapping[int, float], scale: str
) -> tuple[list[Difference], list[Difference]]:
    """The films that are liked most above, and most below what the others say. One query."""
    apart = sorted((scores[film] - mean, film) for film, mean in others.items())
    below = [film for gap, film in apart[:DIFFERENCES] if gap < 0]
    above = [film for gap, film in reversed(apart[-DIFFERENCES:]) if gap > 0]
    known = films_by_id({*above, *below})

    def told(films: list[int]) -> list[Difference]:
        return [
            Difference(known[film], shown(scores[film], scale), shown(others[film], scale))
            for film in films
            if film in known
        ]

    return told(above), told(below)


def _figures(
    viewings: QuerySet[Viewing],
    seen: list[_Seen],
    watched: list[_Seen],
    scores: Mapping[int, int],
) -> Iterable[Figure | None]:
    yield _ratings(scores)
    yield _decades(watched)
    yield _years(watched)
    films = viewings.order_by().values("film")
    groups = {
        "genre": FilmGenre.objects.filter(film__in=films).values_list("genre_id", "film_id"),
        "person": makers.directors(films).values_list("person_id", "film_id"),
        "company": makers.studios(films).values_list("company_id", "film_id"),
    }
    among = {each.film for each in watched}
    best = {kind: _commonest(pairs, among) for kind, pairs in groups.items()}
    labels = documents.labels(f"{kind}:{pk}" for kind, some in best.items() for pk, _n in some)
    charts = {
        "genre": (_("Genres"), _("Genre")),
        "person": (_("Directors"), _("Director")),
        "company": (_("Studios"), _("Studio")),
    }
    for kind, some in best.items():
        title, thing = charts[kind]
        chart = Chart(kind, title, _("Films watched, of those most watched"), thing, _("Films"))
        found = [(labels[f"{kind}:{pk}"], films_of) for pk, films_of in some]
        yield lying(
            chart,
            [
                Bar(label.shown.title, films_of, url=label.url)
                for label, films_of in found
                if not label.hidden
            ],
        )
    yield _countries(watched)


def _commonest(pairs: Iterable[tuple[int, int]], among: set[int]) -> list[tuple[int, int]]:
    """Of what ``among`` films have most: its id, and how many films. Each film counts once."""
    films: dict[int, set[int]] = defaultdict(set)
    for pk, film in pairs:
        if film in among:
            films[pk].add(film)
    counted = sorted(films.items(), key=lambda item: (-len(item[1]), item[0]))
    return [(pk, len(some)) for pk, some in counted[:MOST]]


def _ratings(scores: Mapping[int, int]) -> Figure | None:
    counted = Counter((score - 1) // 10 for score in scores.values())
    chart = Chart(
        "ratings",
        _("Ratings"),
        _("How many films were rated how, in tenths of the scale"),
        _("Rating"),
        _("Films"),
    )
    bars = [Bar(str(at + 1), counted[at]) for at in range(_CLASSES)]
    return upright(chart, bars)


def _decades(watched: list[_Seen]) -> Figure | None:
    counted = Counter(each.year // 10 * 10 for each in watched if each.year)
    if not counted:
        return None
    chart = Chart("decades", _("Decades"), _("When the films came out"), _("Decade"), _("Films"))
    bars = [
        Bar(decade_label(decade), counted[decade], short=f"{decade}")
        for decade in range(min(counted), max(counted) + 10, 10)
    ]
    return upright(chart, bars)


def _years(watched: list[_Seen]) -> Figure | None:
    """By the year in which they were watched, as far as that is known."""
    counted = Counter(int(each.finished[:4]) for each in watched if each.finished)
    if len(counted) < 2:
        return None
    chart = Chart("years", _("By year"), _("When the films were watched"), _("Year"), _("Films"))
    years = range(min(counted), max(counted) + 1)
    return upright(
        chart, [Bar(str(year), counted[year], short=f"’{year % 100:02}") for year in years]
    )


def _countries(watched: list[_Seen]) -> Figure | None:
    counted = Counter(each.country for each in watched if each.country)
    if len(counted) < 2:
        return None
    chart = Chart(
        "countries", _("Countries"), _("Where the films are from"), _("Country"), _("Films")
    )
    best = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:MOST]
    return lying(chart, [Bar(country_name(code), films) for code, films in best])
