"""The edit form of an entry: its fields, its rows, and the change set that comes out.

The form is generated from the declaration. What it shows comes from a document; what comes back is
read into a second document; their difference is the change set. Rejected input is shown again as
it was typed. Names of controls are ``<row key>.<field>``; every row names its key in ``rows``, new
ones are called ``credit:new1``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from wiki import changesets, documents
from wiki.changesets import ChangeSet, Document, Fields
from wiki.documents import Label, Labels
from wiki.entry_types import EntryType, Part, Section, Shape, registry
from wiki.fields import Field, Reference, References, Vocabulary
from wiki.forms.cells import Cell
from wiki.forms.entry_fields import EntryFieldsForm, entry_fields_form
from wiki.forms.references import Ambiguous, Proposals, Unknown, read_reference

#: More rows than this are no edit of a person.
MOST_ROWS = 2000
#: Set fields offer all entries of their type as long as there are no more than these.
MOST_OPTIONS = 80
_ROW = re.compile(r"^([a-z]+):(\d{1,18}|new[0-9a-z_]{1,40})$", re.ASCII)
Errors = dict[str, dict[str, list[str]]]


@dataclass
class RowView:
    """One row of a part as the template shows it."""

    key: str
    cells: list[Cell]
    wide: list[Cell]
    advanced: list[Cell]
    position: Cell | None
    parent: tuple[str, str] | None
    errors: list[str]
    deleted: bool
    is_new: bool
    spare: bool = False
    label: str = ""
    children: list[PartView] = field(default_factory=list)

    @property
    def advanced_used(self) -> bool:
        """Whether one of the folded controls holds something."""
        return any(cell.value for cell in self.advanced)


@dataclass
class PartView:
    """The rows of a part below one parent, and the blank row that a script copies."""

    part: Part
    parent: str
    rows: list[RowView]
    template: RowView | None

    @property
    def placeholder(self) -> str:
        """What a script replaces by the number of a new row, in names and ids of the blank row."""
        return f"__{self.part.name}__"

    @property
    def total(self) -> int:
        """The number that the next new row gets."""
        numbers = [
            int(m.group(1)) for r in self.rows if (m := re.search(r"new(?:.*_)?(\d+)$", r.key))
        ]
        return max(numbers, default=0) + 1

    @property
    def columns(self) -> list[Cell]:
        """The controls of a row that stand in the table, for its head."""
        rows = [self.template] if self.template else self.rows
        return rows[0].cells if rows and rows[0] else []

    @property
    def span(self) -> int:
        """The number of columns of the table."""
        return len(self.columns) + (2 if self.part.ordered else 1)

    @property
    def add_value(self) -> str:
        """What the button "add rows" sends."""
        return f"{self.part.name}@{self.parent}"


@dataclass
class SectionView:
    """One block of the form."""

    section: Section
    form: EntryFieldsForm | None
    parts: list[PartView]


class EditForm:
    """The form for one entry, blank, from a document, or from what was posted.

    ``base`` is the document that the editor saw; ``start`` the one whose values the form shows
    before anything was typed (the same, unless a submission is amended); ``start_changes`` the
    change set that leads from one to the other, for pages that it creates. ``only`` limits the form
    to one section.
    """

    def __init__(
        self,
        entry_type: EntryType,
        key: str,
        base: Document,
        *,
        start: Document | None = None,
        start_changes: ChangeSet | None = None,
        only: Section | None = None,
        data: QueryDict | None = None,
    ) -> None:
        self.entry_type = entry_type
        self.key = key
        self.base = base
        self.start = start if start is not None else base
        self.start_changes = start_changes or []
        self.bound = data is not None
        self.data = data if data is not None else QueryDict()
        self.shown = [only] if only else list(entry_type.sections)
        self.errors: Errors = {}
        self.candidates: dict[tuple[str, str], Sequence[Label]] = {}
        self.unknown: dict[tuple[str, str], str] = {}
        self.resolved: dict[tuple[str, str], str | None] = {}
        taken = {c["key"] for c in self.start_changes} | set(self.start)
        self.proposals = Proposals(taken=taken)
        self.labels = documents.labels(documents.references_in(self.start), self.start_changes)
        self._options = self._set_options()
        self._forms: dict[str, EntryFieldsForm] = {}
        self.after: Document = {}
        self.posted_labels = self._posted_labels()

    # Reading ------------------------------------------------------------------------------------

    def is_valid(self) -> bool:
        """Read what was posted into ``after``; whether all of it could be read."""
        self.after = deepcopy(self.start)
        if self.key not in self.after:
            self.after[self.key] = self.entry_type.complete({})
        for section in self.shown:
            self._read_fields(section)
        rows = self.data.getlist("rows")[: MOST_ROWS + 1]
        if len(rows) > MOST_ROWS:
            self._error("", "", _("That are too many rows for one edit."))
            return False
        shown = {s.name for part in self._shown_parts() for s in part.walk()}
        posted: dict[str, list[str]] = {}
        for key in dict.fromkeys(rows):
            match = _ROW.match(key)
            if match and match.group(1) in shown:
                self._read_row(key, self.entry_type.part(match.group(1)), posted)
        self._drop_orphans(shown)
        self._order_rows(posted)
        self._choose_display(posted)
        return not self.errors

    @property
    def changes(self) -> ChangeSet:
        """What the editor changes, with the pages proposed on the way. Valid forms only."""
        own = changesets.diff(self.base, self.after, entry=self.key)
        used = documents.references_in(self.after)
        kept = [c for c in self.start_changes if c["entry"] != self.key and c["entry"] in used]
        proposed = [c for c in self.proposals.changes if c["entry"] in used]
        return kept + proposed + own

    def add_errors(self, errors: Errors) -> None:
        """Show errors that the engine found, by row and field."""
        for key, fields in errors.items():
            for name, messages in fields.items():
                for message in messages:
                    self._error(key, name, message)

    @property
    def loose_errors(self) -> list[str]:
        """Errors that no control of the form shows, in words."""
        shown = {self.key} | set(self.data.getlist("rows"))
        own = {name for section in self.shown for name in section.fields}
        loose: list[str] = []
        for key, fields in self.errors.items():
            for name, messages in fields.items():
                if key in shown and (key != self.key or name in own):
                    continue
                loose += messages
        return loose

    def _error(self, key: str, name: str, message: str) -> None:
        known = self.errors.setdefault(key, {}).setdefault(name, [])
        if message not in known:
            known.append(message)

    def _read_fields(self, section: Section) -> None:
        if not section.fields:
            return
        form = self._entry_form(section)
        if not form.is_valid():
            for name, messages in form.errors.items():
                self.errors.setdefault(self.key, {})[name] = [str(m) for m in messages]
        self.after[self.key].update(form.cleaned_data)

    def _entry_form(self, section: Section) -> EntryFieldsForm:
        if section.name not in self._forms:
            self._forms[section.name] = entry_fields_form(
                self.entry_type,
                section.fields,
                key=self.key,
                fields=self.start.get(self.key, self._blank(self.entry_type)),
                labels=self.labels,
                options=self._options,
                read=self._read_entry_value,
                data=self.data if self.bound else None,
            )
        return self._forms[section.name]

    def _read_entry_value(self, spec: Field, value: Any) -> Any:
        if isinstance(spec, References):
            return self._read_set(spec, value["keys"], value["text"], value["new"])
        return spec.clean(value)

    def _read_set(self, spec: References, keys: list[str], text: str, wants_new: bool) -> Any:
        found = list(keys)
        for name in filter(None, (part.strip() for part in re.split(r"[,、;\n]", text or ""))):
            try:
                key = read_reference(
                    spec.target,
                    value="",
                    text=name,
                    label="",
                    wants_new=wants_new,
                    proposals=self.proposals,
                )
            except Unknown as error:
                raise ValidationError(
                    _("There is no “%(name)s” yet. Add its page first, or pick another.")
                    % {"name": error.text}
                ) from None
            if key:
                found.append(key)
        return spec.clean(found)

    def _read_row(self, key: str, shape: Part, posted: dict[str, list[str]]) -> None:
        is_new = key not in self.start
        if is_new and ":new" not in key:
            self._error(key, "", _("This row has been removed from the page meanwhile."))
            return
        parent = self.key
        if isinstance(shape.parent, Part):
            parent = self.data.get(f"{key}.{shape.parent_field}", "")
            if parent.partition(":")[0] != shape.parent.name:
                return
        if self.data.get(f"{key}.delete"):
            self.after.pop(key, None)
            return
        if is_new and self._is_blank(key, shape):
            return
        fields: Fields = {} if is_new else dict(self.after[key])
        if is_new:
            fields = self._blank(shape)
            fields[shape.parent_field] = parent
        for name in shape.own_fields:
            spec = shape.fields[name]
            try:
                fields[name] = self._read_cell(key, spec)
            except ValidationError as error:
                for message in error.messages:
                    self._error(key, name, message)
        self.after[key] = fields
        posted.setdefault(f"{shape.name}@{fields[shape.parent_field]}", []).append(key)

    def _read_cell(self, key: str, spec: Field) -> Any:
        name = f"{key}.{spec.name}"
        if isinstance(spec, References):
            return spec.clean(self.data.getlist(name))
        if isinstance(spec, Reference) and not spec.local:
            chosen = self.data.get(f"{name}.choice", "")
            value = chosen or self.data.get(name, "")
            text = self.data.get(f"{name}.text", "")
            try:
                found = read_reference(
                    spec.target,
                    value=value,
                    text=text,
                    label=text if chosen else self.posted_labels[value].title,
                    wants_new=bool(self.data.get(f"{name}.new")),
                    proposals=self.proposals,
                )
            except Ambiguous as error:
                self.candidates[key, spec.name] = error.candidates
                raise
            except Unknown as error:
                self.unknown[key, spec.name] = error.text
                raise
            self.resolved[key, spec.name] = found
            return spec.clean(found)
        return spec.clean(self.data.get(name, ""))

    def _is_blank(self, key: str, part: Part) -> bool:
        """Whether nothing was typed in a new row: its controls are as the blank row has them."""
        blank = self._blank(part)
        for name in part.own_fields:
            spec, control = part.fields[name], f"{key}.{name}"
            if isinstance(spec, References):
                if self.data.getlist(control):
                    return False
            elif isinstance(spec, Reference) and not spec.local:
                if self.data.get(f"{control}.text", "").strip():
                    return False
            elif spec.widget == "boolean":
                if bool(self.data.get(control)) != bool(blank[name]):
                    return False
            elif self.data.get(control, "").strip() != _input_of(spec, blank[name]):
                return False
        return not any(
            self.data.get(f"{row}.{child.parent_field}") == key and not self._is_blank(row, child)
            for child in part.parts
            for row in self.data.getlist("rows")
            if row.startswith(f"{child.name}:new")
        )

    def _drop_orphans(self, shown: set[str]) -> None:
        """Rows inside a row that goes, go too."""
        for key in list(self.after):
            shape = registry.shape_of(key)
            if not isinstance(shape, Part) or shape.name not in shown:
                continue
            if self.after[key][shape.parent_field] not in self.after:
                del self.after[key]

    def _order_rows(self, posted: dict[str, list[str]]) -> None:
        """Number the rows as the editor ordered them, changing no number without need."""
        for keys in posted.values():
            keys = [key for key in keys if key in self.after]
            part = registry.shape_of(keys[0]) if keys else None
            if not isinstance(part, Part) or not part.ordered:
                continue
            wanted = {key: self._position(key, at) for at, key in enumerate(keys)}
            ordered = sorted(keys, key=lambda key: wanted[key])
            before = [k for k in ordered if k in self.start]
            kept = [self.start[k]["position"] for k in before]
            stays = kept == sorted(kept) and len(set(kept)) == len(kept)
            if stays and ordered[: len(before)] == before:
                at = max(kept, default=-1) + 1
                for key in ordered[len(before) :]:
                    self.after[key]["position"] = at
                    at += 1
            else:
                for at, key in enumerate(ordered):
                    self.after[key]["position"] = at

    def _choose_display(self, posted: dict[str, list[str]]) -> None:
        """Where names stand and none is marked for display, the first one is."""
        for siblings in posted.values():
            rows = [self.after[key] for key in siblings if key in self.after]
            if rows and "display" in rows[0] and not any(row["display"] for row in rows):
                min(rows, key=lambda row: row["position"])["display"] = True

    def _position(self, key: str, at: int) -> tuple[int, int]:
        """Where the editor wants the row: the number typed, counted from 1; new rows go last."""
        text = self.data.get(f"{key}.position", "").strip()
        if not text:
            return (10**9, at)
        try:
            return (int(registry.shape_of(key).fields["position"].clean(text)), at)
        except ValidationError as error:
            for message in error.messages:
                self._error(key, "position", message)
            return (10**9, at)

    def _posted_labels(self) -> Labels:
        """Labels of the references that were posted: a name that still stands there was not typed."""
        if not self.bound:
            return Labels()
        keys = {v for values in self.data.lists() for v in values[1] if _ROW.match(v)}
        return documents.labels(keys, self.start_changes)

    # Showing ------------------------------------------------------------------------------------

    def _shown_parts(self) -> list[Part]:
        return [self.entry_type.part(name) for section in self.shown for name in section.parts]

    def sections(self) -> list[SectionView]:
        """The blocks of the form, for the template."""
        views = []
        for section in self.shown:
            form = self._entry_form(section) if section.fields else None
            if form is not None:
                form.is_valid()  # reads once; engine errors come on top
                for name, messages in self.errors.get(self.key, {}).items():
                    if name in form.fields and name not in form.errors:
                        form.add_error(name, messages)
            parts = [self._part_view(self.entry_type.part(n), self.key) for n in section.parts]
            views.append(SectionView(section, form, parts))
        return views

    def _part_view(self, part: Part, parent: str) -> PartView:
        keys = self._row_keys(part, parent)
        rows = [self._row_view(part, key, parent) for key in keys]
        key = f"{part.name}:new{_suffix(part, parent)}__{part.name}__"
        return PartView(part, parent, rows, self._row_view(part, key, parent))

    def _row_keys(self, part: Part, parent: str) -> list[str]:
        if parent.endswith("__"):
            return []
        if self.bound:
            keys = [k for k in dict.fromkeys(self.data.getlist("rows")) if _ROW.match(k)]
            keys = [k for k in keys if k.startswith(f"{part.name}:")]
            if isinstance(part.parent, Part):
                keys = [k for k in keys if self.data.get(f"{k}.{part.parent_field}") == parent]
        else:
            keys = [
                key
                for key, fields in self.start.items()
                if key.startswith(f"{part.name}:") and fields[part.parent_field] == parent
            ]
        return keys + self._blank_keys(part, parent, keys)

    def _blank_keys(self, part: Part, parent: str, keys: list[str]) -> list[str]:
        """Keys of blank rows: one where there is none yet, more where the editor asked for them."""
        wanted = 0
        if not self.bound:
            wanted = 1 if not keys and not isinstance(part.parent, Part) else 0
        elif f"{part.name}@{parent}" in self.data.getlist("add"):
            wanted = 1 if isinstance(part.parent, Part) else 3
        fresh = []
        for _at in range(wanted):
            number = 1
            while f"{part.name}:new{_suffix(part, parent)}{number}" in self._used_keys:
                number += 1
            fresh.append(f"{part.name}:new{_suffix(part, parent)}{number}")
            self._used_keys.add(fresh[-1])
        return fresh

    @property
    def _used_keys(self) -> set[str]:
        if not hasattr(self, "_used"):
            self._used = set(self.start) | {c["key"] for c in self.start_changes}
            if self.bound:
                self._used |= set(self.data.getlist("rows"))
        return self._used

    def _row_view(self, part: Part, key: str, parent: str) -> RowView:
        start = self.start.get(key)
        errors = self.errors.get(key, {})
        cells: list[Cell] = []
        wide: list[Cell] = []
        advanced: list[Cell] = []
        for name in part.own_fields:
            cell = self._cell(part, key, part.fields[name], start)
            cell.errors = errors.get(name, [])
            if name in part.wide:
                wide.append(cell)
            else:
                folded = name in part.advanced and not cell.errors
                (advanced if folded else cells).append(cell)
        position = self._position_cell(part, key, start) if part.ordered else None
        nested = isinstance(part.parent, Part)
        return RowView(
            key=key,
            cells=cells,
            wide=wide,
            advanced=advanced,
            position=position,
            parent=(part.parent_field, parent) if nested else None,
            errors=[m for name in ("", part.parent_field) for m in errors.get(name, [])],
            deleted=bool(self.data.get(f"{key}.delete")),
            is_new=start is None,
            spare=not self.bound and start is None and part.name != self.entry_type.names_part,
            label=self._row_label(cells),
            children=[self._part_view(child, key) for child in part.parts],
        )

    def _row_label(self, cells: list[Cell]) -> str:
        shown = [c.text or str(c.value or "") for c in cells if c.spec.widget != "boolean"]
        return ", ".join(text for text in shown[:3] if text)

    def _position_cell(self, part: Part, key: str, start: Fields | None) -> Cell:
        spec = part.fields["position"]
        if f"{key}.position" in self.data:
            value: Any = self.data[f"{key}.position"]
        else:
            value = "" if start is None else start["position"] + 1  # people count from 1
        cell = Cell(spec, f"{key}.position", value=value)
        cell.errors = self.errors.get(key, {}).get("position", [])
        return cell

    def _cell(self, part: Part, key: str, spec: Field, start: Fields | None) -> Cell:
        name = f"{key}.{spec.name}"
        value = (start if start is not None else self._blank(part))[spec.name]
        posted = key in self.data.getlist("rows")
        cell = Cell(spec, name)
        if isinstance(spec, Reference | References) and spec.local:
            cell.options = self._local_options(spec)
            cell.value = value
            if posted:
                cell.value = self._posted_local(spec, name)
        elif isinstance(spec, Reference):
            self._fill_picker(cell, key, spec, value, posted)
        elif spec.widget == "boolean":
            cell.value = bool(self.data.get(name)) if posted else value
        else:
            cell.value = _input_of(spec, value)
            if posted:
                cell.value = self.data.get(name, "")
            if spec.widget == "choice":
                cell.options = self._choices(spec)
        return cell

    def _posted_local(self, spec: Field, name: str) -> Any:
        if isinstance(spec, References):
            return self.data.getlist(name)
        return self.data.get(name, "")

    def _fill_picker(self, cell: Cell, key: str, spec: Reference, value: Any, posted: bool) -> None:
        cell.pick_url = f"/pick/{registry[spec.target].segment}/"
        cell.value = value or ""
        cell.text = self.labels[value].title if value else ""
        if not posted:
            return
        name = cell.name
        cell.text = self.data.get(f"{name}.text", "")
        found = self.resolved.get((key, spec.name))
        cell.value = found or self.data.get(name, "")
        cell.candidates = list(self.candidates.get((key, spec.name), []))
        cell.offer_new = (key, spec.name) in self.unknown or bool(cell.candidates)

    def _choices(self, spec: Field) -> list[tuple[str, str]]:
        choices = [(value, str(label)) for value, label in spec.choices]
        filled = spec.column.has_default() and spec.default()
        return choices if filled else [("", "—"), *choices]

    def _local_options(self, spec: Any) -> list[tuple[str, str]]:
        """The rows of the page that a local reference can name: those there and those being made."""
        document = self.after or self.start
        options = [
            (key, describe_row(key, document, self.labels))
            for key in document
            if key.startswith(f"{spec.target}:")
        ]
        if self.bound:
            options += [
                (key, _("new row %(key)s") % {"key": key.partition(":new")[2]})
                for key in dict.fromkeys(self.data.getlist("rows"))
                if key.startswith(f"{spec.target}:new") and key not in document
            ]
        if isinstance(spec, References):
            return options
        return options if spec.required else [("", "—"), *options]

    def _blank(self, shape: Shape) -> Fields:
        return {name: spec.default() for name, spec in shape.fields.items()}

    def _set_options(self) -> dict[str, list[tuple[str, str]]]:
        """For set fields that point at short lists of entries, all of them."""
        options: dict[str, list[tuple[str, str]]] = {}
        names = {name for section in self.shown for name in section.fields}
        for spec in self.entry_type.sets:
            if spec.name in names and spec.target in registry:
                rows = registry[spec.target].model.objects.visible().order_by("sort_title")
                found = list(rows.values_list("pk", "title")[: MOST_OPTIONS + 1])
                if len(found) <= MOST_OPTIONS:
                    options[spec.target] = [(f"{spec.target}:{pk}", t) for pk, t in found]
        return options

    def suggestion_lists(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The shared lists of suggestions that the shown controls name: (id, suggestions)."""
        specs: list[Field] = [
            self.entry_type.fields[name] for section in self.shown for name in section.fields
        ]
        for part in self._shown_parts():
            for shape in part.walk():
                specs += [spec for name, spec in shape.fields.items()]
        lists = {spec.list_id: spec.suggestions() for spec in specs if isinstance(spec, Vocabulary)}
        return list(lists.items())


