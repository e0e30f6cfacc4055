"""What other sites call entries: the links whose value is an identifier, and the way back from it."""

from __future__ import annotations

from typing import Any


def external_ids(links: Any, owner: str, ids: list[int]) -> dict[int, dict[str, str]]:
    """The identifiers of entries by site, by entry, from the table ``links``. One statement.

    ``owner`` is the field of the table that points at the entry. Whole addresses are not identifiers;
    of several on one site the first counts.
    """
    found: dict[int, dict[str, str]] = {}
    rows = links._default_manager.filter(**{f"{owner}__in": ids}).order_by("position", "pk")
    for pk, site, value in rows.values_list(owner, "site", "value"):
        if "://" not in value:
            found.setdefault(pk, {}).setdefault(site, value)
    return found


def by_external_id(links: Any, owner: str, site: str, value: str) -> int | None:
    """The id of the entry that a site calls ``value``, from the table ``links``. One statement."""
    found = links._default_manager.filter(site=site, value=value)
    pk: int | None = found.values_list(owner, flat=True).first()
    return pk
