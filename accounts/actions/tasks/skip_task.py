"""Not being asked for a fact for a while: who does not know it, or has just sent it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.models import TaskPause, User
from films.models import Film
from wiki.policy import require

#: For so long.
PAUSE = timedelta(days=30)


def skip_task(film: Film, gap: str, *, by: User) -> TaskPause:
    """Ask that user for a fact of ``film`` no more for a month.

    Raises ``PermissionDenied`` (not logged in).
    """
    require(by.is_authenticated and by.is_active)
    today = timezone.localdate()
    TaskPause.objects.filter(user=by, until__lte=today).delete()  # they hold no longer
    pause, _made = TaskPause.objects.update_or_create(
        user=by, film=film, gap=gap, defaults={"until": today + PAUSE}
    )
    return pause
