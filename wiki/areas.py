"""What a change set is about, and how much it takes away: by area and by weight.

Trust, review and statistics speak of *areas* (text, names, credits ...), which the declaration's
sections name, and of *weights*: filling what was empty is lighter than overwriting what somebody
wrote, and taking it away is heaviest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.changesets import LAST_WINS, Change, ChangeSet, Value, is_empty
from wiki.entry_types import EntryType, Part, Shape, registry
from wiki.fields import Boolean, LongText

#: A text that loses more than this share of its length is taken away, not edited.
MOST_OF_A_TEXT = 0.5
#: Shorter texts are replaced as a whole in any edit.
SHORT_TEXT = 80


class Area(models.TextChoices):
    """What a fact is about. Sections of a declaration name theirs; long texts are always text."""

    TEXT = "text", _("text")
    NAMES = "names", _("names")
    CREDITS = "credits", _("credits and cast")
    RELEASES = "releases", _("releases and availability")
    IMAGES = "images", _("images")
    RELATIONS = "relations", _("relations")
    FACTS = "facts", _("facts")


class Weight(models.IntegerChoices):
    """How much a change takes from what others wrote; the heavier, the more review it wants."""

    FILL = 1, _("adds")
    OVERWRITE = 2, _("changes")
    BLANK = 3, _("removes")


@dataclass(frozen=True)
class Piece:
    """The smallest part of a change set that can be judged by itself: a field, or a whole row.

    ``field`` is ``""`` for a row that comes or goes; ``facts`` counts the values that it holds.
    """

    key: str
    entry: str
    field: str
    area: Area
    weight: Weight
    facts: int = 1


def area_of(shape: Shape, name: str = "") -> Area:
    """The area of a field of ``shape``, or of its rows as a whole."""
    if name and (isinstance(shape.fields[name], LongText) or name in shape.wide):
        return Area.TEXT
    entry_type = shape.entry_type if isinstance(shape, Part) else cast(EntryType, shape)
    section = entry_type.section_of(shape, name)
    return Area(section.area) if section else Area.FACTS


def pieces(changes: Iterable[Change]) -> list[Piece]:
    """What ``changes`` consist of, in their order; places of rows are no piece.

    A new page is one piece for each of its fields, a row that comes or goes is one piece. Shapes and
    fields that are no longer declared are left out.
    """
    found: list[Piece] = []
    for change in changes:
        shape = registry.shapes.get(change["key"].partition(":")[0])
        if shape is None:
            continue
        names = [n for n in change["fields"] if n in shape.fields and n not in LAST_WINS]
        if isinstance(shape, Part) and change["op"] != "~":
            weight = Weight.FILL if change["op"] == "+" else Weight.BLANK
            own = [n for n in names if n != shape.parent_field]
            found.append(
                Piece(change["key"], change["entry"], "", area_of(shape), weight, max(len(own), 1))
            )
            continue
        found.extend(
            Piece(
                change["key"],
                change["entry"],
                name,
                area_of(shape, name),
                _weight(shape, name, *change["fields"][name]),
            )
            for name in names
        )
    return found


def facts_by_area(changes: ChangeSet) -> dict[Area, int]:
    """How many facts ``changes`` touch in each area."""
    counted: Counter[Area] = Counter()
    for piece in pieces(changes):
        counted[piece.area] += piece.facts
    return dict(counted)


def _weight(shape: Shape, name: str, base: Value, new: Value) -> Weight:
    if name in EntryType.SYSTEM_FIELDS:
        return Weight.BLANK
    if isinstance(shape.fields[name], Boolean):
        return Weight.OVERWRITE
    if isinstance(base, list) or isinstance(new, list):
        return _weight_of_sets(set(base or ()), set(new or ()))
    if is_empty(base):
        return Weight.FILL
    if is_empty(new) or _loses_most(base, new):
        return Weight.BLANK
    return Weight.OVERWRITE


def _weight_of_sets(was: set[Any], becomes: set[Any]) -> Weight:
    if was <= becomes:
        return Weight.FILL
    return Weight.OVERWRITE if becomes else Weight.BLANK


def _loses_most(base: Value, new: Value) -> bool:
    return (
        isinstance(base, str)
        and isinstance(new, str)
        and len(base) >= SHORT_TEXT
        and len(new) < len(base) * MOST_OF_A_TEXT
    )
