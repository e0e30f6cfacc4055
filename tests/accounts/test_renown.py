"""What readers make of films orders equal names."""

from __future__ import annotations

import datetime

import pytest
from django.db.models import Q
from django.utils import timezone
from django.utils.timezone import localdate

from accounts.actions.watch import Said, watch
from accounts.models import FilmList, ListItem, Tally
from accounts.renown import changed, renew_search, weights
from tests import cast
from wiki.search import Query, suggest
from wiki.search_engine import follow

pytestmark = pytest.mark.django_db


def _every(path: str) -> Q:
    return Q(**{f"{path}__isnull": False})


def _first(query: str) -> str:
    return suggest(Query.of(query), limit=5)[0].candidate.key


def test_the_film_that_more_have_watched_comes_first_among_equal_names() -> None:
    early, late = cast.film("Metropolis", runtime=1), cast.film("Metropolis", runtime=2)
    follow.rebuild()
    before = _first("metropolis")
    other = late if before == f"film:{early.pk}" else early
    for user in (cast.mei(), cast.totoro(), cast.kanta()):
        watch(user, other, Said(status="watched", score=80))
    assert renew_search()
    assert _first("metropolis") == f"film:{other.pk}"


def test_public_lists_count_and_private_ones_do_not() -> None:
    film = cast.film()
    for visibility in ("public", "private"):
        now = timezone.now()
        times = {"created_at": now, "changed_at": now, "touched_at": now}
        made = FilmList.objects.create(
            owner=cast.mei(), title=visibility, visibility=visibility, **times
        )
        ListItem.objects.create(list=made, film=film, position=1, added_at=now, added_by=made.owner)
    assert dict(weights(_every)) == {film.pk: 3}


def test_only_films_that_have_changed_are_read_again() -> None:
    old, new = cast.film("Akira"), cast.film("Paprika")
    watch(cast.mei(), old, Said(status="want"))
    watch(cast.mei(), new, Said(status="want"))
    Tally.objects.filter(film=old).update(changed_at="2020-01-01T00:00:00Z")
    assert list(changed(localdate() - datetime.timedelta(days=1))) == [new.pk]
