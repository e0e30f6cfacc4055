"""Watched films and ratings among the facets of the list of films."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.utils.timezone import localdate

from accounts.actions.watch import Said, watch
from accounts.facet_facts import ratings, watched
from accounts.models import Tally
from films.facets import personal
from tests import cast

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _fresh() -> None:
    """Ratings are kept by process and day; each test begins with none."""
    personal.register(personal.Readers(watched, ratings))


def test_a_member_filters_by_what_they_have_watched() -> None:
    mei, seen, unseen = cast.mei(), cast.film("Akira"), cast.film("Paprika")
    watch(mei, seen, Said(status="watched"))
    watch(mei, unseen, Said(status="want"))
    client = Client()
    client.force_login(mei)
    assert list(watched(mei)) == [seen.pk]
    done = client.get("/films/?watched=yes").content.decode()
    assert "Akira" in done
    assert "Paprika" not in done
    open_ones = client.get("/films/?watched=no").content.decode()
    assert "Paprika" in open_ones


def test_films_are_filtered_and_ordered_by_rating() -> None:
    good, bad, unrated = cast.film("Akira"), cast.film("Paprika"), cast.film("Memories")
    watch(cast.mei(), good, Said(score=100))
    watch(cast.mei(), bad, Said(score=10))
    page = Client().get("/films/?sort=rating").content.decode()
    assert page.index(f"/films/{good.pk}-") < page.index(f"/films/{bad.pk}-")
    least = max(rating for _film, rating in ratings(None, localdate()) if rating)
    kept = Client().get(f"/films/?rating={least}").content.decode()
    assert f"/films/{good.pk}-" in kept
    assert f"/films/{unrated.pk}-" not in kept


def test_only_what_has_changed_is_told_again() -> None:
    old, new = cast.film("Akira"), cast.film("Paprika")
    watch(cast.mei(), old, Said(score=80))
    watch(cast.mei(), new, Said(score=80))
    Tally.objects.filter(film=old).update(changed_at="2020-01-01T00:00:00Z")
    assert [film for film, _rating in ratings(localdate() - DAY, localdate())] == [new.pk]
    watch(cast.mei(), new, Said(score=None))
    assert list(ratings(localdate() - DAY, localdate())) == [(new.pk, None)]
