"""What people's words add to a film's page: films that go with it, the best reviews (of a segment, too)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.models import Review
from accounts.reviews import reading, recommended
from films.segment_additions import SegmentPage
from wiki.page_additions import Addition, Facts
from wiki.sitemaps import Place, Section, by_id

#: So many reviews and recommended films stand on a page.
REVIEWS, FILMS = 3, 4
#: Recommendations that are read for them: several may be of one pair.
_READ = 24
#: As ``shown`` of both: what is not hidden, by whose account is open.
_SHOWN = (
    "NOT hidden AND EXISTS"
    " (SELECT 1 FROM accounts_user author WHERE author.id = user_id AND author.is_active)"
)
#: They tell kept pages that something came, went, or was found helpful (``wiki.page_additions``).
REVIEWS_CLOCK = (
    "(SELECT COUNT(*) || ' ' || MAX(touched_at) FROM accounts_review"  # noqa: S608
    f" WHERE film_id = %s AND {_SHOWN})"
)
RECOMMENDATIONS_CLOCK = (
    "(SELECT COUNT(*) || ' ' || MAX(touched_at) FROM accounts_recommendation,"  # noqa: S608
    " (SELECT CAST(%s AS BIGINT) AS pk) asked"
    f" WHERE (film_id = asked.pk OR other_id = asked.pk) AND {_SHOWN})"
)


def reviews(page: Any) -> Iterator[Addition | Facts]:
    """How the best reviews begin, those in the reader's language first. One query."""
    film = page.entry
    if film.hidden or film.merged_into_id:
        return
    rows = reading.for_reader(Review.objects.shown().filter(film=film.pk))
    found = list(reading.with_films(rows).defer("text")[: REVIEWS + 1])
    yield _piece(found, page.request, film)
    yield Addition("index", format_html('<a href="#reviews">{}</a>', _("Reviews")))
    nodes = [
        reading.node(each) for each in found[:REVIEWS] if not (each.spoilers or each.segment_id)
    ]
    if nodes:
        yield Facts({"review": nodes})


def of_segment(page: SegmentPage) -> Addition:
    """How the best reviews of a segment begin. One query."""
    rows = reading.for_reader(Review.objects.shown().filter(film=page.film.pk, segment=page.pk))
    found = list(reading.with_films(rows).defer("text")[: REVIEWS + 1])
    return _piece(found, page.request, page.film, narrowed=f"?segment={page.number}")


def _piece(found: list[Review], request: Any, film: Any, narrowed: str = "") -> Addition:
    context = {
        "reviews": reading.shown(found[:REVIEWS], request.user, votes=False),
        "more": len(found) > REVIEWS,
        "url": film.get_absolute_url(),
        "narrowed": narrowed,
    }
    return Addition("foot", render_to_string("reviews/_on_film.html", context, request=request))


def recommendations(page: Any) -> Iterator[Addition]:
    """The films that people recommend with it. One query."""
    film = page.entry
    if film.hidden or film.merged_into_id:
        return
    rows = recommended.of_film(film.pk)[:_READ]
    pairs = recommended.paired(rows, film.pk, page.request.user, votes=False)
    context = {"pairs": pairs[:FILMS], "url": film.get_absolute_url()}
    yield Addition("foot", render_to_string("reviews/_recommended.html", context))


def sitemap() -> Section:
    """The pages of reviews, for search engines."""

    def places(rows: QuerySet[Any]) -> Iterable[Place]:
        for pk, changed_at in rows.values_list("pk", "changed_at").iterator(5_000):
            yield f"/reviews/{pk}/", changed_at

    shown = Review.objects.shown().filter(film__hidden=False)
    return by_id("reviews", shown, "changed_at", places)
