"""Who sees which part of somebody's profile: everybody, members, or the user alone.

What is not a part is public for other reasons: reviews and lists say for themselves who sees them, and
what somebody did to the catalogue belongs to its history. Moderators see no more than other members.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from accounts.models import User


class Part(models.TextChoices):
    """A part of a profile."""

    WATCH_LIST = "watch_list", _("watch list and ratings")
    DIARY = "diary", _("diary")
    STATISTICS = "statistics", _("statistics")
    ACTIVITY = "activity", _("latest activity")
    FAVOURITES = "favourites", _("favourites")


class Seen(models.TextChoices):
    """By whom."""

    EVERYBODY = "everybody", pgettext_lazy("who sees it", "everybody")
    MEMBERS = "members", pgettext_lazy("who sees it", "members")
    ME = "me", pgettext_lazy("who sees it", "only me")


def seen_by(owner: User, block: str) -> Seen:
    """By whom a part of the profile of ``owner`` is seen. What is not understood is nobody else's."""
    said = owner.privacy.get(Part(block).value, Seen.EVERYBODY)
    return Seen(said) if said in Seen.values else Seen.ME


def may_see(reader: Any, owner: User, block: str) -> bool:
    """Whether ``reader`` (perhaps anonymous) sees that ``Part`` of the profile of ``owner``. No query.

    Single films, entries and lists may be private beside; that is asked of them.
    """
    if reader.is_authenticated and reader.pk == owner.pk:
        return True
    seen = seen_by(owner, block)
    return seen == Seen.EVERYBODY or (seen == Seen.MEMBERS and bool(reader.is_authenticated))


def parts_seen(reader: Any, owner: User) -> frozenset[str]:
    """All parts that ``reader`` sees. No query."""
    return frozenset(part.value for part in Part if may_see(reader, owner, part))
