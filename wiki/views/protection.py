"""Protecting pages: what holds for one page, and what the site proposes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wiki import documents
from wiki.actions.protect import accept_proposal, dismiss_proposal, protect, unprotect
from wiki.entry_types import EntryType, registry
from wiki.exceptions import WikiError
from wiki.forms.protection import ProtectionForm
from wiki.keyset import Keyset
from wiki.models import Entry, Protection
from wiki.policy import policy, require
from wiki.protections import Lock, in_force
from wiki.views.guards import for_members, with_entry

PAGE_SIZE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@with_entry
@for_members
def protect_entry(request: HttpRequest, entry_type: EntryType, entry: Entry) -> HttpResponse:
    """What of a page is protected, and a form to protect more of it."""
    require(policy().may_moderate(request.user))
    form = ProtectionForm(entry_type, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        protect(entry, by=request.user, **form.asked)
        messages.success(request, _("Protected."))
        return HttpResponseRedirect(f"{entry.get_absolute_url()}protect/")
    key = f"{entry_type.name}:{entry.pk}"
    proposals = Protection.objects.proposals().filter(entry_type=entry_type.name, entry_id=entry.pk)
    context = {
        "entry_type": entry_type,
        "entry": entry,
        "form": form,
        "held": [(each, Lock.of(each)) for each in in_force([key]).get(key, [])],
        "proposals": [(each, Lock.of(each)) for each in proposals],
    }
    return render(request, "entries/protect.html", context, status=422 if form.errors else 200)


@require_safe
@for_members
def protections(request: HttpRequest) -> HttpResponse:
    """What the site proposes to protect, and what is protected."""
    require(policy().may_moderate(request.user))
    proposals = list(Protection.objects.proposals().order_by("created_at"))
    page = Keyset("-pk").page(
        Protection.objects.in_force().select_related("by"), request.GET, size=PAGE_SIZE
    )
    labels = documents.labels({each.entry_key for each in (*proposals, *page)})
    context = {
        "proposals": [(each, Lock.of(each), labels[each.entry_key]) for each in proposals],
        "held": [(each, Lock.of(each), labels[each.entry_key]) for each in page],
        "page": page,
    }
    return render(request, "moderation/protections.html", context)


@require_POST
@for_members
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Lift a protection before its time."""
    return _decide(request, pk, unprotect, _("The protection is lifted."))


@require_POST
@for_members
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a proposed protection in force."""
    return _decide(request, pk, accept_proposal, _("Protected."))


@require_POST
@for_members
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no to a proposed protection."""
    return _decide(request, pk, dismiss_proposal, _("Dismissed."))


def _decide(
    request: HttpRequest, pk: int, act: Callable[..., Any], told: str
) -> HttpResponseRedirect:
    require(policy().may_moderate(request.user))
    protection = get_object_or_404(Protection, pk=pk)
    try:
        act(protection, by=request.user)
    except WikiError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, told)
    if request.GET.get("next") == "page" and protection.entry_type in registry:
        url = registry[protection.entry_type].url(protection.entry_id)
        return HttpResponseRedirect(f"{url}protect/")
    return HttpResponseRedirect("/moderation/protections/")
