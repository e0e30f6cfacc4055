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

from django.db.models import Q
from django.utils.translation import gettext as _

from wiki import changesets, documents
from wiki.actions.examine import known
from wiki.changesets import ROW, Change, ChangeSet, Document, Fields, Value
from wiki.documents import Label
from wiki.entry_types import EntryType, registry
from wiki.fields import Boolean, Field, LongText
from wiki.folding import fold_romaji
from wiki.models import ImportedRecord
from wiki.reference_fields import Reference, References
from wiki.row_names import RowNames
from wiki.search import namesakes
from wiki.vocabulary_fields import Countries

#: No more names of one change set are looked up, and no more pages are told for one of them.
MOST_NAMES, MOST_NAMESAKES = 200, 3

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
    found += [*of_names(proposal), *of_sources(proposal)]
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
    whole = {entry: document for entry, document in after.items() if entry in document}
    return Proposal(fitted, before, whole)


def _placed(hint: Hint, places: frozenset[Place]) -> Hint | None:
    """``hint`` at the first of its places that changes; ``None`` when none does."""
    for key, name in ((hint.key, hint.field), *hint.also):
        if (key, name) in places:
            return replace(hint, key=key, field=name, also=())
    return None


# Names that other pages bear ---------------------------------------------------------------------


def of_names(proposal: Proposal) -> list[Hint]:
    """New names that another page of the same type bears: it may be the same thing."""
    rows = _new_names(proposal)
    wanted: dict[str, list[str]] = {}
    for _key, entry, folded in rows:
        wanted.setdefault(entry.partition(":")[0], []).append(folded)
    found = namesakes(wanted)
    gone = {k for k, document in proposal.after.items() if document[k]["merged_into"]}
    hints: list[Hint] = []
    for key, entry, folded in rows:
        entry_type = registry.of_key(entry)
        text = _("There is already a page of this name (%(type)s):") % {"type": entry_type.label}
        others: list[Label] = [
            candidate
            for candidate in found.get((entry_type.name, folded), ())
            if candidate.key not in {entry, *gone}
        ]
        others += _proposed_namesakes(rows, entry, folded, proposal)
        hints += [Hint(key, "text", text, other) for other in others[:MOST_NAMESAKES]]
    return hints


def _new_names(proposal: Proposal) -> list[tuple[str, str, str]]:
    """Row, page and folded text of each name that pages would get and do not have."""
    rows: list[tuple[str, str, str]] = []
    for entry, document in proposal.after.items():
        part = registry.of_key(entry).names_part
        borne = {
            fold_romaji(text) for text in _texts(part, proposal.before.get(entry, {})).values()
        }
        for key, text in _texts(part, document).items():
            folded = fold_romaji(text)[:300]
            if folded and folded not in borne and proposal.changes_any([(key, "text")]):
                borne.add(folded)
                rows.append((key, entry, folded))
    return rows[:MOST_NAMES]


def _texts(part: str, document: Document) -> dict[str, str]:
    rows = ((key, fields) for key, fields in document.items() if key.startswith(f"{part}:"))
    return {key: str(fields["text"] or "") for key, fields in rows}


def _proposed_namesakes(
    rows: list[tuple[str, str, str]], entry: str, folded: str, proposal: Proposal
) -> list[Label]:
    """Pages that the same change set creates under the same name."""
    kind = entry.partition(":")[0]
    found: list[Label] = []
    for _key, other, text in rows:
        if other != entry and text == folded and other.partition(":")[0] == kind:
            derived = registry[kind].derive(other, proposal.after[other])
            if ":new" in other:
                found.append(Label(other, derived["title"]))
    return found


# What sources say --------------------------------------------------------------------------------


def of_sources(proposal: Proposal) -> list[Hint]:
    """Where what is proposed is not what an imported source says of the same field or row."""
    pages = [key.partition(":") for key in proposal.after if ":new" not in key]
    wanted = Q(pk__in=[])
    for name in {name for name, _colon, _pk in pages}:
        ids = [int(pk) for kind, _colon, pk in pages if kind == name]
        wanted |= Q(entry_type=name, entry_id__in=ids)
    if not pages:
        return []
    contradictions = [
        (change["key"], name, record.source, said)
        for record in ImportedRecord.objects.filter(wanted).order_by("source", "pk")
        for change, statement in _spoken_of(proposal, record)
        for name, said in _contradicted(change, statement)
    ]
    return list(_told(proposal, contradictions))


def _spoken_of(proposal: Proposal, record: ImportedRecord) -> list[tuple[Change, Fields]]:
    """The changed rows of a record's page that the record speaks of, with what it says."""
    statement = record.unpacked()
    own = changesets.for_entry(proposal.changes, f"{record.entry_type}:{record.entry_id}")
    return [(change, statement[change["key"]]) for change in own if change["key"] in statement]


def _contradicted(change: Change, statement: Fields) -> list[tuple[str, Value]]:
    """The fields whose new value is not the source's, with the source's; ``ROW`` for a lost row."""
    if change["op"] == "-":
        return [(ROW, None)]
    shape = registry.shape_of(change["key"])
    parent = getattr(shape, "parent_field", "")
    # Prose has no right and wrong that a source could know.
    passed = {*changesets.LAST_WINS, *EntryType.SYSTEM_FIELDS, *shape.wide, parent}
    found: list[tuple[str, Value]] = []
    for name, (_base, new) in change["fields"].items():
        spec, said = shape.fields[name], statement.get(name)
        if name in passed or isinstance(spec, LongText | Boolean) or changesets.is_empty(said):
            continue
        if isinstance(spec, References | Countries):
            said = [item for item in said or [] if item not in (new or [])]
        if not changesets.is_empty(said) and not changesets.same(said, new):
            found.append((name, said))
    return found


def _told(proposal: Proposal, found: list[tuple[str, str, str, Value]]) -> Iterable[Hint]:
    """Contradictions in words; those that speak of hidden pages are left out."""
    rows: Document = {}
    for document in (*proposal.before.values(), *proposal.after.values()):
        rows.update(document)
    specs = {(key, name): _spec(key, name) for key, name, _source, _said in found}
    pages: set[str] = set()
    for key, name, _source, said in found:
        if isinstance(specs[key, name], Reference | References):
            pages.update(said if isinstance(said, list) else [said])
    names = RowNames(rows, documents.labels(pages))
    for key, name, source, said in found:
        spec = specs[key, name]
        if spec is None:
            yield Hint(key, ROW, _("%(source)s lists this.") % {"source": source})
            continue
        refers = isinstance(spec, Reference | References)
        items = said if isinstance(said, list) else [said]
        if refers and any(names.labels[item].hidden for item in items):
            continue
        words = {"source": source, "value": str(names.value(spec, said))}
        text = _("%(source)s also says: %(value)s") if isinstance(said, list) else ""
        yield Hint(key, name, (text or _("%(source)s says: %(value)s")) % words)


def _spec(key: str, name: str) -> Field | None:
    """The declared field of a row, ``None`` for the row as a whole."""
    return registry.shape_of(key).fields[name] if name != ROW else None
