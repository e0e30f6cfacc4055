"""Moving favourites from pages that were merged away to the pages they were merged into."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import Favourite
from accounts.people.favourites import KINDS

_BATCH = 500


def follow_merged_entries() -> str:
    """Move them; return how many, in words, "" for none. A job of ``tick``.

    Who has the other among theirs already keeps that one alone.
    """
    moved = sum(_move(kind) for kind in KINDS)
    return f"{moved:,} favourites" if moved else ""


def _move(kind: str) -> int:
    moved = 0
    while rows := list(_stranded(kind)):
        with transaction.atomic():
            for row in rows:
                target = getattr(row, kind).merged_into_id
                if Favourite.objects.filter(user=row.user_id, **{kind: target}).exists():
                    row.delete()
                else:
                    Favourite.objects.filter(pk=row.pk).update(**{kind: target})
        moved += len(rows)
    return moved


def _stranded(kind: str) -> Any:
    rows = Favourite.objects.exclude(**{f"{kind}__merged_into": None})
    return rows.select_related(kind).order_by("pk")[:_BATCH]
