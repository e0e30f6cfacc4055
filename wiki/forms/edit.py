"""The edit form of an entry: its fields, its rows, and the change set that comes out.

The form is generated from the declaration. What it shows comes from a document; what comes back is
read into a second document; their difference is the change set. Rejected input is shown again as
it was typed. Names of controls are ``<row key>.<field>``; every row names its key in ``rows``, new
ones are called ``credit:new1``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from wiki import changesets, documents, title_language
from wiki.changesets import ChangeSet, Document, Fields
from wiki.documents import Label, Labels
from wiki.entry_types import EntryType, Part, Section, Shape, registry
from wiki.fields import Field
from wiki.forms.entry_fields import EntryFieldsForm, entry_fields_form
from wiki.forms.originals import Asked, say_originals
from wiki.forms.references import Ambiguous, Proposals, Unknown, read_reference
from wiki.forms.tools import ToolView
from wiki.protections import Locks, describe
from wiki.reference_fields import KEY, Reference, References

#: More rows than this are no edit of a person.
MOST_ROWS = 2000
#: Set fields offer all entries of their type as long as there are no more than these.
MOST_OPTIONS = 80
Errors = dict[str, dict[str, list[str]]]


class EditForm:
    """The form for one entry, blank, from a document, or from what was posted.

    ``base`` is the document that the editor saw; ``start`` the one whose values the form shows
    before anything was typed (the same, unless a submission is amended); ``start_changes`` the
    change set that leads from one to the other, for pages that it creates. ``only`` limits the form
    to one section. Of the sections ``listed``, those that ``locks`` close are not ``shown``; fields that
    it closes are shown and not read.
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
        locks: Locks | None = None,
        data: QueryDict | None = None,
    ) -> None:
        self.entry_type = entry_type
        self.key = key
        self.base = base
        self.start = start if start is not None else base
        self.start_changes = start_changes or []
        self.bound = data is not None
        self.data = data if data is not None else QueryDict()
        self.listed = [only] if only else list(entry_type.sections)
        self.locks = locks or Locks()
        self.shown = [s for s in self.listed if s.name not in self.locks.sections]
        self.errors: Errors = {}
        self.candidates: dict[tuple[str, str], Sequence[Label]] = {}
        self.unknown: dict[tuple[str, str], str] = {}
        self.resolved: dict[tuple[str, str], str | None] = {}
        taken = {c["key"] for c in self.start_changes} | set(self.start)
        self.proposals = Proposals(taken=taken)
        self.labels = documents.labels(documents.references_in(self.start), self.start_changes)
        self.options = self._set_options()
        self._forms: dict[str, EntryFieldsForm] = {}
        #: The translation that it was opened for.
        self.asked: Asked | None = None
        #: Tools that have just filled rows, as they are shown then (``wiki.forms.tools``).
        self.used_tools: dict[str, ToolView] = {}
        self.after: Document = {}
        self.posted_labels = self._posted_labels()

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
        shown = {s.name for part in self.shown_parts() for s in part.walk()}
        posted: dict[str, list[str]] = {}
        for key in dict.fromkeys(rows):
            match = KEY.match(key)
            if match and match.group(1) in shown:
                self._read_row(key, self.entry_type.part(match.group(1)), posted)
        self._drop_orphans(shown)
        self._order_rows(posted)
        self._choose_display(posted)
        say_originals(self)
        return not self.errors

    @property
    def changes(self) -> ChangeSet:
        """What the editor changes, with the pages proposed on the way. Valid forms only."""
        own = changesets.diff(self.base, self.after, entry=self.key)
        used = documents.references_in(self.after)
        kept = [c for c in self.start_changes if c["entry"] != self.key and c["entry"] in used]
        proposed = [c for c in self.proposals.changes if c["entry"] in used]
        return kept + proposed + own

    @property
    def takes_pictures(self) -> bool:
        """Whether files can come with it."""
        shapes = (shape for part in self.shown_parts() for shape in part.walk())
        return any(spec.widget == "picture" for shape in shapes for spec in shape.columns)

    def refuse(self, refused: Mapping[str, str]) -> None:
        """Show why values were not taken, by the name of their control."""
        for control, message in refused.items():
            key, _dot, name = control.rpartition(".")
            self._error(key, name, message)

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
        form = self.entry_form(section)
        if not form.is_valid():
            for name, messages in form.errors.items():
                self.errors.setdefault(self.key, {})[name] = [str(m) for m in messages]
        said = form.cleaned_data.items()
        self.after[self.key].update((n, v) for n, v in said if n not in self.locks.fields)

    def instead(self, section: Section) -> list[ToolView]:
        """What is shown instead of the rows of a section, in forms that have something else."""
        return []

    def entry_form(self, section: Section) -> EntryFieldsForm:
        """The form of the entry's own fields in a section."""
        if section.name not in self._forms:
            form = entry_fields_form(
                self.entry_type,
                section.fields,
                key=self.key,
                fields=self.start.get(self.key, self.blank(self.entry_type)),
                labels=self.labels,
                options=self.options,
                read=self._read_entry_value,
                data=self.data if self.bound else None,
            )
            for name in self.locks.fields.keys() & form.fields.keys():
                form.fields[name].disabled = True
                form.fields[name].help_text = describe(self.locks.fields[name])
            self._forms[section.name] = form
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
                    names=(),
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
            fields = self.blank(shape)
            fields[shape.parent_field] = parent
        for name in shape.own_fields:
            spec = shape.fields[name]
            if name in self.errors.get(key, ()) or spec.widget == "fingerprint":
                continue
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
                    names=[text] if chosen else self.posted_labels[value].names,
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
        blank = self.blank(part)
        if key in self.errors:  # a file was sent that is not taken
            return False
        for name in part.translates or part.own_fields:  # a language alone says nothing
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
            elif self.data.get(control, "").strip() != input_of(spec, blank[name]):
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
        keys = {v for values in self.data.lists() for v in values[1] if KEY.match(v)}
        return documents.labels(keys, self.start_changes)

    def shown_parts(self) -> list[Part]:
        """The parts of the shown sections."""
        return [self.entry_type.part(name) for section in self.shown for name in section.parts]

    def blank(self, shape: Shape) -> Fields:
        """The values of a new row."""
        return {name: spec.default() for name, spec in shape.fields.items()}

    def _set_options(self) -> dict[str, list[tuple[str, str]]]:
        """For set fields that point at short lists of entries, all of them."""
        options: dict[str, list[tuple[str, str]]] = {}
        names = {name for section in self.shown for name in section.fields}
        for spec in self.entry_type.sets:
            if spec.name in names and spec.target in registry:
                rows = registry[spec.target].model.objects.visible().order_by("sort_title")
                found = list(rows.values("pk", *title_language.COLUMNS)[: MOST_OPTIONS + 1])
                if len(found) <= MOST_OPTIONS:
                    options[spec.target] = [
                        (f"{spec.target}:{row['pk']}", title_language.of_row(row).title)
                        for row in found
                    ]
        return options


def input_of(spec: Field, value: Any) -> str:
    """What stands in a control for ``value``."""
    if spec.widget == "choice":
        return value or ""
    return spec.to_input(value)
