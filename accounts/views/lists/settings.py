"""Making a list, changing its words, deleting it, making one's own of it."""

from __future__ import annotations

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
from accounts.models import FilmList
from accounts.views.lists.guards import with_list
from wiki.policy import policy, require
from wiki.views.guards import for_members


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def new_list(request: HttpRequest) -> HttpResponse:
    """The form of a new list; ``?first=film:12`` is its first row."""
    form = ListForm(request.POST if request.method == "POST" else None)
    first = request.POST.get("first", "") or request.GET.get("first", "")
    first = first if columns(first) else ""
    if form.is_valid():
        made = make_list(request.user, form.words)
        if first:
            add_rows(made, [first], by=request.user)
        return redirect(f"{made.get_absolute_url()}rows/")
    context = {"form": form, "first": first}
    return render(request, "lists/new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
@with_list
def edit_list(request: HttpRequest, shown: FilmList, may: Rights) -> HttpResponse:
    """The form of a list's words."""
    require(may.manage, policy().refusal(request.user))
    form = ListForm(request.POST if request.method == "POST" else None, instance=shown)
    if form.is_valid():
        changed = change_list(shown, form.words, by=request.user)
        messages.success(request, _("Saved."))
        return redirect(changed)
    context = {"form": form, "list": shown}
    return render(request, "lists/edit.html", context, status=422 if form.errors else 200)


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
