"""Answering with an error: its status and its headers, and a page that helps."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from wiki.exceptions import Unwelcome, WikiError
from wiki.suggestions import suggested


def answered(answer: HttpResponse, error: WikiError) -> HttpResponse:
    """``answer``, which explains ``error``, with the status and the headers of the error."""
    answer.status_code = error.status
    for name, value in error.headers.items():
        answer[name] = value
    return answer


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with the pages that the words of the address may mean. Kept by no cache."""
    if _wants_data(request):
        return _uncached(JsonResponse({"error": _("There is no such page.")}, status=404))
    found = suggested(request.path)
    context = {"words": found.words, "suggestions": found.entries}
    return _uncached(render(request, "404.html", context, status=404))


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with the reason where one was given, and what the reader can do about it."""
    nothing_said = _("You may not do this.")
    reason = str(exception) if isinstance(exception, PermissionDenied) else ""
    if _wants_data(request):
        return _uncached(JsonResponse({"error": reason or nothing_said}, status=403))
    if reason == nothing_said:  # the heading says so
        reason = ""
    context = {"reason": reason, "of_level": not isinstance(exception, Unwelcome)}
    return _uncached(render(request, "403.html", context, status=403))


def _wants_data(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _uncached(answer: HttpResponse) -> HttpResponse:
    """A page that is missing or closed today may be there tomorrow, and for others."""
    add_never_cache_headers(answer)
    return answer
