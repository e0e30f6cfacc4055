"""Appeals: asking another moderator to look again, and answering."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.appeal import answer, appeal, may_answer, may_appeal
from accounts.models import Appeal
from accounts.restraint_forms import AnswerForm, AppealForm
from accounts.suspensions import present_suspension
from wiki.exceptions import WikiError
from wiki.keyset import Keyset
from wiki.models import Submission
from wiki.policy import policy, require
from wiki.views.guards import for_members

PAGE_SIZE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def appeal_submission(request: HttpRequest, pk: int) -> HttpResponse:
    """Appeal against a rejection."""
    submission = get_object_or_404(Submission.objects.select_related("decided_by"), pk=pk)
    require(submission.author_id == request.user.pk)
    form = AppealForm(request.POST if request.method == "POST" else None)
    problem, status = "", 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            appeal(_user(request), text=form.cleaned_data["text"], submission=submission)
        except WikiError as error:
            problem, status = str(error), error.status
        else:
            messages.success(request, _("Thank you. Another moderator will look at it."))
            return HttpResponseRedirect(submission.get_absolute_url())
    made = Appeal.objects.filter(submission=submission).select_related("answered_by").first()
    context = {"submission": submission, "form": form, "appeal": made, "problem": problem}
    context["open"] = may_appeal(None, submission)
    return render(request, "submissions/appeal.html", context, status=status)


@require_POST
@for_members
def appeal_suspension(request: HttpRequest) -> HttpResponse:
    """Appeal against one's own suspension."""
    user = _user(request)
    present = present_suspension(user)
    form = AppealForm(request.POST)
    context: dict[str, Any] = {"present": present, "latest": present, "form": form}
    context["appeal"] = getattr(present, "appeal", None)
    if not form.is_valid():
        return render(request, "account/suspension.html", context, status=422)
    try:
        appeal(user, text=form.cleaned_data["text"], suspension=present)
    except WikiError as error:
        context["problem"] = str(error)
        return render(request, "account/suspension.html", context, status=error.status)
    messages.success(request, _("Thank you. Another moderator will look at it."))
    return HttpResponseRedirect("/accounts/suspension/")


@require_safe
@for_members
def appeals(request: HttpRequest) -> HttpResponse:
    """Appeals for moderators: those that nobody has answered, oldest first, then the others."""
    require(policy().may_moderate(request.user))
    return _show(request)


@require_POST
@for_members
def answer_appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Uphold a decision (``answer=uphold``) or grant the appeal (``answer=grant``)."""
    require(policy().may_moderate(request.user))
    asked = get_object_or_404(_with_people(), pk=pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, failed=asked, form=form, status=422)
    granted = request.POST.get("decision") == "grant"
    try:
        answer(asked, by=_user(request), granted=granted, text=form.cleaned_data["answer"])
    except (WikiError, ValidationError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Answered."))
    return HttpResponseRedirect("/moderation/appeals/")


def _show(
    request: HttpRequest,
    *,
    failed: Appeal | None = None,
    form: AnswerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    waiting = list(_with_people().filter(granted=None))
    answered = _with_people().exclude(granted=None)
    page = Keyset("-pk").page(answered, request.GET, size=PAGE_SIZE)
    rows = [
        (
            each,
            may_answer(_user(request), each),
            form if failed == each and form else AnswerForm(auto_id=f"id-{each.pk}-%s"),
        )
        for each in waiting
    ]
    context = {"rows": rows, "answered": page, "page": page}
    return render(request, "moderation/appeals.html", context, status=status)


def _with_people() -> Any:
    rows = Appeal.objects.select_related(
        "user", "answered_by", "suspension__by", "submission__decided_by"
    )
    return rows.defer("submission__changes", "submission__left_out", "submission__undoes")


def _user(request: HttpRequest) -> Any:
    return request.user
