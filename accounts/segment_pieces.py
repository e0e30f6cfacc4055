"""What accounts add to the page of a segment: the reader's own line of it, and what all made of it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from django.template.loader import render_to_string

from accounts.film_pieces import bar_html, drawn
from accounts.lists import film_pieces as lists
from accounts.models import Tally
from accounts.own_viewings import known_of
from accounts.reviews import film_pieces as reviews
from accounts.scales import scale_of
from films.segment_additions import SegmentPage
from wiki.page_additions import Addition

_RATED = "(SELECT MAX(changed_at) FROM accounts_tally WHERE film_id = %s)"
#: What tells of changes: lists hold a segment by its film, too.
_CLOCKS = (_RATED, reviews.REVIEWS_CLOCK, lists.FILM_CLOCK)


def pieces(page: SegmentPage) -> Iterator[Addition]:
    """The additions to the page of a segment. Three queries, two more for members."""
    request = page.request
    if page.film.hidden or page.film.merged_into_id:
        return
    said = known_of(request, page.film.pk)
    yield Addition("head", bar_html(request, page.film, said, part=page))
    tally = Tally.objects.filter(segment=page.pk).first()
    figures = drawn(tally, scale_of(request.user))
    if figures is not None:
        yield Addition("side", render_to_string("viewings/_tally.html", {"drawn": figures}))
    yield reviews.of_segment(page)
    yield lists.of_segment(page)


def version(film: int) -> str:
    """When ratings, reviews or lists of a film or its segments changed last. One query."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(_CLOCKS)}", [film] * len(_CLOCKS))
        return str(cursor.fetchone())
