"""The front page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from films import front_page, linked_data, mending
from films.features import latest, teasers
from films.first_edits import Task, first_edits
from wiki.models import Submission
from wiki.views.strangers import for_strangers

#: Articles that the front page names.
FEATURES = 3


@require_safe
@for_strangers
def home(request: HttpRequest) -> HttpResponse:
    """Where to begin: searching, looking around, helping."""
    context = {
        "figures": front_page.figures(),
        "wall": front_page.wall(),
        "new_films": front_page.new_films(),
        "features": teasers(latest()[:FEATURES]),
        "anthologies": front_page.anthologies(),
        "genres": front_page.genres(),
        "changes": front_page.changes(),
        "first_edits": (begins := _first_edits(request)),
        "mending": [] if begins else _mending(request),
        "linked_data": [linked_data.site()],
    }
    return render(request, "home.html", context)


def _first_edits(request: HttpRequest) -> list[Task]:
    """What to begin with, for members who have sent nothing yet. One query for others, none for strangers."""
    user = request.user
    if not user.is_authenticated or Submission.objects.filter(author_id=user.pk).exists():
        return []
    return first_edits(user.pk)


def _mending(request: HttpRequest) -> list[mending.Task]:
    """Some of what the day offers to a member."""
    user = request.user
    return mending.tasks_of_day(user, most=4) if user.is_authenticated else []
