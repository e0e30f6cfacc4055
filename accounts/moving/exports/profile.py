"""What a user shows of themselves, for files: favourites, what they follow, whom they block, the picture."""

from __future__ import annotations

from typing import Any

from accounts import avatars
from accounts.models import Follow, User
from accounts.people.favourites import groups


def favourites_of(user: User) -> dict[str, list[dict[str, Any]]]:
    """The favourites by kind, in their order. One query."""
    return {
        group.kind: [{"id": row.entry, "title": row.names.title} for row in group.rows]
        for group in groups(user)
    }


def follows_of(user: User) -> list[str]:
    """The keys of what the user follows: ``film:12``, ``user:3``. One query."""
    rows = Follow.objects.filter(user=user).order_by("pk").values_list("about_type", "about_id")
    return [f"{kind}:{pk}" for kind, pk in rows]


def blocked_by(user: User) -> list[str]:
    """The names of those whom the user blocks. One query."""
    return list(user.blocks.order_by("pk").values_list("other__username", flat=True))


def picture_of(user: User) -> bytes | None:
    """The largest file of the user's picture, WebP; ``None`` without one."""
    return avatars.content_of(user.avatar, avatars.SIZES[-1])
