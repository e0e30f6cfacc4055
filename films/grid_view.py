"""The grid of people and segments as its template shows it. Its cells are written straight as HTML:
two hundred people in ten segments have more than two thousand of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from films.roles import OTHER, ROLES
from wiki.changesets import Fields
from wiki.forms.cells import Cell
from wiki.forms.references import NEW
from wiki.reference_fields import Reference

if TYPE_CHECKING:
    from films.grid_form import GridForm, Line

#: Stands for the whole film in the names of controls.
WHOLE = "whole"
#: What the box is called that keeps a credit.
STAYS = "stays"
#: Rows for new people that the button "more rows" gives where there is no script.
MORE_ROWS = 3
PLACEHOLDER = "__person__"


@dataclass(frozen=True)
class Column:
    """A segment, or the whole film, at the head of the grid."""

    id: str
    name: str
    number: str
    html: str


@dataclass
class GridView:
    """The grid for its template."""

    form: GridForm
    template: str = "films/edit/_grid.html"

    @cached_property
    def columns(self) -> list[Column]:
        """The heads of the columns."""
        found = []
        for at, name in enumerate(self.form.columns):
            if name == WHOLE:
                found.append(Column(f"grid-c{at}", name, "", _("Whole film")))
                continue
            segment = self.form.reader.segments[name]
            found.append(Column(f"grid-c{at}", name, str(segment["number"]), segment["html"]))
        return found

    @cached_property
    def rows(self) -> list[SafeString]:
        """A row for each person of the page."""
        return [self._row(at, line) for at, line in enumerate(self.form.lines)]

    @cached_property
    def new_rows(self) -> list[SafeString]:
        """Rows for people who are being added: those typed, and one or more that are blank."""
        rows = list(self.form.added)
        blank = MORE_ROWS if "people" in self.form.data.getlist("add") else int(not rows)
        for _at in range(blank):
            rows.append(f"new{self._next(rows)}")
        return [self._new_row(row) for row in rows]

    @property
    def blank_row(self) -> SafeString:
        """The row that a script copies."""
        return self._new_row(f"new{PLACEHOLDER}")

    @property
    def next_number(self) -> int:
        """The number that the next new row gets."""
        return self._next([*self.form.added, "new1"])

    def _next(self, rows: list[str]) -> int:
        return max((int(row[3:]) for row in rows), default=0) + 1

    def _row(self, at: int, line: Line) -> SafeString:
        head = f"grid-p{at}"
        who = line.who
        second = who.get("second") or ""
        cells = "".join(self._cell(line, column, head) for column in self.columns)
        return format_html(
            '<tr><th scope="row" id="{}"><span>{}</span>{}</th>{}</tr>',
            head,
            who["html"],
            format_html(' <span class="timesheet__native">{}</span>', second) if second else "",
            mark_safe(cells),  # noqa: S308 -- escaped where they are made
        )

    def _new_row(self, row: str) -> SafeString:
        head = f"grid-{row}"
        cells = "".join(self._adding(row, column, head) for column in self.columns)
        return format_html(
            '<tr data-row data-new><th scope="row"><input type="hidden" name="rows" value="{}">'
            '<span class="timesheet__native" id="{}">{}</span>{}</th>{}</tr>',
            row,
            head,
            _("New person"),
            self._person(row),
            mark_safe(cells),  # noqa: S308 -- escaped where they are made
        )

    def _person(self, row: str) -> SafeString:
        spec = self.form.entry_type.part("credit").fields["person"]
        cell = Cell(spec, f"{row}.person", pick_url="/pick/people/")
        cell.errors = self.form.errors.get(row, {}).get("person", [])
        cell.text = self.form.data.get(f"{row}.person.text", "")
        found = self.form.resolved.get((row, spec.name))
        cell.value = found or self.form.data.get(f"{row}.person", "")
        if found in self.form.proposals.keys.values():
            cell.value = f"{NEW}{cell.text.strip()}"
        if isinstance(spec, Reference):
            cell.candidates = list(self.form.candidates.get((row, spec.name), []))
            cell.offer_new = (row, spec.name) in self.form.unknown or bool(cell.candidates)
        return cell.control()

    def _cell(self, line: Line, column: Column, head: str) -> str:
        keys = line.credits.get(column.name)
        if not keys:
            return self._adding(line.id, column, head)
        boxes = "".join(self._box(key, column, head) for key in keys)
        return self._adding(line.id, column, head, boxes)

    def _box(self, key: str, column: Column, head: str) -> str:
        """A credit that is there: its role, how and with what note; a box that keeps it."""
        fields = self.form.start[key]
        label = f"grid-{key.replace(':', '-')}"
        printed = fields.get("credited_as") if fields.get("person") else ""
        said = [_("as %(name)s") % {"name": printed} if printed else "", fields.get("note") or ""]
        more = " · ".join(filter(None, said))
        errors = " ".join(m for found in self.form.errors.get(key, {}).values() for m in found)
        return (
            f'<li><label class="form-check"><input type="hidden" name="rows" value="{key}">'
            f'<input class="form-check-input" type="checkbox" name="{key}.{STAYS}" value="1"'
            f"{' checked' if self.form.stays(key) else ''}"
            f' aria-labelledby="{label} {head} {column.id}">'
            f' <span id="{label}">{escape(label_of_credit(fields))}'
            + (f" <small>{escape(Truncator(more).chars(60))}</small>" if more else "")
            + "</span></label>"
            + (f'<p class="invalid-feedback">{escape(errors)}</p>' if errors else "")
            + "</li>"
        )

    def _adding(self, row: str, column: Column, head: str, boxes: str = "") -> str:
        """A cell with its line for roles to add."""
        name = f"{row}@{column.name}"
        text = self.form.data.get(name, "")
        errors = self.form.errors.get(row, {}).get(column.name, [])
        value = f' value="{escape(text)}"' if text else ""
        wrong = said = ""
        css = "form-control"
        if errors:
            wrong = f' aria-invalid="true" aria-describedby="{head}-{column.id}-error"'
            said = f'<p class="invalid-feedback" id="{head}-{column.id}-error">'
            said += f"{escape(' '.join(errors))}</p>"
            css += " is-invalid"
        chips = f'<ul class="timesheet__kept">{boxes}</ul>' if boxes else ""
        return (
            f'<td{" class=timesheet__on" if boxes else ""}>{chips}<input class="{css}"'
            f' name="{name}"{value} list="list-roles" placeholder="+" autocomplete="off"'
            f' aria-labelledby="grid-add {head} {column.id}"{wrong}>{said}</td>'
        )


def label_of_credit(fields: Fields) -> str:
    """The role of a credit as the grid names it."""
    code = fields.get("role") or OTHER
    text = fields.get("role_text") or "" if code == OTHER else ""
    return text or str(ROLES.get(code, ROLES[OTHER]).label)
