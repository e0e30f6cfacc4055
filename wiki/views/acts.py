"""Acts on a page besides editing: hiding, restoring, merging it, undoing one of its revisions.

Each address shows what the act will do, and does it when the form comes back. What needs nobody's
approval is done at once; else it waits in the queue like any edit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wiki.actions.fit import conflicts_of
from wiki.actions.hide import hide, restore
from wiki.actions.merge import merge, merging
from wiki.actions.revert import revert, undoing
from wiki.changesets import Change
from wiki.effects import effect_of
from wiki.entry_types import EntryType
from wiki.exceptions import WikiError
from wiki.forms.acts import ActForm, MergeForm, RevertForm
from wiki.forms.decision import choices_by_token, choices_for
from wiki.models import Entry, RevisionEntry, Submission, SubmissionKind
from wiki.policy import policy, require, require_may_submit
from wiki.revisions import revision_of
from wiki.search import Candidate, resolve
from wiki.views.errors import answered
from wiki.views.guards import for_members, with_entry

acting = require_http_methods(["GET", "HEAD", "POST"])


@acting
@with_entry
@for_members
def hide_entry(request: HttpRequest, entry_type: EntryType, entry: Entry) -> HttpResponse:
    """Take a page out of readers' sight."""
    require_may_submit(request.user, SubmissionKind.HIDE)
    return _set_hidden(request, entry_type, entry, hide, hidden=True)


@acting
@with_entry
@for_members
def restore_entry(request: HttpRequest, entry_type: EntryType, entry: Entry) -> HttpResponse:
    """Let readers see a hidden page again."""
    require_may_submit(request.user, SubmissionKind.RESTORE)
    return _set_hidden(request, entry_type, entry, restore, hidden=False)


def _set_hidden(
    request: HttpRequest,
    entry_type: EntryType,
    entry: Entry,
    act: Callable[..., Submission],
    *,
    hidden: bool,
) -> HttpResponse:
    form = ActForm(request.POST) if request.method == "POST" else ActForm()
    context: dict[str, Any] = {"entry_type": entry_type, "entry": entry, "form": form}
    kind = SubmissionKind.HIDE if hidden else SubmissionKind.RESTORE
    context.update(hidden=hidden, already=entry.hidden == hidden, problem="")
    context["at_once"] = policy().may_go_live(request.user, kind)
    if not form.is_bound:
        return render(request, "entries/hide.html", context)
    if not form.is_valid():
        return render(request, "entries/hide.html", context, status=422)
    try:
        done = act(entry, user=request.user, **form.cleaned_data)
    except WikiError as error:
        context["problem"] = str(error)
        return answered(render(request, "entries/hide.html", context), error)
    told = _("Readers no longer see this page.") if hidden else _("Readers see it again.")
    return _go_on(request, done, entry.get_absolute_url(), told)


@acting
@with_entry
@for_members
def merge_entry(request: HttpRequest, entry_type: EntryType, entry: Entry) -> HttpResponse:
    """Merge a page into another: first choose it (``?into=``), then look and confirm."""
    require_may_submit(request.user, SubmissionKind.MERGE)
    if request.method == "POST":
        return _confirm_merge(request, entry_type, entry)
    typed = request.GET.get("into", "").strip()
    found = resolve(entry_type, typed) if typed else []
    others = [candidate for candidate in found if candidate.pk != entry.pk]
    if len(others) == 1:
        into = entry_type.model.objects.get(pk=others[0].pk)
        form = MergeForm(initial={"into": into.pk})
        return _show_merge(request, entry_type, entry, into, form)
    problem = ""
    if typed and not found:
        problem = _(
            "No page is called that. Write its number as #12, its address or its exact name."
        )
    elif typed and not others:
        problem = _("A page cannot be merged into itself.")
    return _ask_for_target(request, entry_type, entry, typed, others, problem)


def _target(request: HttpRequest, entry_type: EntryType, pk: int | None) -> Any:
    """The page to merge into; ``None`` for one that the user may not see."""
    entry = entry_type.model.objects.filter(pk=pk).first()
    seen = entry is not None and (not entry.hidden or policy().may_moderate(request.user))
    return entry if seen else None


def _ask_for_target(
    request: HttpRequest,
    entry_type: EntryType,
    entry: Entry,
    typed: str,
    candidates: list[Candidate],
    problem: str,
) -> HttpResponse:
    context = {
        "entry_type": entry_type,
        "entry": entry,
        "typed": typed,
        "candidates": candidates,
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "entries/merge_target.html", context, status=status)


def _confirm_merge(request: HttpRequest, entry_type: EntryType, entry: Entry) -> HttpResponse:
    form = MergeForm(request.POST)
    form.is_valid()
    into = _target(request, entry_type, form.cleaned_data.get("into"))
    if into is None:
        problem = _("Choose the page to merge into.")
        return _ask_for_target(request, entry_type, entry, "", [], problem)
    if not form.is_valid():
        return _show_merge(request, entry_type, entry, into, form, status=422)
    reason = {name: form.cleaned_data[name] for name in ("summary", "sources")}
    try:
        done = merge(entry, into=into, user=request.user, **reason)
    except ValidationError as error:
        problem = " ".join(error.messages)
        return _ask_for_target(request, entry_type, entry, f"#{into.pk}", [], problem)
    except WikiError as error:
        page = _show_merge(request, entry_type, entry, into, form, problem=str(error))
        return answered(page, error)
    told = _("The two pages are one now.")
    return _go_on(request, done, into.get_absolute_url(), told)


