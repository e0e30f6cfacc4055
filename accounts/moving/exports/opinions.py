"""A user's reviews and recommendations for files: as they are now, and what reviews said before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from accounts.models import Recommendation, Review, User
from accounts.moving.exports.lines import films_of, links_of, told_of
from wiki.open_web import absolute

REVIEW_HEADS = (
    *("id", "title", "native", "year", "segment", "headline", "text", "language", "score"),
    *("spoilers", "helpful", "written", "changed", "url"),
)
PAIR_HEADS = ("id", "title", "year", "other_id", "other_title", "other_year", "text", "language")
_CHUNK = 200


def reviews_of(user: User) -> Iterator[dict[str, Any]]:
    """The reviews of films that are there, in the order in which they were written."""
    found = Review.objects.filter(user=user, film__hidden=False).order_by("pk")
    related = found.select_related("segment").prefetch_related("versions")
    last = 0
    while some := list(related.filter(pk__gt=last)[:_CHUNK]):
        last = some[-1].pk
        films = _films(review.film_id for review in some)
        for review in some:
            if review.segment_id and review.segment is None:  # the segment is gone for now
                continue
            yield {
                "film": films[review.film_id],
                "segment": review.segment.number if review.segment else None,
                **_words(review),
                "helpful": review.helpful_count,
                "written": review.created_at.isoformat(timespec="seconds"),
                "changed": review.changed_at.isoformat(timespec="seconds"),
                "url": absolute(review.get_absolute_url()),
                "before": [
                    {**_words(each), "written": each.written_at.isoformat(timespec="seconds")}
                    for each in review.versions.all()
                ],
            }


def recommendations_of(user: User) -> Iterator[dict[str, Any]]:
    """The recommendations between films that are there, in the order in which they were written."""
    found = Recommendation.objects.filter(user=user, film__hidden=False, other__hidden=False)
    last = 0
    while some := list(found.order_by("pk").filter(pk__gt=last)[:_CHUNK]):
        last = some[-1].pk
        films = _films(pk for each in some for pk in (each.film_id, each.other_id))
        for each in some:
            yield {
                "film": films[each.film_id],
                "other": films[each.other_id],
                "text": each.text,
                "language": each.language,
                "helpful": each.helpful_count,
                "written": each.created_at.isoformat(timespec="seconds"),
            }


def _films(ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    films = films_of(ids)
    links = links_of("film", films)
    return {pk: told_of(film, links.get(pk, {})) for pk, film in films.items()}


def _words(of: Any) -> dict[str, Any]:
    words = {name: getattr(of, name) for name in ("text", "language", "score", "spoilers")}
    return {"headline": of.title, **words}


def review_cells(told: dict[str, Any]) -> list[Any]:
    """A row of the table with ``REVIEW_HEADS``."""
    film = {name: told["film"][name] for name in ("id", "title", "native", "year")}
    flat = {**told, **film}
    return [flat[name] for name in REVIEW_HEADS]


def pair_cells(told: dict[str, Any]) -> list[Any]:
    """A row of the table with ``PAIR_HEADS``."""
    film, other = told["film"], told["other"]
    named = [film["id"], film["title"], film["year"], other["id"], other["title"], other["year"]]
    return [*named, told["text"], told["language"]]
