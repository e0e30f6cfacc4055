"""The button with which members follow something, and no longer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accounts.follows import subjects
from accounts.models import Follow, User
from accounts.own_marks import FOLLOWED, own_marks
from wiki.page_additions import Addition


def is_followed(user: User, key: str) -> bool:
    """Whether ``user`` follows what ``key`` names. One query."""
    named = subjects.parts(key)
    if named is None:
        return False
    return Follow.objects.filter(user=user, about_type=named[0], about_id=named[1]).exists()


def button(request: Any, key: str, name: str, *, followed: bool, small: bool = False) -> SafeString:
    """The button for a member."""
    context = {
        "key": key,
        "name": name,
        "followed": followed,
        "small": small,
        "back": request.POST.get("next") or request.get_full_path(),
        "csrf_token": get_token(request),
    }
    return render_to_string("follows/_button.html", context)


def pieces(page: Any) -> Iterator[Addition]:
    """What the page of an entry of any type gets: nothing for strangers. No query of its own."""
    user, entry = page.request.user, page.entry
    if user.is_authenticated and not entry.hidden and not entry.merged_into_id:
        followed = FOLLOWED in own_marks(page)
        yield Addition("acts", button(page.request, page.key, str(entry), followed=followed))