def _show_merge(
    request: HttpRequest,
    entry_type: EntryType,
    entry: Entry,
    into: Entry,
    form: MergeForm,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    main = f"{entry_type.name}:{entry.pk}"
    effect = effect_of(
        merging(entry, into), kind=SubmissionKind.MERGE, reader=request.user, main=main
    )
    context = {
        "entry_type": entry_type,
        "entry": entry,
        "into": into,
        "form": form,
        "effect": effect,
        "problem": problem or effect.problem,
        "at_once": policy().may_go_live(request.user, SubmissionKind.MERGE),
    }
    return render(request, "entries/merge.html", context, status=status)


@acting
@with_entry
@for_members
def revert_revision(
    request: HttpRequest, entry_type: EntryType, entry: Entry, number: int
) -> HttpResponse:
    """Undo one revision without losing what came after it."""
    require_may_submit(request.user, SubmissionKind.REVERT)
    reverting = Reverting(request, entry_type, entry, revision_of(entry_type, entry.pk, number))
    form = reverting.form
    if not form.is_bound:
        return reverting.show()
    if not form.is_valid():
        return reverting.show(status=422)
    if reverting.everywhere != form.cleaned_data["shown"]:
        reverting.form = RevertForm(initial={**form.cleaned_data, "shown": reverting.everywhere})
        return reverting.show()
    try:
        done = reverting.submit()
    except WikiError as error:
        return answered(reverting.show(problem=str(error)), error)
    told = _("Revision %(number)s is undone.") % {"number": number}
    return _go_on(request, done, f"{entry.get_absolute_url()}history/", told)


class Reverting:
    """One run of the form that undoes a revision."""

    def __init__(
        self, request: HttpRequest, entry_type: EntryType, entry: Entry, row: RevisionEntry
    ) -> None:
        self.request = request
        self.entry_type = entry_type
        self.entry = entry
        self.row = row
        asked = request.POST if request.method == "POST" else request.GET
        #: Whether to undo it on the other pages that it changed too.
        self.everywhere = asked.get("everywhere") in ("1", "on", "True")
        if request.method == "GET" and "everywhere" not in asked:
            self.everywhere = self._made_other_pages()
        start = {"summary": self._default_summary(), "shown": self.everywhere}
        posted = request.method == "POST"
        self.form = RevertForm(request.POST) if posted else RevertForm(initial=start)
        self.changes = undoing(row, everywhere=self.everywhere)
        if any(_changes_state(change) for change in self.changes):
            require(
                policy().may_moderate(request.user),
                _("This would hide, restore or part pages: only moderators may."),
            )

    def _made_other_pages(self) -> bool:
        """Whether the revision also made pages that a moderator will want to take back with it."""
        if not policy().may_moderate(self.request.user):
            return False
        revision = self.row.revision
        if revision.kind == SubmissionKind.ROLLBACK:
            return True  # it was one step, so it is undone in one
        others = revision.entries.exclude(pk=self.row.pk).filter(created=True)
        return revision.kind != SubmissionKind.IMPORT and others.exists()

    def _default_summary(self) -> str:
        number, author = self.row.number, self.row.revision.author
        if author is None:
            return _("Undo revision %(number)s") % {"number": number}
        return _("Undo revision %(number)s by %(author)s") % {"number": number, "author": author}

    def submit(self) -> Submission:
        """Propose it, with the choices that were made where the page has moved on."""
        return revert(
            self.row,
            user=self.request.user,
            summary=self.form.cleaned_data["summary"],
            sources=self.form.cleaned_data["sources"],
            everywhere=self.everywhere,
            resolutions=choices_for(conflicts_of(self.changes), self.request.POST.dict()),
        )

    def _unsaved(self) -> Submission:
        """What would be proposed, as far as the policy asks for it."""
        return Submission(
            kind=SubmissionKind.REVERT, changes=self.changes, undoes=[self.row.revision_id]
        )

    def show(self, *, problem: str = "", status: int = 200) -> HttpResponse:
        """What would change today, and the form."""
        effect = effect_of(
            self.changes,
            kind=SubmissionKind.REVERT,
            reader=self.request.user,
            main=self.row.entry_key,
            chosen=choices_by_token(self.request.POST.dict()),
        )
        context = {
            "entry_type": self.entry_type,
            "entry": self.entry,
            "row": self.row,
            "form": self.form,
            "effect": effect,
            "everywhere": self.everywhere,
            "others": self.row.revision.entries.count() - 1,
            "problem": problem or effect.problem,
            "at_once": policy().approved_at_once(self.request.user, self._unsaved()),
        }
        return render(self.request, "history/revert.html", context, status=status)


def _changes_state(change: Change) -> bool:
    """Whether a change hides, restores or merges a page."""
    return any(name in EntryType.SYSTEM_FIELDS for name in change["fields"])


def _go_on(request: HttpRequest, done: Submission, url: str, told: str) -> HttpResponse:
    """To where the act shows; to the submission if it waits for a moderator."""
    if done.is_pending:
        messages.success(request, _("Thank you. This waits for a moderator now."))
        return HttpResponseRedirect(done.get_absolute_url())
    messages.success(request, told)
    return HttpResponseRedirect(url)
