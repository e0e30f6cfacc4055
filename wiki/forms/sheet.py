"""The edit form as the template shows it: sections, rows, controls.

What stands in a control is what was typed, or the document's value where nothing was posted yet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wiki.changesets import Fields
from wiki.entry_types import Part, Section, Shape, registry
from wiki.fields import Field
from wiki.forms.cells import Cell, choices_of
from wiki.forms.edit import EditForm, input_of
from wiki.forms.entry_fields import EntryFieldsForm
from wiki.forms.originals import Asked, Original, Originals
from wiki.forms.references import NEW
from wiki.forms.tools import ToolView, views_of
from wiki.guidance import GuideLine, guide_id, link_to
from wiki.protections import describe
from wiki.reference_fields import KEY, Reference, References
from wiki.row_names import RowNames
from wiki.vocabulary_fields import Vocabulary

#: Blank rows that the button "more rows" gives where there is no script.
MORE_ROWS = 3


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
    asked: bool = False
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
    original: Original | None = None

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
    def heads(self) -> list[tuple[str, str]]:
        """The heads of the columns: what stands there, and the id of how it is written."""
        guided = () if isinstance(self.part.parent, Part) else self.part.guidance
        return [
            (c.label, guide_id(self.part.name, c.spec.name) if c.spec.name in guided else "")
            for c in self.columns
        ]

    @property
    def guides(self) -> list[GuideLine]:
        """How the fields of the rows are written, and those of the rows in them; said once."""
        return [
            GuideLine(guide_id(shape.name, name), _label(shape, name, self.part), guide)
            for shape in (() if isinstance(self.part.parent, Part) else self.part.walk())
            for name, guide in shape.guidance.items()
        ]

    @property
    def chapters(self) -> list[SafeString]:
        """Links to the chapters of the style guide that are about them."""
        return [
            link_to(url) for url in dict.fromkeys(line.guide.url for line in self.guides) if url
        ]

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
    """One block of the form; ``lock`` says why the reader cannot change it."""

    section: Section
    form: EntryFieldsForm | None
    parts: list[PartView]
    lock: str = ""
    tools: list[ToolView] = field(default_factory=list)


class Sheet:
    """Arranges an ``EditForm`` for its template."""

    def __init__(self, form: EditForm) -> None:
        self.form = form
        self.posted = dict.fromkeys(form.data.getlist("rows"))
        self.used = {*form.start, *(c["key"] for c in form.start_changes), *self.posted}
        self._options: dict[str, list[tuple[str, str]]] = {}
        self.originals = Originals(form)

    def sections(self) -> list[SectionView]:
        """The blocks of the form, for the template."""
        views = []
        for section in self.form.listed:
            if section.name in self.form.locks.sections:
                lock = describe(self.form.locks.sections[section.name])
                views.append(SectionView(section, None, [], lock))
                continue
            form = self.form.entry_form(section) if section.fields else None
            if form is not None:
                form.is_valid()  # reads once; engine errors come on top
                for name, messages in self.form.errors.get(self.form.key, {}).items():
                    if name in form.fields and name not in form.errors:
                        form.add_error(name, messages)
            tools = self.form.instead(section)
            parts = [
                self._part_view(self.form.entry_type.part(n), self.form.key)
                for n in (() if tools else section.parts)
            ]
            tools = tools or views_of(self.form, section.tools)
            views.append(SectionView(section, form, parts, tools=tools))
        return views

    def _part_view(self, part: Part, parent: str) -> PartView:
        keys = self._row_keys(part, parent)
        rows = [self._row_view(part, key, parent) for key in keys]
        key = f"{part.name}:new{_suffix(part, parent)}__{part.name}__"
        original = self.originals.of(part, parent) if part.translates else None
        return PartView(part, parent, rows, self._row_view(part, key, parent), original)

    def _row_keys(self, part: Part, parent: str) -> list[str]:
        if parent.endswith("__"):  # inside the blank row that a script copies
            return [f"{part.name}:new{_suffix(part, parent)}{n + 1}" for n in range(part.min_rows)]
        if self.form.bound:
            keys = [k for k in self.posted if KEY.match(k)]
            keys = [k for k in keys if k.startswith(f"{part.name}:")]
            if isinstance(part.parent, Part):
                keys = [k for k in keys if self.form.data.get(f"{k}.{part.parent_field}") == parent]
        else:
            keys = [
                key
                for key, fields in self.form.start.items()
                if key.startswith(f"{part.name}:") and fields[part.parent_field] == parent
            ]
        return keys + self._blank_keys(part, parent, keys)

    def _blank_keys(self, part: Part, parent: str, keys: list[str]) -> list[str]:
        """Keys of blank rows: what is missing to the least, more where the editor asked for them."""
        wanted = 0
        if not self.form.bound:
            least = part.min_rows if isinstance(part.parent, Part) else 1
            wanted = max(least - len(keys), int(self._is_missing(part, parent, keys)))
        elif f"{part.name}@{parent}" in self.form.data.getlist("add"):
            wanted = 1 if isinstance(part.parent, Part) else MORE_ROWS
        fresh = []
        for _at in range(wanted):
            number = 1
            while f"{part.name}:new{_suffix(part, parent)}{number}" in self.used:
                number += 1
            fresh.append(f"{part.name}:new{_suffix(part, parent)}{number}")
            self.used.add(fresh[-1])
        return fresh

    def _is_missing(self, part: Part, parent: str, keys: list[str]) -> bool:
        """Whether the form was opened to write a row that is not there yet."""
        asked = self.form.asked
        if asked is None or (asked.part, asked.parent) != (part, parent):
            return False
        return not any(asked.is_met_by(self.form.start[key]) for key in keys)

    def _row_view(self, part: Part, key: str, parent: str) -> RowView:
        start = self.form.start.get(key)
        asked = self._is_asked(part, key, parent)
        errors = self.form.errors.get(key, {})
        cells: list[Cell] = []
        wide: list[Cell] = []
        advanced: list[Cell] = []
        for name in part.own_fields:
            cell = self._cell(
                part, key, part.fields[name], asked.start if asked and not start else start
            )
            cell.errors = errors.get(name, [])
            if cell.widget == "fingerprint" and cell.comparison is None:
                continue
            if name in part.wide:
                cell.wide = True
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
            deleted=bool(self.form.data.get(f"{key}.delete")),
            is_new=start is None,
            asked=asked is not None,
            spare=not self.form.bound
            and start is None
            and asked is None
            and part.name != self.form.entry_type.names_part
            and not part.min_rows,
            children=[self._part_view(child, key) for child in part.parts],
        )

    def _is_asked(self, part: Part, key: str, parent: str) -> Asked | None:
        """What the form was opened for, if this row is it: the one there, or a blank one."""
        asked = self.form.asked
        if asked is None or self.form.bound or (asked.part, asked.parent) != (part, parent):
            return None
        blank = {"language": asked.language, part.parent_field: parent}
        is_template = key.endswith("__")
        return (
            asked if not is_template and asked.is_met_by(self.form.start.get(key, blank)) else None
        )

    def _position_cell(self, part: Part, key: str, start: Fields | None) -> Cell:
        spec = part.fields["position"]
        if f"{key}.position" in self.form.data:
            value: Any = self.form.data[f"{key}.position"]
        else:
            value = "" if start is None else start["position"] + 1  # people count from 1
        cell = Cell(spec, f"{key}.position", value=value)
        cell.errors = self.form.errors.get(key, {}).get("position", [])
        return cell

    def _cell(self, part: Part, key: str, spec: Field, start: Fields | None) -> Cell:
        name = f"{key}.{spec.name}"
        value = (start if start is not None else self.form.blank(part))[spec.name]
        posted = key in self.posted
        cell = Cell(spec, name)
        if start is None and spec.name in part.guidance:  # the heads of columns name it, too
            cell.guide = guide_id(part.name, spec.name)
        if isinstance(spec, Reference | References) and spec.local:
            cell.options = self._local_options(spec)
            cell.value = value
            if posted:
                cell.value = self._posted_local(spec, name)
        elif isinstance(spec, Reference):
            self._fill_picker(cell, key, spec, value, posted)
        elif spec.widget == "fingerprint":
            cell.comparison = self.originals.comparison(part, key)
        elif spec.widget == "boolean":
            cell.value = bool(self.form.data.get(name)) if posted else value
        else:
            cell.value = input_of(spec, value)
            if posted:
                cell.value = self.form.data.get(name, "")
            if spec.widget == "choice":
                cell.options = choices_of(spec)
        return cell

    def _posted_local(self, spec: Field, name: str) -> Any:
        if isinstance(spec, References):
            return self.form.data.getlist(name)
        return self.form.data.get(name, "")

    def _fill_picker(self, cell: Cell, key: str, spec: Reference, value: Any, posted: bool) -> None:
        cell.pick_url = f"/pick/{registry[spec.target].segment}/"
        cell.value = value or ""
        cell.text = self.form.labels[value].shown.title if value else ""
        if not posted:
            return
        name = cell.name
        cell.text = self.form.data.get(f"{name}.text", "")
        found = self.form.resolved.get((key, spec.name))
        cell.value = found or self.form.data.get(name, "")
        if found in self.form.proposals.keys.values():
            cell.value = f"{NEW}{cell.text.strip()}"  # its number means nothing to the next try
        cell.candidates = list(self.form.candidates.get((key, spec.name), []))
        cell.offer_new = (key, spec.name) in self.form.unknown or bool(cell.candidates)

    def _local_options(self, spec: Reference | References) -> list[tuple[str, str]]:
        """The rows of the page that a local reference can name: those there and those being made."""
        if spec.target not in self._options:
            document = self.form.after or self.form.start
            names = RowNames(document, self.form.labels)
            prefix = f"{spec.target}:"
            options = [(k, str(names.short(k))) for k in document if k.startswith(prefix)]
            options += [
                (key, _("new row %(key)s") % {"key": key.partition(":new")[2]})
                for key in self.posted
                if key.startswith(f"{prefix}new") and key not in document
            ]
            self._options[spec.target] = options
        options = self._options[spec.target]
        if isinstance(spec, References) or spec.required:
            return options
        return [("", "—"), *options]

    def suggestion_lists(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The shared lists of suggestions that the shown controls name: (id, suggestions)."""
        specs: list[Field] = [
            self.form.entry_type.fields[name]
            for section in self.form.shown
            for name in section.fields
        ]
        for part in self.form.shown_parts():
            for shape in part.walk():
                specs += [spec for name, spec in shape.fields.items()]
        lists = {spec.list_id: spec.suggestions() for spec in specs if isinstance(spec, Vocabulary)}
        return list(lists.items())


def _label(shape: Shape, name: str, top: Part) -> str:
    """What a rule is about: a field, with the kind of row where rows have rows in them."""
    label = capfirst(shape.fields[name].label)
    return label if shape is top else f"{capfirst(shape.label)}: {shape.fields[name].label}"


def _suffix(part: Part, parent: str) -> str:
    """What keeps the keys of new rows apart below different parents of the same page."""
    return parent.partition(":")[2] + "_" if isinstance(part.parent, Part) else ""
