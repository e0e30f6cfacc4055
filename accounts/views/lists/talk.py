"""Liking lists, and talking about them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.actions.lists.comment_on_list import comment_on_list, remove_comment
from accounts.actions.lists.like_list import like_list
from accounts.lists.forms import CommentForm
from accounts.lists.rights import Rights
from accounts.models import FilmList
from accounts.views.lists.guards import with_list
from accounts.views.lists.show import respond
from wiki.exceptions import WikiError
from wiki.views.errors import answered
from wiki.views.guards import LARGEST_ID, for_members, only_posted


@only_posted
@for_members
@with_list
def like(request: HttpRequest, shown: FilmList, may: Rights) -> HttpResponse:
    """Like a list, or no longer: ``likes=no``."""
    like_list(shown, by=request.user, likes=request.POST.get("likes") != "no")
    return redirect(shown)


@only_posted
@for_members
@with_list
def comment(request: HttpRequest, shown: FilmList, may: Rights) -> HttpResponse:
    """Say something about a list."""
    form = CommentForm(request.POST)
    problem, status = _("Your comment was not sent. Please look at it again."), 422
    if form.is_valid():
        try:
            said = comment_on_list(shown, form.cleaned_data["text"], by=request.user)
        except ValidationError as error:
            form.add_error("text", error)
        except PermissionDenied as error:
            form.add_error("text", str(error) or problem)
            status = 403
        except WikiError as error:
            page = respond(request, shown, may, comment_form=form, problem=str(error))
            return answered(page, error)
        else:
            return redirect(f"{shown.get_absolute_url()}#comment-{said.pk}")
    return respond(request, shown, may, comment_form=form, problem=problem, status=status)


@only_posted
@for_members
@with_list
def delete_comment(request: HttpRequest, shown: FilmList, may: Rights, number: int) -> HttpResponse:
    """Take a comment away."""
    said = shown.comments.filter(pk=min(number, LARGEST_ID)).select_related("list").first()
    if said is None:
        raise Http404
    remove_comment(said, by=request.user)
    return redirect(f"{shown.get_absolute_url()}#talk")
