"""What apps above the catalogue add to the pages of segments: what readers made of one, and may do with it.

An app registers it when it is loaded (``AppConfig.ready``). Pages of segments are kept for readers
without a session: what is added to them must follow from revisions, or from the ``version`` that is
registered beside it, which is asked with the id of the film for each look at a kept page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from films.models import Film
from wiki.page_additions import Addition, by_place


@dataclass(frozen=True)
class SegmentPage:
    """The page of a segment that is asked for: by whom, and which of which film."""

    request: HttpRequest
    film: Film
    pk: int
    number: int


#: Gives the pieces of a page, each with its place: "head", "side" or "foot".
Add = Callable[[SegmentPage], Iterable[Addition]]
Version = Callable[[int], str]

_registered: list[tuple[Add, Version]] = []


def register(add: Add, version: Version) -> None:
    """Have ``add`` called for each page of a segment. Registering it again changes nothing."""
    if (add, version) not in _registered:
        _registered.append((add, version))


def pieces(page: SegmentPage) -> dict[str, list[SafeString]]:
    """What is added to the page of a segment, by place."""
    return by_place(piece for add, _version in _registered for piece in add(page))


def version(request: HttpRequest, *args: Any, **kwargs: Any) -> str:
    """What kept pages of segments follow from beside revisions."""
    film = str(kwargs["ref"]).partition("-")[0]
    return " ".join(version(int(film)) for _add, version in _registered if len(film) < 19)
