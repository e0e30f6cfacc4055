"""Submissions: a member's own, one with all that it changes, its preview, and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wiki.actions.claim import claim_of
from wiki.actions.reopen import REOPENABLE
from wiki.actions.withdraw import withdraw
from wiki.drafts import drafts_of
from wiki.entry_types import registry
from wiki.exceptions import SubmissionClosed
from wiki.forms.decision import DecisionForm
from wiki.forms.filters import StateFilter
from wiki.forms.talk import CommentForm
from wiki.keyset import Keyset
from wiki.left_out import is_refused_in_part
from wiki.models import Submission, SubmissionStatus
from wiki.pending import share_url
from wiki.policy import policy
from wiki.review import is_decidable_by, review
from wiki.sensitive import waits_for_first
from wiki.trail import Trail
from wiki.views.guards import for_members
from wiki.waiting import usual_wait

PAGE_SIZE = 30


def with_submission(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view ``(request, submission, ...)`` for ``(request, pk, ...)``, if the reader may see it.

    What concerns a hidden page is there for moderators and its author only. Who is not logged in is
    sent to log in where that may help, and before every act.
    """

    @wraps(view)
    def guarded(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        submission = get_object_or_404(
            Submission.objects.select_related("author", "decided_by", "claimed_by", "seconded_by"),
            pk=pk,
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
        return view(request, submission, **kwargs)

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
        "drafts": drafts_of(request.user).count(),
        "usual": usual_wait() if counts.get(SubmissionStatus.PENDING) else None,
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
    comment_form: CommentForm | None = None,
    errors: Mapping[str, Mapping[str, Iterable[str]]] | None = None,
) -> HttpResponse:
    """The page of a submission; after a refused act with the ``problem`` and what was typed."""
    data = request.POST.dict() if request.method == "POST" else None
    found = review(submission, reader=request.user, errors=errors, data=data)
    context: dict[str, Any] = {
        "submission": submission,
        "review": found,
        "form": form or DecisionForm(initial={"version": submission.version}),
        "comment_form": _comment_form(request, submission, comment_form, found.topics),
        "problem": problem,
        "preview_url": f"{submission.get_absolute_url()}preview/",
        **_rights(request, submission),
    }
    return render(request, "submissions/detail.html", context, status=status)


def _rights(request: HttpRequest, submission: Submission) -> dict[str, Any]:
    """What the reader may do about a submission in its state, and the way on through the queue."""
    user, moderates = request.user, policy().may_moderate(request.user)
    trail = Trail(request.GET, moderator=user, here=submission) if moderates else None
    return {
        "may_decide": is_decidable_by(submission, user),
        "may_change": submission.is_open and policy().may_change(user, submission),
        "may_moderate": moderates,
        "trail": trail,
        "next_query": trail.query if trail else "",
        "claim": claim_of(submission, user) if moderates and submission.is_open else None,
        "claim_minutes": settings.GENGA_CLAIM_MINUTES,
        **_neighbours(trail),
        **_known(submission, moderates),
        **_second_eyes(submission, user),
        **_afterwards(submission, user),
        **_share(request, submission),
    }


def _neighbours(trail: Trail | None) -> dict[str, str]:
    """The addresses of the submissions before and after this one in the queue; "" for none."""
    if trail is None:
        return {}
    before, after = trail.previous(), trail.next()
    return {
        "previous_url": trail.url_of(before) if before else "",
        "next_url": trail.url_of(after) if after else "",
    }


def _comment_form(
    request: HttpRequest,
    submission: Submission,
    form: CommentForm | None,
    topics: list[tuple[str, str]],
) -> CommentForm | None:
    """The form for a comment, if the reader may say something; ``?about=`` names a change."""
    if not policy().may_comment(request.user, submission):
        return None
    form = form or CommentForm(initial={"about": request.GET.get("about", "")})
    form.offer(topics)
    return form


def _known(submission: Submission, moderates: bool) -> dict[str, Any]:
    """What moderators know besides: what rules have noticed, and who the author is in a few words."""
    if not moderates:
        return {}
    author = submission.author
    standing = policy().standing([author]).get(author.pk, "") if author is not None else ""
    return {"flags": submission.flags.order_by("pk"), "standing": standing}


def _second_eyes(submission: Submission, user: Any) -> dict[str, bool]:
    """Whether the next approval is but the first of two, and whether the reader has given it."""
    deciding = is_decidable_by(submission, user)
    return {
        "waits_for_first": deciding and waits_for_first(submission),
        "seconded_by_me": deciding and submission.seconded_by_id == user.pk,
    }


def _share(request: HttpRequest, submission: Submission) -> dict[str, Any]:
    """The link that its author, or a moderator, may give to people who are not logged in."""
    user = request.user
    if not submission.is_open or not (
        policy().may_change(user, submission) or policy().may_moderate(user)
    ):
        return {}
    link = request.build_absolute_uri(share_url(submission))
    return {"share": link, "share_days": settings.GENGA_PREVIEW_DAYS}


def _afterwards(submission: Submission, user: Any) -> dict[str, Any]:
    """What can be done about a submission that is closed, and what was."""
    if submission.is_open:
        return {}
    own = policy().may_change(user, submission)
    return {
        "may_reopen": submission.status in REOPENABLE and policy().may_decide(user, submission),
        "may_propose_again": own and is_refused_in_part(submission),
        "followers": submission.followed_by.order_by("pk").defer("changes", "left_out"),
    }


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
