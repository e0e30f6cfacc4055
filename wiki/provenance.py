"""Blame: which revision set each value that a page holds, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wiki.changesets import LAST_WINS, Document, Fields, is_empty
from wiki.citations import Cited
from wiki.documents import Labels
from wiki.entry_types import EntryType, Part, Shape, registry
from wiki.models import RevisionEntry
from wiki.row_names import RowNames, Words, joined
from wiki.sources import Source


@dataclass(frozen=True)
class Line:
    """A value, or a whole row, with the revision that set it.

    A row that several revisions made is a line without revision, followed by lines ``inside`` it.
    """

    label: str
    value: Words
    row: RevisionEntry | None = None
    inside: bool = False
    sources: tuple[Source, ...] = ()


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
    cited: Mapping[int, list[Cited]],
) -> list[TracedSection]:
    """Every value of ``document`` with the revision that set it last, by section as declared.

    ``numbers`` is what ``changesets.blame`` gives, ``rows`` the page's revisions by number, ``cited``
    their sources. A row whose values all come from one revision is one line.
    """
    tracer = Tracer(RowNames(document, labels), cited)
    sections = {"": TracedSection("", _("Page"))}
    for section in entry_type.sections:
        sections[section.name] = TracedSection(section.name, str(section.label))
    for row_key, fields in document.items():
        shape = registry.shape_of(row_key)
        known = {n: rows[at] for n, at in numbers.get(row_key, {}).items() if at in rows}
        present = _present(shape, fields, known)
        if row_key == key:
            for name in present:
                line = tracer.line(shape, row_key, [name], fields, known)
                sections[_section(entry_type, shape, name)].lines.append(line)
        elif isinstance(shape, Part):
            lines = tracer.row(shape, row_key, fields, known)
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


@dataclass(frozen=True)
class Tracer:
    """Makes lines: ``names`` words values, ``cited`` are the sources of revisions by number."""

    names: RowNames
    cited: Mapping[int, list[Cited]]

    def row(
        self, part: Part, key: str, fields: Fields, known: Mapping[str, RevisionEntry]
    ) -> list[Line]:
        """The line of a row, or its lines where several revisions made it."""
        by_number: dict[int, list[str]] = {}
        for name in _present(part, fields, known):
            by_number.setdefault(known[name].number, []).append(name)
        if len(by_number) < 2:
            together = next(iter(by_number.values()), [])
            made = known[together[0]] if together else None
            return [Line("", self.names.name(key), made, False, self._sources(key, together, made))]
        inside = [
            self.line(part, key, together, fields, known, inside=True)
            for _number, together in sorted(by_number.items())
        ]
        return [Line("", self.names.name(key)), *inside]

    def line(
        self,
        shape: Shape,
        key: str,
        together: list[str],
        fields: Fields,
        known: Mapping[str, RevisionEntry],
        *,
        inside: bool = False,
    ) -> Line:
        """Fields of a row that one revision set."""
        labels = [str(capfirst(shape.fields[name].label)) for name in together]
        values = [self.names.value(shape.fields[name], fields[name]) for name in together]
        made = known[together[0]]
        sources = self._sources(key, together, made)
        return Line(", ".join(labels), joined(values, ", "), made, inside, sources)

    def _sources(
        self, key: str, together: list[str], made: RevisionEntry | None
    ) -> tuple[Source, ...]:
        """The sources that a revision gives for fields of a row."""
        if made is None:
            return ()
        found = (one.source for one in self.cited.get(made.number, []))
        return tuple(s for s in found if any(s.is_for(key, name) for name in together))


def _section(entry_type: EntryType, shape: Shape, name: str = "") -> str:
    """The name of the section that a field or a part belongs to; "" for what stands in none."""
    section = entry_type.section_of(shape, name)
    return section.name if section else ""
