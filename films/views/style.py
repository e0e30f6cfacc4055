"""The living style guide, for who builds the site: every component in every state."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from films import posters
from films.style import sections


def _refusal(request: HttpRequest) -> HttpResponse | None:
    """What is answered to who is not of the staff."""
    user: Any = request.user
    if not user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not user.is_staff:
        raise PermissionDenied
    return None


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """All sections of the guide on one page."""
    return _refusal(request) or render(request, "style/guide.html", sections.context())


@require_safe
def sample_poster(request: HttpRequest, year: int) -> HttpResponse:
    """A drawn poster of a film of ``year``; there need be none."""
    kind = "anthology" if year % 20 == 0 else "feature"
    drawn = posters.draw(f"Film of {year}", f"{year}年の映画", year, kind)
    return _refusal(request) or HttpResponse(drawn, content_type="image/svg+xml")
