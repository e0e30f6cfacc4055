"""The staff of a film as a grid of people and segments, edited: its rows become credits again.

Each credit of the page is a box that says whether it stays; each cell has a line for roles to add.
What is taken away here and added there is one credit that moves, with its note. Everything else of
the form is that of the staff section: the same documents, change sets, locks and conflicts.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from films.credit_lines import parts_of
from films.grid_view import STAYS, WHOLE, GridView
from films.pages.film_reader import FilmReader, Row
from films.role_terms import role_of
from films.roles import OTHER, ROLES
from wiki.changesets import Fields
from wiki.entry_types import Section
from wiki.forms.edit import MOST_ROWS, EditForm
from wiki.forms.tools import ToolView
from wiki.vocabulary_fields import Vocabulary

#: The line of a cell holds no more than this.
LONGEST_CELL = 600
_NEW_ROW = re.compile(r"new\d{1,4}\Z", re.ASCII)


@dataclass
class Line:
    """One person of the grid: their credits by segment, as the editor saw them.

    ``id`` is the key of the first of them, or ``new1`` for a person who is being added.
    """

    id: str
    fields: Fields
    who: Row
    credits: dict[str, list[str]] = field(default_factory=dict)

    @property
    def keys(self) -> list[str]:
        """All credits of the person."""
        return [key for keys in self.credits.values() for key in keys]


class GridForm(EditForm):
    """The form of the staff section, with a grid instead of its rows."""

    def instead(self, section: Section) -> list[ToolView]:
        """The grid."""
        return [GridView(self)]

    @cached_property
    def reader(self) -> FilmReader:
        """The document that the editor saw, for its people and segments."""
        return FilmReader(self.key, self.start, self.labels)

    @cached_property
    def columns(self) -> list[str]:
        """The names of the columns: the whole film, then each segment."""
        return [WHOLE, *self.reader.segments]

    @cached_property
    def lines(self) -> list[Line]:
        """The people of the page, in the order in which the film's page has them."""
        rows = sorted(self.reader.rows("credit"), key=lambda row: _order(row[1]))
        people: dict[str, Line] = {}
        for key, fields in rows:
            who = self.reader.who(fields)
            line = people.setdefault(who["key"], Line(key, fields, who))
            segment = fields.get("segment")
            line.credits.setdefault(segment if segment in self.columns else WHOLE, []).append(key)
        return list(people.values())

    @cached_property
    def added(self) -> list[str]:
        """The rows of people who are being added."""
        return [row for row in dict.fromkeys(self.data.getlist("rows")) if _NEW_ROW.match(row)]

    def stays(self, key: str) -> bool:
        """Whether a credit is to stay, as far as anybody has said."""
        shown = key in self._posted_rows
        return bool(self.data.get(f"{key}.{STAYS}")) if shown else True

    @cached_property
    def _posted_rows(self) -> frozenset[str]:
        return frozenset(self.data.getlist("rows"))

    def is_valid(self) -> bool:
        """Read the grid into ``after``; whether all of it could be read."""
        self.after = deepcopy(self.start)
        if len(self.data.getlist("rows")) > MOST_ROWS:
            self._error("", "", _("That are too many rows for one edit."))
            return False
        if not self.shown:  # it is locked
            return True
        made: list[str] = []
        for line in self.lines:
            gone = [key for key in line.keys if not self.stays(key)]
            for key in gone:
                del self.after[key]
            made += self._write(line, gone)
        for row in self.added:
            line = Line(row, self._person_of(row), {})
            wrote = self._write(line, [])
            made += wrote
            self._check(row, line.fields, wrote)
        part = self.entry_type.part("credit")
        order = [key for key, _fields in self.reader.rows("credit") if key in self.after]
        self._order_rows({f"{part.name}@{self.key}": [*order, *made]})
        return not self.errors

    def _write(self, line: Line, gone: list[str]) -> list[str]:
        """Write what is added to the cells of a person; the keys of the credits that are new.

        A credit that is ``gone`` from another cell comes back in this one.
        """
        made = []
        for column in self.columns:
            segment = None if column == WHOLE else column
            staying = {
                _role(self.after[k]) for k in line.credits.get(column, ()) if k in self.after
            }
            for role in self._roles_in(line.id, column):
                if role in staying:
                    continue
                staying.add(role)
                moved = next((key for key in gone if _role(self.start[key]) == role), None)
                if moved is not None:
                    gone.remove(moved)
                    self.after[moved] = {**self.start[moved], "segment": segment}
                    continue
                made.append(self._new_credit(line, role, segment))
        return made

    def _new_credit(self, line: Line, role: tuple[str, str], segment: str | None) -> str:
        part = self.entry_type.part("credit")
        number = 1
        while f"credit:new{number}" in self.after:
            number += 1
        key = f"credit:new{number}"
        person = line.fields.get("person")
        self.after[key] = {
            **self.blank(part),
            part.parent_field: self.key,
            "role": role[0],
            "role_text": role[1],
            "person": person,
            "credited_as": "" if person else line.fields.get("credited_as") or "",
            "segment": segment,
        }
        return key

    def _roles_in(self, row: str, column: str) -> list[tuple[str, str]]:
        """The roles that are typed into a cell: codes, with the term where the list has none."""
        control = f"{row}@{column}"
        text = self.data.get(control, "").strip()
        if len(text) > LONGEST_CELL:
            self._error(row, column, _("This is too long for one cell."))
            return []
        roles = []
        part = self.entry_type.part("credit")
        spec = part.fields["role"]
        for term in parts_of(text):
            try:
                printed = str(part.fields["role_text"].clean(term))
            except ValidationError as error:
                self._error(row, column, " ".join(error.messages))
                continue
            code = spec.find(printed) if isinstance(spec, Vocabulary) and printed else None
            code = code or role_of(printed)
            if printed:
                roles.append((code or OTHER, "" if code else printed))
        return list(dict.fromkeys(roles))

    def _person_of(self, row: str) -> Fields:
        """Who is meant in a row for somebody new."""
        spec = self.entry_type.part("credit").fields["person"]
        try:
            return {"person": self._read_cell(row, spec)}
        except ValidationError as error:
            for message in error.messages:
                self._error(row, "person", message)
            return {}

    def _check(self, row: str, fields: Fields, wrote: list[str]) -> None:
        """A row of somebody new has a person and a role, or nothing."""
        typed = bool(self.data.get(f"{row}.person.text", "").strip())
        if wrote and not fields.get("person"):
            for key in wrote:
                del self.after[key]
            wrote.clear()
            if row not in self.errors:
                self._error(row, "person", _("Name the person whose roles these are."))
        elif typed and not wrote and row not in self.errors:
            self._error(row, "person", _("Write what this person did into one of the cells."))


def _role(fields: Fields) -> tuple[str, str]:
    return (fields.get("role") or "", fields.get("role_text") or "")


def _order(fields: Fields) -> int:
    return ROLES.get(fields.get("role") or OTHER, ROLES[OTHER]).order
