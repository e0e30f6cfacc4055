"""What users set about their own pages: text and picture, favourites, who sees what, whom they block."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions.people.describe_self import describe_self
from accounts.actions.people.favour import arrange, disfavour, favour
from accounts.actions.people.set_privacy import set_privacy
from accounts.models import User
from accounts.people.favourite_button import button
from accounts.people.favourite_forms import FavouritesForm
from accounts.people.favourites import KINDS, MOST, groups
from accounts.people.forms import PrivacyForm, SelfForm
from wiki.exceptions import Refused, WikiError
from wiki.views.guards import for_members, only_posted
from wiki.views.in_place import wants_fragment
from wiki.way_back import way_back


class BadFavourite(WikiError):
    """What was sent names no page that can be a favourite."""


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def describe(request: HttpRequest) -> HttpResponse:
    """The form of a user's text and picture."""
    user = cast(User, request.user)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = SelfForm(*sent, user=user)
    if form.is_valid():
        try:
            describe_self(user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("picture", error)
        except Refused as error:
            form.add_error("about", str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(user)
    context = {"form": form, "person": user}
    return render(request, "account/profile.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def privacy(request: HttpRequest) -> HttpResponse:
    """Who sees which part of the profile, and whom the user has blocked."""
    user = cast(User, request.user)
    form = PrivacyForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        set_privacy(user, form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("account_privacy")
    blocked = user.blocks.select_related("other").order_by("-pk")
    context = {"form": form, "blocked": blocked}
    return render(request, "account/privacy.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def favourites(request: HttpRequest) -> HttpResponse:
    """The user's favourites, to be put in order; others are added by name."""
    user = cast(User, request.user)
    shown = groups(user)
    form = FavouritesForm(shown, request.POST if request.method == "POST" else None)
    if form.is_valid():
        if form.added is not None:
            try:
                favour(user, *form.added)
            except ValidationError as error:
                form.refuse(error)
        elif form.order is not None:
            arrange(user, *form.order)
            messages.success(request, _("Saved."))
        if not form.error:
            return redirect(f"{request.path}#{form.kind}")
    context = {"form": form, "groups": form.groups, "most": MOST}
    return render(request, "account/favourites.html", context, status=422 if form.error else 200)


@only_posted
@for_members
def set_favourite(request: HttpRequest) -> HttpResponse:
    """Make the page ``kind`` and ``id`` a favourite (``on=1``), or none any more; back to where one was.

    A script gets the button alone.
    """
    kind, typed = request.POST.get("kind", ""), request.POST.get("id", "")
    if kind not in KINDS or not (typed.isascii() and typed.isdigit() and len(typed) < 19):
        raise BadFavourite
    user, pk, on = cast(User, request.user), int(typed), request.POST.get("on") == "1"
    try:
        about = favour(user, kind, pk) if on else None
    except ValidationError as error:
        raise BadFavourite(" ".join(error.messages)) from None
    if not on:
        disfavour(user, kind, pk)
    if wants_fragment(request):
        name = str(getattr(about, kind)) if about else request.POST.get("name", "")
        return HttpResponse(button(request, kind, pk, name, on=on))
    return redirect(way_back(request))
