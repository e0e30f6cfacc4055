"""What stands against a change set, in words: conflicts in three columns, and errors by row.

Of a text of several paragraphs the columns show those that both sides changed; the rest merges by
itself (``wiki.text_merge``), and what comes of it is shown as well.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.text import capfirst

from wiki import changesets, word_diffs
from wiki.changesets import LAST_WINS, Change, Conflict, Document, Fields
from wiki.diffs import known_to_declarations, pieces_html, rows_by_key
from wiki.documents import Labels
from wiki.entry_types import EntryType, Shape, registry
from wiki.fields import LongText, Text
from wiki.row_names import RowNames, Words, said
from wiki.text_merge import Choice, TextMerge
from wiki.word_diffs import Piece

#: What stands between paragraphs that do not follow one another.
_APART = "\n\n⋯\n\n"


@dataclass(frozen=True)
class MergedText:
    """A text that both sides changed as it would be once merged, against what the page says now.

    ``choice`` is what settles its clashes, "" where there are none.
    """

    page: Words
    row: Words
    label: str
    pieces: tuple[Piece, ...]
    choice: str = ""

    @property
    def html(self) -> SafeString:
        """The text with what the merge takes and adds marked in it."""
        return pieces_html(self.pieces)


@dataclass(frozen=True)
class ConflictDiff:
    """A value that the page and the change set both changed, in three columns.

    ``number`` counts from 0; ``chosen`` is what somebody has chosen for it already. ``results`` are
    what a text would be with each choice, where the columns show but some of its paragraphs
    (``partial``); ``additive``: both sides added something, and both can stay.
    """

    number: int
    conflict: Conflict
    page: Words
    row: Words
    label: str
    was: Words
    now: Words
    proposed: Words
    now_pieces: tuple[Piece, ...] = ()
    proposed_pieces: tuple[Piece, ...] = ()
    chosen: str = ""
    additive: bool = False
    results: tuple[MergedText, ...] = ()

    @property
    def partial(self) -> bool:
        """Whether the columns leave out paragraphs that merge by themselves."""
        return bool(self.results)

    @property
    def token(self) -> str:
        """What tells this conflict from any other, and from itself once a value has moved on."""
        return token(self.conflict)

    @property
    def deleted(self) -> bool:
        """Whether the row that the change is about is gone."""
        return self.conflict.field == changesets.ROW and self.conflict.now is None

    @property
    def removes(self) -> bool:
        """Whether the change set removes the row."""
        return self.conflict.field == changesets.ROW and self.conflict.proposed is None

    @property
    def now_html(self) -> SafeString:
        """The present value; words that differ from the common origin are marked."""
        return pieces_html(self.now_pieces) if self.now_pieces else self.now.html

    @property
    def proposed_html(self) -> SafeString:
        """The proposed value; words that differ from the common origin are marked."""
        return pieces_html(self.proposed_pieces) if self.proposed_pieces else self.proposed.html


def token(conflict: Conflict) -> str:
    """A short mark of a conflict: the row, the field, and the two values to choose from."""
    values = [conflict.key, conflict.field, conflict.now, conflict.proposed]
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def present_conflicts(
    conflicts: Iterable[Conflict],
    labels: Labels,
    *,
    documents: Mapping[str, Document],
    changes: Iterable[Change] = (),
    chosen: Mapping[str, str] | None = None,
) -> list[ConflictDiff]:
    """Conflicts in three columns, numbered in their order.

    ``documents`` are the present ones; ``changes`` the change set, whose new rows may be named;
    ``chosen`` holds the choices made so far by ``token``.
    """
    known = known_to_declarations(changes)
    names = RowNames(rows_by_key(known, documents), labels)
    chosen = chosen or {}
    return [
        _conflict(number, conflict, names, chosen.get(token(conflict), ""))
        for number, conflict in enumerate(conflicts)
    ]


def _conflict(number: int, conflict: Conflict, names: RowNames, chosen: str) -> ConflictDiff:
    shape = registry.shape_of(conflict.key)
    is_page = isinstance(shape, EntryType)
    common: dict[str, Any] = {
        "number": number,
        "conflict": conflict,
        "chosen": chosen,
        "page": names.page(conflict.entry),
        "row": Words() if is_page else names.name(conflict.key),
    }
    if conflict.field == changesets.ROW:
        return ConflictDiff(
            **common,
            label=str(capfirst(shape.label)) if is_page else "",
            was=_row_in_words(shape, conflict.key, conflict.base, names),
            now=_row_in_words(shape, conflict.key, conflict.now, names),
            proposed=_row_in_words(shape, conflict.key, conflict.proposed, names),
        )
    spec = shape.fields[conflict.field]
    text = changesets.merged_text(conflict.base, conflict.now, conflict.proposed)
    label = str(capfirst(spec.label))
    if text is not None and isinstance(spec, LongText):
        return _text_conflict(text, conflict, {**common, "label": label})
    pieces: dict[str, Any] = {}
    if isinstance(spec, Text | LongText):
        pieces = _sides(*(str(v or "") for v in (conflict.base, conflict.now, conflict.proposed)))
    return ConflictDiff(
        **common,
        label=label,
        was=names.value(spec, conflict.base),
        now=names.value(spec, conflict.now),
        proposed=names.value(spec, conflict.proposed),
        **pieces,
    )


def _sides(base: str, now: str, proposed: str) -> dict[str, Any]:
    """Both sides of a text compared with its origin; nothing where there is none to compare."""
    return {
        f"{name}_pieces": tuple(word_diffs.shorten(word_diffs.compare(base, side)))
        for name, side in (("now", now), ("proposed", proposed))
        if base and side
    }


def _text_conflict(text: TextMerge, conflict: Conflict, common: dict[str, Any]) -> ConflictDiff:
    """A text of several paragraphs: what clashes, and what becomes of the whole."""
    was, now, proposed = (
        _APART.join(filter(None, (getattr(clash, side) for clash in text.clashes)))
        for side in ("base", "now", "proposed")
    )
    return ConflictDiff(
        **common,
        was=said(was),
        now=said(now),
        proposed=said(proposed),
        **_sides(was, now, proposed),
        additive="both" in text.choices,
        results=()
        if text.is_whole
        else tuple(_merged(text, conflict.now, choice, common) for choice in text.choices),
    )


def _merged(text: TextMerge, now: Any, choice: Choice, common: dict[str, Any]) -> MergedText:
    pieces = word_diffs.shorten(word_diffs.compare(str(now or ""), text.text(choice)))
    return MergedText(
        common["page"],
        common["row"],
        common["label"],
        tuple(pieces),
        choice if text.clashes else "",
    )


def present_merged(
    changes: Iterable[Change], labels: Labels, *, documents: Mapping[str, Document]
) -> list[MergedText]:
    """The texts that both the pages and ``changes`` have changed, and that merge without a choice.

    ``documents`` are the present ones.
    """
    known = known_to_declarations(changes)
    names = RowNames(rows_by_key(known, documents), labels)
    found: list[MergedText] = []
    for change in known:
        shape = registry.shape_of(change["key"])
        current = documents.get(change["entry"], {}).get(change["key"])
        if current is None or change["op"] != "~":
            continue
        for name, (base, new) in change["fields"].items():
            now = current.get(name)
            if any(changesets.same(*pair) for pair in ((base, now), (now, new), (base, new))):
                continue
            text = changesets.merged_text(base, now, new)
            if text is None or text.clashes or name not in shape.fields:
                continue
            row = Words() if isinstance(shape, EntryType) else names.name(change["key"])
            label = str(capfirst(shape.fields[name].label))
            common = {"page": names.page(change["entry"]), "row": row, "label": label}
            found.append(_merged(text, now, "now", common))
    return found


def _row_in_words(shape: Shape, key: str, fields: Fields | None, names: RowNames) -> Words:
    """A row as one phrase: its name and what the name leaves out. Nothing for no row."""
    if fields is None:
        return Words()
    local = RowNames({**names.rows, key: {**names.rows.get(key, {}), **fields}}, names.labels)
    words, used = local.name_and_fields(key)
    skipped = {getattr(shape, "parent_field", ""), *LAST_WINS, *used}
    for name, spec in shape.fields.items():
        shown = local.value(spec, fields.get(name)) if name not in skipped else Words()
        if shown and not changesets.is_empty(fields.get(name)):
            words = words + f" · {capfirst(spec.label)}: " + shown
    return words


@dataclass(frozen=True)
class Fault:
    """Why a change set does not hold, for one field of one row (or the whole row)."""

    row: Words
    label: str
    messages: tuple[str, ...]


def present_errors(
    errors: Mapping[str, Mapping[str, Iterable[str]]],
    labels: Labels,
    *,
    documents: Mapping[str, Document],
    changes: Iterable[Change],
) -> list[Fault]:
    """The errors of an ``InvalidChange``, each with its row in words."""
    known = known_to_declarations(changes)
    names = RowNames(rows_by_key(known, documents), labels)
    faults: list[Fault] = []
    for key, fields in errors.items():
        shape = registry.shapes.get(key.partition(":")[0])
        for name, messages in fields.items():
            spec = shape.fields.get(name) if shape else None
            label = str(capfirst(spec.label)) if spec else ""
            row = names.name(key) if shape else said(key)
            faults.append(Fault(row, label, tuple(str(m) for m in messages)))
    return faults
