"""Reviews and recommendations for tests, made by the actions."""

from __future__ import annotations

from typing import Any

from accounts.actions.reviews.recommend import recommend
from accounts.actions.reviews.write_review import write_review
from accounts.models import Recommendation, Review, User
from accounts.reviews.words import Words
from films.models import Film, Segment
from tests import cast

TEXT = "Three stories, of which one has an opera in it."


def a_review(
    about: Film | Segment,
    text: str = TEXT,
    *,
    by: User | None = None,
    title: str = "A triptych",
    **words: Any,
) -> Review:
    """A review by mei."""
    film = about.film if isinstance(about, Segment) else about
    segment = about if isinstance(about, Segment) else None
    return write_review(by or cast.mei(), film, Words(text, title=title, **words), segment=segment)


def a_recommendation(
    film: Film, other: Film, text: str = "The same hand.", *, by: User | None = None, **more: Any
) -> Recommendation:
    """A recommendation by mei."""
    return recommend(by or cast.mei(), film, other, text, **more)


def an_anthology() -> Film:
    """Memories with two segments."""
    rows = cast.segments("Magnetic Rose", "Stink Bomb")
    return cast.film("Memories", kind="anthology", rows=rows)
