"""Tools of a section: what fills rows of its form from something else than their controls.

A section declares its tools (``Section(tools=...)``). A tool is shown in the section by a template of
its own; its button sends the form with ``tool=<name>``, and the form comes back with the rows that the
tool has made, to be confirmed. Nothing is saved by it, and it works without a script.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from wiki.documents import Label
from wiki.forms.references import Ambiguous

if TYPE_CHECKING:
    from wiki.forms.edit import EditForm


@dataclass(frozen=True)
class NewRow:
    """A row to be confirmed: what stands in its controls, and whom to choose among, by field.

    Values are as a browser posts them: a reference is its key in ``person`` and its name in
    ``person.text``.
    """

    part: str
    values: Mapping[str, str]
    candidates: Mapping[str, Sequence[Label]] = field(default_factory=dict)


class ToolView(Protocol):
    """A tool as the form shows it."""

    @property
    def template(self) -> str:
        """The template that shows it; it gets the view as ``tool``."""


class SectionTool(Protocol):
    """What fills rows of a section."""

    name: str

    def view(self, form: EditForm) -> ToolView:
        """The tool before it was used, with what was typed into it."""

    def use(self, form: EditForm) -> ToolView:
        """Make rows by ``fill`` from what was typed; the tool as it is shown after that."""


def use_tool(form: EditForm, name: str) -> None:
    """Use the tool called ``name`` of one of the shown sections, if there is one."""
    for section in form.shown:
        for tool in section.tools:
            if tool.name == name:
                form.used_tools[name] = tool.use(form)


def views_of(form: EditForm, tools: Iterable[SectionTool]) -> list[ToolView]:
    """The tools of a section for its template."""
    return [form.used_tools.get(tool.name) or tool.view(form) for tool in tools]


def fill(form: EditForm, rows: Iterable[NewRow], controls: Mapping[str, str]) -> None:
    """Put new rows into a form as if they had been posted, and other texts into its ``controls``."""
    data = form.data.copy()
    taken = {*form.start, *data.getlist("rows")}
    numbers: dict[str, int] = {}
    for row in rows:
        number = numbers.get(row.part, 0) + 1
        while f"{row.part}:new{number}" in taken:
            number += 1
        numbers[row.part] = number
        key = f"{row.part}:new{number}"
        data.appendlist("rows", key)
        for name, value in row.values.items():
            data[f"{key}.{name}"] = value
        for name, candidates in row.candidates.items():
            form.candidates[key, name] = candidates
            form.add_errors({key: {name: Ambiguous(candidates).messages}})
    for control, text in controls.items():
        data[control] = text
    form.data = data
