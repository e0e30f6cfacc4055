"""What members say of a film, as programs read it on the film's page."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from accounts.actions.watch import Said, watch
from accounts.models import User
from films.models import Film
from tests import cast
from tests.accounts.reviews.writing import a_review, an_anthology
from tests.linked_data import nodes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_are_enough(settings: Any) -> None:
    settings.GENGA_CHART_VOTES = 2
    caches["pages"].clear()


def movie(film: Film) -> dict[str, Any]:
    """The film as programs read it."""
    return nodes(Client().get(film.get_absolute_url()).content.decode())[0]


def rate(film: Film, *scores: int) -> None:
    for at, score in enumerate(scores):
        name = f"rater{at}"
        user = User.objects.filter(username=name).first() or User.objects.create_user(name)
        watch(user, film, Said(score=score))


def test_ratings_are_told_once_there_are_enough_and_follow_each_vote() -> None:
    film = cast.film()
    rate(film, 80)
    assert "aggregateRating" not in movie(film)
    rate(film, 80, 91)
    assert movie(film)["aggregateRating"] == {
        "@type": "AggregateRating",
        "ratingValue": 85.5,
        "bestRating": 100,
        "worstRating": 1,
        "ratingCount": 2,
    }
    rate(film, 80, 91, 30)
    assert movie(film)["aggregateRating"]["ratingValue"] == 67


def test_the_best_reviews_are_told_but_none_that_gives_the_story_away_or_is_of_a_part() -> None:
    film = an_anthology()
    part = film.segments.order_by("number").first()
    assert part is not None
    a_review(part, "Of the first part only, and at some length.")
    assert "review" not in movie(film)
    a_review(film, "It is all a dream, and the butler did it.", by=cast.kanta(), spoilers=True)
    assert "review" not in movie(film)
    a_review(film, "Three films that talk to each other.", by=cast.satsuki(), score=90)
    (review,) = movie(film)["review"]
    assert review["@type"] == "Review"
    assert review["author"]["name"] == "satsuki"
    assert review["reviewRating"]["ratingValue"] == 90
    assert review["reviewBody"] == "Three films that talk to each other."
