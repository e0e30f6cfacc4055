"""Taking one's own out: everything in an archive, and lists as other sites take them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django.db.models import Count, Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import DiaryEntry, FilmList, User, Viewing, WatchStatus
from accounts.moving.exports import account, letterboxd, mal
from wiki.models import Submission
from wiki.views.guards import for_members


@require_safe
@for_members
@never_cache
def exports(request: HttpRequest) -> HttpResponse:
    """What can be taken out, and how much of it there is."""
    user = cast(User, request.user)
    open_ones = Q(segment=None, private=False)
    known = open_ones & Q(film__links__site="mal") & (~Q(status="") | ~Q(score=None))
    seen = open_ones & (Q(status=WatchStatus.WATCHED) | (Q(status="") & ~Q(score=None)))
    counts = Viewing.objects.filter(user=user, film__hidden=False).aggregate(
        films=Count("pk", distinct=True),
        mal=Count("pk", filter=known, distinct=True),
        seen=Count("pk", filter=seen, distinct=True),
        wanted=Count("pk", filter=open_ones & Q(status=WatchStatus.WANT), distinct=True),
    )
    lists = FilmList.objects.filter(owner=user).count()
    submissions = Submission.objects.filter(author=user).count()
    times = DiaryEntry.objects.filter(user=user).count()
    context = {"counts": counts, "times": times, "lists": lists, "submissions": submissions}
    return render(request, "moving/export.html", context)


@require_safe
@for_members
@never_cache
def export_account(request: HttpRequest) -> HttpResponse:
    """Everything in an archive."""
    user = cast(User, request.user)
    name = f"genga-{user.username}-{timezone.now():%Y-%m-%d}.zip"
    file = account.export(user)
    answer = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
    return cast(HttpResponse, answer)


@require_safe
@for_members
@never_cache
def export_mal(request: HttpRequest) -> HttpResponse:
    """The watch list for MyAnimeList."""
    return _file(mal.export(cast(User, request.user)), mal.FILE, "application/xml")


@require_safe
@for_members
@never_cache
def export_letterboxd(request: HttpRequest) -> HttpResponse:
    """What was seen, for Letterboxd."""
    return _file(letterboxd.export(cast(User, request.user)), letterboxd.FILE, "text/csv")


@require_safe
@for_members
@never_cache
def export_letterboxd_watchlist(request: HttpRequest) -> HttpResponse:
    """What is to be seen, for Letterboxd."""
    told = letterboxd.export(cast(User, request.user), watchlist=True)
    return _file(told, letterboxd.WATCHLIST_FILE, "text/csv")


def _file(told: Iterable[str], name: str, content_type: str) -> HttpResponse:
    answer = HttpResponse("".join(told), content_type=f"{content_type}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
