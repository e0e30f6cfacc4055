"""Having a film suggested again that was said not to be for oneself."""

from __future__ import annotations

from accounts.models import NotForMe, User
from films.models import Film
from wiki.policy import require


def take_back(film: Film, *, by: User) -> None:
    """Let ``film`` be suggested to that user again. Raises ``PermissionDenied`` (not logged in)."""
    require(by.is_authenticated and by.is_active)
    NotForMe.objects.filter(user=by, film=film).delete()
