"""Reporting something to moderators, and their page of reports."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.complain import complain
from accounts.actions.decide_complaints import decide_complaints as decide
from accounts.actions.decide_complaints import put_back
from accounts.complaints.cases import cases, open_cases, with_people
from accounts.complaints.forms import ComplaintForm, VerdictForm
from accounts.complaints.subjects import find
from accounts.models import Complaint
from wiki.exceptions import WikiError
from wiki.keyset import Keyset
from wiki.policy import policy, require
from wiki.views.errors import answered
from wiki.views.guards import LARGEST_ID, for_members

PAGE_SIZE = 25
_LATEST = Keyset("-decided_at", "-pk", filled=True)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def new_complaint(request: HttpRequest) -> HttpResponse:
    """The form of a report about ``?about=review:12``."""
    about = request.POST.get("about", "") or request.GET.get("about", "")
    subject = find(about)
    if subject is None or not subject.readable(request.user):
        raise Http404
    require(subject.person != request.user, _("This is your own."))
    form = ComplaintForm(request.POST if request.method == "POST" else None)
    problem: WikiError | None = None
    if form.is_valid():
        try:
            complain(request.user, about, **form.cleaned_data)
        except WikiError as error:
            problem = error
        else:
            messages.success(request, _("Thank you. A moderator will look at it."))
            return redirect(subject.url)
    context = {"subject": subject, "form": form, "problem": str(problem) if problem else ""}
    page = render(request, "complaints/new.html", context, status=422 if form.errors else 200)
    return answered(page, problem) if problem else page


@require_safe
@for_members
def complaints(request: HttpRequest) -> HttpResponse:
    """What members have reported: first what waits for a decision, then what was decided."""
    require(policy().may_moderate(request.user))
    return _show(request)


@require_POST
@for_members
def decide_complaints(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was reported, there or by others (``decision=keep``), ``remove`` it, or put it ``back``."""
    require(policy().may_moderate(request.user))
    about = get_object_or_404(Complaint, pk=min(pk, LARGEST_ID)).about
    form = VerdictForm(request.POST)
    if not form.is_valid():
        return _show(request, failed=about, form=form, status=422)
    note, decision = form.cleaned_data["note"], request.POST.get("decision", "")
    try:
        if decision == "back":
            put_back(about, by=request.user, note=note)
        else:
            decide(about, by=request.user, remove=decision == "remove", note=note)
    except ValidationError as error:
        form.add_error("note", error.messages[0])
        return _show(request, failed=about, form=form, status=422)
    messages.success(request, _("Decided."))
    return redirect("/moderation/complaints/")


def _show(
    request: HttpRequest, *, failed: str = "", form: VerdictForm | None = None, status: int = 200
) -> HttpResponse:
    decided = with_people(Complaint.objects.exclude(verdict=""))
    page = _LATEST.page(decided, request.GET, size=PAGE_SIZE)
    rows = [
        (
            case,
            form
            if form and failed == case.about
            else VerdictForm(auto_id=f"id-{case.first.pk}-%s"),
        )
        for case in open_cases()
    ]
    context = {"rows": rows, "decided": cases(page), "page": page}
    return render(request, "moderation/complaints.html", context, status=status)
