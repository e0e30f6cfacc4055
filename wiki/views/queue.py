"""The queue of what waits for a moderator, claims on it, and deciding many of it at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wiki.actions.claim import claim, release, take_over
from wiki.actions.decide_many import approve_many, reject_many
from wiki.exceptions import WikiError
from wiki.forms.bulk import APPROVE, BulkForm
from wiki.forms.filters import QueueFilter
from wiki.models import Submission
from wiki.policy import policy, require
from wiki.queue import PAGE_SIZE, rows_of, tabs, waiting
from wiki.trail import Trail
from wiki.views.guards import for_members
from wiki.views.submissions import respond, with_submission


@require_safe
@for_members
def queue(request: HttpRequest) -> HttpResponse:
    """What waits: narrowed, ordered and paged as the address says."""
    require(policy().may_moderate(request.user))
    return _queue(request, BulkForm())


def _queue(request: HttpRequest, bulk: BulkForm, *, status: int = 200) -> HttpResponse:
    filters = QueueFilter(request.GET, reader=request.user)
    page = filters.order.page(waiting(filters), request.GET, size=PAGE_SIZE)
    context = {
        "page": page,
        "rows": rows_of(page, reader=request.user),
        "tabs": tabs(filters),
        "filters": filters,
        "bulk": bulk,
        "here": f"?{request.GET.urlencode()}" if request.GET else "",
    }
    return render(request, "moderation/queue.html", context, status=status)


@require_POST
@for_members
def claim_first(request: HttpRequest) -> HttpResponse:
    """Claim the first of the queue that is free, and go there."""
    require(policy().may_moderate(request.user))
    trail = Trail(request.GET, moderator=request.user)
    first = trail.claim_next()
    if first is None:
        messages.info(request, _("Nothing is left for you to decide here."))
        return HttpResponseRedirect(trail.queue_url)
    return HttpResponseRedirect(trail.url_of(first))


def _claiming(
    request: HttpRequest, submission: Submission, act: Callable[..., Submission]
) -> HttpResponse:
    """Back to the submission with the claim as ``act`` left it; with the problem if it refused."""
    trail = Trail(request.GET, moderator=request.user, here=submission)
    try:
        act(submission, moderator=request.user)
    except WikiError as error:
        submission.refresh_from_db()
        return respond(request, submission, status=error.status, problem=str(error))
    return HttpResponseRedirect(f"{submission.get_absolute_url()}{trail.query}")


@require_POST
@with_submission
def claim_submission(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Keep a submission for the moderator for a while."""
    return _claiming(request, submission, claim)


@require_POST
@with_submission
def take_over_submission(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Claim a submission that somebody else has claimed."""
    return _claiming(request, submission, take_over)


@require_POST
@with_submission
def release_submission(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Let go of a claim."""
    return _claiming(request, submission, release)


@require_POST
@for_members
def bulk(request: HttpRequest) -> HttpResponse:
    """Decide everything that was selected in the queue, and tell of each what became of it."""
    require(policy().may_moderate(request.user))
    form = BulkForm(request.POST)
    if not form.is_valid():
        return _queue(request, form, status=422)
    approving = form.cleaned_data["act"] == APPROVE
    act: Callable[..., Any] = approve_many if approving else reject_many
    note = form.cleaned_data["note"].strip()
    decided = act(form.selection, moderator=request.user, note=note)
    done = sum(not row.problem for row in decided)
    context = {
        "rows": decided,
        "approving": approving,
        "done": done,
        "left": len(decided) - done,
        "trail": Trail(request.GET, moderator=request.user),
    }
    return render(request, "moderation/bulk.html", context)
