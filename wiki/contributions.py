"""Keeping count of what editors have brought, and of what of it still stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from django.db.models import Q, Sum

from wiki import survival
from wiki.areas import area_of
from wiki.changesets import LAST_WINS, ChangeSet, ids_by_type, is_empty
from wiki.entry_types import EntryType, Part, registry
from wiki.fields import LongText
from wiki.models import UNDOING, Contribution, Revision, RevisionEntry
from wiki.survival import Edit, Place, Shares

#: A section and an area of a page: what contributions are told apart by.
Kind = tuple[str, str]
#: So many of a page's editors are named.
_TOP = 5


def count(revision: Revision, rows: Iterable[RevisionEntry]) -> None:
    """Count what ``revision`` brought to its pages, and what it took from former ones.

    ``rows`` are its revisions of pages, stored, in the transaction that wrote them. The history of a
    page is read only where somebody's work may have been replaced.
    """
    listed = list(rows)
    undoing = revision.kind in UNDOING
    replacing = [row for row in listed if not row.created and (undoing or _replaces(row.changes))]
    if revision.author_id is None:
        replacing = _with_contributions(replacing)
    for row in replacing:
        _recount(row, revision)
    if revision.author_id is not None:
        done = {row.pk for row in replacing}
        Contribution.objects.bulk_create(
            contribution
            for row in listed
            if row.pk not in done
            for contribution in _made_by(row, revision)
        )


def _replaces(changes: ChangeSet) -> bool:
    """Whether a change set touches a value that somebody had set."""
    return any(
        not is_empty(pair[0])
        for change in changes
        if change["op"] != "+"
        for name, pair in change["fields"].items()
        if name not in LAST_WINS
    )


def _with_contributions(rows: list[RevisionEntry]) -> list[RevisionEntry]:
    """Those of ``rows`` whose page holds somebody's work. One query."""
    if not rows:
        return []
    wanted = Q()
    for name, ids in ids_by_type(f"{row.entry_type}:{row.entry_id}" for row in rows).items():
        wanted |= Q(entry_type=name, entry_id__in=ids)
    held = Contribution.objects.filter(wanted, standing__gt=0)
    pages = set(held.values_list("entry_type", "entry_id").distinct())
    return [row for row in rows if (row.entry_type, row.entry_id) in pages]


def _made_by(row: RevisionEntry, revision: Revision) -> list[Contribution]:
    """What a revision brought that replaced nothing."""
    found = _survivors([Edit(row.number, row.changes)])
    return _contributions(row, revision, _by_kind(found), _by_kind(found))


def _recount(row: RevisionEntry, revision: Revision) -> None:
    """Count anew whose the places are that ``row`` has touched; what it brought is counted too."""
    touched = {change["key"]: change["fields"].keys() for change in row.changes}
    history = [
        edit for edit in _history(row.entry_type, row.entry_id, touched) if edit.number < row.number
    ]
    own = Edit(row.number, row.changes, revision.kind in UNDOING)
    before = _by_kind(_survivors(history))
    after = _by_kind(_survivors([*history, own]))
    moved = {
        (number, kind): after.get(kind, {}).get(number, 0) - before.get(kind, {}).get(number, 0)
        for kind in before.keys() | after.keys()
        for number in before.get(kind, {}).keys() | after.get(kind, {}).keys()
        if number != row.number
    }
    _move(row, {at: by for at, by in moved.items() if by})
    if revision.author_id is not None:
        Contribution.objects.bulk_create(_contributions(row, revision, after, after))


def _move(row: RevisionEntry, moved: Mapping[tuple[int, Kind], int]) -> None:
    """Add to what stands of former revisions of the page, by revision, section and area."""
    if not moved:
        return
    former = Contribution.objects.filter(
        entry_type=row.entry_type,
        entry_id=row.entry_id,
        row__number__in={number for number, _kind in moved},
    ).select_related("row")
    changed = []
    for one in former:
        by = moved.get((one.row.number, (one.section, one.area)), 0)
        if by:
            one.standing = max(one.standing + by, 0)
            changed.append(one)
    Contribution.objects.bulk_update(changed, ["standing"], batch_size=500)


