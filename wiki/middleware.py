"""What is done to every request and answer: the reader's languages hold, broken rules are explained,
devices stay out of reach."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers

from wiki import title_language
from wiki.addresses import LANGUAGE
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


class LanguageOfAddressMiddleware:
    """Show a page in the language that its address asks for, ``?lang=ja``; nothing remembers it.

    So each language of a page has an address for search engines, and for links to it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD") and LANGUAGE in request.GET:
            asked = request.GET[LANGUAGE]
            if asked in dict(settings.LANGUAGES):
                translation.activate(asked)
                request.LANGUAGE_CODE = asked
        return self.get_response(request)


class TitleLanguageMiddleware:
    """Title pages as the reader prefers it. Asks the database for nothing until a title is shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked: list[HttpRequest] = []

        def ask() -> title_language.TitleLanguage:
            asked.append(request)
            return title_language.preferred(request)

        with title_language.asking(ask):
            response = self.get_response(request)
        if asked:
            patch_vary_headers(response, ["Cookie"])
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
