"""What rolling a user back would do today: page by page, clean, conflicting or dependent. Reads only.

Everything that somebody did since a moment is taken back by the undo graph (``wiki.undo``). Pages
that they made are hidden, unless others have edited them or refer to them: that is a question, and
without an answer they stay.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wiki import documents
from wiki.actions.fit import fit
from wiki.actions.revert import hiding
from wiki.changesets import Change, ChangeSet, Conflict, Document
from wiki.entry_types import EntryType, registry
from wiki.exceptions import InvalidChange, NothingChanged, WikiError
from wiki.histories import steps_of
from wiki.models import RevisionEntry, Submission, SubmissionKind
from wiki.page_references import Pointer, pointers_at
from wiki.undo import Choices, Step, undo

#: Pages whose histories are held at once.
BATCH = 200
#: After so many rounds of leaving out rows that cannot be taken back, their pages are left out.
ROUNDS = 8
#: The field whose question is whether a page is to be hidden.
HIDDEN = "hidden"


class TooMuch(WikiError):
    """Somebody did more than can be taken back in one step."""

    status = 422
    message = gettext_lazy(
        "That is too much for one step. Choose a later date, then an earlier one."
    )


class State(models.TextChoices):
    """How taking back goes on one page."""

    CONFLICTING = "conflicting", gettext_lazy("conflicting")
    DEPENDENT = "dependent", gettext_lazy("dependent")
    CLEAN = "clean", gettext_lazy("clean")
    DONE = "done", gettext_lazy("nothing to do")


@dataclass
class PagePlan:
    """One page that the user changed: which of its revisions are theirs, and what taking them back does.

    ``questions`` are values that others have changed since; ``kept`` are rows of the user's that rows
    of others refer to; ``pointers`` are what refers to a page that the user made; ``faults`` are what
    cannot be taken back, with the reasons, by row.
    """

    key: str
    numbers: list[int] = field(default_factory=list)
    created: int = 0
    edited: bool = False
    hides: bool = False
    changes: ChangeSet = field(default_factory=list)
    questions: list[Conflict] = field(default_factory=list)
    kept: dict[str, list[str]] = field(default_factory=dict)
    pointers: list[Pointer] = field(default_factory=list)
    faults: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    @property
    def state(self) -> State:
        """Clean, unless others have changed the same, or built on it."""
        if self.kept or self.pointers or (self.created and self.edited):
            return State.DEPENDENT
        if self.questions or self.faults:
            return State.CONFLICTING
        return State.CLEAN if self.changes else State.DONE


@dataclass
class Plan:
    """What rolling ``person`` back would do, by page, and how much of theirs waits."""

    person: Any
    since: datetime | None
    pages: dict[str, PagePlan] = field(default_factory=dict)
    revisions: list[int] = field(default_factory=list)
    waiting: int = 0

    @property
    def changes(self) -> ChangeSet:
        """The change set of the whole step."""
        return [change for page in self.pages.values() for change in page.changes]

    @property
    def questions(self) -> list[Conflict]:
        """All questions, page by page."""
        return [question for page in self.pages.values() for question in page.questions]

    @property
    def digest(self) -> str:
        """What tells this plan from any other: who confirms it has seen it."""
        said = [self.changes, [[q.key, q.field, q.now, q.proposed] for q in self.questions]]
        text = json.dumps(said, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:24]

    def count(self, state: State) -> int:
        """How many pages are in ``state``."""
        return sum(page.state == state for page in self.pages.values())


def revisions_by(person: Any, since: datetime | None) -> models.QuerySet[RevisionEntry]:
    """What ``person`` did to pages since a moment; ever, if it is ``None``."""
    rows = RevisionEntry.objects.filter(revision__author=person)
    return rows if since is None else rows.filter(revision__created_at__gte=since)


def plan(person: Any, since: datetime | None, choices: Choices | None = None) -> Plan:
    """What rolling ``person`` back would do today; ``choices`` answers questions.

    Raises ``TooMuch``. The number of queries grows with the hundreds of pages, not with their rows.
    """
    most = settings.GENGA_ROLL_BACK_MOST
    rows = list(
        revisions_by(person, since)
        .filter(entry_type__in=[entry_type.name for entry_type in registry])
        .order_by("pk")
        .values_list("entry_type", "entry_id", "number", "created", "revision_id")[: most + 1]
    )
    if len(rows) > most:
        raise TooMuch(
            _(
                "That is more than %(most)s changes of pages: too much for one step. Choose a later "
                "date first, then an earlier one."
            )
            % {"most": most}
        )
    found = Plan(person, since)
    found.revisions = sorted({revision for *_page, revision in rows})
    found.waiting = Submission.objects.open().filter(author=person).count()
    for name, pk, number, created, _revision in rows:
        page = found.pages.setdefault(f"{name}:{pk}", PagePlan(f"{name}:{pk}"))
        page.numbers.append(number)
        page.created = number if created else page.created
    planner = _Planner(found, choices or {})
    planner.run()
    leave_out_what_does_not_fit(found)
    return found


class _Planner:
    """One run of ``plan``."""

    def __init__(self, found: Plan, choices: Choices) -> None:
        self.found = found
        self.choices = choices

    def run(self) -> None:
        for page, steps, document in self._read(self.found.pages):
            self._take_back(page, steps, document)
        self._keep_what_is_referred_to()

    def _read(self, keys: Iterable[str]) -> Iterator[tuple[PagePlan, list[Step], Document]]:
        wanted = list(keys)
        for at in range(0, len(wanted), BATCH):
            batch = wanted[at : at + BATCH]
            histories, pages = steps_of(batch), documents.load_keys(batch)
            for key in batch:
                yield self.found.pages[key], histories[key], pages[key]

    def _take_back(self, page: PagePlan, steps: list[Step], document: Document) -> None:
        if page.created:
            page.edited = any(_edits(step) for step in steps if step.number not in page.numbers)
            if self._is_to_hide(page):
                page.hides = True
                page.changes = [] if document[page.key][HIDDEN] else [hiding(page.key)]
                self._ask_about_hiding(page)
                return
        self._take_rows_back(page, steps, document)

    def _is_to_hide(self, page: PagePlan) -> bool:
        """Whether a page that the user made goes: if others have nothing to do with it, or so chosen."""
        alone = not (page.edited or page.pointers)
        return alone or self.choices.get((page.key, HIDDEN)) == "proposed"

    def _ask_about_hiding(self, page: PagePlan) -> None:
        if page.edited or page.pointers:
            page.questions.append(Conflict(page.key, page.key, HIDDEN, False, False, True))

    def _take_rows_back(self, page: PagePlan, steps: list[Step], document: Document) -> None:
        """Take back what the user did to a page that stays, all but that they made it."""
        taken = {number for number in page.numbers if number != page.created}
        undone = undo(steps, taken, document, entry=page.key, choices=self.choices)
        page.changes, page.questions, page.kept = undone.changes, undone.questions, undone.kept
        if not document[page.key][HIDDEN]:
            self._ask_about_hiding(page)

    def _keep_what_is_referred_to(self) -> None:
        """Keep pages that rows refer to which stay, and then what those pages refer to."""
        made = [key for key, page in self.found.pages.items() if page.hides and page.changes]
        pointers = pointers_at(made)
        while True:
            rows = {change["key"]: change for change in self.found.changes}
            met = []
            for key in made:
                page = self.found.pages[key]
                there = [p for p in pointers.get(key, ()) if self._stands(p, rows)]
                if there and not page.pointers:
                    page.pointers = there
                    met.append(key)
            if not met:
                return
            for page, steps, document in self._read(met):
                page.hides, page.changes, page.questions = False, [], []
                self._take_back(page, steps, document)

    def _stands(self, pointer: Pointer, rows: Mapping[str, Change]) -> bool:
        """Whether a row still points at the page once all is taken back."""
        owner = self.found.pages.get(pointer.entry)
        if pointer.hidden or (owner is not None and owner.hides):
            return False
        change = rows.get(pointer.key)
        if change is None or pointer.field not in change["fields"]:
            return change is None or change["op"] != "-"
        value = change["fields"][pointer.field][1]
        return pointer.target in value if isinstance(value, list) else value == pointer.target


def _edits(step: Step) -> bool:
    """Whether a revision says something of its own: it neither undoes nor only hides or merges."""
    said = {name for change in step.changes for name in change["fields"]}
    return not step.undoing and bool(said - set(EntryType.SYSTEM_FIELDS))


def leave_out_what_does_not_fit(found: Plan) -> None:
    """Leave out rows that the catalogue's rules do not let back: their place is taken, for example."""
    for attempt in range(1, 2 * ROUNDS):
        try:
            fit(found.changes, kind=SubmissionKind.ROLLBACK)
        except InvalidChange as error:
            leave_out(found, error, whole_pages=attempt >= ROUNDS)
        except NothingChanged:
            return
        else:
            return


def leave_out(found: Plan, error: InvalidChange, *, whole_pages: bool = False) -> None:
    """Take what ``error`` names out of the plan, with the reason; re-raises it if that is nothing."""
    left = 0
    for page in found.pages.values():
        keys = {change["key"] for change in page.changes}
        named = keys & error.errors.keys()
        if not named:
            continue
        page.faults.update({key: error.errors[key] for key in named})
        gone = keys if whole_pages or page.key in named else named
        left += len(gone)
        page.changes = [change for change in page.changes if change["key"] not in gone]
    if not left:
        left = _leave_out_owners(found, error)
    if not left:
        raise error


def _leave_out_owners(found: Plan, error: InvalidChange) -> int:
    """Take out all of the pages whose rows, that nothing was to happen to, stand in the way."""
    pages = documents.load_keys(key for key, page in found.pages.items() if page.changes)
    left = 0
    for key, document in pages.items():
        named = error.errors.keys() & document.keys()
        if named:
            page = found.pages[key]
            left += len(page.changes)
            page.faults.update({row: error.errors[row] for row in named})
            page.changes = []
    return left
