"""What a page gets of a picture: the drawing, what it says in words, and a table of the same facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from films.plots.pencil import together, units
from films.poster_lettering import clean


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table; numbers stand to the end."""

    label: str
    numbers: bool = False


@dataclass(frozen=True, slots=True)
class Sample:
    """A line of the legend: a piece of the drawing and what it stands for."""

    drawing: SafeString
    label: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture for ``templates/plots/figure.html``.

    ``name`` is a word that is unique on the page, ``caption`` how the picture is read. In ``rows`` the
    first cell names the row; cells are text or safe HTML.
    """

    name: str
    title: str
    caption: str
    drawing: SafeString
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    legend: tuple[Sample, ...] = ()

    @property
    def table(self) -> list[list[tuple[Column, str]]]:
        """The rows, each cell with its column."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


def sheet(
    name: str,
    title: str,
    said: str,
    size: tuple[float, float],
    content: Iterable[str],
    *,
    links: bool,
    left: float = 0,
    kind: str = "",
) -> SafeString:
    """The root of a drawing of ``size``, named and described for those who do not see it.

    With ``links`` in it, it is a group whose parts can be reached; else one image. It begins at ``left``.
    ``kind`` says how it is styled, where several of a page are alike.
    """
    width, height = (units(side) for side in size)
    return format_html(
        '<svg class="plot__drawing plot__drawing--{8}" viewBox="{7} 0 {0} {1}" width="{0}"'
        ' height="{1}" role="{2}"'
        ' aria-labelledby="plot-{3}-title" aria-describedby="plot-{3}-said">'
        '<title id="plot-{3}-title">{4}</title><desc id="plot-{3}-said">{5}</desc>{6}</svg>',
        width,
        height,
        "group" if links else "img",
        name,
        clean(title),
        clean(said),
        together(content),
        units(left),
        kind or name,
    )


def sample(*content: str) -> SafeString:
    """A piece of drawing for the legend, of 28 by 12 units."""
    return format_html(
        '<svg class="plot__sample" viewBox="0 0 28 12" width="28" height="12" aria-hidden="true">{}</svg>',
        together(content),
    )
