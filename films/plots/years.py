"""The axis of years below a drawing, and labels that stand along it without touching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from films.plots.pencil import path, text, together, units

#: Years between two marks of the axis, and how far marks stand apart at least.
_STEPS, _APART = (1, 2, 5, 10, 20, 50, 100), 46.0
#: From one label to the next of its row.
_BETWEEN = 12.0

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Axis:
    """Years from ``first`` to ``last``, drawn from ``left`` to ``right``."""

    first: int
    last: int
    left: float
    right: float

    @property
    def step(self) -> float:
        """The room of one year."""
        return (self.right - self.left) / (self.last - self.first + 1)

    def x(self, year: int) -> float:
        """The middle of a year."""
        return self.left + (year - self.first + 0.5) * self.step

    @property
    def marks(self) -> list[int]:
        """The years that are written."""
        every = next((each for each in _STEPS if each * self.step >= _APART), _STEPS[-1])
        begin = -(-self.first // every) * every
        return list(range(begin, self.last + 1, every)) or [self.first]

    def drawn(self, top: float, bottom: float) -> SafeString:
        """Lines from ``top`` to ``bottom`` with the years below them."""
        lines = "".join(
            f"M{units(self.x(year))} {units(top)}V{units(bottom)}" for year in self.marks
        )
        words = (
            text(str(year), self.x(year), bottom + 18, css="plot__year", anchor="middle")
            for year in self.marks
        )
        return together((path(lines, "plot__grid"), *words))

    def spread(self, years: Sequence[int]) -> list[float]:
        """Where things of these years stand: those of one year beside each other, in their order."""
        seen: dict[int, int] = {}
        found = []
        for year in years:
            place, many = seen.get(year, 0), years.count(year)
            seen[year] = place + 1
            found.append(self.x(year) + (place - (many - 1) / 2) * self.room(many))
        return found

    def room(self, many: int) -> float:
        """From one of ``many`` things of a year to the next."""
        return min(self.step * 0.85 / many, 14.0)


def span_of(x: float, width: float, limit: float) -> tuple[Span, bool]:
    """What a label at ``x`` covers, and whether it ends there: so it does where it would pass ``limit``."""
    if x + width <= limit:
        return (x - 4, x + width), False
    return (x - width, x + 4), True


def pack(
    spans: Sequence[Span],
    *,
    beside: Sequence[Sequence[int]] = (),
    most: int = 0,
) -> list[int | None]:
    """A row for each span in which it touches none of those before it.

    ``beside`` names for each span earlier ones whose row it would rather have; otherwise it takes the
    first that is free. With ``most`` rows, what fits none of them gets ``None``.
    """
    rows: list[list[Span]] = []
    found: list[int | None] = []
    for place, span in enumerate(spans):
        wished = [found[other] for other in (beside[place] if beside else ()) if other < place]
        order = [row for row in wished if row is not None]
        order += range(len(rows))
        row = next((row for row in order if _free(rows[row], span)), None)
        if row is None and (not most or len(rows) < most):
            row = len(rows)
            rows.append([])
        if row is not None:
            rows[row].append(span)
        found.append(row)
    return found


def _free(taken: Sequence[Span], span: Span) -> bool:
    start, end = span
    return all(end + _BETWEEN <= other[0] or other[1] + _BETWEEN <= start for other in taken)
