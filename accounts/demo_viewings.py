"""What the demo's accounts have watched, and how they rate it: the same each time."""

from __future__ import annotations

import random

from accounts.actions.watch import Said, watch
from accounts.models import User, WatchStatus
from accounts.scales import Scale
from films.models import Film, Segment

_STATUSES = (
    *(WatchStatus.WATCHED,) * 6,
    *(WatchStatus.WANT,) * 3,
    WatchStatus.ON_HOLD,
    WatchStatus.DROPPED,
)
_SCALES = (Scale.TEN, Scale.STARS, Scale.HUNDRED, Scale.SMILEYS, Scale.TEN)


def seed_viewings() -> None:
    """Give each account a list of some thirty films; nothing where there are lists already."""
    films = list(Film.objects.visible().order_by("pk"))
    for at, user in enumerate(User.objects.order_by("pk")):
        if user.viewings.exists():
            continue
        user.scale = _SCALES[at % len(_SCALES)]
        user.save(update_fields=["scale"])
        drawn = random.Random(at)  # noqa: S311 -- a demo, not a secret
        for film in drawn.sample(films, min(len(films), 24 + 3 * at)):
            watch(user, film, _said(drawn, film))
        for segment in Segment.objects.order_by("pk")[at : at + 3]:
            said = Said(status=WatchStatus.WATCHED, score=drawn.randrange(70, 100, 5))
            watch(user, segment.film, said, segment=segment)


def _said(drawn: random.Random, film: Film) -> Said:
    """Something likely to be said of a film: old ones are liked, few are hated."""
    status = drawn.choice(_STATUSES)
    if status != WatchStatus.WATCHED:
        return Said(status=status)
    liked = min(100, max(15, round(drawn.gauss(74, 14) / 5) * 5))
    year = max(film.year or 2000, 2000) + drawn.randrange(0, 20)
    return Said(status=status, score=liked, finished=str(min(year, 2025)))
