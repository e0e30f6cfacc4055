"""Films for adults: which facts make a film one, and whether this reader wants to see their pictures.

The one fact that the catalogue has is what boards of classification say of releases. A film is for
adults where a board has put a release into the class that it keeps for them, beyond what violence
leads to: "18" of the BBFC, the FSK and others says nothing of that kind and does not count. What no board
has seen is for everybody, until an editor enters a rating.

Pictures of such films are not shown, a drawn poster stands for theirs, and the site suggests them to
nobody who has not asked for them (``User.shows_adult``). They can be found like all others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from films.models.release import RatingSystem

#: The classes, as they are written once spaces and signs are left out.
CLASSES: dict[str, frozenset[str]] = {
    RatingSystem.EIRIN: frozenset({"R18", "成人", "成人映画"}),
    RatingSystem.MPA: frozenset({"NC17", "X"}),
    RatingSystem.BBFC: frozenset({"R18"}),
    RatingSystem.CNC: frozenset({"X"}),
    RatingSystem.ACB: frozenset({"X", "X18"}),
    RatingSystem.KMRB: frozenset({"RESTRICTED", "RESTRICTEDSCREENING", "제한상영가"}),
}
_SIGNS = re.compile(r"[^\w]|_")


def is_for_adults(board: str, rating: str) -> bool:
    """Whether a rating by a board (``RatingSystem``) is of a class for adults alone."""
    return _SIGNS.sub("", rating).upper() in CLASSES.get(board, ())


_asked: ContextVar[Callable[[], bool] | None] = ContextVar("shows_adult", default=None)


def shown() -> bool:
    """Whether the reader of this request has asked for films for adults; nobody outside of requests."""
    ask = _asked.get()
    return False if ask is None else ask()


@contextmanager
def asking(ask: Callable[[], bool]) -> Iterator[None]:
    """Within it ``shown()`` is what ``ask()`` says; it is asked once, and only if somebody wants it."""
    token = _asked.set(cache(ask))
    try:
        yield
    finally:
        _asked.reset(token)


def suitable(films: QuerySet[Any]) -> QuerySet[Any]:
    """Of ``films`` those that may be suggested to the reader."""
    return films if shown() else films.filter(adult=False)


def unsuitable() -> list[int]:
    """The films that are not to be suggested to the reader. One query, of an index of few."""
    from films.models import Film

    return [] if shown() else list(Film.objects.filter(adult=True).values_list("pk", flat=True))


class AdultMiddleware:
    """Show films for adults to members who want them. Who has no session sees what all others see."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        with asking(lambda: getattr(request.user, "shows_adult", False)):
            return self.get_response(request)
