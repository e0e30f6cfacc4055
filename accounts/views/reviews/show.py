"""The page of a review, and what it said before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.reviews import reading
from accounts.scales import shown as rating_shown
from accounts.views.reviews.guards import review_of
from wiki import word_diffs
from wiki.diffs import pieces_html
from wiki.keyset import Keyset
from wiki.open_web import Shared, absolute, breadcrumbs, filled
from wiki.vocabularies import language_name

PAGE_SIZE = 20
_OLDEST_LAST = Keyset("-number", "-pk")


@require_safe
def show_review(request: HttpRequest, pk: int) -> HttpResponse:
    """One review."""
    request.is_public_page = True  # type: ignore[attr-defined]
    found = review_of(request, pk)
    shown = reading.shown([found], request.user)[0]
    context: dict[str, Any] = {"shown": shown, "review": found, "film": shown.film}
    if not found.hidden:
        context["linked_data"] = _linked(shown)
        context["shared"] = Shared("article")
    return render(request, "reviews/detail.html", context)


def _linked(shown: reading.Shown) -> list[dict[str, Any]]:
    """A review as schema.org knows it. No query."""
    review, film = shown.review, shown.film
    reviewed = filled(kind="Movie", name=film.title, url=absolute(film.url))
    steps = ((film.title, film.url), (_("Reviews"), f"{film.url}reviews/"))
    node = {**reading.node(review), "itemReviewed": reviewed}
    return [node, breadcrumbs((*steps, (shown.headline, review.get_absolute_url())))]


@dataclass(frozen=True)
class Edit:
    """What one edit of a review changed: ``facts`` are label, before and after."""

    at: datetime
    number: int
    text: SafeString
    facts: list[tuple[str, str, str]]


@require_safe
def review_history(request: HttpRequest, pk: int) -> HttpResponse:
    """The edits of a review, the latest first."""
    found = review_of(request, pk)
    shown = reading.shown([found], request.user, votes=False)[0]
    page = _OLDEST_LAST.page(found.versions.all(), request.GET, size=PAGE_SIZE)
    versions = list(page)
    before_first = versions[0].number + 1 if versions else 0
    newer: Any = found if before_first == found.version else None
    if newer is None and versions:
        newer = found.versions.filter(number=before_first).first()
    edits = []
    for version in versions:
        if newer is not None:
            edits.append(_edit(version, newer, shown.scale))
        newer = version
    context = {"shown": shown, "review": found, "edits": edits, "page": page}
    return render(request, "reviews/history.html", context)


def _edit(was: Any, now: Any, scale: str) -> Edit:
    pieces = word_diffs.shorten(word_diffs.compare(was.text, now.text))
    rows = [
        (_("Headline"), was.title, now.title),
        (_("Rating"), _rating(was.score, scale), _rating(now.score, scale)),
        (_("Written in"), language_name(was.language), language_name(now.language)),
        (_("It gives the story away"), _yes(was.spoilers), _yes(now.spoilers)),
    ]
    changed = [(label, before, after) for label, before, after in rows if before != after]
    text = pieces_html(pieces) if was.text != now.text else SafeString("")
    return Edit(at=was.created_at, number=was.number, text=text, facts=changed)


def _rating(score: int | None, scale: str) -> str:
    return rating_shown(score, scale) if score else ""


def _yes(value: bool) -> str:
    return _("yes") if value else _("no")
