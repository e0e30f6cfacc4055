"""Running an import: batches, each one revision; bad records are set aside, the rest is written.

A batch is planned and written in one transaction, together with what is remembered of its records,
so that an import that is stopped anywhere goes on where it was: what is written is recognised as
unchanged and passed over.
"""

from __future__ import annotations

import dataclasses
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import DataError, IntegrityError, connection, transaction

from wiki.actions.apply import apply, lock_writer
from wiki.actions.propose_import import propose_import
from wiki.changesets import Document
from wiki.entry_types import registry
from wiki.exceptions import InvalidChange, NothingChanged, WikiError
from wiki.imports.nested import Nested, Problem, Record
from wiki.imports.plan import Planner
from wiki.imports.statements import CREATED, HIDDEN, UPDATED, Plan
from wiki.models import ImportedRecord, SubmissionKind


@dataclass
class Report:
    """What an import did."""

    read: int = 0
    #: Pages by what became of them and their type: ``outcomes["created", "film"]``.
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    #: Submissions that wait for a moderator.
    pending: int = 0
    revisions: int = 0
    #: Records that were skipped, and facts that were left out, by reason.
    skipped: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)

    @property
    def failed(self) -> bool:
        """Whether something could not be read or written."""
        return bool(self.skipped)


class Importer:
    """Brings the records of one source into the catalogue.

    ``sources`` is noted on every revision. ``told`` hears of each problem as it is found, and
    ``after_batch`` of the report as it grows.
    """

    def __init__(
        self,
        source: str,
        *,
        sources: str,
        batch: int = 100,
        again: bool = False,
        told: Callable[[str, Problem], None] = lambda kind, problem: None,
        after_batch: Callable[[Report], None] = lambda report: None,
    ) -> None:
        self.source = source
        self.sources = sources
        self.batch = batch
        self.told = told
        self.after_batch = after_batch
        self.planner = Planner(source, again=again)
        self.report = Report()

    def run(self, records: Iterable[Record | Problem]) -> Report:
        """Import ``records``. Raises nothing for bad ones: the report lists them."""
        with tempfile.TemporaryFile("w+", encoding="utf-8") as waiting:
            for batch in self._batches(records):
                for record in self._import(batch, final=False):
                    waiting.write(json.dumps(_stored(record), ensure_ascii=False) + "\n")
                self.after_batch(self.report)
            waiting.seek(0)
            later = (_restored(json.loads(line)) for line in waiting)
            while batch := list(islice(later, self.batch)):
                self._import(batch, final=True)
                self.after_batch(self.report)
        return self.report

    def _batches(self, records: Iterable[Record | Problem]) -> Iterator[list[Record]]:
        batch: list[Record] = []
        for record in records:
            if isinstance(record, Problem):
                self._skip(record)
                continue
            self.report.read += 1
            batch.append(record)
            if len(batch) >= self.batch:
                yield batch
                batch = []
        if batch:
            yield batch

    def _skip(self, problem: Problem) -> None:
        self.report.skipped[problem.sort] += 1
        self.told("skipped", problem)

    def _import(self, batch: list[Record], *, final: bool) -> list[Record]:
        """Write a batch without its bad records; return the records that must wait for others."""
        while batch:
            try:
                plan, pending = self._write(batch, final=final)
            except _BadRecords as error:
                for place, reason in error.reasons.items():
                    self._skip(Problem(place, reason, "not valid"))
                batch = [record for record in batch if record.place not in error.reasons]
                continue
            except (WikiError, IntegrityError, DataError) as error:
                if len(batch) == 1:
                    self._skip(Problem(batch[0].place, str(error), "refused by the wiki"))
                    return []
                half = len(batch) // 2
                return [
                    *self._import(batch[:half], final=final),
                    *self._import(batch[half:], final=final),
                ]
            return self._note(plan, pending, final=final)
        return []

    def _write(self, batch: list[Record], *, final: bool) -> tuple[Plan, int]:
        """Plan a batch and write it. Raises ``_BadRecords`` naming those that cannot be written."""
        with transaction.atomic():
            lock_writer()
            plan = self.planner.plan(batch)
            if plan.bad:
                raise _BadRecords(plan.bad)
            keys: dict[str, str] = {}
            if plan.changes:
                try:
                    applied = apply(
                        plan.changes,
                        kind=SubmissionKind.IMPORT,
                        author=None,
                        automatic=True,
                        summary=f"Import: {self.source}"[:300],
                        sources=self.sources,
                    )
                    keys = applied.keys
                    self.report.revisions += 1
                except NothingChanged:
                    pass
                except InvalidChange as error:
                    raise _BadRecords.from_errors(error, plan) from error
            self._remember(plan, keys, final=final)
            pending = self._propose(plan)
            _reset_sequences(plan)
        return plan, pending

    def _remember(self, plan: Plan, keys: dict[str, str], *, final: bool) -> None:
        rows = []
        former = [s.former for s in plan.statements if s.former]
        ImportedRecord.objects.filter(pk__in=former).delete()
        for statement in plan.statements:
            if statement.outcome == HIDDEN or (statement.known and not statement.rows):
                continue  # left alone, or passed over
            said = _rekeyed(statement.said, keys)
            key = keys.get(statement.key, statement.key)
            rows.append(
                ImportedRecord(
                    source=self.source,
                    entry_type=statement.nested.type,
                    ref=statement.nested.ref,
                    entry_id=int(key.partition(":")[2]),
                    digest="" if statement.missing else statement.digest,
                    statement=ImportedRecord.packed(said),
                )
            )
        ImportedRecord.objects.bulk_create(
            rows,
            batch_size=500,
            update_conflicts=True,
            unique_fields=["source", "entry_type", "ref"],
            update_fields=["entry_id", "digest", "statement"],
        )

    def _propose(self, plan: Plan) -> int:
        count = 0
        for entry, changes in plan.held.items():
            try:
                propose_import(
                    changes,
                    entry=entry,
                    summary=f"Import: {self.source}"[:300],
                    sources=self.sources,
                )
                count += 1
            except NothingChanged:
                continue
        return count

    def _note(self, plan: Plan, pending: int, *, final: bool) -> list[Record]:
        """Add a written batch to the report; return the records that must wait for others."""
        self.report.pending += pending
        for problem in plan.left_out:
            self.report.left_out[problem.sort] += 1
            self.told("left out", problem)
        waiting: dict[str, Record] = {}
        for statement in plan.statements:
            main = statement.records[0].entry is statement.nested
            if (main and not final) or (not main and statement.outcome in (CREATED, UPDATED)):
                self.report.outcomes[statement.outcome, statement.nested.type] += 1
            if statement.missing and not final:
                waiting[statement.place] = statement.records[0]
            for token in dict.fromkeys(statement.missing if final else ()):
                self._skip(
                    Problem(
                        statement.place, f"{token} is in none of the files", "refers to nothing"
                    )
                )
        return list(waiting.values())


