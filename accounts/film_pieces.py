"""What accounts add to the page of a film: the reader's own line of it, and what all made of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from accounts.models import Tally, User, Viewing, WatchStatus
from accounts.scales import Scale, shown
from accounts.tallies import CLASSES, PRIOR
from accounts.viewing_forms import scores
from wiki.page_additions import Addition

#: The statuses that one press sets.
QUICK = (WatchStatus.WANT, WatchStatus.WATCHED)
#: Tells the pages kept for strangers that the numbers have changed.
CLOCK = "(SELECT changed_at FROM accounts_tally WHERE film_id = %s AND segment_id IS NULL)"
_WIDTH, _GAP, _HEIGHT = 20, 4, 56


@dataclass(frozen=True)
class Bar:
    """One class of ratings in the drawing: place and size in its own units, and what it says."""

    x: int
    y: float
    height: float
    votes: int
    label: str


@dataclass(frozen=True)
class Drawn:
    """What all made of a film, ready to be shown."""

    tally: Tally
    mean: str
    weighted: str
    bars: list[Bar]
    prior: int = PRIOR
    width: int = CLASSES * (_WIDTH + _GAP)
    height: int = _HEIGHT
    bar: int = _WIDTH


def drawn(tally: Tally | None, scale: str = Scale.TEN) -> Drawn | None:
    """The drawing of a tally in a reader's scale; ``None`` where nobody has said anything."""
    if tally is None or not (tally.votes or tally.watched or tally.wanted):
        return None
    most = max(tally.spread, default=0) or 1
    bars = [
        Bar(
            x=at * (_WIDTH + _GAP),
            y=_HEIGHT - max(_HEIGHT * votes / most, 1),
            height=max(_HEIGHT * votes / most, 1),
            votes=votes,
            label=f"{at * 10 + 1}–{at * 10 + 10}",
        )
        for at, votes in enumerate(tally.spread)
    ]
    return Drawn(
        tally,
        mean=shown(tally.mean, scale) if tally.mean else "",
        weighted=shown(tally.weighted / 100, scale) if tally.weighted else "",
        bars=bars,
    )


def bar_html(user: Any, film: Any, viewings: dict[int | None, Viewing], token: Any) -> SafeString:
    """The line on which a member says where they stand with ``film``."""
    viewing = viewings.get(None)
    status = viewing.status if viewing else ""
    segments = [each for pk, each in viewings.items() if pk is not None]
    context = {
        "member": user.is_authenticated,
        "film": film,
        "url": film.get_absolute_url(),
        "viewing": viewing,
        "quick": [
            {
                "value": s.value,
                "label": capfirst(s.label),
                "on": status == s,
            }
            for s in QUICK
        ],
        "other": "" if status in ("", *QUICK) else WatchStatus(status).label,
        "scores": scores(user, viewing.score if viewing else None) if user.is_authenticated else [],
        "segments_watched": sum(each.status == WatchStatus.WATCHED for each in segments),
        "csrf_token": token,
    }
    return render_to_string("viewings/_bar.html", context)


def viewings_of(user: Any, film: int) -> dict[int | None, Viewing]:
    """What ``user`` says of a film (by ``None``) and its segments (by their ids). One query."""
    if not user.is_authenticated:
        return {}
    return {row.segment_id: row for row in Viewing.objects.filter(user=user, film=film)}


def _known(request: Any, film: int) -> dict[int | None, Viewing]:
    """The same for a page on which cards stand, too: one query for both (``card_marks``)."""
    if not request.user.is_authenticated:
        return {}
    rows = Viewing.objects.filter(Q(segment=None) | Q(film=film), user=request.user)
    found: dict[int | None, Viewing] = {}
    request.watch_statuses = {}
    for row in rows.only("film", "segment", "status", "score", "private"):
        if row.segment_id is None:
            request.watch_statuses[row.film_id] = row.status
        if row.film_id == film:
            found[row.segment_id] = row
    return found


def pieces(page: Any) -> Iterator[Addition]:
    """The additions to the page of a film. One query for all, one more for members."""
    user, film = page.request.user, page.entry
    if film.hidden or film.merged_into_id:
        return
    viewings = _known(page.request, film.pk)
    token = _token(page.request) if user.is_authenticated else ""
    yield Addition("head", bar_html(user, film, viewings, token))
    tally = Tally.objects.filter(film=film.pk, segment=None).first()
    scale = user.scale if isinstance(user, User) else Scale.TEN
    figures = drawn(tally, scale)
    if figures is not None:
        yield Addition("side", render_to_string("viewings/_tally.html", {"drawn": figures}))


def _token(request: Any) -> str:
    from django.middleware.csrf import get_token  # sets the cookie: only for who may send the form

    return get_token(request)
