"""Blocks: who is blocked may not comment on, like, follow, propose to or notify the one who blocks.

Reading stays as it is: what everybody sees, the blocked see too.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.models.acquaintance import UserBlock
from wiki.exceptions import Unwelcome


def is_blocked(by: Any, other: Any) -> bool:
    """Whether ``by`` has blocked ``other``: users or their ids. One query; none about oneself."""
    owner, blocked = _id(by), _id(other)
    if owner is None or blocked is None or owner == blocked:
        return False
    return UserBlock.objects.filter(owner=owner, other=blocked).exists()


def check_not_blocked(owner: Any, actor: Any) -> None:
    """Raise ``Unwelcome``, in words, where ``owner`` has blocked ``actor``. One query at most."""
    if is_blocked(owner, actor):
        raise Unwelcome(_("This member does not want to hear from you."))


def who_block(actor: Any, owners: Any) -> set[int]:
    """Those of ``owners`` (ids) who have blocked ``actor``. One query."""
    rows = UserBlock.objects.filter(other=_id(actor), owner__in=owners)
    return set(rows.values_list("owner", flat=True))


def _id(user: Any) -> int | None:
    found: int | None = user if isinstance(user, int) else user.pk
    return found
