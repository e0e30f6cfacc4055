"""Suspending users: the form for moderators, and the page on which the suspended read why."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.suspend import lift, suspend
from accounts.models import Suspension, User
from accounts.restraint_forms import AppealForm, LiftForm, SuspensionForm
from accounts.suspensions import present_suspension
from wiki.exceptions import WikiError
from wiki.forms.protection import end_of
from wiki.policy import policy, require
from wiki.views.guards import for_members


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def suspend_user(request: HttpRequest, username: str) -> HttpResponse:
    """Whether a user is suspended, was before, and a form to do it."""
    person = _person(request, username)
    form = SuspensionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        suspend(person, by=_user(request), reason=said["reason"], until=end_of(said["term"]))
        messages.success(request, _("%(name)s is suspended.") % {"name": person})
        return HttpResponseRedirect(f"{person.get_absolute_url()}suspend/")
    context = {
        "person": person,
        "form": form,
        "lift_form": LiftForm(auto_id="lift-%s"),
        "present": present_suspension(person),
        "former": person.suspensions.exclude(lifted_at=None).select_related("by", "lifted_by"),
    }
    return render(request, "users/suspend.html", context, status=422 if form.errors else 200)


@require_POST
@for_members
def lift_suspension(request: HttpRequest, username: str) -> HttpResponse:
    """End a user's suspension before its time."""
    person = _person(request, username)
    form = LiftForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    suspension = get_object_or_404(Suspension, user=person, lifted_at=None)
    try:
        lift(suspension, by=_user(request), reason=reason)
    except WikiError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("%(name)s can edit again.") % {"name": person})
    return HttpResponseRedirect(f"{person.get_absolute_url()}suspend/")


@require_safe
@for_members
def own_suspension(request: HttpRequest) -> HttpResponse:
    """Why and until when the reader is suspended, and the way to appeal."""
    user = _user(request)
    latest = user.suspensions.select_related("by", "appeal").first()
    context = {
        "present": present_suspension(user),
        "latest": latest,
        "appeal": getattr(latest, "appeal", None),
        "form": AppealForm(),
    }
    return render(request, "account/suspension.html", context)


def _person(request: HttpRequest, username: str) -> User:
    """The user whom the reader may suspend. Raises ``PermissionDenied``."""
    require(policy().may_moderate(request.user))
    person = get_object_or_404(User, username__iexact=username)
    require(
        policy().may_restrain(request.user, person),
        _("Only administrators may do this to moderators."),
    )
    return person


def _user(request: HttpRequest) -> Any:
    return request.user
