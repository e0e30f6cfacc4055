"""What a member has made of the page they look at: whether they follow it, and whether it is a favourite."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Value

from accounts.models import Favourite, Follow
from accounts.people.favourites import KINDS

FOLLOWED, FAVOURITE = "followed", "favourite"


def own_marks(page: Any) -> set[str]:
    """Which of ``FOLLOWED`` and ``FAVOURITE`` the page of an entry is to its reader, a member.

    One query for a request, whichever asks first.
    """
    known: dict[str, set[str]] = page.request.__dict__.setdefault("_own_marks", {})
    if page.key not in known:
        known[page.key] = _asked(page.request.user, page.entry_type.name, page.entry.pk)
    return known[page.key]


def _asked(user: Any, kind: str, pk: int) -> set[str]:
    rows = Follow.objects.filter(user=user, about_type=kind, about_id=pk).order_by()
    marks = rows.values_list(Value(FOLLOWED, output_field=CharField()))
    if kind in KINDS:
        favourites = Favourite.objects.filter(user=user, **{kind: pk}).order_by()
        liked = favourites.values_list(Value(FAVOURITE, output_field=CharField()))
        marks = marks.union(liked, all=True)
    return {mark for (mark,) in marks}
