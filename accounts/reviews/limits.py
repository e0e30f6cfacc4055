"""How often people may write for others: by their level, as for comments (``wiki.rates``)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from accounts.models import Recommendation, Review, ReviewVersion
from wiki import rates
from wiki.rates import HOUR, check_made

#: What somebody finds helpful within an hour.
VOTES_AN_HOUR = 300
_TOO_MANY = gettext_lazy("That is a great deal for one hour; you can go on %(when)s.")


def check_reviews(user: Any) -> None:
    """Raise ``TooMany`` if ``user`` has written as many reviews of late as the level allows comments."""
    rates.check_comments(user, Review.objects.filter(user=user))


def check_edits(user: Any) -> None:
    """Raise ``TooMany`` if ``user`` has changed reviews as often of late as the level allows comments."""
    rates.check_comments(user, ReviewVersion.objects.filter(review__user=user))


def check_recommendations(user: Any) -> None:
    """Raise ``TooMany`` if ``user`` has recommended as much of late as the level allows comments."""
    rates.check_comments(user, Recommendation.objects.filter(user=user))


def check_votes(votes: Any) -> None:
    """Raise ``TooMany`` if so many ``votes``, all of one user, were given within the hour."""
    check_made(votes, VOTES_AN_HOUR, HOUR, _TOO_MANY)
