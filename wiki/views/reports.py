"""Questions to the catalogue: asking, keeping, sharing and downloading them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wiki.actions.save_report import delete_report, save_report
from wiki.entry_types import EntryType, registry
from wiki.forms.report import ReportForm
from wiki.keyset import Keyset
from wiki.models import Report
from wiki.quality.answers import answers, as_csv
from wiki.quality.declarations import quality_of
from wiki.quality.question import Question
from wiki.views.guards import LARGEST_ID, for_members

PAGE_SIZE = 50
_LATEST = Keyset("-changed_at", "-pk")


def _types() -> list[EntryType]:
    return [each for each in registry if quality_of(each).gaps]


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """One's own reports, and those that others share."""
    shared: Any = Report.objects.filter(public=True).select_related("owner")
    own: list[Report] = []
    if request.user.is_authenticated:
        own = list(Report.objects.filter(owner=request.user.pk).order_by("-changed_at", "-pk"))
        shared = shared.exclude(owner=request.user.pk)
    page = _LATEST.page(shared, request.GET, size=PAGE_SIZE)
    context = {"own": own, "page": page, "types": _types(), "known": registry}
    return render(request, "reports/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, entry_type: EntryType) -> HttpResponse:
    """Ask about entries of a type; what was asked can be kept. ``?report=`` is one of one's own to change."""
    if not quality_of(entry_type).gaps:
        raise Http404
    question = Question(entry_type, request.GET)
    report = _own_report(request)
    if request.method == "POST":
        return _keep(request, question, report)
    start = {"title": report.title, "public": report.public} if report else {}
    status = 200 if question.is_valid else 400
    return _asking(request, question, report, ReportForm(initial=start), status=status)


def _own_report(request: HttpRequest) -> Report | None:
    """The report that is being changed. Raises ``Http404`` for one that is not one's own."""
    number = request.GET.get("report", "")
    if not number:
        return None
    if not (number.isascii() and number.isdecimal() and int(number[:19]) <= LARGEST_ID):
        raise Http404
    return get_object_or_404(Report, pk=int(number[:19]), owner=request.user.pk or 0)


@for_members
def _keep(request: HttpRequest, question: Question, report: Report | None) -> HttpResponse:
    form = ReportForm(request.POST, instance=None)
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("title", "public")}
        try:
            kept = save_report(report, question, owner=request.user, **values)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Saved. You find it under your reports."))
            return HttpResponseRedirect(kept.get_absolute_url())
    return _asking(request, question, report, form, status=422)


def _asking(
    request: HttpRequest,
    question: Question,
    report: Report | None,
    form: ReportForm,
    *,
    status: int,
) -> HttpResponse:
    asks = question.is_valid and question.asks
    context = {
        "entry_type": question.entry_type,
        "types": _types(),
        "question": question,
        "answers": answers(question, request.GET) if asks else None,
        "report": report,
        "form": form,
        "base": f"/reports/{question.entry_type.segment}/",
        "query": question.query,
    }
    return render(request, "reports/ask.html", context, status=status)


def _visible(request: HttpRequest, ref: str) -> tuple[Report, Question]:
    """The report that ``12-title`` names, if the reader may see it. Raises ``Http404``."""
    pk = int(ref.partition("-")[0])
    if pk > LARGEST_ID:
        raise Http404
    report = get_object_or_404(Report.objects.select_related("owner"), pk=pk)
    if not report.public and report.owner_id != request.user.pk:
        raise Http404
    if report.entry_type not in registry:
        raise Http404
    return report, Question.of_report(registry[report.entry_type], report.asked)


@require_safe
def saved(request: HttpRequest, ref: str) -> HttpResponse:
    """What a report finds today."""
    report, question = _visible(request, ref)
    if request.path != report.get_absolute_url():
        query = request.META.get("QUERY_STRING", "")
        right = report.get_absolute_url()
        return HttpResponsePermanentRedirect(f"{right}?{query}" if query else right)
    context = {
        "report": report,
        "entry_type": question.entry_type,
        "question": question,
        "answers": answers(question, request.GET) if question.is_valid else None,
        "is_own": report.owner_id == request.user.pk,
        "base": f"/reports/{question.entry_type.segment}/",
        "query": question.query,
    }
    return render(request, "reports/detail.html", context)


@require_safe
def download(request: HttpRequest, entry_type: EntryType) -> HttpResponseBase:
    """The answers to the question in the address as a table for spreadsheets, for members."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    question = Question(entry_type, request.GET)
    if not question.is_valid or not quality_of(entry_type).gaps:
        raise Http404
    return _table(question, entry_type.segment)


@require_safe
def download_saved(request: HttpRequest, ref: str) -> HttpResponseBase:
    """What a report finds today as a table for spreadsheets, for members."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    report, question = _visible(request, ref)
    return _table(question, report.get_absolute_url().strip("/").rpartition("/")[2])


def _table(question: Question, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(as_csv(question), content_type="text/csv; charset=utf-8")
    plain = name.encode("ascii", "ignore").decode() or "report"
    response["Content-Disposition"] = f'attachment; filename="{plain}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@for_members
def delete(request: HttpRequest, ref: str) -> HttpResponse:
    """Forget a report of one's own."""
    report, _question = _visible(request, ref)
    delete_report(report, user=request.user)
    messages.success(request, _("The report is deleted."))
    return HttpResponseRedirect("/reports/")
