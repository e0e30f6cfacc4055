"""The entries that answer a question, a page of them at a time, each with the ways to mend it."""

from __future__ import annotations

import csv
import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.http import QueryDict
from django.utils.translation import gettext as _

from wiki.csv_cells import cells
from wiki.entry_types import EntryType
from wiki.keyset import KeysetPage
from wiki.open_web import absolute
from wiki.quality.declarations import Gap
from wiki.quality.question import MOST_COUNTED, SORT, Amount, Question
from wiki.quality.tallies import QUICK
from wiki.search import COLUMNS, Candidate, candidates_of
from wiki.views.strangers import clock

PAGE_SIZE = 50
#: A download ends after so many lines.
MOST_LINES = 100_000
#: So many answers are few among a million entries.
_FEW = 2_000
#: Seconds for which answers are remembered that take long to be found.
_REMEMBERED = 600


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
    """The answers that ``parameters`` ask for. Three queries and those of the notes. Raises ``BadCursor``.

    Few answers among very many entries are found in no order first: a walk in the order of the list would
    look at nearly all entries for them.
    """
    entry_type, order = question.entry_type, question.keyset
    rows = question.rows()
    found = _found(question)
    if found.ids is not None:
        rows = rows.filter(pk__in=found.ids)
    columns = {*COLUMNS, *(name for name, _falls in order.fields)}
    page = order.page(rows.values(*columns), parameters, size=PAGE_SIZE)
    lines = [
        Answer(entry, [_mend(entry_type, gap, entry) for gap in question.lacks])
        for entry in candidates_of(entry_type, page)
    ]
    return Answers(lines, page, found.amount)


@dataclass(frozen=True)
class _Found:
    """How many answers there are; which, if they are few. ``clock`` and ``seconds``: when, and how long."""

    clock: str
    seconds: float
    amount: Amount
    ids: list[int] | None


def _found(question: Question) -> _Found:
    """What answers a question, remembered until the next revision; for a while where it takes long.

    What has been mended meanwhile is not among the answers all the same: they are asked for again.
    """
    gap = question.gap.name if question.gap else ""
    told = {name: value for name, value in question.asked.items() if name != SORT}
    asked = f"{question.entry_type.name} {gap} {told}"
    key = f"answers-{hashlib.blake2b(asked.encode(), digest_size=16).hexdigest()}"
    now = clock()
    known = cache.get(key)
    if isinstance(known, _Found) and (known.clock == now or known.seconds > QUICK):
        return known
    started = time.monotonic()
    ids = list(question.rows().order_by().values_list("pk", flat=True)[: MOST_COUNTED + 1])
    seconds = time.monotonic() - started
    amount = Amount(min(len(ids), MOST_COUNTED), len(ids) > MOST_COUNTED)
    found = _Found(now, seconds, amount, ids if len(ids) <= _FEW else None)
    cache.set(key, found, _REMEMBERED)
    return found


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
    yield "\ufeff" + writer.writerow(cells([*head, *labels]))
    rows = question.keyset.ordered(question.rows()).values(*COLUMNS, *columns)
    for row in rows[:MOST_LINES].iterator(2_000):
        told = [row["pk"], row["title"], row["title_native"], row["title_latin"]]
        told.append(absolute(entry_type.url(row["pk"], row["slug"])))
        yield writer.writerow(cells([*told, *(row[name] for name in columns)]))


def _column_label(entry_type: EntryType, name: str) -> Any:
    return entry_type.model._meta.get_field(name).verbose_name
