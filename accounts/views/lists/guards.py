"""Finding the list that an address names."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from accounts.lists.forms import LONGEST_NOTE
from accounts.lists.rights import seen
from accounts.models import FilmList
from wiki.views.guards import LARGEST_ID


def list_named(ref: str) -> FilmList:
    """The list of ``12-seen-and-watched``; the number decides. Raises ``Http404``."""
    pk = int(ref.partition("-")[0])
    found = None
    if pk <= LARGEST_ID:
        found = FilmList.objects.select_related("owner").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def with_list(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view ``(request, shown, may, ...)`` for ``(request, ref, ...)``: a list and the reader's rights.

    Who may not see it finds nothing. A wrong or missing slug redirects to the right one.
    """

    @wraps(view)
    def guarded(request: HttpRequest, ref: str, **kwargs: Any) -> HttpResponse:
        shown = list_named(ref)
        may = seen(request.user, shown)
        right, here = shown.get_absolute_url(), f"/lists/{ref}/"
        if request.method in ("GET", "HEAD") and right != here:
            query = request.META.get("QUERY_STRING", "")
            rest = request.path[len(here) :]
            return HttpResponsePermanentRedirect(right + rest + (f"?{query}" if query else ""))
        return view(request, shown, may, **kwargs)

    return guarded


def note_of(request: HttpRequest) -> str:
    """The note that is sent beside rows to add, in which no database stumbles over anything."""
    return request.POST.get("note", "").replace("\x00", "").strip()[:LONGEST_NOTE]


def version(request: HttpRequest, ref: str, **kwargs: Any) -> str:
    """What kept pages of a list follow from beside revisions (``wiki.views.strangers``). One query."""
    pk = int(ref.partition("-")[0])
    rows = FilmList.objects.filter(pk=pk) if pk <= LARGEST_ID else FilmList.objects.none()
    return str(rows.values_list("touched_at", "owner__is_active", "owner__username").first())
