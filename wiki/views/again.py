"""Proposing again what was refused: the form, filled with it, makes a new submission."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wiki.citations import sources_of
from wiki.drafts import typing
from wiki.forms.reason import ReasonForm
from wiki.left_out import is_refused_in_part, refused_of
from wiki.models import Submission, SubmissionKind
from wiki.policy import policy, require
from wiki.views.drafts import loses_nothing
from wiki.views.edit import form_of
from wiki.views.editing import Editing, run
from wiki.views.guards import for_members
from wiki.views.in_place import in_place


@require_http_methods(["GET", "HEAD", "POST"])
@in_place
@loses_nothing
@for_members
def propose_again(request: HttpRequest, pk: int) -> HttpResponse:
    """The edit form with what was refused of a submission, for its author."""
    refused = get_object_or_404(Submission, pk=pk)
    require(policy().may_change(request.user, refused))
    if not is_refused_in_part(refused):
        raise Http404(_("Nothing of this submission was refused."))
    typed = typing(request, f"{refused.get_absolute_url()}again/")
    form, entry = form_of(refused, refused_of(refused), typed.data)
    reason = ReasonForm(
        typed.data, initial={"summary": refused.summary}, sources=sources_of(refused)
    )
    kind = SubmissionKind.EDIT if entry else SubmissionKind.CREATE
    number = entry.number if entry else 0
    editing = Editing(request, typed, form.entry_type, form.key, form, reason, kind, number)
    editing.entry, editing.follows = entry, refused
    return run(editing)
