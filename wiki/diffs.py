"""A change set in words: which pages, sections, rows and fields change, and how.

``present`` groups a change set by page and by the sections that the page's declaration names, words
each row (``wiki.row_names``), shows values as readers see them and compares texts by word
(``wiki.word_diffs``). Rows that change nothing but their place are told as a change of order. Hints
(``wiki.hints``) stand beside what they are about. What it returns is plain data for templates.
Nothing here reads the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, cast

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wiki import changesets, word_diffs
from wiki.changesets import MADE_FROM, PLACE, Change, ChangeSet, Document, Op, Value
from wiki.documents import Labels, references_in_changes
from wiki.entry_types import Part, Shape, registry
from wiki.fields import Boolean, LongText, Text
from wiki.fields import Field as Spec
from wiki.hints import Hint
from wiki.reference_fields import References
from wiki.row_names import RowNames, Words
from wiki.vocabulary_fields import Countries
from wiki.word_diffs import Piece

ValueKind = Literal["value", "text", "set"]


@dataclass(frozen=True)
class FieldDiff:
    """One field. ``pieces`` compares texts; ``added`` and ``removed`` compare sets.

    ``was`` and ``now`` hold the whole values whatever the kind; the one that is empty says nothing.
    ``beside`` is what a template shows beside it.
    """

    name: str
    label: str
    kind: ValueKind
    was: Words
    now: Words
    long: bool = False
    pieces: tuple[Piece, ...] = ()
    added: tuple[Words, ...] = ()
    removed: tuple[Words, ...] = ()
    hints: tuple[Hint, ...] = ()
    beside: Any = None

    @property
    def html(self) -> SafeString:
        """What changes, for a template: ``<del>`` and ``<ins>``, by word in texts."""
        if self.kind == "text":
            return pieces_html(self.pieces)
        marked = [("del", words) for words in self.removed] + [("ins", w) for w in self.added]
        if self.kind == "value":
            marked = [("del", self.was), ("ins", self.now)]
        shown = [(tag, words.html, tag) for tag, words in marked if words]
        return format_html_join(" ", "<{}>{}</{}>", shown)


@dataclass
class RowDiff:
    """One row of a part: it comes, goes or changes. ``inside`` are rows that belong to it.

    ``hints`` are those about the row as a whole, or about a field that its name says; ``beside`` is
    what stands beside it as a whole.
    """

    key: str
    op: Op
    name: Words
    fields: list[FieldDiff]
    moved: bool = False
    inside: list[RowDiff] = field(default_factory=list)
    hints: tuple[Hint, ...] = ()
    beside: Any = None

    @property
    def word(self) -> str:
        """What happens to the row: "added", "removed" or "changed"."""
        return {"+": "added", "-": "removed", "~": "changed"}[self.op]


@dataclass(frozen=True)
class Move:
    """A row that takes another place; places count from 1."""

    name: Words
    was: int
    now: int


@dataclass
class Group:
    """The changed rows of one part."""

    name: str
    label: str
    rows: list[RowDiff] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)

    @property
    def lines(self) -> list[tuple[RowDiff, bool]]:
        """The rows in reading order, and whether each belongs to the one above it."""
        found: list[tuple[RowDiff, bool]] = []
        for row in self.rows:
            found.append((row, False))
            found.extend((below, True) for below in row.inside)
        return found


@dataclass
class Section:
    """What changes in one section of a page."""

    name: str
    label: str
    fields: list[FieldDiff] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)


@dataclass
class PageDiff:
    """What changes on one page. ``created``: the page comes into being.

    ``hints`` are those about the page as a whole.
    """

    key: str
    name: Words
    kind: str
    created: bool
    size: int
    sections: list[Section]
    hints: tuple[Hint, ...] = ()


def pieces_html(pieces: Iterable[Piece]) -> SafeString:
    """Compared text as HTML. A line end that comes or goes is drawn as ¶."""
    return format_html_join("", "{}", ((_piece_html(piece),) for piece in pieces))


def _piece_html(piece: Piece) -> SafeString:
    if piece.op == "=":
        return format_html("{}", piece.text)
    if piece.op == "…":
        text = ngettext(
            "%(count)s character unchanged", "%(count)s characters unchanged", len(piece.text)
        )
        return format_html(
            '<span class="diff__skip">… {} …</span>', text % {"count": len(piece.text)}
        )
    tag = "ins" if piece.op == "+" else "del"
    return format_html("<{}>{}</{}>", tag, piece.text.replace("\n", "¶\n"), tag)


def present(
    changes: Iterable[Change],
    labels: Labels,
    *,
    documents: Mapping[str, Document] | None = None,
    main: str = "",
    hints: Iterable[Hint] = (),
    beside: Mapping[tuple[str, str], Any] | None = None,
) -> list[PageDiff]:
    """``changes`` by page, ``main`` first, then in the order in which they are named.

    ``documents`` are the pages' documents (before or after the changes), which name the rows that
    stay as they are; without them such rows are called by their keys. Shapes and fields that
    today's declarations do not know are left out. ``beside`` gives, by row and field (``""``: the
    whole row), what a template shows beside a change.
    """
    known = known_to_declarations(changes)
    names = RowNames(rows_by_key(known, documents or {}), labels)
    entries = changesets.entries_of(known)
    entries.sort(key=lambda key: key != main)
    by_row: dict[str, list[Hint]] = {}
    for hint in hints:
        by_row.setdefault(hint.key, []).append(hint)
    return [
        _PageBuilder(key, changesets.for_entry(known, key), names, by_row, beside or {}).build()
        for key in entries
    ]


def pages_named(changes: Iterable[Change], documents: Mapping[str, Document]) -> set[str]:
    """The keys of every page that ``present`` mentions for ``changes``: load labels for these."""
    known = known_to_declarations(changes)
    names = RowNames(rows_by_key(known, documents), Labels())
    return references_in_changes(known) | names.pages_named(change["key"] for change in known)


def known_to_declarations(changes: Iterable[Change]) -> ChangeSet:
    """``changes`` without rows of shapes that are no longer declared."""
    return [c for c in changes if c["key"].partition(":")[0] in registry.shapes]


def rows_by_key(changes: ChangeSet, documents: Mapping[str, Document]) -> Document:
    """The fields of every row by which it is named: those after the change, or the last it had."""
    rows: Document = {key: row for document in documents.values() for key, row in document.items()}
    for change in changes:
        side = 0 if change["op"] == "-" else 1
        values = {name: pair[side] for name, pair in change["fields"].items()}
        rows[change["key"]] = {**rows.get(change["key"], {}), **values}
    return rows


class _PageBuilder:
    """Sorts the changes of one page into its sections."""

    def __init__(
        self,
        entry: str,
        changes: ChangeSet,
        names: RowNames,
        hints: Mapping[str, Iterable[Hint]],
        beside: Mapping[tuple[str, str], Any],
    ) -> None:
        self.hints = hints
        self.beside = beside
        self.entry = entry
        self.entry_type = registry.of_key(entry)
        self.changes = changes
        self.names = names
        self.by_key = {change["key"]: change for change in changes}
        self.inside: dict[str, list[Change]] = {}
        #: Empty sections as declared; "" takes what no section names (the page's own state).
        self.sections = {"": Section("", _("Page"))}
        for section in self.entry_type.sections:
            self.sections[section.name] = Section(section.name, str(section.label))

    def build(self) -> PageDiff:
        shown: list[tuple[Part, Change]] = []
        created = False
        for change in self.changes:
            shape = registry.shape_of(change["key"])
            if not isinstance(shape, Part):
                created = change["op"] == "+"
                self._add_fields(shape, change)
            elif self._is_told_inside(shape, change):
                self.inside.setdefault(self._parent(shape, change), []).append(change)
            else:
                shown.append((shape, change))
        for part, change in shown:
            self._add_row(part, change)
        for section in self.sections.values():
            for group in section.groups:
                group.rows.sort(key=lambda row: self.names.rows[row.key].get("position") or 0)
                group.moves.sort(key=lambda move: move.now)
        return PageDiff(
            key=self.entry,
            name=self.names.page(self.entry),
            kind=str(self.entry_type.label),
            created=created,
            size=changesets.size(self.changes),
            sections=[s for s in self.sections.values() if s.fields or s.groups],
            hints=tuple(hint for hint in self.hints.get(self.entry, ()) if not hint.field),
        )

    def _add_fields(self, shape: Shape, change: Change) -> None:
        for diff in self._hinted(change["key"], _fields(shape, change, self.names))[0]:
            declared = (s.name for s in self.entry_type.sections if diff.name in s.fields)
            self.sections[next(declared, "")].fields.append(diff)

    def _add_row(self, part: Part, change: Change) -> None:
        group = self._group(part)
        move = _move(change, self.names)
        if move:
            group.moves.append(move)
        else:
            group.rows.append(self._row(part, change))

    def _group(self, part: Part) -> Group:
        """The group of a part, in the section of the part that the page itself has."""
        top: Any = part
        while isinstance(top.parent, Part):
            top = top.parent
        declared = (s.name for s in self.entry_type.sections if top.name in s.parts)
        section = self.sections[next(declared, "")]
        found = next((group for group in section.groups if group.name == part.name), None)
        if found is None:
            found = Group(part.name, str(capfirst(part.label_plural)))
            order = list(self.entry_type.shapes)
            section.groups.append(found)
            section.groups.sort(key=lambda group: order.index(group.name))
        return found

    def _parent(self, part: Part, change: Change) -> Any:
        return self.names.rows[change["key"]].get(part.parent_field)

    def _is_told_inside(self, part: Part, change: Change) -> bool:
        """Whether a row is told inside the one that it belongs to, since that changes too."""
        parent = self.by_key.get(self._parent(part, change))
        if parent is None or parent["key"] == self.entry or _is_move(change):
            return False
        return not _is_move(parent)

    def _row(self, part: Part, change: Change, *, inside: bool = False) -> RowDiff:
        name, used = self.names.name_and_fields(change["key"], inside=inside)
        diffs = _fields(part, change, self.names)
        if change["op"] != "~":
            diffs = [diff for diff in diffs if diff.name not in used]
        diffs, hints = self._hinted(change["key"], diffs)
        return RowDiff(
            key=change["key"],
            op=change["op"],
            name=name,
            fields=diffs,
            moved=change["op"] == "~" and PLACE in change["fields"],
            inside=[
                self._row(cast(Part, registry.shape_of(child["key"])), child, inside=True)
                for child in self.inside.get(change["key"], ())
            ],
            hints=hints,
            beside=self.beside.get((change["key"], changesets.ROW)),
        )

    def _hinted(self, key: str, diffs: list[FieldDiff]) -> tuple[list[FieldDiff], tuple[Hint, ...]]:
        """Fields of a row with the hints about them, and the hints about none of them."""
        hints = list(self.hints.get(key, ()))
        shown = {diff.name for diff in diffs}
        told = [
            replace(
                diff,
                hints=tuple(hint for hint in hints if hint.field == diff.name),
                beside=self.beside.get((key, diff.name)),
            )
            for diff in diffs
        ]
        return told, tuple(hint for hint in hints if hint.field not in shown)


def _is_move(change: Change) -> bool:
    """Whether nothing but the place of a row changes."""
    return change["op"] == "~" and set(change["fields"]) == {PLACE}


def _move(change: Change, names: RowNames) -> Move | None:
    if not _is_move(change):
        return None
    was, now = change["fields"][PLACE]
    return Move(names.name(change["key"]), (was or 0) + 1, (now or 0) + 1)


def _fields(shape: Shape, change: Change, names: RowNames) -> list[FieldDiff]:
    """The fields of a change in declared order, without the row's parent and its place.

    That a row which comes was made from the original of its time goes without saying.
    """
    skipped = {getattr(shape, "parent_field", ""), PLACE}
    if change["op"] != "~":
        skipped.add(MADE_FROM)
    found: list[FieldDiff] = []
    for name, spec in shape.fields.items():
        if name in change["fields"] and name not in skipped:
            was, now = change["fields"][name]
            found.append(field_diff(spec, was, now, names))
    return found


def field_diff(spec: Spec, was: Value, now: Value, names: RowNames) -> FieldDiff:
    """How one field changes."""
    diff: dict[str, Any] = {"kind": "value", "long": isinstance(spec, LongText)}
    if isinstance(spec, References | Countries):
        before, after = list(was or []), list(now or [])
        diff["kind"] = "set"
        diff["added"] = tuple(names.items(spec, [v for v in after if v not in before]))
        diff["removed"] = tuple(names.items(spec, [v for v in before if v not in after]))
    elif isinstance(spec, Text | LongText) and was and now:
        diff["kind"] = "text"
        diff["pieces"] = tuple(word_diffs.shorten(word_diffs.compare(str(was), str(now))))
    return FieldDiff(
        name=spec.name,
        label=str(capfirst(spec.label)),
        was=_shown(spec, was, names),
        now=_shown(spec, now, names),
        **diff,
    )


def _shown(spec: Spec, value: Value, names: RowNames) -> Words:
    if value is None and isinstance(spec, Boolean):
        return Words()  # a row that does not exist yet says neither yes nor no
    return names.value(spec, value)
