"""What a watch list says of its owner, alone and beside another's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.people.comparison import compare
from accounts.people.pages import find_person
from accounts.people.statistics import statistics
from accounts.privacy import Part, may_see
from accounts.views.people.guards import with_person


@require_safe
@with_person
def show_statistics(request: HttpRequest, person: User) -> HttpResponse:
    """The statistics of a user, if the reader may see them."""
    request.is_public_page = True  # type: ignore[attr-defined]
    seen = may_see(request.user, person, Part.STATISTICS)
    found = statistics(person, request.user) if seen else None
    context = {"person": person, "found": found, "own": request.user == person}
    return render(request, "users/statistics.html", context)


@require_safe
def show_comparison(request: HttpRequest, username: str, other: str) -> HttpResponse:
    """Two users side by side, if the reader may see both watch lists."""
    first, second = find_person(username), find_person(other)
    if first.username != username or second.username != other:
        return redirect("user_compare", first.username, second.username, permanent=True)
    if first == second:
        return redirect("user_statistics", first.username)
    request.is_public_page = True  # type: ignore[attr-defined]
    closed = [each for each in (first, second) if not may_see(request.user, each, Part.WATCH_LIST)]
    found = None if closed else compare(first, second, request.user)
    context = {"first": first, "second": second, "closed": closed, "found": found}
    return render(request, "users/compare.html", context)
