"""What is done to every answer: broken rules are explained, devices stay out of reach."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from wiki.exceptions import OutsideRevision, WikiError
from wiki.views.errors import answered

#: What no page of the site ever needs of the reader's machine.
CLOSED = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class PermissionsPolicyMiddleware:
    """Close the reader's devices to whatever script might get into a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", CLOSED)
        return response


class WikiErrorMiddleware:
    """Turn a ``WikiError`` that no view has handled into an answer with its status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for ``error`` if it is the user's; a broken engine stays an error of the server."""
        if not isinstance(error, WikiError) or isinstance(error, OutsideRevision):
            return None
        if request.headers.get("Accept", "").startswith("application/json"):
            return answered(JsonResponse({"error": str(error)}), error)
        return answered(render(request, "wiki_error.html", {"error": error}), error)
