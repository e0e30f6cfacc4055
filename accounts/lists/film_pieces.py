"""What lists add to the catalogue: the best that hold a page, and what stands in lists together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import log2
from typing import Any

from django.db.models import Count
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.lists.shelves import best_with
from accounts.models import FilmList, ListItem
from films.segment_additions import SegmentPage
from films.similar_sources import Alike
from wiki.figures import number
from wiki.page_additions import Addition

#: So many lists are told of on a page.
MOST = 4
#: Lists that are asked what stands beside a film: the best liked, and none so long that it says little.
ASKED, LONGEST = 60, 250
#: Films that stand beside it in fewer lists than these say nothing; so many are told.
LEAST, TOLD = 2, 200


def _clock(column: str) -> str:
    """Tells kept pages that a list which holds them has changed, came or went (``wiki.page_additions``)."""
    return (
        "(SELECT COUNT(*) || ' ' || MAX(kept.touched_at) FROM accounts_listitem item"  # noqa: S608
        " JOIN accounts_filmlist kept ON kept.id = item.list_id"
        " JOIN accounts_user owner ON owner.id = kept.owner_id AND owner.is_active"
        f" WHERE item.{column} = %s AND kept.visibility = 'public')"
    )


FILM_CLOCK, PERSON_CLOCK = _clock("film_id"), _clock("person_id")


def film_pieces(page: Any) -> Iterator[Addition]:
    """The lists that hold a film or a segment of it. One query."""
    if not (page.entry.hidden or page.entry.merged_into_id):
        yield _piece(best_with(film=page.entry.pk, most=MOST + 1), f"film:{page.entry.pk}", page)
        yield Addition("index", format_html('<a href="#lists">{}</a>', _("Lists")))


def of_segment(page: SegmentPage) -> Addition:
    """The lists that hold a segment by itself. One query."""
    found = best_with(film=page.film.pk, segment=page.pk, most=MOST)
    context = {"lists": found, "key": f"segment:{page.pk}"}
    return Addition("foot", render_to_string("lists/_held_by.html", context))


def person_pieces(page: Any) -> Iterator[Addition]:
    """The lists that hold a person. One query."""
    if not (page.entry.hidden or page.entry.merged_into_id):
        found = best_with(person=page.entry.pk, most=MOST + 1)
        yield _piece(found, f"person:{page.entry.pk}", page)


def _piece(found: list[FilmList], key: str, page: Any) -> Addition:
    more = len(found) > MOST and key.startswith("film:")
    context = {
        "lists": found[:MOST],
        "key": key,
        "more": f"/lists/?film={page.entry.pk}" if more else "",
    }
    return Addition("foot", render_to_string("lists/_held_by.html", context))


def beside(film: int) -> Mapping[int, Alike]:
    """Films that stand in lists with ``film``, for "more like this". One query."""
    lists = FilmList.objects.listed().filter(
        pk__in=ListItem.objects.filter(film=film).values("list"), row_count__lte=LONGEST
    )
    best = lists.order_by("-like_count", "-pk").values("pk")[:ASKED]
    rows = (
        ListItem.objects.filter(list__in=best, film__isnull=False)
        .exclude(film=film)
        .values("film")
        .annotate(lists=Count("list", distinct=True))
        .filter(lists__gte=LEAST)
        .order_by("-lists", "film")
    )
    return {row["film"]: _alike(row["lists"]) for row in rows[:TOLD]}


def _alike(lists: int) -> Alike:
    told = ngettext("%(count)s list", "%(count)s lists", lists) % {"count": number(lists)}
    return Alike(log2(1 + lists), told)
