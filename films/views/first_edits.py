"""Where a guided tour begins: the form of something that is easy to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from films.first_edits import first_edits
from wiki.views.guards import for_members


@require_safe
@for_members
def start_tour(request: HttpRequest) -> HttpResponse:
    """To the form of an easy task, with the tour; to that of a new film where nothing is lacking."""
    tasks = first_edits(request.user.pk or 0)
    if not tasks:
        return HttpResponseRedirect("/films/new/?tour=1")
    return HttpResponseRedirect(f"{tasks[0].url}&tour=1")
