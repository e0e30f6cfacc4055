"""The public page of a user."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts import trust
from accounts.contributions import changes_by
from accounts.models import User
from accounts.policy import level_of
from accounts.record import record_of
from accounts.standing import standing_of
from wiki.open_web import Shared
from wiki.policy import policy


@require_safe
def show_user(request: HttpRequest, username: str) -> HttpResponse:
    """Show who the user is and what they have done; `?before=` pages back in time."""
    person = get_object_or_404(User, username__iexact=username, is_active=True)
    if person.username != username:
        return redirect(person, permanent=True)
    request.is_public_page = True  # type: ignore[attr-defined]
    before = request.GET.get("before", "")
    older = int(before) if _is_number(before) else None
    page = changes_by(person, reader=request.user, before=older)
    context = {
        "person": person,
        "record": record_of(person),
        "standing": standing_of(level_of(person), trust.of(person)),
        "detailed": request.user == person or policy().may_moderate(request.user),
        "page": page,
        "before": before,
        "shared": Shared("profile", person.username),
    }
    return render(request, "users/detail.html", context)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
