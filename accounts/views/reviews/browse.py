"""Reviews side by side: of a film, by one user, all of them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Recommendation, Review, User
from accounts.reviews import reading, recommended
from accounts.views.people.guards import with_person
from accounts.views.reviews.guards import reviews_version, single, with_film
from films import segments
from films.models import Film, Segment
from wiki.keyset import BadCursor, Keyset
from wiki.views.strangers import for_strangers_as_of
from wiki.vocabularies import language_name

PAGE_SIZE = 15
_LATEST = Keyset("-pk")


@require_safe
@for_strangers_as_of(reviews_version)
@with_film
def film_reviews(request: HttpRequest, film: Film) -> HttpResponse:
    """The reviews of a film: by helpfulness, time or rating; in one language, of one segment."""
    asked = {name: single(request.GET, name) for name in ("sort", "language", "segment")}
    sort = asked["sort"] or "helpful"
    if sort not in reading.ORDERS:
        raise BadCursor
    everything = Review.objects.shown().filter(film=film)
    rows = _narrowed(everything, asked["language"], asked["segment"])
    page = reading.ORDERS[sort].page(reading.with_films(rows), request.GET, size=PAGE_SIZE)
    context = {
        "film": reading.card_of(film),
        "reviews": reading.shown_to(request, page),
        "page": page,
        "sort": sort,
        "sorts": _sorts(sort, asked),
        "languages": _languages(everything, asked),
        "segments": _segments(film, everything, asked),
        "narrowed": bool(asked["language"] or asked["segment"]),
    }
    return render(request, "reviews/film.html", context)


@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """All reviews: the latest, or the most helpful."""
    request.is_public_page = True  # type: ignore[attr-defined]
    sort = single(request.GET, "sort") or "newest"
    if sort not in ("newest", "helpful"):
        raise BadCursor
    rows = reading.with_films(Review.objects.shown().filter(film__hidden=False))
    page = reading.ORDERS[sort].page(rows, request.GET, size=PAGE_SIZE)
    sorts = [
        {"label": label, "url": "?sort=helpful" if name == "helpful" else "?", "on": name == sort}
        for name, label in (("newest", _("Newest")), ("helpful", _("Most helpful")))
    ]
    context = {"reviews": reading.shown_to(request, page), "page": page, "sorts": sorts}
    return render(request, "reviews/browse.html", context)


@require_safe
@with_person
def reviews_of_user(request: HttpRequest, person: User) -> HttpResponse:
    """What one user has written about films: reviews, or recommendations (``?show=recommendations``)."""
    request.is_public_page = True  # type: ignore[attr-defined]
    show = single(request.GET, "show") or "reviews"
    if show not in ("reviews", "recommendations"):
        raise BadCursor
    own = request.user == person
    model: Any = Review if show == "reviews" else Recommendation
    rows = model.objects.filter(user=person, film__hidden=False)
    rows = rows if own else rows.filter(hidden=False)
    context: dict[str, Any] = {"person": person, "own": own, "show": show}
    if show == "reviews":
        page = _LATEST.page(reading.with_films(rows), request.GET, size=PAGE_SIZE)
        context["reviews"] = reading.shown_to(request, page)
    else:
        there = recommended.with_films(rows.filter(other__hidden=False))
        page = _LATEST.page(there, request.GET, size=PAGE_SIZE)
        context["pairs"] = [
            (reading.card_of(each.of.film), reading.card_of(each.of.other), each)
            for each in recommended.reasons(page, request.user)
        ]
    return render(request, "reviews/of_user.html", {**context, "page": page})


def _narrowed(rows: QuerySet[Review], language: str, segment: str) -> QuerySet[Review]:
    """Those in a language, and those of a segment (its number; ``film`` for whole films)."""
    if language:
        rows = rows.filter(language=language)
    if segment == "film":
        return rows.filter(segment=None)
    if segment:
        if not (segment.isascii() and segment.isdigit() and len(segment) < 5):
            raise BadCursor
        return rows.filter(segment__number=int(segment))
    return rows


def _sorts(chosen: str, asked: dict[str, str]) -> list[dict[str, Any]]:
    words = {
        "helpful": _("Most helpful"),
        "newest": _("Newest"),
        "highest": _("Highest rated"),
        "lowest": _("Lowest rated"),
    }
    return [
        {
            "label": label,
            "url": _query({**asked, "sort": "" if name == "helpful" else name}),
            "on": name == chosen,
        }
        for name, label in words.items()
    ]


def _languages(rows: QuerySet[Review], asked: dict[str, str]) -> list[dict[str, Any]]:
    """The languages in which a film is reviewed, where there are several. One query."""
    counted = rows.values("language").annotate(count=Count("pk")).order_by("-count", "language")
    found = list(counted[:12])
    if len(found) < 2 and not asked["language"]:
        return []
    everything = {"label": _("All languages"), "url": _query({**asked, "language": ""})}
    return [
        {**everything, "on": not asked["language"]},
        *(
            {
                "label": language_name(row["language"]),
                "count": row["count"],
                "url": _query({**asked, "language": row["language"]}),
                "on": row["language"] == asked["language"],
            }
            for row in found
        ),
    ]


def _segments(film: Film, rows: QuerySet[Review], asked: dict[str, str]) -> list[dict[str, Any]]:
    """The segments of an anthology that are reviewed. One query."""
    reviewed = Segment.objects.filter(
        film=film, pk__in=rows.exclude(segment=None).values("segment")
    )
    numbers = list(reviewed.order_by("number").values_list("number", flat=True))
    if not numbers and not asked["segment"]:
        return []
    choices = [("", _("Everything")), ("film", _("The whole film"))]
    choices += [(str(each), segments.title(None, each)) for each in numbers]
    return [
        {
            "label": label,
            "url": _query({**asked, "segment": value}),
            "on": value == asked["segment"],
        }
        for value, label in choices
    ]


def _query(parameters: dict[str, str]) -> str:
    return f"?{urlencode({name: value for name, value in parameters.items() if value})}"
