"""Films and people for drawings, without a database."""

from __future__ import annotations

from xml.etree import ElementTree

from films.cards import FilmCard
from films.plots.figure import Figure
from wiki.title_language import Titles

#: Markup of all that a page may not hold.
FORBIDDEN = ("<style", "<script", " style=", " onclick")


def film(pk: int, year: int | None = 1990, title: str = "") -> FilmCard:
    """A film called after its number."""
    return FilmCard(pk, Titles(title or f"Film {pk}"), f"/films/{pk}/", "", year, "", None)


def parsed(figure: Figure | None) -> ElementTree.Element:
    """The drawing of a figure that there must be."""
    assert figure is not None
    assert not any(mark in figure.drawing for mark in FORBIDDEN)
    return ElementTree.fromstring(figure.drawing)  # noqa: S314


def links(root: ElementTree.Element) -> list[str]:
    """Where the links of a drawing lead, in order."""
    return [link.get("href", "") for link in root.iter("a")]
