"""Blame: which revision set each value that a page holds, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wiki.changesets import LAST_WINS, Document, Fields, is_empty
from wiki.documents import Labels
from wiki.entry_types import EntryType, Part, Shape, registry
from wiki.models import RevisionEntry
from wiki.row_names import RowNames, Words, joined


@dataclass(frozen=True)
class Line:
    """A value, or a whole row, with the revision that set it.

    A row that several revisions made is a line without revision, followed by lines ``inside`` it.
    """

    label: str
    value: Words
    row: RevisionEntry | None = None
    inside: bool = False


@dataclass
class TracedSection:
    """A section of the page, line by line."""

    name: str
    label: str
    lines: list[Line] = field(default_factory=list)


def trace(
    entry_type: EntryType,
    key: str,
    document: Document,
    numbers: Mapping[str, Mapping[str, int]],
    rows: Mapping[int, RevisionEntry],
    labels: Labels,
) -> list[TracedSection]:
    """Every value of ``document`` with the revision that set it last, by section as declared.

    ``numbers`` is what ``changesets.blame`` gives, ``rows`` the page's revisions by number. A row
    whose values all come from one revision is one line.
    """
    names = RowNames(document, labels)
    sections = {"": TracedSection("", _("Page"))}
    for section in entry_type.sections:
        sections[section.name] = TracedSection(section.name, str(section.label))
    for row_key, fields in document.items():
        shape = registry.shape_of(row_key)
        known = {n: rows[at] for n, at in numbers.get(row_key, {}).items() if at in rows}
        present = _present(shape, fields, known)
        if row_key == key:
            for name in present:
                line = _line(shape, [name], fields, known, names)
                sections[_section(entry_type, shape, name)].lines.append(line)
        elif isinstance(shape, Part):
            lines = _lines_of_row(shape, row_key, fields, known, names)
            sections[_section(entry_type, shape)].lines.extend(lines)
    return [section for section in sections.values() if section.lines]


def _present(shape: Shape, fields: Fields, known: Mapping[str, RevisionEntry]) -> list[str]:
    """The fields of a row that say something, in declared order, without parent and place."""
    skipped = {getattr(shape, "parent_field", ""), *LAST_WINS}
    return [
        name
        for name in shape.fields
        if name in known and name not in skipped and not is_empty(fields.get(name))
    ]


def _lines_of_row(
    part: Part, key: str, fields: Fields, known: Mapping[str, RevisionEntry], names: RowNames
) -> list[Line]:
    by_number: dict[int, list[str]] = {}
    for name in _present(part, fields, known):
        by_number.setdefault(known[name].number, []).append(name)
    if len(by_number) < 2:
        made = next((known[together[0]] for together in by_number.values()), None)
        return [Line("", names.name(key), made)]
    inside = [
        _line(part, together, fields, known, names, inside=True)
        for _number, together in sorted(by_number.items())
    ]
    return [Line("", names.name(key)), *inside]


def _line(
    shape: Shape,
    together: list[str],
    fields: Fields,
    known: Mapping[str, RevisionEntry],
    names: RowNames,
    *,
    inside: bool = False,
) -> Line:
    """Fields of a row that one revision set."""
    labels = [str(capfirst(shape.fields[name].label)) for name in together]
    values = [names.value(shape.fields[name], fields[name]) for name in together]
    return Line(", ".join(labels), joined(values, ", "), known[together[0]], inside)


def _section(entry_type: EntryType, shape: Shape, name: str = "") -> str:
    """The name of the section that a field or a part belongs to; "" for what stands in none."""
    section = entry_type.section_of(shape, name)
    return section.name if section else ""
