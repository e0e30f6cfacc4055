"""Whose page an address means: a member's, or what a deleted account has left."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404

from accounts.models import User, UserBlock


def find_person(username: str) -> User:
    """The user with that name, in any case. Raises ``Http404``: closed accounts have no page."""
    person: User = get_object_or_404(User, username__iexact=username, is_active=True)
    return person


def find_person_or_rest(username: str, reader: Any) -> Any:
    """As ``find_person``, but what a deleted account has left to the catalogue is there, too.

    ``blocked`` is whether ``reader`` blocks the user, ``blocks_reader`` the other way round.
    """
    there = User.objects.filter(Q(is_active=True) | Q(deleted_at__isnull=False))
    blocks = UserBlock.objects.filter(owner=reader.pk, other=OuterRef("pk"))
    back = UserBlock.objects.filter(owner=OuterRef("pk"), other=reader.pk)
    there = there.annotate(blocked=Exists(blocks), blocks_reader=Exists(back))
    return get_object_or_404(there, username__iexact=username)
