"""Writing many rows that exist, quickly."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

_AT_ONCE = 250


def upsert(rows: Iterable[Any], fields: Iterable[str]) -> None:
    """Write some fields of many rows that exist, in one statement for hundreds of them."""
    found = list(rows)
    if found:
        type(found[0]).objects.bulk_create(
            found,
            batch_size=_AT_ONCE,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=list(fields),
        )
