"""Patrol: what went live at once and nobody has looked at."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from wiki.actions.patrol import patrol
from wiki.exceptions import SubmissionClosed
from wiki.forms.patrol import PatrolFilter
from wiki.models import Submission
from wiki.patrols import COUNTED, ORDER, PAGE_SIZE, count, page_of, rows_of
from wiki.policy import policy, require
from wiki.views.guards import for_members


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def patrol_list(request: HttpRequest) -> HttpResponse:
    """The live edits, newest first; a selection of them is marked as seen."""
    require(policy().may_moderate(request.user))
    if request.method == "POST":
        return _mark(request)
    filters = PatrolFilter(request.GET)
    page = ORDER.page(page_of(filters, request.user), request.GET, size=PAGE_SIZE)
    context = {
        "page": page,
        "rows": rows_of(page, reader=request.user),
        "total": count(filters, request.user),
        "most": COUNTED,
        "filters": filters,
        "chosen": filters.chosen,
    }
    return render(request, "moderation/patrol.html", context)


def _mark(request: HttpRequest) -> HttpResponse:
    """Mark what was selected, or the one beside whose button was pressed; say what came of it."""
    seen = late = 0
    for submission in _selected(request):
        try:
            patrol(submission, moderator=request.user)
            seen += 1
        except SubmissionClosed:
            late += 1
    if seen:
        words = ngettext("%(count)s edit marked as seen.", "%(count)s edits marked as seen.", seen)
        messages.success(request, words % {"count": seen})
    if late:
        words = ngettext(
            "Somebody had looked at %(count)s edit already.",
            "Somebody had looked at %(count)s edits already.",
            late,
        )
        messages.info(request, words % {"count": late})
    if not (seen or late):
        messages.warning(request, _("Nothing was selected."))
    query = request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect(f"/moderation/patrol/{f'?{query}' if query else ''}")


def _selected(request: HttpRequest) -> QuerySet[Submission]:
    """The submissions that were ticked, or the one of the button; what names none is left out."""
    only = request.POST.get("only")
    numbers = [only] if only else request.POST.getlist("submission")[:PAGE_SIZE]
    ids = [int(n) for n in numbers if n.isascii() and n.isdigit() and len(n) < 19]
    return Submission.objects.filter(pk__in=ids).defer("changes").order_by("pk")
