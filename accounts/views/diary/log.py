"""Writing into one's diary: from the page of a film, and from the diary itself."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.diary.change_entry import change_entry
from accounts.actions.diary.delete_entry import delete_entry
from accounts.actions.diary.log_watch import Logged, log_watch
from accounts.diary.choices import parts_of, places_for
from accounts.diary.forms import DiaryForm, LogForm
from accounts.models import DiaryEntry, User, WatchStatus
from accounts.own_viewings import said_of
from films.models import Film
from wiki.entry_types import registry
from wiki.exceptions import Refused, WikiError
from wiki.title_language import of_row
from wiki.views.errors import answered
from wiki.views.guards import LARGEST_ID, find_entry, for_members, survivor
from wiki.way_back import NEXT, way_back


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def log_film(request: HttpRequest, ref: str) -> HttpResponse:
    """Write down that a film, or some of its segments (``?segment=2``: this one first), were watched."""
    film = cast(Film, survivor(find_entry(request, registry["film"], ref)))
    if film.hidden:
        raise Http404
    user = cast(User, request.user)
    parts = parts_of(film)
    number = request.GET.get("segment", "")
    asked = [part.pk for part in parts if str(part.number) == number]
    said = said_of(user, film.pk).get(asked[0] if asked else None)
    form = LogForm(
        request.POST if request.method == "POST" else None,
        user=user,
        film=film,
        parts=parts,
        asked=asked,
        seen=said is not None and said.status == WatchStatus.WATCHED,
    )
    if form.is_valid():
        try:
            _tell(request, log_watch(user, film, form.told, segments=form.ticked))
        except WikiError as error:
            return _refused(request, form, film, None, error)
        return redirect(way_back(request, film.get_absolute_url()))
    return _shown(request, form, film, None)


def _tell(request: HttpRequest, logged: Logged) -> None:
    told = _("That was written down already.") if logged.again else _("Written into your diary.")
    if logged.completed:
        told += " " + _("You have seen all of its segments, so the film counts as watched.")
    messages.success(request, told)


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def edit_row(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a row of the reader's diary, or delete it: ``act=delete``."""
    user = cast(User, request.user)
    rows = DiaryEntry.objects.filter(user=user).select_related("film", "segment", "service")
    row = rows.filter(pk=min(pk, LARGEST_ID)).first()
    if row is None:
        raise Http404
    back = way_back(request, f"/users/{user.username}/diary/")
    if request.method == "POST" and request.POST.get("act") == "delete":
        delete_entry(row, by=user)
        messages.success(request, _("Deleted from your diary."))
        return redirect(back)
    data = request.POST if request.method == "POST" else None
    form = DiaryForm(data, user=user, film=row.film, row=row)
    if form.is_valid():
        try:
            change_entry(row, form.told, by=user)
        except WikiError as error:
            return _refused(request, form, row.film, row, error)
        messages.success(request, _("Saved."))
        return redirect(back)
    return _shown(request, form, row.film, row)


def _refused(
    request: HttpRequest, form: DiaryForm, film: Film, row: DiaryEntry | None, error: WikiError
) -> HttpResponse:
    """The form with what was typed, and why it was not taken."""
    form.add_error("note" if isinstance(error, Refused) else None, str(error))
    return answered(_shown(request, form, film, row), error)


def _shown(
    request: HttpRequest, form: DiaryForm, film: Film, row: DiaryEntry | None
) -> HttpResponse:
    segment = None
    if row is not None and row.segment_id:
        segment = next((each for each in parts_of(film) if each.pk == row.segment_id), None)
    context: dict[str, Any] = {
        "form": form,
        "film": film,
        "names": of_row(vars(film), hint=film.original_language),
        "segment": segment,
        "row": row,
        "places": places_for(form.user),
        "next": request.POST.get(NEXT, ""),
    }
    return render(request, "diary/form.html", context, status=422 if form.is_bound else 200)


@for_members
@require_safe
def own_diary(request: HttpRequest) -> HttpResponse:
    """The reader's own diary."""
    return redirect("diary", username=request.user.get_username())
