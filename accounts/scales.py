"""The scales in which users rate. A score is kept once, from 1 to 100, and shown in each reader's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.figures import number


class Scale(models.TextChoices):
    """How a user rates."""

    TEN = "ten", _("10 points, with halves")
    HUNDRED = "hundred", _("100 points")
    STARS = "stars", _("5 stars")
    SMILEYS = "smileys", _("3 smileys")


@dataclass(frozen=True)
class Step:
    """A rating that can be given: the score that is kept, as it is shown, and as it is said."""

    score: int
    shown: str
    said: Any


_SMILEYS = (
    Step(25, "🙁", _("did not like it")),
    Step(60, "😐", _("it was all right")),
    Step(90, "🙂", _("liked it")),
)


def steps(scale: str) -> list[Step]:
    """What can be chosen, the best first."""
    if scale == Scale.SMILEYS:
        return list(reversed(_SMILEYS))
    if scale == Scale.STARS:
        return [
            Step(20 * stars, "★" * stars, _("%(number)d of 5 stars") % {"number": stars})
            for stars in range(5, 0, -1)
        ]
    if scale == Scale.HUNDRED:
        return [Step(score, number(score), _of(score, 100)) for score in range(100, 0, -1)]
    return [Step(5 * half, number(half / 2), _of(half / 2, 10)) for half in range(20, 0, -1)]


def scale_of(reader: Any) -> str:
    """The scale in which ``reader`` is told ratings; ten points for strangers."""
    return str(reader.scale) if reader.is_authenticated else Scale.TEN


def nearest(score: int, scale: str) -> Step:
    """The rating of ``scale`` that is nearest to a score from 1 to 100; of two the better one."""
    return min(steps(scale), key=lambda step: abs(step.score - score))


def shown(score: float, scale: str) -> str:
    """A score, or a mean of scores, in a scale: "8.5", "85", "4.3 ★", or a smiley."""
    if scale == Scale.SMILEYS:
        return nearest(round(score), scale).shown
    if scale == Scale.STARS:
        return f"{number(round(score / 20, 1))} ★"
    return number(round(score) if scale == Scale.HUNDRED else round(score / 10, 1))


def _of(value: float, best: int) -> str:
    return _("%(number)s of %(best)d") % {"number": number(value), "best": best}
