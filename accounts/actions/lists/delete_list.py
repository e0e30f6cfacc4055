"""Deleting a list, with all that was said about it."""

from __future__ import annotations

from typing import Any

from accounts.lists.rights import rights
from accounts.lists.upkeep import writing
from accounts.models import FilmList
from wiki.policy import policy, require


def delete_list(of: FilmList, *, by: Any) -> None:
    """Delete a list for good. Its owner may. Raises ``PermissionDenied``."""
    with writing(of) as locked:
        require(rights(by, locked).manage, policy().refusal(by))
        locked.delete()
