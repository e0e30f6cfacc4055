"""Fetching what an address names, and answering the addresses that name nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404

from wiki.entry_types import EntryType
from wiki.models import Entry
from wiki.policy import policy

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
    """Send people who are not logged in to the log-in page, and back here after it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded
