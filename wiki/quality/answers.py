"""The entries that answer a question, a page of them at a time, each with the ways to mend it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from wiki.entry_types import EntryType
from wiki.keyset import KeysetPage
from wiki.open_web import absolute
from wiki.quality.declarations import Gap
from wiki.quality.question import Amount, Question, count
from wiki.search import COLUMNS, Candidate, candidates_of

PAGE_SIZE = 50
#: A download ends after so many lines.
MOST_LINES = 100_000
#: What spreadsheets take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Mend:
    """The place in the form of an entry where a fact goes that it lacks."""

    label: Any
    url: str


@dataclass(frozen=True)
class Answer:
    """One entry that answers a question."""

    entry: Candidate
    mends: list[Mend]


@dataclass(frozen=True)
class Answers:
    """A page of answers, and how many there are."""

    lines: list[Answer]
    page: KeysetPage
    amount: Amount


def answers(question: Question, parameters: QueryDict) -> Answers:
    """The answers that ``parameters`` ask for. Two queries and those of the notes. Raises ``BadCursor``."""
    entry_type, order = question.entry_type, question.keyset
    rows = question.rows()
    columns = {*COLUMNS, *(name for name, _falls in order.fields)}
    page = order.page(rows.values(*columns), parameters, size=PAGE_SIZE)
    lines = [
        Answer(entry, [_mend(entry_type, gap, entry) for gap in question.lacks])
        for entry in candidates_of(entry_type, page)
    ]
    whole = page.is_whole
    amount = Amount(len(lines)) if whole else count(rows)
    return Answers(lines, page, amount)


def _mend(entry_type: EntryType, gap: Gap, entry: Candidate) -> Mend:
    return Mend(gap.label, gap.url(entry_type.name, entry.url, entry.pk))


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, value: str) -> str:
        return value


def as_csv(question: Question) -> Iterator[str]:
    """The answers as lines of a table: number, names, address, and the type's own columns."""
    entry_type = question.entry_type
    columns = question.form.quality.columns
    writer = csv.writer(_Echo())
    head = [_("Number"), _("Title"), _("Native title"), _("Romaji"), _("Address")]
    labels = [str(_column_label(entry_type, name)) for name in columns]
    yield "\ufeff" + writer.writerow(_safe([*head, *labels]))
    rows = question.keyset.ordered(question.rows()).values(*COLUMNS, *columns)
    for row in rows[:MOST_LINES].iterator(2_000):
        told = [row["pk"], row["title"], row["title_native"], row["title_latin"]]
        told.append(absolute(entry_type.url(row["pk"], row["slug"])))
        yield writer.writerow(_safe([*told, *(row[name] for name in columns)]))


def _column_label(entry_type: EntryType, name: str) -> Any:
    return entry_type.model._meta.get_field(name).verbose_name


def _safe(cells: list[Any]) -> list[Any]:
    """Cells that no spreadsheet takes for a formula."""
    return [
        f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
        for cell in cells
    ]
