"""The edit form at work, whatever it edits: shown, read, saved, or shown again with what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wiki import changesets, documents
from wiki.actions.amend import amend
from wiki.actions.apply import rehearse
from wiki.actions.fit import Resolutions, conflicts_of
from wiki.actions.submit import submit
from wiki.changesets import ChangeSet, Conflict
from wiki.conflict_diffs import ConflictDiff, present_conflicts
from wiki.diffs import PageDiff, pages_named, present
from wiki.documents import Label
from wiki.drafts import Typing
from wiki.entry_types import EntryType, Section
from wiki.exceptions import EditConflict, InvalidChange, WikiError
from wiki.forms.decision import choices_by_token, choices_for
from wiki.forms.edit import EditForm
from wiki.forms.reason import ReasonForm
from wiki.forms.sheet import Sheet
from wiki.forms.tools import use_tool
from wiki.hints import hints_of
from wiki.models import Entry, Submission, SubmissionKind
from wiki.pages import Page, show
from wiki.policy import policy
from wiki.search import resolve
from wiki.sources import targets_in
from wiki.talk import Said
from wiki.thanks import thanks
from wiki.views.errors import answered
from wiki.views.in_place import wants_fragment
from wiki.waiting import usual_wait

MARKED = gettext_lazy("Nothing was saved. Please look at the fields that are marked.")


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
    def address(self) -> str:
        """Where the form is sent, from whatever page it stands in."""
        return self.request.get_full_path()

    @property
    def cancel_url(self) -> str:
        """Where the editor came from."""
        origin = self.submission or self.follows
        if origin is not None:
            return origin.get_absolute_url()
        return self.entry.get_absolute_url() if self.entry else f"/{self.entry_type.segment}/"


def run(editing: Editing) -> HttpResponse:
    """Show the form, or take what was posted."""
    if editing.request.method != "POST" or "add" in editing.request.POST:
        return _page(editing)
    if "tool" in editing.request.POST:
        use_tool(editing.form, editing.request.POST["tool"])
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
        "in_place": wants_fragment(editing.request),
        "ticket": editing.typing.ticket.sign(_draft_title(editing)),
    }
    if editing.preview is not None:
        context["diff"] = _what_changes(editing, editing.preview)
        editing.reason.sources.offer(targets_in(context["diff"]))
    template = "entries/_form.html" if wants_fragment(editing.request) else "entries/edit.html"
    return render(editing.request, template, context, status=status)


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
