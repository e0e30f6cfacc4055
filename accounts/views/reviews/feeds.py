"""The feed of the latest reviews."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Min
from django.http import HttpRequest
from django.utils.html import escape
from django.utils.translation import gettext as _

from accounts.models import Review
from accounts.reviews import reading
from wiki.feeds import LENGTH, SiteFeed, served, tag
from wiki.open_web import absolute
from wiki.views.strangers import unless_unchanged_as_of


class ReviewsFeed(SiteFeed):
    """The latest reviews, as they begin: spoilers stay folded on their pages."""

    def path(self, about: Any) -> str:
        return "/reviews/feed/"

    def title(self, about: Any) -> str:
        return _("Latest reviews")

    def items(self, about: Any) -> list[Review]:
        rows = Review.objects.shown().filter(film__hidden=False)
        return list(reading.with_films(rows).order_by("-pk")[:LENGTH])

    def item_title(self, item: Review) -> str:
        film = reading.card_of(item.film).dated
        return f"{film}: {item.title}" if item.title else film

    def item_description(self, item: Review) -> str:
        return "" if item.spoilers else escape(item.lead)

    def item_link(self, item: Review) -> str:
        return absolute(item.get_absolute_url())

    def item_guid(self, item: Review) -> str:
        return tag(f"reviews/{item.pk}")

    def item_author_name(self, item: Review) -> str:
        return str(item.user)

    def item_pubdate(self, item: Review) -> Any:
        return item.created_at

    def item_updateddate(self, item: Review) -> Any:
        return item.changed_at


def _version(request: HttpRequest, **kwargs: Any) -> str:
    """What the feed follows from beside revisions: the latest of its reviews, and the last that has room.

    One query.
    """
    rows = Review.objects.shown().order_by("-pk").values("pk", "touched_at")[:LENGTH]
    return str(
        rows.aggregate(latest=Max("touched_at"), last=Max("pk"), first=Min("pk"), of=Count("pk"))
    )


reviews_feed = served(ReviewsFeed(), unless_unchanged_as_of(_version))
