"""Editing an entry, proposing a new one, and amending a submission that waits: one form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from wiki import changesets, documents
from wiki.actions.amend import amend
from wiki.actions.apply import rehearse
from wiki.actions.fit import Resolutions, conflicts_of
from wiki.actions.submit import submit
from wiki.changesets import ChangeSet, Conflict, Document
from wiki.citations import sources_of
from wiki.conflict_diffs import ConflictDiff, present_conflicts
from wiki.diffs import PageDiff, pages_named, present
from wiki.documents import Label
from wiki.drafts import Typing, typing
from wiki.entry_types import EntryType, Section, registry
from wiki.exceptions import EditConflict, InvalidChange, SubmissionClosed, WikiError
from wiki.forms.decision import choices_by_token, choices_for
from wiki.forms.edit import EditForm
from wiki.forms.reason import ReasonForm
from wiki.forms.sheet import Sheet
from wiki.hints import hints_of
from wiki.models import Entry, Submission, SubmissionKind, SubmissionStatus
from wiki.pages import Page, show
from wiki.policy import policy, require, require_may_submit
from wiki.protections import Locks, locks_on_form
from wiki.search import resolve
from wiki.sources import targets_in
from wiki.talk import Said, last_request
from wiki.thanks import thanks
from wiki.views.drafts import loses_nothing
from wiki.views.errors import answered
from wiki.views.guards import for_members, with_entry
from wiki.waiting import usual_wait

#: What the key of a page that is only proposed ends in.
FORM_KEY = "new1"
MARKED = gettext_lazy("Nothing was saved. Please look at the fields that are marked.")
#: In which an author may change what was proposed.
AMENDABLE = (SubmissionStatus.PENDING, SubmissionStatus.ASKED)


@dataclass
class Editing:
    """What one run of the form works on."""

    request: HttpRequest
    typing: Typing
    entry_type: EntryType
    key: str
    form: EditForm
    reason: ReasonForm
    kind: str
    base_number: int
    entry: Entry | None = None
    submission: Submission | None = None
    follows: Submission | None = None
    asked: Said | None = None
    section: Section | None = None
    conflicts: list[Conflict] | None = None
    likely: list[Label] | None = None
    preview: ChangeSet | None = None
    error: str = ""

    def __post_init__(self) -> None:
        self.form.refuse(self.typing.uploads.refused)

    @property
    def chosen(self) -> dict[str, str]:
        """What the editor chose where the page had changed, by the conflict's token."""
        return choices_by_token(self.request.POST.dict())

    @property
    def resolutions(self) -> Resolutions:
        """The editor's choices for the conflicts that are still the same."""
        if not self.chosen:
            return {}
        return choices_for(conflicts_of(self.form.changes), self.request.POST.dict())

    @property
    def cancel_url(self) -> str:
        """Where the editor came from."""
        origin = self.submission or self.follows
        if origin is not None:
            return origin.get_absolute_url()
        return self.entry.get_absolute_url() if self.entry else f"/{self.entry_type.segment}/"


@require_http_methods(["GET", "HEAD", "POST"])
@loses_nothing
@with_entry
@for_members
def edit(request: HttpRequest, entry_type: EntryType, entry: Entry) -> HttpResponse:
    """The edit form of an entry; ``?section=credits`` shows one section of it."""
    _require_on_opening(request, SubmissionKind.EDIT)
    key = f"{entry_type.name}:{entry.pk}"
    section = _section(request, entry_type)
    address = f"/{entry_type.segment}/{entry.pk}/edit/"
    typed = typing(request, f"{address}?section={section.name}" if section else address)
    number = _base_number(typed, entry)
    base = documents.load_one(entry)
    if number != entry.number:
        base = documents.as_of(entry_type, entry.pk, number)
    locks = locks_on_form(request.user, key, typed.data)
    form = EditForm(entry_type, key, base, only=section, locks=locks, data=typed.data)
    reason = ReasonForm(typed.data)
    editing = Editing(request, typed, entry_type, key, form, reason, SubmissionKind.EDIT, number)
    editing.entry, editing.section = entry, section
    return run(editing)


@require_http_methods(["GET", "HEAD", "POST"])
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


def run(editing: Editing) -> HttpResponse:
    """Show the form, or take what was posted."""
    if editing.request.method != "POST" or "add" in editing.request.POST:
        return _page(editing)
    if not all([editing.form.is_valid(), editing.reason.is_valid()]):
        return _unread(editing)
    if _asks_about_duplicates(editing):
        return _page(editing, status=422)
    try:
        return _act(editing, editing.form.changes)
    except EditConflict as error:
        editing.conflicts = error.conflicts
        return _refused(editing, error)
    except InvalidChange as error:
        editing.form.add_errors(error.errors)
        return _refused(editing, error, str(MARKED))
    except WikiError as error:
        return _refused(editing, error)
    except PermissionDenied as error:
        editing.error = str(error)
        return _page(editing, status=403)


def _unread(editing: Editing) -> HttpResponse:
    """The form again, for what could not be read, or files that were too many."""
    stopped = editing.typing.uploads.stopped
    return _refused(editing, stopped or InvalidChange({}), "" if stopped else str(MARKED))


