"""Bringing lists from other sites: the file, the preview, and what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import ListImport, User
from accounts.moving import formats, preview, work
from accounts.moving.forms import FileForm, RuleForm
from wiki.exceptions import WikiError
from wiki.views.guards import LARGEST_ID, for_members

#: Imports that the page of the form lists.
LATEST = 20


class BadAct(WikiError):
    """What was sent says nothing that can be done with an import."""


def with_import(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view ``(request, of)`` for ``(request, pk)``: the reader's own import, else ``Http404``."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int) -> HttpResponse:
        own = ListImport.objects.filter(user=cast(User, request.user))
        return view(request, get_object_or_404(own, pk=min(pk, LARGEST_ID)))

    return for_members(never_cache(guarded))


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
@never_cache
def begin_import(request: HttpRequest) -> HttpResponse:
    """The form of the file; what it holds is looked up, and shown before anything is written."""
    user = cast(User, request.user)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_bound and form.is_valid():
        return redirect(work.begin(user, form.cleaned_data["file"], form.format, form.found))
    latest = ListImport.objects.filter(user=user).order_by("-created_at", "-pk")[:LATEST]
    sites = {name: each.LABEL for name, each in formats.FORMATS.items()}
    context = {"form": form, "imports": latest, "sites": sites}
    return render(request, "moving/begin.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@with_import
def show_import(request: HttpRequest, of: ListImport) -> HttpResponse:
    """What the rows of a file mean; POST chooses, writes, takes back, looks again, or forgets."""
    if request.method != "POST":
        return _shown(request, of)
    act = _ACTS.get(request.POST.get("act", "save"))
    if act is None:
        raise BadAct
    return act(request, of)


@require_safe
@with_import
def import_state(request: HttpRequest, of: ListImport) -> JsonResponse:
    """How far an import is."""
    return JsonResponse({"stage": of.stage, "done": work.done_of(of), "todo": of.todo})


def _shown(
    request: HttpRequest, of: ListImport, *, form: RuleForm | None = None, status: int = 200
) -> HttpResponse:
    asked = request.GET
    if of.is_working:
        context: dict[str, Any] = {"import": of, "done": work.done_of(of)}
        return render(request, "moving/working.html", context)
    found = preview.read(of, asked, cast(User, request.user))
    earlier = ListImport.objects.filter(user=of.user_id, digest=of.digest, pk__lt=of.pk)
    context = {
        "import": of,
        "preview": found,
        "form": form or RuleForm(rest=found.rest, initial=_initial(of)),
        "earlier": earlier.order_by("-pk").first(),
    }
    return render(request, "moving/preview.html", context, status=status)


def _initial(of: ListImport) -> dict[str, str]:
    return {"rule": of.rule, "status_for_rest": of.status_for_rest}


def _chosen(request: HttpRequest) -> Iterator[tuple[int, str]]:
    """What was chosen for rows: radio buttons of unsure ones, boxes of those that were found."""
    taken, boxed = set(request.POST.getlist("take")), set(request.POST.getlist("boxed"))
    for number in request.POST.getlist("shown")[: preview.PAGE_SIZE]:
        if not (number.isascii() and number.isdigit() and len(number) < 19):
            continue
        if f"row-{number}" in request.POST:
            yield int(number), request.POST[f"row-{number}"]
        elif number in boxed and number not in taken:
            yield int(number), ""


def _save(request: HttpRequest, of: ListImport) -> HttpResponse:
    work.choose(of, _chosen(request))
    messages.success(request, _("Saved."))
    return redirect(of)


def _write(request: HttpRequest, of: ListImport) -> HttpResponse:
    form = RuleForm(request.POST, rest=1)
    if not form.is_valid():
        return _shown(request, of, form=form, status=422)
    if request.POST.get("shown"):
        work.choose(of, _chosen(request))
    rest = form.cleaned_data.get("status_for_rest") or ""
    return redirect(work.carry_out(of, rule=form.cleaned_data["rule"], status_for_rest=rest))


def _again(request: HttpRequest, of: ListImport) -> HttpResponse:
    return redirect(work.look_again(of))


def _undo(request: HttpRequest, of: ListImport) -> HttpResponse:
    return redirect(work.undo(of))


def _forget(request: HttpRequest, of: ListImport) -> HttpResponse:
    work.forget(of)
    messages.success(request, _("The file and what was kept of it are deleted."))
    return redirect("begin_import")


_ACTS: dict[str, Callable[[HttpRequest, ListImport], HttpResponse]] = {
    "save": _save,
    "write": _write,
    "again": _again,
    "undo": _undo,
    "forget": _forget,
}