def _suffix(part: Part, parent: str) -> str:
    """What keeps the keys of new rows apart below different parents of the same page."""
    return parent.partition(":")[2] + "_" if isinstance(part.parent, Part) else ""


def _input_of(spec: Field, value: Any) -> str:
    if spec.widget == "choice":
        return value or ""
    return spec.to_input(value)


def describe_row(key: str, document: Document, labels: Labels) -> str:
    """A part's row in a few words, for lists to choose from: a segment's number and name, say."""
    fields = document.get(key, {})
    shape = registry.shape_of(key)
    names = _names_of(key, document)
    words: list[str] = []
    if "number" in fields:
        words.append(f"{fields['number']}.")
    if names:
        words.append(names[0])
    if not names:
        for name, spec in shape.fields.items():
            if isinstance(shape, Part) and name == shape.parent_field:
                continue
            value = fields.get(name)
            if changesets.is_empty(value) or isinstance(spec, References) or len(words) >= 3:
                continue
            if isinstance(spec, Reference):
                words.append("" if spec.local else labels[str(value)].title)
            elif spec.widget == "boolean":
                words.append(str(spec.label))
            elif spec.widget in ("choice", "vocabulary", "text", "integer"):
                words.append(spec.show(value))
    return " ".join(word for word in words if word) or f"{shape.label} {key.partition(':')[2]}"


def _names_of(key: str, document: Document) -> list[str]:
    rows = [f for k, f in document.items() if f.get("text") and key in f.values() and k != key]
    rows.sort(key=lambda f: (not f.get("display"), f.get("position") or 0))
    return [f["text"] for f in rows]
