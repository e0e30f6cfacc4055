"""Marks that lead from the facts of a page to their sources, for readers who ask for them.

Which revision set a value last follows from the page's history, its sources from the citations of the
submission behind it. Pages are shown without marks unless ``?sources=1`` asks for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from wiki import changesets
from wiki.changesets import LAST_WINS, Document, is_empty
from wiki.citations import Cited, cited_by_revision
from wiki.entry_types import EntryType, registry
from wiki.models import RevisionEntry
from wiki.sources import Source

_NONE = SafeString("")


@dataclass(frozen=True)
class Note:
    """A source at the foot of the page, with the revision that named it."""

    number: int
    source: Source
    row: RevisionEntry


@dataclass
class SourceMarks:
    """The marks of a page: numbers of ``notes`` by fact. Not ``on``, they are all empty."""

    on: bool = False
    notes: list[Note] = field(default_factory=list)
    numbers: Mapping[str, Mapping[str, tuple[int, ...]]] = field(default_factory=dict)

    def of(self, key: str, *names: str) -> SafeString:
        """The marks of a row, or of some of its fields."""
        if not self.on:
            return _NONE
        return self.of_rows([key], *names)

    def of_rows(self, keys: Iterable[str], *names: str) -> SafeString:
        """The marks of several rows that are told together."""
        if not self.on:
            return _NONE
        found: set[int] = set()
        for key in keys:
            fields = self.numbers.get(key, {})
            for name in names or fields:
                found.update(fields.get(name, ()))
        if not found:
            return _NONE
        links = format_html_join(
            " ", '<a href="#source-{0}">{0}</a>', ((number,) for number in sorted(found))
        )
        return format_html('<sup class="source-mark">{}</sup>', links)


def marks_of(
    entry_type: EntryType, pk: int, document: Document, *, until: int | None = None
) -> SourceMarks:
    """The marks of an entry's page, or of it as its revision ``until`` left it. Two queries."""
    rows = RevisionEntry.objects.filter(entry_type=entry_type.name, entry_id=pk)
    if until is not None:
        rows = rows.filter(number__lte=until)
    history = list(rows.select_related("revision__author", "revision__approver").order_by("number"))
    setters = changesets.blame((row.number, row.changes) for row in history)
    cited = cited_by_revision(history)
    used = _used(document, setters, cited)
    numbering: dict[tuple[int, int], int] = {}
    notes: list[Note] = []
    for row in history:
        for one in cited[row.number]:
            if (row.number, one.number) in used:
                notes.append(Note(len(notes) + 1, one.source, row))
                numbering[row.number, one.number] = len(notes)
    numbers: dict[str, dict[str, tuple[int, ...]]] = {}
    for source, facts in used.items():
        for key, name in facts:
            before = numbers.setdefault(key, {}).get(name, ())
            numbers[key][name] = (*before, numbering[source])
    return SourceMarks(True, notes, numbers)


def _used(
    document: Document,
    setters: Mapping[str, Mapping[str, int]],
    cited: Mapping[int, list[Cited]],
) -> dict[tuple[int, int], list[tuple[str, str]]]:
    """The present facts by the source that is given for them: (revision, number) of the source."""
    used: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for key, fields in document.items():
        parent = getattr(registry.shape_of(key), "parent_field", "")
        for name, number in setters.get(key, {}).items():
            if name == parent or name in LAST_WINS or is_empty(fields.get(name)):
                continue
            for one in cited.get(number, ()):
                if one.source.is_for(key, name):
                    used.setdefault((number, one.number), []).append((key, name))
    return used
