"""The talk about a submission: commenting, and reading its former versions."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wiki.actions.comment import comment
from wiki.exceptions import WikiError
from wiki.forms.talk import CommentForm
from wiki.models import Submission
from wiki.policy import policy, require
from wiki.views.errors import answered
from wiki.views.submissions import respond, with_submission
from wiki.written import written


@require_POST
@with_submission
def add_comment(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Say something about a submission, or about one change in it."""
    require(policy().may_comment(request.user, submission))
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            said = comment(
                submission, author=request.user, text=form.cleaned_data["text"], about=form.place
            )
        except ValidationError as error:
            form.add_error(None, error)
        except WikiError as error:
            page = respond(request, submission, problem=str(error), comment_form=form)
            return answered(page, error)
        else:
            query = f"?{request.GET.urlencode()}" if request.GET.get("next") == "queue" else ""
            url = f"{submission.get_absolute_url()}{query}#comment-{said.pk}"
            return HttpResponseRedirect(url)
    problem = _("Your comment was not sent. Please look at it again.")
    return respond(request, submission, status=422, problem=problem, comment_form=form)


@require_safe
@with_submission
def version(request: HttpRequest, submission: Submission, number: int) -> HttpResponse:
    """What a version of a submission proposed, and what it changed in the one before it."""
    if not 1 <= number <= submission.version:
        raise Http404
    context = {"submission": submission, "written": written(submission, number, request.user)}
    return render(request, "submissions/version.html", context)
