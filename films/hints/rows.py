"""Rows of a page that contradict one another: numbers, repetitions, segments that are not there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from films.hints.film_edits import FilmEdit, number
from wiki.changesets import Document, Fields, is_empty
from wiki.entry_types import EntryType, Part
from wiki.folding import fold_romaji
from wiki.hints import Hint
from wiki.models.entry import NameKind

#: Rows that say something of a segment, with the texts in which somebody may have named one.
IN_SEGMENTS = {
    "credit": ("note", "role_text"),
    "companycredit": ("note",),
    "appearance": ("note",),
    "association": ("note",),
    "song": ("note",),
}
_SEGMENT = re.compile(r"\bsegment\s*(?:no\.?|#)?\s*(\d{1,2})\b", re.IGNORECASE)
#: Shorter names of segments are words of any note.
LONG_NAME = 4


def hints(edit: FilmEdit) -> Iterator[Hint]:
    """What is odd about the rows of one film."""
    yield from _numbers(edit)
    yield from _segments_named(edit)
    yield from _segments_pointed_at(edit)
    yield from _repetitions(edit)
    yield from _whole_and_segment(edit)


def native_names(entry_type: EntryType, document: Document) -> Iterator[Hint]:
    """Two native names of one thing in one language."""
    for part in entry_type.walk():
        if not isinstance(part, Part) or not {"text", "kind", "language"} <= part.fields.keys():
            continue
        natives: dict[tuple[Any, Any], list[str]] = {}
        for key, row in document.items():
            if key.startswith(f"{part.name}:") and row["kind"] == NameKind.NATIVE:
                natives.setdefault((row[part.parent_field], row["language"]), []).append(key)
        for keys in natives.values():
            for key in keys if len(keys) > 1 else ():
                also = ((key, "language"), (key, "text"))
                yield Hint(
                    key, "kind", _("There is another native name in this language."), also=also
                )


def _numbers(edit: FilmEdit) -> Iterator[Hint]:
    segments = edit.rows("segment")
    given = {key: number(row["number"]) for key, row in segments.items()}
    numbers = [at for at in given.values() if at is not None]
    for key, at in given.items():
        if at is not None and numbers.count(at) > 1:
            yield Hint(key, "number", _("Another segment has this number."))
    missing = sorted(set(range(1, max(numbers, default=0))) - set(numbers))
    if missing:
        text = _("There is no segment %(number)s.") % {"number": missing[0]}
        places = edit.everywhere("segment", "number")
        yield Hint(*places[-1], text, also=places)


def _segments_named(edit: FilmEdit) -> Iterator[Hint]:
    """Notes that name a segment, where the film has none such or the row does not point at it."""
    numbers = [number(row["number"]) for row in edit.rows("segment").values()]
    names = _segment_names(edit)
    for name, texts in IN_SEGMENTS.items():
        for key, row in edit.rows(name).items():
            for field in texts:
                text = str(row[field] or "")
                named = _SEGMENT.search(text)
                at = int(named[1]) if named else None
                also = ((key, "segment"), *edit.everywhere("segment", "number"))
                if at is not None and not numbers:
                    yield Hint(key, field, _("This film has no segments."), also=also)
                elif at is not None and at not in numbers:
                    said = _("There is no segment %(number)s.") % {"number": at}
                    yield Hint(key, field, said, also=also)
                elif not row["segment"] and (at is not None or _names_any(text, names)):
                    yield Hint(key, field, _("The segment can be chosen in a field of its own."))


def _segment_names(edit: FilmEdit) -> list[str]:
    folded = (fold_romaji(str(row["text"] or "")) for row in edit.rows("segmentname").values())
    return [name for name in folded if len(name) >= LONG_NAME]


def _names_any(text: str, names: list[str]) -> bool:
    folded = f" {fold_romaji(text)} "
    return any(f" {name} " in folded or (not name.isascii() and name in folded) for name in names)


def _segments_pointed_at(edit: FilmEdit) -> Iterator[Hint]:
    """Rows of a segment that has been removed, or is of another film."""
    for name in IN_SEGMENTS:
        for key, row in edit.rows(name).items():
            if row["segment"] and row["segment"] not in edit.document:
                yield Hint(key, "segment", _("This film has no such segment (any more)."))


def _repetitions(edit: FilmEdit) -> Iterator[Hint]:
    said_twice: dict[str, tuple[tuple[str, ...], Callable[[Fields], Any]]] = {
        "credit": (
            ("person", "role", "segment", "credited_as", "role_text"),
            lambda row: (row["role"], row["role_text"], _who(row), row["segment"]),
        ),
        "songcredit": (
            ("person", "role", "credited_as"),
            lambda row: (row["song"], row["role"], _who(row)),
        ),
        "release": (
            ("date", "country", "medium", "title", "cut"),
            lambda row: tuple(row[n] for n in ("date", "country", "medium", "title", "cut")),
        ),
        "dubversion": (
            ("language", "country", "studio", "year"),
            lambda row: tuple(
                row[n] for n in ("language", "country", "studio", "year", "original")
            ),
        ),
        "availability": (
            ("service", "kind", "countries"),
            lambda row: (row["service"], row["kind"], tuple(row["countries"] or ())),
        ),
    }
    for name, (fields, said) in said_twice.items():
        alike: dict[Any, list[str]] = {}
        for key, row in edit.rows(name).items():
            alike.setdefault(said(row), []).append(key)
        for keys in alike.values():
            for key in keys if len(keys) > 1 else ():
                also = tuple((key, field) for field in fields)
                yield Hint(*also[0], _("Another row says the same."), also=also)


def _who(row: Fields) -> Any:
    return row["person"] or fold_romaji(str(row["credited_as"] or ""))


def _whole_and_segment(edit: FilmEdit) -> Iterator[Hint]:
    """Characters listed for the whole film and for a segment of it."""
    appearances = edit.rows("appearance")
    whole = {row["character"] for row in appearances.values() if is_empty(row["segment"])}
    for key, row in appearances.items():
        if row["segment"] and row["character"] in whole:
            text = _("This character is listed for the whole film, too.")
            others = (
                (other, field)
                for other, fields in appearances.items()
                if fields["character"] == row["character"]
                for field in ("segment", "character")
            )
            yield Hint(key, "segment", text, also=((key, "character"), *others))
