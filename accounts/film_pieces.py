"""What accounts add to the page of a film: the reader's own line of it, and what all made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import localdate

from accounts.diary.choices import parts_of
from accounts.models import Tally, WatchStatus
from accounts.own_viewings import OfFilm, told_of
from accounts.scales import Scale, scale_of, shown
from accounts.tallies import CLASSES, PRIOR
from accounts.viewing_forms import scores
from films import segments
from wiki.open_web import Node, filled
from wiki.page_additions import Addition, Facts

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


def bar_html(
    request: Any, film: Any, viewings: OfFilm, parts: Sequence[Any] = (), *, part: Any = None
) -> SafeString:
    """The line on which the reader, if they are a member, says where they stand with ``film``.

    ``parts`` are its segments (``accounts.diary.choices.parts_of``). With ``part``, which has the
    ``pk`` and ``number`` of a segment, it is the line of that segment.
    """
    user = request.user
    member = user.is_authenticated
    url = film.get_absolute_url()
    viewing = viewings.get(part.pk if part else None)
    status = viewing.status if viewing else ""
    seen = [pk for pk, each in viewings.items() if pk and each.status == WatchStatus.WATCHED]
    context = {
        "member": member,
        "film": film,
        "url": url,
        "page": segments.url(url, part.number) if part else url,
        "part": part,
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
        "scores": scores(user, viewing.score if viewing else None) if member else [],
        "parts": [{"part": each, "seen": each.pk in seen} for each in parts],
        # who has watched the whole has watched its segments
        "parts_seen": 0 if status == WatchStatus.WATCHED else sum(p.pk in seen for p in parts),
        "seen": status == WatchStatus.WATCHED,
        "today": localdate().isoformat(),
        "csrf_token": get_token(request) if member else "",  # it sets a cookie
    }
    return render_to_string("viewings/_bar.html", context)


def _has_segments(page: Any) -> bool:
    return any(key.startswith("segment:") for key in page.document)


def pieces(page: Any) -> Iterator[Addition | Facts]:
    """The additions to the page of a film. One query for all, one or (anthologies) two more for members."""
    user, film = page.request.user, page.entry
    if film.hidden or film.merged_into_id:
        return
    told = told_of(page.request, film.pk)
    parts = parts_of(film) if user.is_authenticated and _has_segments(page) else []
    yield Addition("head", bar_html(page.request, film, told, parts))
    tally = Tally.objects.filter(film=film.pk, segment=None).first()
    scale = scale_of(user)
    figures = drawn(tally, scale)
    if figures is not None:
        yield Addition("side", render_to_string("viewings/_tally.html", {"drawn": figures}))
    if tally is not None and tally.mean and tally.votes >= settings.GENGA_CHART_VOTES:
        yield Facts({"aggregateRating": rating(tally.mean, tally.votes)})


def rating(mean: float, votes: int) -> Node:
    """What many say of a film, as schema.org wants it; only where enough do to mean something."""
    return filled(
        kind="AggregateRating",
        ratingValue=round(mean, 1),
        bestRating=100,
        worstRating=1,
        ratingCount=votes,
    )
