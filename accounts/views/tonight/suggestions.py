"""What a member may like, and saying that something is not for them."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.actions.suggestions.dismiss import dismiss
from accounts.actions.suggestions.take_back import take_back
from accounts.models import Neighbours, NotForMe, User
from accounts.suggestions.page import suggested
from films.cards import films_by_id
from films.models import Film
from wiki.entry_types import registry
from wiki.views.guards import find_entry, for_members, only_posted, survivor
from wiki.way_back import way_back

#: So many films that are not for the reader are shown, the latest first.
_MOST_DISMISSED = 60


@require_safe
@for_members
def suggestions(request: HttpRequest) -> HttpResponse:
    """Films that the reader's ratings speak for, each with the reason."""
    user = cast(User, request.user)
    found, known = suggested(request, user)
    context = {
        "suggestions": found,
        "rated": sum(1 for score, _status, _part in known.said.values() if score is not None),
        "dismissed": len(known.not_wanted),
        "computed": bool(found) or Neighbours.objects.exists(),
    }
    return render(request, "tonight/suggestions.html", context)


@require_safe
@for_members
def dismissed(request: HttpRequest) -> HttpResponse:
    """The films that the reader has said are not for them, to take that back."""
    said = NotForMe.objects.filter(user=cast(User, request.user)).order_by("-said_at", "-pk")
    ids = list(said.values_list("film", flat=True)[:_MOST_DISMISSED])
    known = films_by_id(ids)
    films = [known[pk] for pk in ids if pk in known]
    return render(request, "tonight/dismissed.html", {"films": films})


@only_posted
@for_members
def not_for_me(request: HttpRequest, ref: str) -> HttpResponse:
    """Suggest a film no more; with ``again`` suggest it again."""
    film = cast(Film, survivor(find_entry(request, registry["film"], ref)))
    user = cast(User, request.user)
    if request.POST.get("again"):
        take_back(film, by=user)
        messages.success(request, _("It may be suggested to you again."))
    else:
        dismiss(film, by=user)
        messages.success(request, _("It is not suggested to you any more."))
    return redirect(way_back(request, "/mine/suggestions/"))
