"""What a moderator ticks and types beside single changes: left out with a reason, corrected.

Controls are named after the change: ``leave.<key>.<field>`` and ``why.<key>.<field>`` (without a
field for a whole row), ``correct.<key>.<field>``. All of them belong to the form of the decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wiki.changesets import ROW, Change
from wiki.corrections import is_correctable
from wiki.entry_types import registry
from wiki.forms.cells import Cell, choices_of
from wiki.forms.edit import input_of
from wiki.left_out import DIVISIBLE, Place, places
from wiki.models import Submission

#: The id of the form of the decision.
FORM = "decision"


def leaving_out(data: Mapping[str, str], *, otherwise: str) -> dict[Place, str]:
    """What was ticked to be left out, each with the reason beside it, or ``otherwise`` the note."""
    found: dict[Place, str] = {}
    for name in data:
        if name.startswith("leave."):
            rest = name.removeprefix("leave.")
            why = data.get(f"why.{rest}", "").replace("\x00", "").strip()
            found[_place(rest)] = why or otherwise
    return found


def corrections(data: Mapping[str, str], changes: Iterable[Change]) -> dict[Place, str]:
    """What was typed in the place of a proposed value: controls that hold what they were shown with
    correct nothing.
    """
    shown = {
        (change["key"], name): input_of(registry.shape_of(change["key"]).fields[name], pair[1])
        for change in changes
        if change["op"] != "-" and change["key"].partition(":")[0] in registry.shapes
        for name, pair in change["fields"].items()
        if is_correctable(registry.shape_of(change["key"]), name)
    }
    found: dict[Place, str] = {}
    for name, typed in data.items():
        if name.startswith("correct."):
            place = _place(name.removeprefix("correct."))
            if place in shown and _lines(typed) != _lines(shown[place]):
                found[place] = typed
    return found


def _place(name: str) -> Place:
    key, _dot, field_name = name.partition(".")
    return key, field_name


def _lines(text: str) -> str:
    """Browsers end lines their own way, and leave out the first of a text that begins with one."""
    return text.replace("\r\n", "\n").strip("\n")


@dataclass
class Judge:
    """The controls beside one change: ``cells`` correct its values."""

    place: Place
    left: bool = False
    why: str = ""
    errors: list[str] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    may_leave: bool = True

    @property
    def name(self) -> str:
        """What its controls are called after their prefix."""
        return f"{self.place[0]}.{self.place[1]}"

    @property
    def id(self) -> str:
        """The id of its controls in the page, after a prefix."""
        return self.name.replace(":", "-").replace(".", "-")

    @property
    def typed(self) -> bool:
        """Whether something was typed to correct it: it is shown unfolded then."""
        return any(cell.errors or cell.value != cell.text for cell in self.cells)


Errors = Mapping[str, Mapping[str, Iterable[str]]]


def judges(
    submission: Submission,
    changes: Iterable[Change],
    *,
    data: Mapping[str, str] | None = None,
    errors: Errors | None = None,
) -> dict[Place, Judge]:
    """Controls for every change of ``submission`` that can be decided by itself, by place.

    ``data`` is what was posted and refused, ``errors`` why.
    """
    if submission.kind not in DIVISIBLE:
        return {}
    changes, data, errors = list(changes), data or {}, errors or {}
    free = set(places(changes))
    found: dict[Place, Judge] = {}
    for change in changes:
        for place, names in _judged(change, free):
            judge = Judge(place, may_leave=place in free)
            judge.left = f"leave.{judge.name}" in data
            judge.why = data.get(f"why.{judge.name}", "")
            judge.cells = [_cell(change, name, data, errors) for name in names]
            if judge.left:
                told = errors.get(place[0], {}).get(place[1], ())
                judge.errors = [str(message) for message in told]
            found[place] = judge
    return found


def _judged(change: Change, free: set[Place]) -> list[tuple[Place, list[str]]]:
    """The places of one change with the fields that can be corrected there."""
    key = change["key"]
    shape = registry.shapes.get(key.partition(":")[0])
    if shape is None:
        return []
    names = [
        name for name in shape.fields if name in change["fields"] and is_correctable(shape, name)
    ]
    if change["op"] == "-":
        return [((key, ROW), [])] if (key, ROW) in free else []
    if change["op"] == "+" and key != change["entry"]:
        return [((key, ROW), names)]
    own = [name for name in change["fields"] if (key, name) in free]
    return [((key, name), [name] if name in names else []) for name in own]


def _cell(change: Change, name: str, data: Mapping[str, str], errors: Errors) -> Cell:
    shape = registry.shape_of(change["key"])
    spec = shape.fields[name]
    shown: Any = input_of(spec, change["fields"][name][1])
    control = f"correct.{change['key']}.{name}"
    cell = Cell(spec, control, value=data.get(control, shown), text=shown, form=FORM)
    cell.wide = name in shape.wide
    if spec.widget == "choice":
        cell.options = choices_of(spec)
    if control in data and f"leave.{change['key']}.{name}" not in data:
        told = errors.get(change["key"], {}).get(name, ())
        cell.errors = [str(message) for message in told]
    return cell