def _require_on_opening(request: HttpRequest, kind: str) -> None:
    """Raise ``PermissionDenied`` for who asks for a form of no use to them.

    What is sent is judged by ``submit``: a refusal then comes with the form and all that was typed.
    """
    if request.method != "POST":
        require_may_submit(request.user, kind)


def _act(editing: Editing, changes: ChangeSet) -> HttpResponse:
    """Save, or show what saving would do."""
    action = editing.request.POST.get("action", "save")
    if action not in ("preview", "page"):
        return _done(editing, _save(editing, changes))
    fitted = rehearse(changes, kind=editing.kind, resolutions=editing.resolutions)
    if action == "page":
        return _preview_page(editing, fitted)
    editing.preview = fitted
    return _page(editing)


def _refused(editing: Editing, error: WikiError, words: str = "") -> HttpResponse:
    """The form again, with everything that was typed and what is wrong with it."""
    editing.error = words or str(error)
    return answered(_page(editing), error)


def _save(editing: Editing, changes: ChangeSet) -> Submission:
    reason = editing.reason.cleaned_data
    if editing.submission is not None:
        return amend(
            editing.submission,
            changes,
            user=editing.request.user,
            summary=reason["summary"],
            sources=reason["sources"],
            resolutions=editing.resolutions,
        )
    return submit(
        changes,
        entry=editing.key,
        kind=editing.kind,
        author=editing.request.user,
        summary=reason["summary"],
        sources=reason["sources"],
        base_number=editing.base_number,
        resolutions=editing.resolutions,
        follows=editing.follows,
    )


def _done(editing: Editing, saved: Submission) -> HttpResponse:
    """Go to the page when the edit is live, to the submission while it waits."""
    if saved.is_open:
        messages.success(editing.request, thanks(saved))
        return HttpResponseRedirect(saved.get_absolute_url())
    messages.success(editing.request, _("Your edit is live."))
    entry = editing.entry_type.model.objects.get(pk=saved.entry_id)
    return HttpResponseRedirect(entry.get_absolute_url())


def _asks_about_duplicates(editing: Editing) -> bool:
    """Whether pages that are likely the same must be looked at before a new one is proposed."""
    if editing.kind != SubmissionKind.CREATE or editing.request.POST.get("no_duplicate"):
        return False
    names = editing.entry_type.search_names(editing.form.after)
    found: dict[str, Label] = {}
    for name in names[:20]:
        for label in resolve(editing.entry_type, name):
            found[label.key] = label
    editing.likely = list(found.values())
    return bool(found)


def _preview_page(editing: Editing, proposed: ChangeSet) -> HttpResponse:
    """The entry's page as it would be."""
    current = documents.load_one(editing.entry) if editing.entry else {}
    document = documents.preview(proposed, editing.key, current)
    return show(
        Page(
            editing.request,
            editing.entry_type,
            editing.key,
            document,
            entry=editing.entry,
            proposed=proposed,
        )
    )


def _page(editing: Editing, *, status: int = 200) -> HttpResponse:
    form, sheet = editing.form, Sheet(editing.form)
    context: dict[str, Any] = {
        "editing": editing,
        "entry": editing.entry,
        "entry_type": editing.entry_type,
        "title": _title(editing),
        "sections": sheet.sections(),
        "lists": sheet.suggestion_lists(),
        "reason": editing.reason,
        "promise": _promise(editing),
        "usual": usual_wait(editing.kind, area=editing.section.area if editing.section else ""),
        "diff": None,
        "conflicts": _conflicts(editing),
        "loose_errors": form.loose_errors if editing.request.method == "POST" else [],
        "typed": editing.typing.data is not None,
        "ticket": editing.typing.ticket.sign(_draft_title(editing)),
    }
    if editing.preview is not None:
        context["diff"] = _what_changes(editing, editing.preview)
        editing.reason.sources.offer(targets_in(context["diff"]))
    return render(editing.request, "entries/edit.html", context, status=status)


def _promise(editing: Editing) -> str:
    """What of the edit will be live at once; what waits already goes on waiting."""
    if editing.submission is not None:
        return ""
    return policy().promise(editing.request.user, editing.kind)


def _what_changes(editing: Editing, fitted: ChangeSet) -> list[PageDiff]:
    """What saving would do, in words, with what looks odd about it."""
    there = {editing.key: editing.form.after}
    before = documents.load_keys(changesets.entries_of(fitted))
    labels = documents.labels(pages_named(fitted, there), fitted)
    hints = hints_of(fitted, before)
    return present(fitted, labels, documents=there, main=editing.key, hints=hints)


def _title(editing: Editing) -> str:
    return str(editing.entry or editing.entry_type.label)


def _draft_title(editing: Editing) -> str:
    if editing.entry is None:
        return _("New %(kind)s") % {"kind": editing.entry_type.label}
    return f"{editing.entry} · {editing.section.label}" if editing.section else str(editing.entry)


def _conflicts(editing: Editing) -> list[ConflictDiff]:
    """The open conflicts in words, for three columns and a choice."""
    if not editing.conflicts:
        return []
    changes = editing.form.changes
    now = documents.load_keys({conflict.entry for conflict in editing.conflicts})
    labels = documents.labels(pages_named(changes, now), changes)
    return present_conflicts(
        editing.conflicts, labels, documents=now, changes=changes, chosen=editing.chosen
    )


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
