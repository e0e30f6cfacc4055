"""Editing an entry, proposing a new one, and amending a submission that waits: who may, and what is edited.

What the form does is in ``wiki.views.editing``.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from wiki import changesets, documents
from wiki.changesets import ChangeSet, Document
from wiki.citations import sources_of
from wiki.drafts import Typing, typing
from wiki.entry_types import EntryType, Section, registry
from wiki.exceptions import SubmissionClosed
from wiki.forms.edit import EditForm
from wiki.forms.originals import Asked
from wiki.forms.reason import ReasonForm
from wiki.models import Entry, Submission, SubmissionKind, SubmissionStatus
from wiki.policy import policy, require, require_may_submit
from wiki.protections import Locks, locks_on_form
from wiki.talk import last_request
from wiki.views.drafts import loses_nothing
from wiki.views.editing import Editing, run
from wiki.views.guards import for_members, with_entry
from wiki.views.in_place import in_place

#: What the key of a page that is only proposed ends in.
FORM_KEY = "new1"
#: In which an author may change what was proposed.
AMENDABLE = (SubmissionStatus.PENDING, SubmissionStatus.ASKED)


@require_http_methods(["GET", "HEAD", "POST"])
@in_place
@loses_nothing
@with_entry
@for_members
def edit(request: HttpRequest, entry_type: EntryType, entry: Entry) -> HttpResponse:
    """The edit form of an entry; ``?section=credits`` shows one section of it."""
    section = _section(request, entry_type)
    address = f"/{entry_type.segment}/{entry.pk}/edit/"
    if section:
        address += f"?section={section.name}"
    return run(editing_of(request, entry_type, entry, address, section=section))


def editing_of(
    request: HttpRequest,
    entry_type: EntryType,
    entry: Entry,
    address: str,
    *,
    section: Section | None = None,
    make: type[EditForm] = EditForm,
) -> Editing:
    """An edit of an entry by the form at ``address``: of one section or all, of the class ``make``."""
    _require_on_opening(request, SubmissionKind.EDIT)
    key = f"{entry_type.name}:{entry.pk}"
    typed = typing(request, address)
    number = _base_number(typed, entry)
    base = documents.load_one(entry)
    if number != entry.number:
        base = documents.as_of(entry_type, entry.pk, number)
    locks = locks_on_form(request.user, key, typed.data)
    form = make(entry_type, key, base, only=section, locks=locks, data=typed.data)
    form.asked = Asked.read(request.GET, form)
    reason = ReasonForm(typed.data)
    editing = Editing(request, typed, entry_type, key, form, reason, SubmissionKind.EDIT, number)
    editing.entry, editing.section = entry, section
    return editing


@require_http_methods(["GET", "HEAD", "POST"])
@in_place
@loses_nothing
@for_members
def create(request: HttpRequest, entry_type: EntryType) -> HttpResponse:
    """The form for a new entry; ``?name=`` fills in its name."""
    _require_on_opening(request, SubmissionKind.CREATE)
    key = f"{entry_type.name}:{FORM_KEY}"
    typed = typing(request, f"/{entry_type.segment}/new/")
    start = _named(request, entry_type, key)
    form = EditForm(entry_type, key, {}, start=start, data=typed.data)
    reason = ReasonForm(typed.data)
    editing = Editing(request, typed, entry_type, key, form, reason, SubmissionKind.CREATE, 0)
    return run(editing)


@require_http_methods(["GET", "HEAD", "POST"])
@in_place
@loses_nothing
@for_members
def change_submission(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a waiting submission, for its author to amend."""
    submission = get_object_or_404(Submission, pk=pk)
    require(policy().may_change(request.user, submission))
    if submission.status not in AMENDABLE:
        raise SubmissionClosed
    typed = typing(request, f"{submission.get_absolute_url()}amend/")
    locks = locks_on_form(request.user, submission.entry_key or "", typed.data)
    form, entry = form_of(submission, submission.changes, typed.data, locks)
    reason = ReasonForm(
        typed.data, initial={"summary": submission.summary}, sources=sources_of(submission)
    )
    number = submission.base_number
    editing = Editing(
        request, typed, form.entry_type, form.key, form, reason, submission.kind, number
    )
    editing.entry, editing.submission = entry, submission
    editing.asked = last_request(submission)
    return run(editing)


def form_of(
    submission: Submission,
    changes: ChangeSet,
    data: QueryDict | None,
    locks: Locks | None = None,
) -> tuple[EditForm, Entry | None]:
    """The form of a submission's page filled with ``changes``, and the page if it exists.

    404 for a page that is hidden by now: the form would show all of it.
    """
    entry_type = registry_type(submission)
    key = submission.entry_key or f"{entry_type.name}:{FORM_KEY}"
    entry = None
    base: Document = {}
    if submission.entry_id:
        entry = get_object_or_404(entry_type.model, pk=submission.entry_id, hidden=False)
        base = documents.load_one(entry)
    wanted = changesets.for_entry(changesets.forced(changes, base), key)
    start = documents.complete(changesets.apply(wanted, base))
    form = EditForm(
        entry_type, key, base, start=start, start_changes=changes, locks=locks, data=data
    )
    return form, entry


def registry_type(submission: Submission) -> EntryType:
    """The type of a submission's page; 404 for one that the site no longer has."""
    if submission.entry_type not in registry:
        raise Http404
    return registry[submission.entry_type]


def _require_on_opening(request: HttpRequest, kind: str) -> None:
    """Raise ``PermissionDenied`` for who asks for a form of no use to them.

    What is sent is judged by ``submit``: a refusal then comes with the form and all that was typed.
    """
    if request.method != "POST":
        require_may_submit(request.user, kind)


def _section(request: HttpRequest, entry_type: EntryType) -> Section | None:
    name = request.POST.get("section") or request.GET.get("section") or ""
    if not name:
        return None
    section = entry_type.section(name)
    if section is None:
        raise Http404
    return section


def _base_number(typed: Typing, entry: Entry) -> int:
    """The revision that the editor saw: it came with what was typed; the present one at first."""
    posted = typed.get("base")
    if posted.isascii() and posted.isdigit() and 1 <= int(posted[:9]) <= entry.number:
        return int(posted[:9])
    return entry.number


def _named(request: HttpRequest, entry_type: EntryType, key: str) -> Document:
    """The document that a new page's form starts from: with a name if the address gives one."""
    name = request.GET.get("name", "").replace("\x00", "").strip()[:300]
    start: Document = {key: {n: f.default() for n, f in entry_type.fields.items()}}
    if name:
        part = entry_type.part(entry_type.names_part)
        fields = {n: f.default() for n, f in part.fields.items()}
        fields.update({part.parent_field: key, "text": name, "display": True})
        start[f"{part.name}:new1"] = fields
    return start
