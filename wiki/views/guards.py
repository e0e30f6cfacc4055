"""Fetching what an address names, and answering the addresses that name nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404, render
from django.urls import is_valid_path
from django.utils.translation import gettext as _

from wiki.entry_types import EntryType
from wiki.models import Entry
from wiki.policy import policy
from wiki.views.in_place import wants_fragment
from wiki.way_back import page_of_form

#: The largest id that every database can look up.
LARGEST_ID = 2**63 - 1


def with_entry(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view ``(request, entry_type, entry, ...)`` for ``(request, entry_type, ref, ...)``.

    The id in ``12-memories`` decides. A merged entry's pages redirect to the survivor's, a wrong or
    missing slug to the right one; hidden entries are there for moderators only. ``?redirect=no``
    lets moderators see a merged entry itself.
    """

    @wraps(view)
    def guarded(
        request: HttpRequest, entry_type: EntryType, ref: str, **kwargs: Any
    ) -> HttpResponse:
        entry = find_entry(request, entry_type, ref)
        if request.method in ("GET", "HEAD"):
            stay = request.GET.get("redirect") == "no" and policy().may_moderate(request.user)
            target = entry if stay else survivor(entry)
            right = target.get_absolute_url()
            here = f"/{entry_type.segment}/{ref}/"
            if right != here:
                rest = request.path[len(here) :] if target.pk == entry.pk else ""
                query = request.META.get("QUERY_STRING", "")
                return HttpResponsePermanentRedirect(right + rest + (f"?{query}" if query else ""))
        return view(request, entry_type, entry, **kwargs)

    return guarded


def find_entry(request: HttpRequest, entry_type: EntryType, ref: str) -> Any:
    """The entry that ``12-memories`` names, if the reader may see it; else ``Http404``."""
    pk = int(ref.partition("-")[0])
    if pk > LARGEST_ID:
        raise Http404
    entry = get_object_or_404(entry_type.model, pk=pk)
    if entry.hidden and not policy().may_moderate(request.user):
        raise Http404
    return entry


def survivor(entry: Entry) -> Entry:
    """The entry that ``entry`` was merged into, at the end of the chain; itself if it was not."""
    seen = {entry.pk}
    while entry.merged_into is not None and entry.merged_into.pk not in seen:
        entry = entry.merged_into
        seen.add(entry.pk)
    return entry


def for_members(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Send people who are not logged in to the log-in page, and back here after it.

    Who has sent a form comes back to the page that it stood on, and is told that nothing was done; a
    script that asks for a fragment gets that with status 401 instead, and a link.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method in ("GET", "HEAD"):
            return redirect_to_login(request.get_full_path())
        if wants_fragment(request):
            context = {"page": page_of_form(request)}
            return render(request, "components/logged_out.html", context, status=401)
        messages.warning(
            request, _("That was not done: you are logged out. Log in and do it again.")
        )
        return redirect_to_login(page_of_form(request))

    return guarded


def only_posted(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let ``view`` take what is posted alone; who opens its address is led to the next page above it.

    For what members press and write on pages: a log-in or the browser's history leads there too.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in ("GET", "HEAD"):
            return HttpResponseRedirect(_above(request.path))
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return view(request, *args, **kwargs)

    return guarded


def _above(path: str) -> str:
    """The nearest address above ``path`` that the site has."""
    while path != "/":
        path = path.rstrip("/").rpartition("/")[0] + "/"
        if is_valid_path(path):
            break
    return path
