"""Moderation: the decisions about a submission."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from wiki.actions.approve import approve
from wiki.actions.ask import ask
from wiki.actions.fit import conflicts_of
from wiki.actions.reject import reject
from wiki.actions.reopen import reopen
from wiki.exceptions import (
    EditConflict,
    InvalidChange,
    NothingChanged,
    SubmissionClosed,
    WikiError,
)
from wiki.forms.decision import AskForm, DecisionForm, RejectionForm, choices_for
from wiki.forms.verdict import corrections, leaving_out
from wiki.left_out import Place, count
from wiki.models import Revision, Submission
from wiki.place_names import how_much_left_out
from wiki.policy import policy, require
from wiki.trail import Trail
from wiki.views.submissions import respond, with_submission


@require_POST
@with_submission
def approve_submission(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Let a submission into the catalogue: all of it or a part, as it is or corrected."""
    form = DecisionForm(request.POST)
    left: dict[Place, str] = {}

    def act() -> str:
        typed, note = request.POST.dict(), form.cleaned_data["note"].strip()
        left.update(leaving_out(typed, otherwise=note))
        revision = approve(
            submission,
            moderator=request.user,
            note=note,
            resolutions=choices_for(conflicts_of(submission.changes), typed),
            leaving_out=left,
            corrections=corrections(typed, submission.changes),
        )
        return _approved(submission, revision, asked=len(left))

    return _decide(request, submission, form, act)


def _approved(submission: Submission, revision: Revision | None, *, asked: int) -> str:
    """What an approval did, in words; ``asked`` is how many changes were ticked to be left out."""
    if revision is None:
        return _("Approved as the first of two: %(title)s")
    if not submission.left_out:
        if revision.corrector_id is not None:
            return _("Corrected and approved: %(title)s")
        return _("Approved: %(title)s")
    left = count(submission.left_out)
    words = how_much_left_out(left, count(submission.changes))
    more = left - asked
    if more > 0:
        words += " " + ngettext(
            "(%(number)s because it cannot stand without the others)",
            "(%(number)s because they cannot stand without the others)",
            more,
        ) % {"number": more}
    return _("Approved in part: %(title)s") + f". {words}".replace("%", "%%")


@require_POST
@with_submission
def reject_submission(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Refuse a submission, with a reason for its author."""
    form = RejectionForm(request.POST)

    def act() -> str:
        reject(submission, moderator=request.user, note=form.cleaned_data["note"])
        return _("Rejected: %(title)s")

    return _decide(request, submission, form, act)


@require_POST
@with_submission
def ask_for_changes(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Send a submission back to its author, with what is wanted."""
    form = AskForm(request.POST)

    def act() -> str:
        ask(submission, moderator=request.user, text=form.cleaned_data["text"])
        return _("Changes are asked for: %(title)s")

    return _decide(request, submission, form, act)


@require_POST
@with_submission
def reopen_submission(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Put a rejected or withdrawn submission back into the queue."""
    note = request.POST.get("note", "").replace("\x00", "")[:300]
    try:
        reopen(submission, moderator=request.user, note=note)
    except WikiError as error:
        return respond(request, submission, status=error.status, problem=str(error))
    messages.success(request, _("This submission waits again."))
    return HttpResponseRedirect(submission.get_absolute_url())


def _decide(
    request: HttpRequest, submission: Submission, form: DecisionForm, act: Callable[[], str]
) -> HttpResponse:
    """Do what was decided, if the form is right: ``act`` does it and says what it did."""
    require(policy().may_decide(request.user, submission))
    trail = Trail(request.GET, moderator=request.user, here=submission)
    if not form.is_valid():
        return respond(request, submission, status=422, form=form, problem=_not_decided())
    submission.version = form.cleaned_data["version"]
    try:
        told = act()
    except WikiError as error:
        return _refused(request, submission, form, error)
    return go_on(request, submission, trail, told)


def _not_decided() -> str:
    return _("Nothing has been decided yet. Please look at the field that is marked.")


def _refused(
    request: HttpRequest, submission: Submission, form: DecisionForm, error: WikiError
) -> HttpResponse:
    """The page again, as it is now, with why the decision did not hold."""
    submission.refresh_from_db()
    problem = str(error)
    if isinstance(error, SubmissionClosed) and submission.version != form.cleaned_data["version"]:
        problem = _("The author has changed this submission since you opened it. Look at it again.")
        form = DecisionForm(initial={"version": submission.version, "note": form["note"].value()})
    elif isinstance(error, EditConflict):
        problem = _("The page has changed since this was written. Choose which value is right.")
    elif isinstance(error, NothingChanged):
        problem = _("The page says all of this already. Reject it, or ask its author to withdraw.")
    elif isinstance(error, InvalidChange):
        problem = _("This can no longer be approved as it is:")
        if leaving_out(request.POST, otherwise="") or corrections(request.POST, submission.changes):
            problem = _not_decided()
    errors = error.errors if isinstance(error, InvalidChange) else None
    return respond(
        request, submission, status=error.status, problem=problem, form=form, errors=errors
    )


def go_on(
    request: HttpRequest, submission: Submission, trail: Trail, told: str
) -> HttpResponseRedirect:
    """To the next one of the queue, claimed, if that is where the moderator came from."""
    told = told % {"title": submission.title or submission.pk}
    if not trail.followed:
        messages.success(request, told)
        return HttpResponseRedirect(submission.get_absolute_url())
    following = trail.claim_next()
    if following is None:
        messages.success(request, _("%(told)s. Nothing else waits.") % {"told": told})
        return HttpResponseRedirect(trail.queue_url)
    messages.success(request, _("%(told)s. This is the next one.") % {"told": told})
    return HttpResponseRedirect(trail.url_of(following))
