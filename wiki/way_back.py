"""The page that a form stood on, to return to when it is sent: never one of another site."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

#: The control of a form that names it.
NEXT = "next"


def way_back(request: HttpRequest, otherwise: str = "/") -> str:
    """What ``next`` of the form says, if it is an address of this site, else ``otherwise``."""
    url = request.POST.get(NEXT, "")
    return url if _is_page_here(request, url) else otherwise


def page_of_form(request: HttpRequest) -> str:
    """Where the form stood: as the browser says, else as the form does, else where it was sent to."""
    referrer = request.headers.get("Referer", "")
    if _is_here(request, referrer):
        parts = urlsplit(referrer)
        url = urlunsplit(("", "", parts.path, parts.query, ""))
        if _is_page_here(request, url):
            return url
    return way_back(request, request.get_full_path())


def _is_page_here(request: HttpRequest, url: str) -> bool:
    # A bare word would be taken for a view's name.
    return url.startswith("/") and url.isprintable() and _is_here(request, url)


def _is_here(request: HttpRequest, url: str) -> bool:
    return url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
