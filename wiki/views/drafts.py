"""Drafts: keeping what is typed, whatever happens to it, and taking it up again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as plain_csrf_failure
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from wiki.drafts import LONGEST, TooLarge, drafts_of, forget_posted, keep_posted
from wiki.entry_types import registry
from wiki.exceptions import SubmissionClosed
from wiki.models import Draft, Submission
from wiki.views.guards import for_members


def loses_nothing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep what is posted to ``view`` as a draft, unless it is sent: the answer is a redirect then.

    Who is not logged in any more is sent to log in, and finds the form filled after that.
    """

    @wraps(view)
    def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        if not request.user.is_authenticated:
            draft = keep_posted(request)
            return redirect_to_login(draft.get_absolute_url() if draft else request.get_full_path())
        try:
            answer = view(request, *args, **kwargs)
        except Exception as error:
            _tell_where(request, _rescue(request, error, kwargs))
            raise
        if answer.status_code == 302:
            forget_posted(request)
        else:
            keep_posted(request)
        return answer

    return keeping


def _rescue(request: HttpRequest, error: Exception, kwargs: dict[str, Any]) -> Draft | None:
    """Keep what was posted to a form that cannot be shown again.

    What was to amend a submission that is closed by now becomes a draft for its page.
    """
    draft = keep_posted(request)
    if draft is not None and isinstance(error, SubmissionClosed):
        draft.path = _form_of_page(Submission.objects.defer("changes").get(pk=kwargs["pk"]))
        draft.save(update_fields=["path"])
    return draft


def _form_of_page(submission: Submission) -> str:
    segment = registry[submission.entry_type].segment
    return f"/{segment}/{submission.entry_id}/edit/" if submission.entry_id else f"/{segment}/new/"


def _tell_where(request: HttpRequest, draft: Draft | None) -> None:
    if draft is not None:
        text = _('What you typed is kept: <a href="{}">go on with it</a>.')
        messages.info(request, format_html(text, draft.get_absolute_url()))


@csrf_exempt  # the form's ticket is a stronger token, and holds when the session has ended
@require_http_methods(["GET", "HEAD", "POST"])
def drafts(request: HttpRequest) -> HttpResponse:
    """The member's drafts; a POST keeps what a form holds just now (``static/js/drafts.js``)."""
    return _keep(request) if request.method == "POST" else _list(request)


def _keep(request: HttpRequest) -> HttpResponse:
    try:
        draft = keep_posted(request, longest=LONGEST)
    except TooLarge as error:
        return JsonResponse({"error": str(error)}, status=error.status)
    if draft is None:
        return JsonResponse({"error": _("This form cannot be kept. Load it again.")}, status=400)
    at = date_format(localtime(draft.updated_at), "TIME_FORMAT")
    return JsonResponse({"kept": _("Draft kept on the server at %(time)s") % {"time": at}})


@for_members
def _list(request: HttpRequest) -> HttpResponse:
    return render(request, "drafts/list.html", {"drafts": drafts_of(request.user)})


@require_POST
@for_members
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw one of the member's own drafts away; go back to ``next``."""
    get_object_or_404(drafts_of(request.user), pk=pk).delete()
    if request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse({"gone": _("The draft is gone.")})
    messages.success(request, _("The draft is gone."))
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = "/drafts/"
    return HttpResponseRedirect(target)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is stale: after a log-in in another tab, or without cookies.

    It is not acted on. What was typed into an edit form is kept for the user whose form it was.
    """
    draft = keep_posted(request)
    if draft is None:
        return plain_csrf_failure(request, reason=reason)
    context = {"draft": draft, "owner": draft.user, "own": draft.user_id == request.user.pk}
    return render(request, "403_csrf.html", context, status=403)
