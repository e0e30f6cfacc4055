"""Five-minute tasks about films that a member has seen, each answered where it stands."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import small_tasks
from accounts.actions.tasks.answer_task import answer_task
from accounts.actions.tasks.skip_task import skip_task
from accounts.models import User
from accounts.small_tasks import Task, tasks_of
from films.cards import card, columns
from films.models import Film
from wiki.exceptions import EditConflict, InvalidChange, NothingChanged, WikiError
from wiki.quality.declarations import Gap
from wiki.thanks import thanks
from wiki.views.guards import LARGEST_ID, for_members, only_posted

_LONGEST_SOURCE = 500


@require_safe
@for_members
def tasks(request: HttpRequest) -> HttpResponse:
    """Some facts that films lack which the reader has seen."""
    return _page(request)


@only_posted
@for_members
def answer(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take what was typed for one fact; show it again where it cannot be taken."""
    film, gap = _asked(pk, name)
    if not small_tasks.is_small(gap):
        raise Http404
    user = cast(User, request.user)
    form, shown = small_tasks.answered(film, gap, user, request.POST)
    source = request.POST.get("source", "").replace("\x00", "").strip()[:_LONGEST_SOURCE]
    try:
        if form.errors:
            raise InvalidChange(form.errors)
        saved = answer_task(film, gap, form, by=user, source=source)
    except (WikiError, ValidationError, PermissionDenied) as error:
        if isinstance(error, EditConflict):
            messages.info(request, str(error))
            return redirect("tasks")
        return _again(request, film, gap, shown, error)
    live = _("Thank you. Your edit is live.")
    messages.success(request, thanks(saved) if saved.is_open else live)
    return redirect("tasks")


@only_posted
@for_members
def skip(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Ask the reader for one fact no more for a month."""
    film, gap = _asked(pk, name)
    skip_task(film, gap.name, by=cast(User, request.user))
    return redirect("tasks")


def _asked(pk: int, name: str) -> tuple[Film, Gap]:
    gap = next((gap for gap in small_tasks.small_gaps() if gap.name == name), None)
    if gap is None or pk > LARGEST_ID:
        raise Http404
    return get_object_or_404(Film.objects.visible(), pk=pk), gap


def _again(
    request: HttpRequest, film: Film, gap: Gap, shown: object, error: Exception
) -> HttpResponse:
    """The page with what was typed, and why it was not taken."""
    if isinstance(error, NothingChanged):
        words = _("Write something first, or say that you do not know.")
    elif isinstance(error, InvalidChange):
        words = " ".join(m for row in error.errors.values() for said in row.values() for m in said)
    elif isinstance(error, ValidationError):
        words = " ".join(error.messages)
    else:
        words = str(error)
    row = Film.objects.filter(pk=film.pk).values(*columns()).get()
    task = Task(card(row), gap, shown, words)  # type: ignore[arg-type]
    status = 403 if isinstance(error, PermissionDenied) else getattr(error, "status", 422)
    return _page(request, task, status=422 if status == 400 else status)


def _page(request: HttpRequest, first: Task | None = None, *, status: int = 200) -> HttpResponse:
    found = tasks_of(cast(User, request.user), first=first)
    return render(request, "tonight/tasks.html", {"tasks": found}, status=status)
