"""Whose spoilers are open: those of what the reader has watched, none, or all, as they prefer."""

from __future__ import annotations

from typing import Any

from accounts.models import Spoilers, User
from accounts.own_viewings import known_of
from wiki.spoilers import EVERYTHING, NOTHING, Known


def known(request: Any, entry: str) -> Known:
    """What the reader knows of an entry. One query for films at most, none for anything else.

    Who has seen a film knows all of its segments.
    """
    user = request.user
    if not isinstance(user, User) or user.spoilers == Spoilers.FOLDED:
        return NOTHING
    if user.spoilers == Spoilers.OPEN:
        return EVERYTHING
    kind, _colon, pk = entry.partition(":")
    if kind != "film" or not pk.isdigit():
        return NOTHING
    seen = {part for part, viewing in known_of(request, int(pk)).items() if viewing.times}
    return EVERYTHING if None in seen else {f"segment:{part}" for part in seen}
