"""The page of a list, and its history."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from accounts.blocks import is_blocked
from accounts.lists import open_web
from accounts.lists.forms import CommentForm
from accounts.lists.history import PAGE_SIZE, history_of, lines
from accounts.lists.pages import shown_on
from accounts.lists.paging import Pages
from accounts.lists.rights import Rights
from accounts.models import FilmList
from accounts.views.lists.guards import version, with_list
from films.views.share_cards import answer
from wiki.keyset import BadCursor, Keyset
from wiki.views.strangers import for_strangers_as_of

#: How rows are shown: as posters, or with what is said of each.
VIEWS = ("posters", "rows")
_LATEST = Keyset("-pk")


@require_safe
@for_strangers_as_of(version)
@with_list
def show_list(request: HttpRequest, shown: FilmList, may: Rights) -> HttpResponse:
    """A list: its rows by page, what is said of it."""
    return respond(request, shown, may)


def respond(
    request: HttpRequest,
    shown: FilmList,
    may: Rights,
    *,
    comment_form: CommentForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of a list, with a comment that was refused."""
    asked = request.GET.get("view", "")
    if asked and asked not in VIEWS:
        raise BadCursor
    pages = Pages.read(request.GET, shown.row_count, (("view", asked),))
    context = shown_on(shown, request.user, may, pages, asked)
    context |= open_web.told(shown, context["rows"], context["told"])
    context |= {
        "comment_form": comment_form or CommentForm(),
        "problem": problem,
        "blocked": request.user.is_authenticated and is_blocked(shown.owner_id, request.user),
    }
    return render(request, "lists/detail.html", context, status=status)


@require_safe
@with_list
def list_card(request: HttpRequest, shown: FilmList, may: Rights) -> HttpResponse:
    """The picture that other sites show of a list that is not private."""
    if shown.is_private:
        raise Http404
    with override(settings.LANGUAGE_CODE):
        return answer(request, open_web.card(shown), open_web.version(shown))


@require_safe
@with_list
def list_history(request: HttpRequest, shown: FilmList, may: Rights) -> HttpResponse:
    """What was done to a list, the latest first."""
    page = _LATEST.page(history_of(shown, may), request.GET, size=PAGE_SIZE)
    context = {"list": shown, "may": may, "page": page, "lines": lines(page.rows, may)}
    return render(request, "lists/history.html", context)
