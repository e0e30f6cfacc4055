"""The plot of waits by week: where everything stands in the drawing. The template draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from babel.dates import format_skeleton
from django.utils.translation import get_language

from wiki.statistics import Week
from wiki.vocabularies import babel_locale
from wiki.waiting import in_words

WIDTH, HEIGHT = 720, 240
LEFT, RIGHT, TOP, BOTTOM = 84, 24, 12, 28
#: The steps that an axis of time may have, in hours.
STEPS = (0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 72, 168, 336, 672)
#: How many lines an axis has at most, and labels below it.
LINES, LABELS = 5, 7


@dataclass(frozen=True)
class Dot:
    """A week's value on a line of the plot."""

    x: float
    y: float


@dataclass(frozen=True)
class Mark:
    """A label of an axis, and where it stands."""

    at: float
    label: str


@dataclass(frozen=True)
class Plot:
    """Two lines of dots (broken where a week has no decision), and the labels of the axes."""

    median: list[list[Dot]]
    most: list[list[Dot]]
    hours: list[Mark]
    weeks: list[Mark]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM


def plot(weeks: Sequence[Week]) -> Plot | None:
    """The plot of ``weeks``, oldest first; ``None`` if nothing was decided in any of them."""
    waits = [week.most for week in weeks if week.most is not None]
    if not waits:
        return None
    step, top = _scale(max(waits))
    across = (WIDTH - LEFT - RIGHT) / max(len(weeks) - 1, 1)

    def x(place: int) -> float:
        return round(LEFT + across * place, 1)

    def y(wait: timedelta) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (wait / top), 1)

    def line(values: Sequence[timedelta | None]) -> list[list[Dot]]:
        pieces: list[list[Dot]] = [[]]
        for place, value in enumerate(values):
            if value is None:
                pieces.append([])
            else:
                pieces[-1].append(Dot(x(place), y(value)))
        return [piece for piece in pieces if piece]

    locale = babel_locale(get_language())
    every = -(-len(weeks) // LABELS)
    labelled = [place for place in range(len(weeks)) if (len(weeks) - 1 - place) % every == 0]
    return Plot(
        median=line([week.median for week in weeks]),
        most=line([week.most for week in weeks]),
        hours=[
            Mark(y(step * number), in_words(step * number) if number else "0")
            for number in range(round(top / step) + 1)
        ],
        weeks=[
            Mark(x(place), format_skeleton("MMMd", weeks[place].begins, locale=locale))
            for place in labelled
        ],
    )


def _scale(longest: timedelta) -> tuple[timedelta, timedelta]:
    """The step of the axis, and where it ends: few steps, and none that is awkward to read."""
    for hours in STEPS:
        step = timedelta(hours=hours)
        if step * LINES >= longest:
            break
    else:
        step = timedelta(weeks=-(-longest // (timedelta(weeks=1) * LINES)))
    lines = max(-(-longest // step), 1)
    return step, step * lines
