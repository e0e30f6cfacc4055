"""What films share, from which their neighbours are computed: one fact a row, read from the database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Avg, Count

from accounts.models import FilmList, ListItem, Viewing
from films.facets.rows import STUDIO_ROLES
from films.models import (
    CompanyCredit,
    CompanyRole,
    Credit,
    Film,
    FilmGenre,
    FilmTheme,
    Membership,
)
from films.role_weights import WEIGHTS

#: Kinds of features: what each says of likeness, as a share of all.
SHARES = {"people": 0.32, "tags": 0.20, "makers": 0.10, "lists": 0.16, "readers": 0.22}
#: How keys of readers begin, beside ``person``, ``theme``, ``list`` …
READERS = "readers"
#: Longer lists say little of what stands in them.
LONGEST_LIST = 250
#: Who rated fewer films than this has no taste yet that others could follow.
FEWEST_RATINGS = 5
_THEME, _GENRE, _FRANCHISE, _ANIMATION, _PRODUCTION = 2.0, 1.0, 2.0, 1.5, 0.8
_ABOVE = 25  # how far above somebody's mean a rating is a whole vote


class Fact(NamedTuple):
    """That a film has something that others may have: of which kind, what (as a key), and how much."""

    kind: str
    key: str
    film: int
    weight: float


def facts() -> Iterator[Fact]:
    """All facts of films in sight. A fixed number of statements."""
    shown = set(Film.objects.visible().values_list("pk", flat=True))
    for fact in _all():
        if fact.film in shown:
            yield fact


def _all() -> Iterator[Fact]:
    people = Credit.objects.filter(role__in=WEIGHTS, person__hidden=False).order_by()
    for film, person, role in people.values_list("film_id", "person_id", "role").iterator():
        yield Fact("people", f"person:{person}", film, WEIGHTS[role])
    for film, theme in FilmTheme.objects.order_by().values_list("film_id", "theme_id").iterator():
        yield Fact("tags", f"theme:{theme}", film, _THEME)
    for film, genre in FilmGenre.objects.order_by().values_list("film_id", "genre_id").iterator():
        yield Fact("tags", f"genre:{genre}", film, _GENRE)
    companies = CompanyCredit.objects.filter(role__in=STUDIO_ROLES).order_by()
    for film, company, role in companies.values_list("film_id", "company_id", "role").iterator():
        weight = _ANIMATION if role == CompanyRole.ANIMATION else _PRODUCTION
        yield Fact("makers", f"company:{company}", film, weight)
    series = Membership.objects.order_by().values_list("film_id", "franchise_id")
    for film, franchise in series.iterator():
        yield Fact("makers", f"franchise:{franchise}", film, _FRANCHISE)
    yield from _of_readers()


def _of_readers() -> Iterator[Fact]:
    """What public lists and ratings that everybody may count tell."""
    short = FilmList.objects.listed().filter(row_count__lte=LONGEST_LIST)
    listed = ListItem.objects.filter(film__isnull=False, list__in=short.values("pk")).order_by()
    for film, of in listed.values_list("film_id", "list_id").iterator():
        yield Fact("lists", f"list:{of}", film, 1.0)
    rated = Viewing.objects.filter(segment=None, private=False).exclude(score=None).order_by()
    means = {
        user: mean
        for user, mean, count in rated.values_list("user_id").annotate(Avg("score"), Count("pk"))
        if count >= FEWEST_RATINGS
    }
    for film, user, score in rated.values_list("film_id", "user_id", "score").iterator():
        if user in means and score > means[user]:
            weight = min(1.0, (score - means[user]) / _ABOVE) + 0.1
            yield Fact("readers", f"{READERS}:{user}", film, weight)
