"""Finding the user whose page an address names."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from accounts.models import User
from accounts.people.pages import find_person


def with_person(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view ``(request, person, ...)`` for ``(request, username, ...)``.

    A name in other letters redirects to the right one.
    """

    @wraps(view)
    def guarded(request: HttpRequest, username: str, **kwargs: Any) -> HttpResponse:
        person = find_person(username)
        if url := right_address(request, person):
            return HttpResponsePermanentRedirect(url)
        return view(request, person, **kwargs)

    return guarded


def right_address(request: HttpRequest, person: User) -> str:
    """Where this page of ``person`` is, if it was asked for in other letters; else ""."""
    asked = request.resolver_match
    if asked is None or asked.kwargs["username"] == person.username:
        return ""
    query = request.META.get("QUERY_STRING", "")
    url = reverse(asked.view_name, kwargs={**asked.kwargs, "username": person.username})
    return f"{url}?{query}" if query else url
