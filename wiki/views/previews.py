"""Previews: a page as one submission, or all that a member has waiting for it, would make it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from wiki import documents
from wiki.entry_types import EntryType, registry
from wiki.models import Entry, Submission, SubmissionStatus
from wiki.pages import Page, show
from wiki.pending import MOST, is_shared, own_pending, page_with
from wiki.policy import policy
from wiki.review import as_it_would_be, revision_url
from wiki.views.guards import for_members, with_entry
from wiki.views.submissions import with_submission


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The page as it would look; ``?page=person:new1`` shows another one that it changes.

    ``?key=`` of a link that was shared lets people see it who are not logged in, while it is open and
    not on hold.
    """
    if is_shared(request.GET.get("key", ""), pk, days=settings.GENGA_PREVIEW_DAYS):
        shared = (
            Submission.objects.open().exclude(status=SubmissionStatus.HELD).filter(pk=pk).first()
        )
        if shared is not None:
            return _show(request, shared)
    return _for_members(request, pk)


def _show(request: HttpRequest, submission: Submission) -> HttpResponse:
    if submission.status == SubmissionStatus.APPROVED:
        return HttpResponseRedirect(revision_url(submission))
    fitted, _conflicts = as_it_would_be(submission.changes, kind=submission.kind)
    key = request.GET.get("page") or submission.entry_key or f"{submission.entry_type}:new1"
    if key not in fitted.after:
        raise Http404
    entry_type = registry.of_key(key)
    pk = key.partition(":")[2]
    entry = entry_type.model.objects.get(pk=int(pk)) if pk.isdigit() else None
    if entry is not None and entry.hidden and not _may_see_hidden(request.user, submission):
        raise Http404
    page = Page(request, entry_type, key, fitted.after[key], entry=entry)
    page.proposed, page.submission = fitted.changes, submission
    return _unlisted(show(page))


_for_members = with_submission(_show)


def _may_see_hidden(user: Any, submission: Submission) -> bool:
    return policy().may_moderate(user) or policy().may_change(user, submission)


@require_safe
@with_entry
@for_members
def pending(request: HttpRequest, entry_type: EntryType, entry: Entry) -> HttpResponse:
    """The page as it would look with all that the reader has waiting for it."""
    own = list(own_pending(request.user, entry_type, entry.pk)[:MOST])
    if not own:
        return HttpResponseRedirect(entry.get_absolute_url())
    key = f"{entry_type.name}:{entry.pk}"
    found = page_with(own, key, documents.load_one(entry))
    page = Page(request, entry_type, key, found.document, entry=entry)
    page.proposed, page.own = found.changes, found
    return _unlisted(show(page))


def _unlisted(response: HttpResponse) -> HttpResponse:
    """What nobody has approved is not for search engines."""
    response["X-Robots-Tag"] = "noindex"
    return response