def expected(entry_type: EntryType, pk: int) -> list[Contribution]:
    """The contributions to a page as its whole history gives them; not stored. Two queries."""
    rows = list(
        RevisionEntry.objects.filter(entry_type=entry_type.name, entry_id=pk)
        .select_related("revision")
        .order_by("number")
    )
    history = [Edit(row.number, row.changes, row.revision.kind in UNDOING) for row in rows]
    standing = _by_kind(_survivors(history))
    found: list[Contribution] = []
    for at, row in enumerate(rows):
        if row.revision.author_id is None:
            continue
        lone = not row.created and (history[at].undoing or _replaces(row.changes))
        past = history[: at + 1] if lone else [Edit(row.number, row.changes)]
        if lone:
            touched = {change["key"]: change["fields"].keys() for change in row.changes}
            past = [Edit(e.number, _only(e.changes, touched), e.undoing) for e in past]
        found += _contributions(row, row.revision, _by_kind(_survivors(past)), standing)
    return found


def _contributions(
    row: RevisionEntry,
    revision: Revision,
    made: Mapping[Kind, Shares],
    standing: Mapping[Kind, Shares],
) -> list[Contribution]:
    return [
        Contribution(
            row=row,
            author_id=revision.author_id,
            entry_type=row.entry_type,
            entry_id=row.entry_id,
            section=kind[0],
            area=kind[1],
            made=shares[row.number],
            standing=standing.get(kind, {}).get(row.number, 0),
            created_at=revision.created_at,
        )
        for kind, shares in made.items()
        if shares.get(row.number)
    ]


def _history(name: str, pk: int, touched: Mapping[str, Iterable[str]]) -> list[Edit]:
    """The page's revisions, oldest first, cut down to the places that are asked for. One query."""
    rows = RevisionEntry.objects.filter(entry_type=name, entry_id=pk).order_by("number")
    found = rows.values_list("number", "changes", "revision__kind")
    return [
        Edit(number, only, kind in UNDOING)
        for number, changes, kind in found.iterator(chunk_size=200)
        if (only := _only(changes, touched))
    ]


def _only(changes: ChangeSet, touched: Mapping[str, Iterable[str]]) -> ChangeSet:
    return [
        {**c, "fields": {n: pair for n, pair in c["fields"].items() if n in touched[c["key"]]}}
        for c in changes
        if c["key"] in touched
    ]


def _survivors(history: list[Edit]) -> dict[Place, Shares]:
    return survival.survivors(
        history,
        counted=lambda key, name: _kind(key.partition(":")[0], name) is not None,
        is_text=lambda key, name: _is_text(key.partition(":")[0], name),
    )


def _by_kind(found: Mapping[Place, Shares]) -> dict[Kind, Shares]:
    """Shares summed by section and area."""
    result: dict[Kind, Shares] = {}
    for (key, name), shares in found.items():
        kind = _kind(key.partition(":")[0], name)
        if kind is None:
            continue
        held = result.setdefault(kind, {})
        for number, facts in shares.items():
            held[number] = held.get(number, 0) + facts
    return result


@cache
def _kind(shape_name: str, name: str) -> Kind | None:
    """The section and area that a field counts for; ``None`` for what is no fact."""
    shape = registry.shapes.get(shape_name)
    if shape is None or name not in shape.fields or name in LAST_WINS:
        return None
    if isinstance(shape, Part):
        if name == shape.parent_field:
            return None
        section = shape.entry_type.section_of(shape)
    elif isinstance(shape, EntryType) and name not in EntryType.SYSTEM_FIELDS:
        section = shape.section_of(shape, name)
    else:
        return None
    return (section.name if section else "", area_of(shape, name))


@cache
def _is_text(shape_name: str, name: str) -> bool:
    return isinstance(registry.shapes[shape_name].fields[name], LongText)


@dataclass(frozen=True)
class Editor:
    """Somebody whose work stands on a page: how many facts, and in which sections, most first."""

    username: str
    facts: int
    sections: list[tuple[str, int]]


def top_editors(entry_type: EntryType, pk: int) -> list[Editor]:
    """Those of whose work most still stands on a page. One query."""
    rows = Contribution.objects.filter(entry_type=entry_type.name, entry_id=pk, standing__gt=0)
    counted = rows.values_list("author__username", "section").annotate(facts=Sum("standing"))
    by_name: dict[str, dict[str, int]] = {}
    for name, section, facts in counted.order_by():
        by_name.setdefault(name, {})[section] = facts
    ranked = sorted(by_name.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    return [
        Editor(name, sum(sections.values()), _named(entry_type, sections))
        for name, sections in ranked[:_TOP]
    ]


def _named(entry_type: EntryType, sections: Mapping[str, int]) -> list[tuple[str, int]]:
    """Sections by what they are called, the fullest first."""
    ranked = sorted(sections.items(), key=lambda item: (-item[1], item[0]))
    found = [(entry_type.section(name), facts) for name, facts in ranked]
    return [(str(section.label), facts) for section, facts in found if section is not None]
