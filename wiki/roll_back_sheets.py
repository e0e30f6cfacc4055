"""A plan for rolling a user back in words: page by page, with what changes and what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from wiki import documents
from wiki.conflict_diffs import ConflictDiff, Fault, present_conflicts, present_errors, token
from wiki.diffs import PageDiff, pages_named, present, rows_by_key
from wiki.documents import Label, Labels
from wiki.review import labels_for
from wiki.roll_backs import HIDDEN, PagePlan, Plan, State
from wiki.row_names import RowNames, Words, said

#: Pages whose changes are shown and whose questions are asked; of the others, later values stay.
SHOWN = 50
_ORDER = {state: place for place, state in enumerate(State)}


@dataclass
class SheetPage:
    """One page of the plan. ``anchor`` is the place of its diff among all that are shown, from 1."""

    plan: PagePlan
    label: Label
    kept: list[Words] = field(default_factory=list)
    pointers: list[Label] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    anchor: int = 0


@dataclass
class Sheet:
    """The plan as a moderator reads it: what needs looking at comes first."""

    plan: Plan
    pages: list[SheetPage]
    diffs: list[PageDiff]
    conflicts: list[ConflictDiff]

    @property
    def counts(self) -> list[tuple[State, int]]:
        """How many pages are in each state."""
        return [(state, self.plan.count(state)) for state in State]

    @property
    def unshown(self) -> int:
        """How many pages are only listed."""
        return max(len(self.pages) - SHOWN, 0)


def sheet_of(plan: Plan, *, reader: Any, chosen: Mapping[str, str]) -> Sheet:
    """``plan`` in words for ``reader``; ``chosen`` are answers by the questions' tokens.

    The number of queries does not grow with the number of pages.
    """
    ordered = sorted(plan.pages.values(), key=lambda page: _ORDER[page.state])
    shown = ordered[:SHOWN]
    changes = [change for page in shown for change in page.changes]
    now = documents.load_keys(page.key for page in shown)
    named = {pointer.entry for page in shown for pointer in page.pointers}
    labels = labels_for(reader, {*plan.pages, *named, *pages_named(changes, now)})
    diffs = present(changes, labels, documents=now)
    anchors = {diff.key: at for at, diff in enumerate(diffs, 1)}
    questions = [question for page in shown for question in page.questions]
    answers = {token(question): "now" for question in questions} | dict(chosen)
    conflicts = present_conflicts(questions, labels, documents=now, changes=changes, chosen=answers)
    names = RowNames(rows_by_key(changes, now), labels)
    pages = [
        SheetPage(
            plan=page,
            label=labels[page.key],
            kept=[names.name(key) for key in page.kept],
            pointers=_owners(page, labels),
            faults=present_errors(page.faults, labels, documents=now, changes=changes),
            anchor=anchors.get(page.key, 0),
        )
        for page in shown
    ]
    pages += [SheetPage(plan=page, label=labels[page.key]) for page in ordered[SHOWN:]]
    return Sheet(plan, pages, diffs, [_with_page(conflict) for conflict in conflicts])


def _owners(page: PagePlan, labels: Labels) -> list[Label]:
    return [labels[key] for key in dict.fromkeys(pointer.entry for pointer in page.pointers)]


def _with_page(conflict: ConflictDiff) -> ConflictDiff:
    """A question with the page that it is about; that of a page itself in words of its own."""
    if conflict.conflict.field == HIDDEN:
        seen, hidden = said(_("readers see it")), said(_("hidden"))
        label = _("the page itself")
        none = said(_("did not exist"))
        return replace(
            conflict, row=conflict.page, label=label, was=none, now=seen, proposed=hidden
        )
    about = conflict.page + " · " + conflict.row if conflict.row else conflict.page
    return replace(conflict, row=about)
