"""The public pages of a user: who they are, and what they have done for the catalogue."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts import trust
from accounts.contributions import changes_by
from accounts.models import User
from accounts.people.overview import overview
from accounts.people.pages import find_person_or_rest
from accounts.policy import level_of
from accounts.record import record_of
from accounts.standing import standing_of
from accounts.views.people.guards import right_address, with_person
from wiki.open_web import Shared
from wiki.policy import policy


@require_safe
def show_user(request: HttpRequest, username: str) -> HttpResponse:
    """Show who the user is, what they like best, what they did of late."""
    person = find_person_or_rest(username, request.user)
    if url := right_address(request, person):
        return redirect(url, permanent=True)
    request.is_public_page = True  # type: ignore[attr-defined]
    if person.deleted_at:
        context = {"person": person, "page": changes_by(person, reader=request.user)}
        return render(request, "users/deleted.html", context)
    context = {
        "person": person,
        "page": overview(person, request.user),
        "blocked": person.blocked,
        "blocks_reader": person.blocks_reader,
        "shared": Shared("profile", person.username),
    }
    return render(request, "users/detail.html", context)


@require_safe
@with_person
def show_edits(request: HttpRequest, person: User) -> HttpResponse:
    """Show what the user has done for the catalogue; `?before=` pages back in time."""
    request.is_public_page = True  # type: ignore[attr-defined]
    before = request.GET.get("before", "")
    older = int(before) if _is_number(before) else None
    context = {
        "person": person,
        "record": record_of(person),
        "standing": standing_of(level_of(person), trust.of(person)),
        "detailed": request.user == person or policy().may_moderate(request.user),
        "page": changes_by(person, reader=request.user, before=older),
        "before": before,
    }
    return render(request, "users/edits.html", context)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
