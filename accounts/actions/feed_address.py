"""Making and ending the secret address at which a member's feed of what they follow stands."""

from __future__ import annotations

import secrets

from accounts.models import User
from wiki.policy import require


def new_address(user: User) -> None:
    """Give the feed of ``user`` a new address; one that it had holds no longer."""
    require(user.is_authenticated and user.is_active)
    user.feed_key = secrets.token_urlsafe(20)
    user.save(update_fields=["feed_key"])


def no_address(user: User) -> None:
    """End the feed of ``user``."""
    require(user.is_authenticated and user.is_active)
    user.feed_key = ""
    user.save(update_fields=["feed_key"])
