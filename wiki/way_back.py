"""The page that a form stood on, to return to when it is sent: never one of another site."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

#: The control of a form that names it.
NEXT = "next"


def way_back(request: HttpRequest, otherwise: str = "/") -> str:
    """What ``next`` of the form says, if it is an address of this site, else ``otherwise``."""
    url = request.POST.get(NEXT, "")
    here = url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    whole = (
        url.startswith("/") and url.isprintable()
    )  # a bare word would be taken for a view's name
    return url if here and whole else otherwise
