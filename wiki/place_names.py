"""What the parts of a change set are called in words: "Runtime", "Music: Yoko Kanno · Note"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.utils.text import capfirst
from django.utils.translation import ngettext

from wiki import documents
from wiki.changesets import ROW, Change, ChangeSet, Document, entries_of
from wiki.diffs import known_to_declarations, pages_named, rows_by_key
from wiki.documents import Labels
from wiki.entry_types import EntryType, registry
from wiki.left_out import LeftOut, Place, count, left_out_of, reasons_of
from wiki.row_names import RowNames, Words, joined, said


class PlaceNames:
    """Words for the places (``wiki.left_out``) of a change set for the page ``main``."""

    def __init__(
        self,
        changes: Iterable[Change],
        labels: Labels,
        *,
        pages: Mapping[str, Document],
        main: str = "",
    ) -> None:
        known = known_to_declarations(changes)
        self.names = RowNames(rows_by_key(known, pages), labels)
        self.entry_of = {change["key"]: change["entry"] for change in known}
        self.main = main

    def name(self, place: Place) -> Words:
        """A place in words; what is on another page than ``main`` begins with the page's title."""
        key, field = place
        shape = registry.shapes.get(key.partition(":")[0])
        if shape is None:
            return said(key)
        parts: list[Words] = []
        entry = self.entry_of.get(key, self.main)
        if entry != self.main:
            parts.append(self.names.page(entry))
        if not isinstance(shape, EntryType):
            parts.append(self.names.name(key))
        if field != ROW:
            label = shape.fields[field].label if field in shape.fields else field
            parts.append(said(str(capfirst(label))))
        return joined(parts, " · ")


def left_out_in_words(
    changes: ChangeSet,
    left_out: list[LeftOut],
    *,
    main: str,
    label: Callable[[Iterable[str], Iterable[Change]], Labels] = documents.labels,
) -> str:
    """What was left out of ``changes`` and why, in a sentence of plain text. Two queries or so.

    ``label`` gives the labels that the reader may see.
    """
    gone = known_to_declarations(left_out_of(left_out))
    pages = documents.load_keys(
        key for key in entries_of(gone) if key.partition(":")[0] in registry
    )
    labels = label(pages_named(gone, pages), known_to_declarations(changes))
    names = PlaceNames(gone, labels, pages=pages, main=main)
    said_why = [f"{names.name(place)} ({why})" for place, why in reasons_of(left_out).items()]
    return how_much_left_out(count(left_out), count(changes)) + ": " + "; ".join(said_why)


def how_much_left_out(number: int, total: int) -> str:
    """How much was left out: "2 of 7 changes were left out"."""
    return ngettext(
        "%(number)s of %(total)s changes was left out",
        "%(number)s of %(total)s changes were left out",
        number,
    ) % {"number": number, "total": total}
