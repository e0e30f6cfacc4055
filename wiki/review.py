"""What somebody who looks at a submission sees: what changes, what stands against it, how it ended.

``review`` gathers it for one reader; the page (``templates/submissions/detail.html``) lays it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django.utils.translation import gettext as _

from wiki import changesets, documents
from wiki.actions.claim import CLAIMABLE
from wiki.actions.fit import Fitted, conflicts_of, fit
from wiki.beside import beside, topics
from wiki.changesets import Change, ChangeSet, Conflict, Document
from wiki.citations import Cited, cited_in
from wiki.conflict_diffs import (
    ConflictDiff,
    Fault,
    MergedText,
    present_conflicts,
    present_errors,
    present_merged,
)
from wiki.diffs import PageDiff, known_to_declarations, pages_named, present
from wiki.documents import Label, Labels
from wiki.entry_types import registry
from wiki.exceptions import EditConflict, NothingChanged
from wiki.forms.decision import choices_by_token
from wiki.forms.verdict import Errors, Judge, judges
from wiki.hints import Hint, hints_of
from wiki.left_out import Place, count, left_out_of, reasons_of
from wiki.models import RevisionEntry, Submission, SubmissionStatus
from wiki.place_names import PlaceNames, how_much_left_out
from wiki.policy import policy
from wiki.queue import type_label
from wiki.sources import targets_in
from wiki.talk import Talk, talk_of
from wiki.vocabulary_fields import Vocabulary
from wiki.waiting import Wait, wait_of

#: Of a revision of very many pages (a roll back), so many are shown; its own page is the first.
MOST_PAGES = 50


@dataclass
class Review:
    """A submission as one reader sees it.

    ``pages`` are what it changes (what was applied, once it is approved); ``conflicts`` are with
    today's pages, while it waits, ``merged`` the texts that merge with them; ``revision`` is what it
    became on its own page. ``hints`` (which ``pages`` carry, too) are for its author and for
    moderators, while it is open. ``judges`` are the controls of who decides. ``left_out`` is what the
    decision left out of it, ``topics`` what a comment can be about.
    """

    submission: Submission
    entry: Label
    type_label: str
    pages: list[PageDiff]
    conflicts: list[ConflictDiff] = field(default_factory=list)
    merged: list[MergedText] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    revision: RevisionEntry | None = None
    wait: Wait | None = None
    others: list[Submission] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)
    cited: list[Cited] = field(default_factory=list)
    talk: Talk | None = None
    topics: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[PageDiff] = field(default_factory=list)
    left_out_words: str = ""
    judges: dict[Place, Judge] = field(default_factory=dict)
    more: int = 0

    @property
    def suggestions(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The lists of suggestions that the controls for corrections name: (id, suggestions)."""
        specs = [cell.spec for judge in self.judges.values() for cell in judge.cells]
        found = {spec.list_id: spec for spec in specs if isinstance(spec, Vocabulary)}
        return [(list_id, spec.suggestions()) for list_id, spec in found.items()]


def review(
    submission: Submission,
    *,
    reader: Any,
    errors: Errors | None = None,
    data: Mapping[str, str] | None = None,
    blind: bool = False,
) -> Review:
    """Gather what ``reader`` sees of ``submission``; if ``blind``, without what people said beside it.

    After a refused act, ``errors`` are those of an ``InvalidChange``, and ``data`` is what was posted.
    """
    changes, pages, revision = _what_it_does(submission)
    key = submission.entry_key or f"{submission.entry_type}:new1"
    shown = _with_former_rows(submission, changes, pages)
    left_out = known_to_declarations(left_out_of(submission.left_out))
    talk = talk_of(submission)
    named = pages_named(changes, shown) | pages_named(left_out, shown) | talk.pages_named(shown)
    labels = labels_for(reader, {key, *named}, known_to_declarations(submission.changes))
    talk.put_into_words(labels, shown, key)
    hints = _hints(submission, changes, pages, reader)
    controls: dict[Place, Judge] = {}
    if is_decidable_by(submission, reader):
        controls = judges(submission, changes, data=data, errors=errors)
    talkative = revision is None and policy().may_comment(reader, submission)
    said = {} if blind else talk.by_place()
    marks = beside(changes, said=said, judges=controls, may_comment=talkative)
    found = Review(
        submission=submission,
        entry=labels[key] if key in labels else Label(key, submission.title),
        type_label=type_label(submission.entry_type),
        pages=present(changes, labels, documents=shown, main=key, hints=hints, beside=marks),
        hints=hints,
        revision=revision,
        faults=present_errors(errors or {}, labels, documents=shown, changes=changes),
        talk=talk,
        judges=controls,
    )
    if talkative:
        found.topics = topics(changes, PlaceNames(changes, labels, pages=shown, main=key))
    if revision is not None and len(found.pages) == MOST_PAGES:
        found.more = revision.revision.entries.count() - MOST_PAGES
    if left_out:
        reasons = beside(left_out, said={}, judges={}, reasons=reasons_of(submission.left_out))
        found.left_out = present(left_out, labels, documents=shown, main=key, beside=reasons)
        found.left_out_words = how_much_left_out(
            count(submission.left_out), count(submission.changes)
        )
    found.cited = cited_in(submission, targets_in(found.pages))
    if submission.is_open:
        _add_what_stands_against_it(found, changes, pages, shown, labels, data)
        if submission.is_pending and policy().may_change(reader, submission):
            found.wait = wait_of(submission)
    return found


