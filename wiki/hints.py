"""Hints: what looks odd about a proposed change, told beside it. They never stop anybody.

An entry type declares who looks (``EntryType(hints=callable)``): the callable gets a ``Proposal``
and gives hints, each with the place that it is about. Two kinds of hints hold for entries of every
type and are given here: a name that another page bears, and a source that says something else.
``hints_of`` asks them all and keeps what concerns the change set itself: what has long been odd
about a page is not its author's business. The number of statements does not depend on the number
of rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from wiki import changesets, documents
from wiki.actions.examine import known
from wiki.changesets import ROW, Change, ChangeSet, Document, Fields
from wiki.documents import Label
from wiki.entry_types import registry

#: A row's key and a field's name; "" for the row as a whole.
Place = tuple[str, str]


@dataclass(frozen=True)
class Hint:
    """Something to look at again.

    It is told at ``field`` of the row ``key`` (``""``: the row as a whole) or, where the change set
    leaves that alone, at the first of ``also`` that it changes. ``other`` is a page to compare with.
    """

    key: str
    field: str
    text: str
    other: Label | None = None
    also: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """A change set with the pages that it is for: as they are, and as they would be.

    ``changes`` fit ``before``. Pages are given by key, new ones by the key that they have in the
    change set; their documents are complete (every declared field of every row).
    """

    changes: ChangeSet
    before: Mapping[str, Document]
    after: Mapping[str, Document] = field(default_factory=dict)

    @cached_property
    def places(self) -> frozenset[Place]:
        """Everything that changes: fields, and rows with anything but their place in the order."""
        found: set[Place] = set()
        for change in self.changes:
            names = [name for name in change["fields"] if name not in changesets.LAST_WINS]
            found.update((change["key"], name) for name in names)
            if names or change["op"] != "~":
                found.add((change["key"], ROW))
        return frozenset(found)

    def changes_any(self, places: Iterable[Place]) -> bool:
        """Whether the change set changes one of ``places``."""
        return not self.places.isdisjoint(places)

    def pages(self, name: str) -> list[str]:
        """The keys of the pages of one type."""
        return [key for key in self.after if key.partition(":")[0] == name]


HintSource = Callable[[Proposal], Iterable[Hint]]


def hints_of(changes: Iterable[Change], before: Mapping[str, Document]) -> list[Hint]:
    """The hints about what ``changes`` change, each at a place that they do change.

    ``before`` are the present documents of their pages. Where both have changed a value, it is
    looked at as proposed.
    """
    proposal = propose(changes, before)
    asked = [registry[name].hints for name in {k.partition(":")[0]: 0 for k in proposal.after}]
    found = [hint for source in asked if source is not None for hint in source(proposal)]
    placed = (_placed(hint, proposal.places) for hint in found)
    return list(dict.fromkeys(hint for hint in placed if hint is not None))


def propose(changes: Iterable[Change], before: Mapping[str, Document]) -> Proposal:
    """``changes`` with their pages, the proposed value taken wherever there is a conflict."""
    rows: dict[str, Fields] = {}
    for document in before.values():
        rows.update(document)
    fitted = changesets.forced(known(changes), rows)
    after = {
        entry: documents.preview(own, entry, before.get(entry, {}))
        for entry, own in changesets.by_entry(fitted).items()
    }
    return Proposal(fitted, before, after)


def _placed(hint: Hint, places: frozenset[Place]) -> Hint | None:
    """``hint`` at the first of its places that changes; ``None`` when none does."""
    for key, name in ((hint.key, hint.field), *hint.also):
        if (key, name) in places:
            return replace(hint, key=key, field=name, also=())
    return None
