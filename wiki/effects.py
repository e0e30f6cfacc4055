"""What an act would do to the catalogue today, in words, before anybody confirms it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from wiki import changesets, documents
from wiki.changesets import ChangeSet
from wiki.conflict_diffs import ConflictDiff, Fault, present_conflicts, present_errors
from wiki.diffs import PageDiff, pages_named, present
from wiki.exceptions import InvalidChange, NothingChanged, WikiError
from wiki.review import labels_for, without_conflicts

#: Of an act on very many pages so many are shown, its own first.
MOST_PAGES = 50


@dataclass(frozen=True)
class PageCount:
    """How many rows change on one page."""

    page: PageDiff
    added: int
    changed: int
    removed: int


@dataclass
class Effect:
    """The changes by page, what must be decided first, and why it cannot be done."""

    pages: list[PageDiff] = field(default_factory=list)
    counts: list[PageCount] = field(default_factory=list)
    conflicts: list[ConflictDiff] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    problem: str = ""
    #: How many further pages change, that are not shown.
    more: int = 0

    @property
    def possible(self) -> bool:
        """Whether the act can be confirmed."""
        return not self.problem and bool(self.pages or self.conflicts)


def effect_of(
    changes: ChangeSet,
    *,
    kind: str,
    reader: Any,
    main: str,
    chosen: Mapping[str, str] | None = None,
) -> Effect:
    """What ``changes`` would do today, told to ``reader``; ``chosen`` are choices by token."""
    present_pages = documents.load_keys(changesets.entries_of(changes))
    labels = labels_for(reader, {main, *pages_named(changes, present_pages)}, changes)
    try:
        done, conflicts = without_conflicts(changes, kind=kind)
    except InvalidChange as error:
        faults = present_errors(error.errors, labels, documents=present_pages, changes=changes)
        return Effect(faults=faults, problem=str(InvalidChange.message))
    except NothingChanged:
        return Effect(problem=_("Nothing would change: the page is like that already."))
    except WikiError as error:
        return Effect(problem=str(error))
    by_entry = changesets.by_entry(done)
    shown = sorted(by_entry, key=lambda key: key != main)[:MOST_PAGES]
    told = [change for key in shown for change in by_entry[key]]
    pages = present(told, labels, documents=present_pages, main=main)
    return Effect(
        more=len(by_entry) - len(shown),
        pages=pages,
        counts=[_count(page, by_entry[page.key]) for page in pages],
        conflicts=present_conflicts(
            conflicts, labels, documents=present_pages, changes=changes, chosen=chosen
        ),
    )


def _count(page: PageDiff, changes: ChangeSet) -> PageCount:
    ops = [change["op"] for change in changes]
    return PageCount(page, ops.count("+"), ops.count("~"), ops.count("-"))
