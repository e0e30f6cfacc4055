"""Submissions: a member's own, one with all that it changes, its preview, and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wiki.actions.withdraw import withdraw
from wiki.entry_types import registry
from wiki.exceptions import SubmissionClosed
from wiki.forms.decision import DecisionForm, choices_by_token
from wiki.forms.filters import StateFilter
from wiki.keyset import Keyset
from wiki.models import Submission, SubmissionStatus
from wiki.pages import Page, show
from wiki.policy import policy
from wiki.queue import next_waiting
from wiki.review import as_it_would_be, review, revision_url
from wiki.views.guards import for_members
from wiki.waiting import expected_wait

PAGE_SIZE = 30


def with_submission(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view ``(request, submission)`` for ``(request, pk)``, if the reader may see it.

    What concerns a hidden page is there for moderators and its author only. Who is not logged in is
    sent to log in where that may help, and before every act.
    """

    @wraps(view)
    def guarded(request: HttpRequest, pk: int) -> HttpResponse:
        submission = get_object_or_404(
            Submission.objects.select_related("author", "decided_by"), pk=pk
        )
        known = request.user.is_authenticated
        if not known and (
            request.method == "POST" or not policy().may_see(request.user, submission)
        ):
            return redirect_to_login(submission.get_absolute_url())
        if not policy().may_see(request.user, submission):
            raise PermissionDenied
        if _is_of_hidden_page(request, submission):
            raise Http404
        return view(request, submission)

    return guarded


def _is_of_hidden_page(request: HttpRequest, submission: Submission) -> bool:
    if submission.entry_id is None or submission.entry_type not in registry:
        return False
    if policy().may_moderate(request.user) or policy().may_change(request.user, submission):
        return False
    model = registry[submission.entry_type].model
    return model.objects.filter(pk=submission.entry_id, hidden=True).exists()


@require_safe
@for_members
def mine(request: HttpRequest) -> HttpResponse:
    """What the member has proposed, newest first; ``?state=pending`` narrows it."""
    chosen = StateFilter(request.GET)
    state = chosen.cleaned_data.get("state", "") if chosen.is_valid() else ""
    own = Submission.objects.filter(author_id=request.user.pk)
    counts = dict(own.order_by().values_list("status").annotate(Count("pk")))
    rows = own.filter(status=state) if state else own
    page = Keyset("-created_at", "-pk").page(rows.for_list(), request.GET, size=PAGE_SIZE)
    states = [(value, label, counts.get(value, 0)) for value, label in SubmissionStatus.choices]
    context = {
        "page": page,
        "state": state,
        "states": states,
        "total": sum(counts.values()),
        "usual": expected_wait() if counts.get(SubmissionStatus.PENDING) else "",
    }
    return render(request, "submissions/list.html", context)


@require_safe
@with_submission
def detail(request: HttpRequest, submission: Submission) -> HttpResponse:
    """A submission: what it changes, why, on what source, and the decision."""
    return respond(request, submission)


def respond(
    request: HttpRequest,
    submission: Submission,
    *,
    status: int = 200,
    problem: str = "",
    form: DecisionForm | None = None,
    errors: Mapping[str, Mapping[str, Iterable[str]]] | None = None,
) -> HttpResponse:
    """The page of a submission; after a refused act with the ``problem`` and what was typed."""
    user, moderates = request.user, policy().may_moderate(request.user)
    chosen = choices_by_token(request.POST.dict())
    context: dict[str, Any] = {
        "submission": submission,
        "review": review(submission, reader=user, errors=errors, chosen=chosen),
        "may_decide": submission.is_pending and policy().may_decide(user, submission),
        "may_change": submission.is_pending and policy().may_change(user, submission),
        "may_moderate": moderates,
        "form": form or DecisionForm(initial={"version": submission.version}),
        "problem": problem,
        "preview_url": f"{submission.get_absolute_url()}preview/",
        "next_query": "?next=queue" if request.GET.get("next") == "queue" else "",
        "next": next_waiting(submission, moderator=user) if moderates else None,
    }
    return render(request, "submissions/detail.html", context, status=status)


@require_POST
@with_submission
def withdraw_submission(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Take a waiting submission back."""
    try:
        withdraw(submission, user=request.user)
    except SubmissionClosed as error:
        submission.refresh_from_db()
        return respond(request, submission, status=error.status, problem=str(error))
    messages.success(request, _("You have withdrawn this submission."))
    return HttpResponseRedirect(submission.get_absolute_url())


@require_safe
@with_submission
def preview(request: HttpRequest, submission: Submission) -> HttpResponse:
    """The page as it would look; ``?page=person:new1`` shows another one that it changes."""
    if submission.status == SubmissionStatus.APPROVED:
        return HttpResponseRedirect(revision_url(submission))
    fitted, _conflicts = as_it_would_be(submission.changes, kind=submission.kind)
    key = request.GET.get("page") or submission.entry_key or f"{submission.entry_type}:new1"
    if key not in fitted.after:
        raise Http404
    entry_type = registry.of_key(key)
    pk = key.partition(":")[2]
    entry = entry_type.model.objects.get(pk=int(pk)) if pk.isdigit() else None
    page = Page(request, entry_type, key, fitted.after[key], entry=entry)
    page.proposed, page.submission = fitted.changes, submission
    return show(page)
