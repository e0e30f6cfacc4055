"""Notices: what a member was told, opening one, choosing what is told and how, and ending mails."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wiki.forms.notices import ChoicesForm
from wiki.keyset import BadCursor, Keyset
from wiki.mail_texts import reader_of
from wiki.notice_choices import end_mails, ends
from wiki.notice_kinds import groups, kinds_in
from wiki.notices import mark_read, notices_of, sentence
from wiki.views.guards import for_members
from wiki.way_back import way_back

PAGE_SIZE = 30


@require_safe
@for_members
def notices(request: HttpRequest) -> HttpResponse:
    """What the member was told, newest first: all, of one group, those not read."""
    group, unread = _asked(request.GET)
    rows = _narrowed(notices_of(request.user), group, unread)
    page = Keyset("-created_at", "-pk").page(rows, request.GET, size=PAGE_SIZE)
    context = {
        "page": page,
        "told": [(notice, sentence(notice)) for notice in page],
        "filters": _filters(request.user, group, unread),
        "group": group,
        "unread": unread,
        "kept_days": settings.GENGA_NOTICE_DAYS,
    }
    return render(request, "notices/list.html", context)


def _asked(given: Any) -> tuple[str, bool]:
    """The group and whether only unread ones are asked for. Raises ``BadCursor``."""
    group, unread = given.get("group", ""), given.get("unread", "")
    if unread not in ("", "yes") or group not in ("", *(each.name for each in groups())):
        raise BadCursor
    return group, unread == "yes"


def _narrowed(rows: Any, group: str, unread: bool) -> Any:
    if group:
        rows = rows.filter(kind__in=kinds_in(group))
    return rows.filter(read_at=None) if unread else rows


def _filters(user: Any, group: str, unread: bool) -> list[dict[str, Any]]:
    """The links that narrow the list: to groups of which there is something, and to what is unread."""
    there = set(notices_of(user).order_by().values_list("kind", flat=True).distinct())
    links: list[tuple[Any, str, bool]] = [
        (_("All"), "", not group and not unread),
        (_("Unread"), "?unread=yes", not group and unread),
    ]
    links += [
        (each.label, f"?{urlencode({'group': each.name})}", group == each.name)
        for each in groups()
        if group == each.name or there.intersection(kinds_in(each.name))
    ]
    return [{"label": label, "query": query, "on": on} for label, query, on in links]


@require_POST
@for_members
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything read, or what is of one group."""
    group, _unread = _asked(request.POST)
    mark_read(_narrowed(notices_of(request.user), group, unread=True))
    return HttpResponseRedirect(way_back(request, "/notices/"))


@require_POST
@for_members
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one notice read and go where it leads, or stay."""
    own = notices_of(request.user).filter(pk=pk)
    notice = get_object_or_404(own)
    mark_read(own)
    if request.POST.get("stay"):
        return HttpResponseRedirect(way_back(request, "/notices/"))
    return HttpResponseRedirect(notice.url or "/notices/")


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def choices(request: HttpRequest) -> HttpResponse:
    """What the member is told, by group: on the site, and when by mail."""
    form = ChoicesForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("notice_choices")
    status = 422 if form.errors else 200
    return render(request, "notices/choices.html", {"form": form}, status=status)


@csrf_exempt  # programs that read mail post here for their reader (RFC 8058); the address is signed
@require_http_methods(["GET", "HEAD", "POST"])
def mail_off(request: HttpRequest, token: str) -> HttpResponse:
    """End mails of the user whose mail had this address in it; a GET only asks."""
    try:
        pk, scope = reader_of(token)
        ended = ends(scope)
    except (BadSignature, KeyError):
        raise Http404 from None
    reader = get_object_or_404(get_user_model(), pk=pk)
    if request.method == "POST":
        end_mails(reader, scope)
    context = {"reader": reader, "ended": ended, "done": request.method == "POST"}
    return render(request, "notices/mail_off.html", context)
