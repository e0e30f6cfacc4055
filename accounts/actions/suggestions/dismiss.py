"""Saying that a film is not for oneself, so that it is suggested no more."""

from __future__ import annotations

from django.utils import timezone

from accounts.models import NotForMe, User
from films.models import Film
from wiki.policy import require


def dismiss(film: Film, *, by: User) -> None:
    """Suggest ``film`` to that user no more. Raises ``PermissionDenied`` (not logged in)."""
    require(by.is_authenticated and by.is_active)
    row = NotForMe(user=by, film=film, said_at=timezone.now())
    NotForMe.objects.bulk_create([row], ignore_conflicts=True)
