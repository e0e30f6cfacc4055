"""Finding what an address names: a film with its reviews, a review, a recommendation."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import Count, Max, Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from accounts.models import Recommendation, Review
from accounts.reviews import reading, recommended
from accounts.reviews.rights import may_read
from wiki.entry_types import EntryType, registry
from wiki.keyset import BadCursor
from wiki.views.guards import LARGEST_ID, with_entry


def with_film(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view ``(request, film, ...)`` for ``(request, ref, ...)``: the film that readers may see."""

    @with_entry
    def of_entry(
        request: HttpRequest, entry_type: EntryType, entry: Any, **kwargs: Any
    ) -> HttpResponse:
        return view(request, entry, **kwargs)

    @wraps(view)
    def guarded(request: HttpRequest, ref: str, **kwargs: Any) -> HttpResponse:
        return of_entry(request, registry["film"], ref, **kwargs)

    return guarded


def review_of(request: HttpRequest, pk: int) -> Review:
    """The review of that number, with author and film, if the reader may see it. Raises ``Http404``."""
    return _readable(request, reading.with_films(Review.objects.all()), pk)


def recommendation_of(request: HttpRequest, pk: int) -> Recommendation:
    """The recommendation of that number, if the reader may see it. Raises ``Http404``."""
    return _readable(request, recommended.with_films(Recommendation.objects.all()), pk)


def _readable(request: HttpRequest, rows: Any, pk: int) -> Any:
    found = rows.filter(pk=pk).first() if pk <= LARGEST_ID else None
    if found is None or not (found.is_in_sight and may_read(request.user, found)):
        raise Http404
    return found


def reviews_version(request: HttpRequest, ref: str, **kwargs: Any) -> str:
    """What kept pages of a film's reviews follow from beside revisions. One query."""
    pk = int(ref.partition("-")[0])
    rows = Review.objects.shown().filter(film=pk) if pk <= LARGEST_ID else Review.objects.none()
    return str(rows.aggregate(latest=Max("touched_at"), count=Count("pk")))


def recommendations_version(request: HttpRequest, ref: str, **kwargs: Any) -> str:
    """What kept pages of a film's recommendations follow from beside revisions. One query."""
    pk = int(ref.partition("-")[0])
    rows = Recommendation.objects.shown().filter(Q(film=pk) | Q(other=pk))
    if pk > LARGEST_ID:
        return ""
    return str(rows.aggregate(latest=Max("touched_at"), count=Count("pk")))


def single(parameters: QueryDict, name: str) -> str:
    """A value of the address. Raises ``BadCursor`` for what is said twice, or no database looks up."""
    values = parameters.getlist(name)
    if len(values) > 1 or any("\x00" in value or len(value) > 60 for value in values):
        raise BadCursor
    return values[0] if values else ""
