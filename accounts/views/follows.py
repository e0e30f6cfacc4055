"""Following, and the page of what one follows."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.actions import follow as acts
from accounts.actions.feed_address import new_address, no_address
from accounts.follows import subjects
from accounts.follows.button import button
from accounts.follows.feed import address_of
from accounts.follows.pages import following
from accounts.models import User
from wiki.exceptions import Refused
from wiki.views.guards import for_members, only_posted
from wiki.views.in_place import wants_fragment
from wiki.way_back import way_back


@only_posted
@for_members
def follow(request: HttpRequest) -> HttpResponse:
    """Follow something, or no longer (``follow=no``); a script gets the button alone."""
    key, begin = request.POST.get("about", ""), request.POST.get("follow") != "no"
    user = cast(User, request.user)
    try:
        thing = acts.follow(user, key) if begin else subjects.find(key, user)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
    if not begin:
        acts.unfollow(user, [key])
    if wants_fragment(request) and thing is not None:
        key, small = subjects.key_of(thing), bool(request.POST.get("small"))
        return HttpResponse(button(request, key, str(thing), followed=begin, small=small))
    return HttpResponseRedirect(way_back(request, "/mine/following/"))


@require_safe
@for_members
def own_following(request: HttpRequest) -> HttpResponse:
    """What the member follows."""
    user = cast(User, request.user)
    context = {
        "following": following(user, user, request.GET),
        "feed": address_of(user),
    }
    return render(request, "follows/list.html", context)


@only_posted
@for_members
def unfollow(request: HttpRequest) -> HttpResponse:
    """Follow what was ticked no longer."""
    gone = acts.unfollow(request.user, request.POST.getlist("about")[:1000])
    told = ngettext("You follow %(count)s page less.", "You follow %(count)s pages less.", gone)
    messages.success(request, told % {"count": gone} if gone else _("Nothing was ticked."))
    return HttpResponseRedirect(way_back(request, "/mine/following/"))


@only_posted
@for_members
def feed_address(request: HttpRequest) -> HttpResponse:
    """Make the address of the member's feed, a new one in its place, or none any more."""
    user = cast(User, request.user)
    if request.POST.get("act") == "end":
        no_address(user)
        messages.success(request, _("The address of your feed holds no longer."))
    else:
        new_address(user)
        messages.success(request, _("Your feed has a new address. Keep it to yourself."))
    return redirect("following")
