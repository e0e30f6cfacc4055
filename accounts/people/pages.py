"""Whose page an address means: a member's, or what a deleted account has left."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.models import User, UserBlock


def find_person(username: str, users: QuerySet[User] | None = None) -> User:
    """The user with that name, in any case. Raises ``Http404``: closed accounts have no page."""
    rows = User.objects.all() if users is None else users
    person: User = get_object_or_404(rows, username__iexact=username, is_active=True)
    return person


def find_person_or_rest(username: str, reader: Any) -> Any:
    """As ``find_person``, but what a deleted account has left to the catalogue is there, too.

    ``blocked`` is whether ``reader`` blocks the user.
    """
    there = User.objects.filter(Q(is_active=True) | Q(deleted_at__isnull=False))
    blocks = UserBlock.objects.filter(owner=reader.pk, other=OuterRef("pk"))
    return get_object_or_404(there.annotate(blocked=Exists(blocks)), username__iexact=username)


def right_address(request: HttpRequest, person: User, username: str, name: str, **also: Any) -> str:
    """Where the page ``name`` of ``person`` is, if it was asked for in other letters; else ""."""
    if person.username == username:
        return ""
    query = request.META.get("QUERY_STRING", "")
    url = reverse(name, kwargs={"username": person.username, **also})
    return f"{url}?{query}" if query else url
