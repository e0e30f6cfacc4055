"""Making a list, changing its words, deleting it, making one's own of it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.lists.add_rows import add_rows
from accounts.actions.lists.change_list import change_list
from accounts.actions.lists.clone_list import clone_list
from accounts.actions.lists.delete_list import delete_list
from accounts.actions.lists.make_list import make_list
from accounts.lists.forms import ListForm
from accounts.lists.rights import Rights
from accounts.lists.subjects import columns
from accounts.lists.words import Words
from accounts.models import FilmList
from accounts.views.lists.guards import with_list
from wiki.exceptions import Refused, WikiError
from wiki.policy import policy, require
from wiki.views.errors import answered
from wiki.views.guards import for_members


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def new_list(request: HttpRequest) -> HttpResponse:
    """The form of a new list; ``?first=film:12`` is its first row."""
    form = ListForm(request.POST if request.method == "POST" else None)
    first = request.POST.get("first", "") or request.GET.get("first", "")
    first = first if columns(first) else ""
    made, problem = _saved(form, lambda words: make_list(request.user, words))
    if made is not None:
        if first:
            add_rows(made, [first], by=request.user)
        return redirect(f"{made.get_absolute_url()}rows/")
    context = {"form": form, "first": first}
    page = render(request, "lists/new.html", context, status=422 if form.errors else 200)
    return answered(page, problem) if problem else page


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
@with_list
def edit_list(request: HttpRequest, shown: FilmList, may: Rights) -> HttpResponse:
    """The form of a list's words."""
    require(may.manage, policy().refusal(request.user))
    form = ListForm(request.POST if request.method == "POST" else None, instance=shown)
    changed, problem = _saved(form, lambda words: change_list(shown, words, by=request.user))
    if changed is not None:
        messages.success(request, _("Saved."))
        return redirect(changed)
    context = {"form": form, "list": shown}
    page = render(request, "lists/edit.html", context, status=422 if form.errors else 200)
    return answered(page, problem) if problem else page


def _saved(
    form: ListForm, save: Callable[[Words], FilmList]
) -> tuple[FilmList | None, WikiError | None]:
    """The list that a valid form makes, or what kept it from that, which the form says then, too."""
    if not form.is_valid():
        return None, None
    try:
        return save(form.words), None
    except WikiError as error:
        form.add_error("description" if isinstance(error, Refused) else None, str(error))
        return None, error


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
@with_list
def remove_list(request: HttpRequest, shown: FilmList, may: Rights) -> HttpResponse:
    """Ask whether a list is to be deleted, and delete it."""
    require(may.manage, policy().refusal(request.user))
    if request.method == "POST":
        delete_list(shown, by=request.user)
        messages.success(request, _("“%(title)s” is deleted.") % {"title": shown.title})
        return redirect("user_lists", request.user.get_username())
    return render(request, "lists/delete.html", {"list": shown})


@require_POST
@for_members
@with_list
def copy_list(request: HttpRequest, shown: FilmList, may: Rights) -> HttpResponse:
    """Make a list of one's own with the same rows."""
    made = clone_list(shown, by=request.user)
    messages.success(request, _("This copy is yours. Nobody else sees it until you say so."))
    return redirect(f"{made.get_absolute_url()}edit/")
