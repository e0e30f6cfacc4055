"""Notices: what a member was told, opening one, and ending its mails."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wiki.keyset import Keyset
from wiki.mail import reader_of
from wiki.notices import mark_read, notices_of, sentence
from wiki.views.guards import for_members

PAGE_SIZE = 30


@require_safe
@for_members
def notices(request: HttpRequest) -> HttpResponse:
    """What the member was told, newest first."""
    page = Keyset("-created_at", "-pk").page(notices_of(request.user), request.GET, size=PAGE_SIZE)
    told = [(notice, sentence(notice)) for notice in page]
    return render(request, "notices/list.html", {"page": page, "told": told})


@require_POST
@for_members
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything read."""
    mark_read(notices_of(request.user))
    return HttpResponseRedirect("/notices/")


@require_POST
@for_members
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one notice read and go where it leads."""
    own = notices_of(request.user).filter(pk=pk)
    notice = get_object_or_404(own)
    mark_read(own)
    return HttpResponseRedirect(notice.url or "/notices/")


@csrf_exempt  # programs that read mail post here for their reader (RFC 8058); the address is signed
@require_http_methods(["GET", "HEAD", "POST"])
def mail_off(request: HttpRequest, token: str) -> HttpResponse:
    """End the mails of the user whose mail had this address in it; a GET only asks."""
    try:
        reader = get_object_or_404(get_user_model(), pk=reader_of(token))
    except BadSignature:
        raise Http404 from None
    if request.method == "POST" and reader.mail_notices:
        reader.mail_notices = False
        reader.save(update_fields=["mail_notices"])
    context = {"reader": reader, "done": request.method == "POST"}
    return render(request, "notices/mail_off.html", context)