def is_decidable_by(submission: Submission, reader: Any) -> bool:
    """Whether ``reader`` may decide ``submission`` in the state that it is in."""
    return submission.status in CLAIMABLE and policy().may_decide(reader, submission)


def _add_what_stands_against_it(
    found: Review,
    changes: ChangeSet,
    pages: Mapping[str, Document],
    shown: Mapping[str, Document],
    labels: Labels,
    data: Mapping[str, str] | None,
) -> None:
    """Conflicts with today's pages, texts that merge with them, and rival submissions."""
    found.conflicts = present_conflicts(
        conflicts_of(changes, pages),
        labels,
        documents=shown,
        changes=changes,
        chosen=choices_by_token(data or {}),
    )
    found.merged = present_merged(changes, labels, documents=pages)
    found.others = other_waiting(found.submission)


def _hints(
    submission: Submission, changes: ChangeSet, pages: Mapping[str, Document], reader: Any
) -> list[Hint]:
    if not submission.is_open:
        return []
    if not (policy().may_moderate(reader) or policy().may_change(reader, submission)):
        return []
    return hints_of(changes, pages)


def _what_it_does(
    submission: Submission,
) -> tuple[ChangeSet, dict[str, Document], RevisionEntry | None]:
    """The change set, documents that name its rows, and the page's revision if it became one."""
    applied: list[RevisionEntry] = []
    if submission.status == SubmissionStatus.APPROVED:
        rows = RevisionEntry.objects.filter(revision__submission=submission)
        applied = list(rows.select_related("revision").order_by("pk")[:MOST_PAGES])
    if not applied:
        changes = [c for c in submission.changes if c["entry"].partition(":")[0] in registry]
        pages = documents.load_keys(changesets.entries_of(changes))
        return changes, pages, None
    changes = [change for row in applied for change in row.changes]
    own = next((row for row in applied if row.entry_key == submission.entry_key), applied[0])
    pages = documents.load_keys(row.entry_key for row in applied if row is not own)
    entry_type = registry[own.entry_type]
    pages[own.entry_key] = documents.as_of(entry_type, own.entry_id, own.number)
    return changes, pages, own


def revision_url(submission: Submission) -> str:
    """Where the page stands as an approved submission left it."""
    if submission.entry_id is None:
        return submission.get_absolute_url()
    entry_type, pk = registry[submission.entry_type], submission.entry_id
    rows = RevisionEntry.objects.filter(
        revision__submission=submission, entry_type=entry_type.name, entry_id=pk
    )
    number = rows.values_list("number", flat=True).get()
    return f"{entry_type.url(pk)}history/{number}/"


def _with_former_rows(
    submission: Submission, changes: ChangeSet, pages: dict[str, Document]
) -> dict[str, Document]:
    """``pages`` with the rows that the author saw and that are gone, so that they have names."""
    key = submission.entry_key
    if key is None or not submission.base_number:
        return pages
    own = changesets.for_entry(changes, key)
    if all(change["key"] in pages.get(key, {}) for change in own if change["op"] == "~"):
        return pages
    entry_type = registry[submission.entry_type]
    seen = documents.as_of(entry_type, cast(int, submission.entry_id), submission.base_number)
    return {**pages, key: {**seen, **pages.get(key, {})}}


def other_waiting(submission: Submission) -> list[Submission]:
    """Further submissions that wait for the same page, the oldest five."""
    if submission.entry_id is None:
        return []
    rows = Submission.objects.pending().filter(
        entry_type=submission.entry_type, entry_id=submission.entry_id
    )
    return list(rows.exclude(pk=submission.pk).for_list().order_by("created_at", "pk")[:5])


def labels_for(reader: Any, keys: Iterable[str], proposed: Iterable[Change] = ()) -> Labels:
    """Labels of pages; those that ``reader`` may not see are there without a name."""
    labels = documents.labels(keys, proposed)
    if not policy().may_moderate(reader):
        for key, label in labels.items():
            if label.hidden:
                labels[key] = Label(key, _("a hidden page"), hidden=True)
    return labels


def as_it_would_be(
    changes: ChangeSet, *, kind: str, before: Mapping[str, Document] | None = None
) -> tuple[Fitted, list[Conflict]]:
    """``changes`` fitted to today's pages (or those in ``before``), with the proposed value wherever
    they clash.

    Reads only. Raises what ``fit`` raises, except for conflicts, which it returns. What is proposed
    for a row that is gone is left out.
    """
    try:
        return fit(changes, kind=kind, before=before), []
    except EditConflict as error:
        taken = {(c.key, c.field): changesets.taken(c) for c in error.conflicts}
        fitted = fit(changes, kind=kind, resolutions=taken, before=before)
        return fitted, error.conflicts


def without_conflicts(changes: ChangeSet, *, kind: str) -> tuple[ChangeSet, list[Conflict]]:
    """What of ``changes`` can be done today without a choice, and where a choice is needed.

    Reads only. Raises what ``fit`` raises, except for conflicts.
    """
    try:
        return fit(changes, kind=kind).changes, []
    except EditConflict as error:
        kept = {(c.key, c.field): "now" for c in error.conflicts}
        try:
            return fit(changes, kind=kind, resolutions=kept).changes, error.conflicts
        except NothingChanged:  # every change needs a choice
            return [], error.conflicts