class _BadRecords(Exception):
    """Records that cannot be written, with the reason, by place."""

    def __init__(self, reasons: dict[str, str]) -> None:
        super().__init__(str(reasons))
        self.reasons = reasons

    @classmethod
    def from_errors(cls, error: InvalidChange, plan: Plan) -> _BadRecords:
        """The records that the rows in ``error`` come from. Raises it again when there are none."""
        reasons: dict[str, str] = {}
        for key, fields in error.errors.items():
            statement = plan.owners.get(key)
            if statement is None:
                continue
            text = "; ".join(
                f"{key.partition(':')[0]} {name}: {' '.join(str(m) for m in messages)}"
                for name, messages in fields.items()
            )
            for record in statement.records:
                reasons.setdefault(record.place, f"{statement.nested.token}: {text}")
        if not reasons:
            raise error
        return cls(reasons)


def _rekeyed(said: Document, keys: dict[str, str]) -> Document:
    """A statement under the keys that its rows got."""
    result: Document = {}
    for key, fields in said.items():
        shape = registry.shape_of(key)
        told = dict(fields)
        for spec in shape.references:
            value = told.get(spec.name)
            if isinstance(value, list):
                told[spec.name] = sorted(keys.get(item, item) for item in value)
            elif value:
                told[spec.name] = keys.get(value, value)
        result[keys.get(key, key)] = told
    return result


def _reset_sequences(plan: Plan) -> None:
    """Tell the database which ids are taken, where entries have brought their own."""
    names = {s.nested.type for s in plan.statements if s.nested.keep_id and s.outcome == CREATED}
    models = [registry[name].model for name in names]
    statements = connection.ops.sequence_reset_sql(no_style(), models) if models else []
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)


_KEPT = [field.name for field in dataclasses.fields(Nested)]


def _stored(record: Record) -> dict[str, Any]:
    """A record as it waits on disk."""

    def told(nested: Nested) -> list[Any]:
        return [getattr(nested, name) for name in _KEPT]

    return {
        "place": record.place,
        "entry": told(record.entry),
        "stubs": [told(s) for s in record.stubs],
    }


def _restored(data: dict[str, Any]) -> Record:
    def read(values: list[Any]) -> Nested:
        told = dict(zip(_KEPT, values, strict=True))
        told["identity"] = tuple((site, value) for site, value in told["identity"])
        return Nested(**told)

    return Record(data["place"], read(data["entry"]), [read(stub) for stub in data["stubs"]])
