"""Ending the guided tour."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from accounts.models import User
from wiki.views.guards import for_members
from wiki.way_back import way_back


@require_POST
@for_members
def end_tour(request: HttpRequest) -> HttpResponse:
    """Show the tour no more to the member, and go back to ``next``; a script gets an empty answer."""
    user = cast(User, request.user)
    User.objects.filter(pk=user.pk, wants_tour=True).update(wants_tour=False)
    if request.headers.get("Accept", "").startswith("application/json"):
        return HttpResponse(status=204)
    return HttpResponseRedirect(way_back(request))
