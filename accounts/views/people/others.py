"""Blocking somebody, and the files of users' pictures."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import avatars
from accounts.actions.people.block_user import block_user, unblock_user
from accounts.models import User
from accounts.people.pages import find_person
from wiki.views.guards import for_members, only_posted
from wiki.way_back import way_back

#: A picture that was taken away is nowhere after a day.
_FOR_A_DAY = "public, max-age=86400"


@only_posted
@for_members
def block(request: HttpRequest, username: str) -> HttpResponse:
    """Block a user (``act=block``), or no longer (``act=unblock``)."""
    person, user = find_person(username), cast(User, request.user)
    back = way_back(request, person.get_absolute_url())
    if request.POST.get("act") == "unblock":
        unblock_user(user, person)
        messages.success(request, _("%(name)s is not blocked any more.") % {"name": person})
        return redirect(back)
    try:
        block_user(user, person)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request,
            _("You hear nothing from %(name)s any more. Nobody tells them.") % {"name": person},
        )
    return redirect(back)


@require_safe
def avatar_file(request: HttpRequest, name: str, side: int) -> HttpResponse:
    """One file of a user's picture."""
    content = avatars.content_of(name, side)
    if content is None:
        raise Http404
    etag = quote_etag(f"{name}-{side}")
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(content, content_type="image/webp")
    response["ETag"] = etag
    response["Cache-Control"] = _FOR_A_DAY
    return response
