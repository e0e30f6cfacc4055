"""Writing lists: the lock that keeps two writers of one list apart, and what follows from its rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts.models import FilmList, ListAct, ListChange, ListItem

#: So many posters stand for a list.
COVER = 5


@contextmanager
def writing(of: FilmList) -> Iterator[FilmList]:
    """A transaction that holds a list: what it gives is the list as it is now. Raises ``Http404``."""
    with transaction.atomic():
        locked = FilmList.objects.select_for_update(of=("self",)).select_related("owner")
        found = locked.filter(pk=of.pk).first()
        if found is None:  # deleted meanwhile
            raise Http404
        yield found


def settle(of: FilmList, *fields: str, rows: bool = True) -> None:
    """Save what follows from a list's rows, ``fields``, and that it has changed. In ``writing`` alone.

    Without ``rows`` they are as they were, and what changed is no word of the list either.
    """
    now = timezone.now()
    changed = [*fields, "touched_at"]
    of.touched_at = now
    if rows:
        items = ListItem.objects.filter(list=of)
        of.row_count = items.count()
        films = items.filter(film__isnull=False, film__hidden=False).order_by("position", "pk")
        of.cover = list(dict.fromkeys(films.values_list("film", flat=True)[: COVER * 2]))[:COVER]
        changed += ["row_count", "cover"]
    if rows or fields:
        of.changed_at = now
        changed.append("changed_at")
    of.save(update_fields=changed)


def tell(
    of: FilmList, act: ListAct, *, by: Any, about: dict[str, int] | None = None, **details: Any
) -> ListChange:
    """A line of the list's history, not saved yet."""
    return ListChange(list=of, act=act, by=by, at=timezone.now(), details=details, **(about or {}))
