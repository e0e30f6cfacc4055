"""Moderation: the two decisions about a submission."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wiki.actions.approve import approve
from wiki.actions.fit import conflicts_of
from wiki.actions.reject import reject
from wiki.exceptions import (
    EditConflict,
    InvalidChange,
    NothingChanged,
    SubmissionClosed,
    WikiError,
)
from wiki.forms.decision import DecisionForm, RejectionForm, choices_for
from wiki.models import Submission
from wiki.policy import policy, require
from wiki.queue import next_waiting
from wiki.views.submissions import respond, with_submission


@require_POST
@with_submission
def approve_submission(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Let a submission into the catalogue."""
    require(policy().may_decide(request.user, submission))
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return respond(request, submission, status=422, form=form, problem=_not_decided())
    submission.version = form.cleaned_data["version"]
    chosen = choices_for(conflicts_of(submission.changes), request.POST.dict())
    try:
        approve(
            submission,
            moderator=request.user,
            note=form.cleaned_data["note"].strip(),
            resolutions=chosen,
        )
    except WikiError as error:
        return _refused(request, submission, form, error)
    return _go_on(request, submission, _("Approved: %(title)s"))


@require_POST
@with_submission
def reject_submission(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Refuse a submission, with a reason for its author."""
    require(policy().may_decide(request.user, submission))
    form = RejectionForm(request.POST)
    if not form.is_valid():
        return respond(request, submission, status=422, form=form, problem=_not_decided())
    submission.version = form.cleaned_data["version"]
    try:
        reject(submission, moderator=request.user, note=form.cleaned_data["note"])
    except WikiError as error:
        return _refused(request, submission, form, error)
    return _go_on(request, submission, _("Rejected: %(title)s"))


def _not_decided() -> str:
    return _("Nothing has been decided yet. Please look at the field that is marked.")


def _refused(
    request: HttpRequest, submission: Submission, form: DecisionForm, error: WikiError
) -> HttpResponse:
    """The page again, as it is now, with why the decision did not hold."""
    submission.refresh_from_db()
    problem = str(error)
    if isinstance(error, SubmissionClosed) and submission.is_pending:
        problem = _("The author has changed this submission since you opened it. Look at it again.")
        form = DecisionForm(initial={"version": submission.version, "note": form["note"].value()})
    elif isinstance(error, EditConflict):
        problem = _("The page has changed since this was written. Choose which value is right.")
    elif isinstance(error, NothingChanged):
        problem = _("The page says all of this already. Reject it, or ask its author to withdraw.")
    elif isinstance(error, InvalidChange):
        problem = _("This can no longer be approved as it is:")
    errors = error.errors if isinstance(error, InvalidChange) else None
    return respond(
        request, submission, status=error.status, problem=problem, form=form, errors=errors
    )


def _go_on(request: HttpRequest, submission: Submission, told: str) -> HttpResponse:
    """To the next one in the queue, if that is where the moderator came from."""
    told = told % {"title": submission.title or submission.pk}
    if request.GET.get("next") != "queue":
        messages.success(request, told)
        return HttpResponseRedirect(submission.get_absolute_url())
    following = next_waiting(submission, moderator=request.user)
    if following is None:
        messages.success(request, _("%(told)s. Nothing else waits.") % {"told": told})
        return HttpResponseRedirect("/moderation/")
    messages.success(request, _("%(told)s. This is the next one.") % {"told": told})
    return HttpResponseRedirect(f"{following.get_absolute_url()}?next=queue")
