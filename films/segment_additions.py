"""What apps above the catalogue add to the pages of segments: what readers made of one.

An app registers it when it is loaded (``AppConfig.ready``). Pages of segments are kept for readers
without a session: what is added to them must follow from revisions, or from the ``version`` that is
registered beside it, which is asked with the id of the film for each look at a kept page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

#: Gives the pieces for (request, segment id), to stand first among the facts beside the text.
Add = Callable[[HttpRequest, int], Iterable[SafeString]]
Version = Callable[[int], str]

_registered: list[tuple[Add, Version]] = []


def register(add: Add, version: Version) -> None:
    """Have ``add`` called for each page of a segment. Registering it again changes nothing."""
    if (add, version) not in _registered:
        _registered.append((add, version))


def pieces(request: HttpRequest, segment: int) -> list[SafeString]:
    """What is added to the page of a segment."""
    return [piece for add, _version in _registered for piece in add(request, segment)]


def version(request: HttpRequest, *args: Any, **kwargs: Any) -> str:
    """What kept pages of segments follow from beside revisions."""
    film = str(kwargs["ref"]).partition("-")[0]
    return " ".join(version(int(film)) for _add, version in _registered if len(film) < 19)
