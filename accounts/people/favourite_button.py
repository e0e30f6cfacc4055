"""The button with which members make a page one of their favourites, and no longer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accounts.own_marks import FAVOURITE, own_marks
from wiki.page_additions import Addition


def button(request: Any, kind: str, pk: int, name: str, *, on: bool) -> SafeString:
    """The button for a member."""
    context = {
        "kind": kind,
        "pk": pk,
        "name": name,
        "on": on,
        "back": request.POST.get("next") or request.get_full_path(),
        "csrf_token": get_token(request),
    }
    return render_to_string("users/_favourite_button.html", context)


def pieces(page: Any) -> Iterator[Addition]:
    """What the page of a film, person or character gets: nothing for strangers. No query of its own."""
    user, entry, kind = page.request.user, page.entry, page.entry_type.name
    if user.is_authenticated and not entry.hidden and not entry.merged_into_id:
        on = FAVOURITE in own_marks(page)
        yield Addition("acts", button(page.request, kind, entry.pk, str(entry), on=on))
