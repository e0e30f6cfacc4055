"""Blind audits: one live edit at a time, without the name of who made it."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wiki.actions.judge import judge
from wiki.audits import numbers, open_count, open_for
from wiki.exceptions import SubmissionClosed
from wiki.forms.patrol import AuditForm
from wiki.models import Audit, AuditVerdict
from wiki.policy import policy, require
from wiki.review import review
from wiki.views.guards import for_members


@require_safe
@for_members
def next_audit(request: HttpRequest) -> HttpResponse:
    """The audit that has waited longest, for this moderator."""
    require(policy().may_moderate(request.user))
    audit = open_for(request.user).select_related("submission__author").first()
    if audit is None:
        judged, objected = numbers()
        context = {"judged": judged, "objected": objected}
        return render(request, "moderation/audit_done.html", context)
    return _show(request, audit, AuditForm())


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def one_audit(request: HttpRequest, pk: int) -> HttpResponse:
    """An audit to judge; once it is judged, what was said of it, and whose it was."""
    rows = Audit.objects.select_related("submission__author", "decided_by")
    audit = get_object_or_404(rows, pk=pk)
    require(policy().may_moderate(request.user))
    if audit.decided_at is None:
        require(policy().may_decide(request.user, audit.submission))
    if request.method != "POST":
        return _show(request, audit, AuditForm())
    form = AuditForm(request.POST)
    if not form.is_valid():
        return _show(request, audit, form, status=422)
    try:
        verdict = AuditVerdict(form.cleaned_data["verdict"])
        done = judge(audit, moderator=request.user, verdict=verdict, note=form.cleaned_data["note"])
    except SubmissionClosed as error:
        audit.refresh_from_db()
        return _show(request, audit, form, status=error.status, problem=str(error))
    messages.success(request, _("Noted: you %(verdict)s.") % {"verdict": verdict.label})
    return HttpResponseRedirect(
        done.get_absolute_url() if verdict == AuditVerdict.OBJECTED else "/moderation/audit/"
    )


def _show(
    request: HttpRequest, audit: Audit, form: AuditForm, *, status: int = 200, problem: str = ""
) -> HttpResponse:
    submission = audit.submission
    author = submission.author.get_username() if submission.author else ""
    judged = audit.decided_at is not None
    context: dict[str, Any] = {
        "audit": audit,
        "submission": submission,
        "review": review(submission, reader=request.user, blind=not judged),
        "summary": submission.summary if judged else blind(submission.summary, author),
        "judged": judged,
        "form": form,
        "problem": problem,
        "left": open_count(request.user),
    }
    return render(request, "moderation/audit.html", context, status=status)


def blind(text: str, author: str) -> str:
    """``text`` without the name of its author."""
    if not author:
        return text
    return re.sub(rf"\b{re.escape(author)}\b", "…", text, flags=re.IGNORECASE)
