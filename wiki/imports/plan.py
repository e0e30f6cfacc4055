"""Planning a batch: what a few records change in the catalogue, as one change set.

Nothing is written here. A plan is made inside the writer's transaction (``wiki.imports.run``), so
that the pages it reads are the ones it changes.
"""

from __future__ import annotations

from collections.abc import Iterable

from wiki import changesets, documents
from wiki.changesets import Change, ChangeSet, Document, is_empty
from wiki.entry_types import Part, registry
from wiki.folding import fold_romaji
from wiki.imports.match import Matcher, by_type, chunks, link_holders, links_part, texts
from wiki.imports.nested import JOINED, BadRecord, Problem, Record, flatten, outward
from wiki.imports.pairs import Pairs, doubled
from wiki.imports.statements import (
    CREATED,
    HIDDEN,
    UNCHANGED,
    UPDATED,
    Plan,
    Statement,
    items,
    shown,
    without,
)
from wiki.imports.update import update
from wiki.models import ImportedRecord
from wiki.reference_fields import References


class Planner:
    """Makes the plans of one import."""

    def __init__(self, source: str, *, again: bool = False) -> None:
        self.source = source
        #: Look at every record, also at those that have not changed.
        self.again = again
        self._minted = 0

    def mint(self, name: str) -> str:
        """A new key for a row of the shape ``name``."""
        self._minted += 1
        return f"{name}:new{self._minted}"

    def plan(self, records: list[Record]) -> Plan:
        """What ``records`` change now. Reads only."""
        plan = Plan()
        statements = self._statements(records, plan)
        keys: dict[str, str] = {}
        self._recognise(statements, keys)
        open_ones = [s for s in statements.values() if s.outcome != UNCHANGED]
        self._flatten(open_ones, plan)
        if plan.bad:
            return plan
        self._find_references(open_ones, keys)
        pages = self._find_pages(open_ones, keys)
        self._assign(open_ones, keys)
        self._without_foreign_links(open_ones, plan)
        bases = self._bases(open_ones)
        pairs = Pairs()
        for statement in open_ones:
            self._resolve(statement, keys)
            statement.rows = without(statement.rows, pairs.told_by_others(statement))
            if statement.key in pages:
                base = bases.get(statement.nested.token, {})
                page = self._update(statement, base, pages[statement.key], plan)
                pages[statement.key] = page  # for another record of the same page
            else:
                self._create(statement, plan)
        plan.statements = list(statements.values())
        return plan

    def _statements(self, records: list[Record], plan: Plan) -> dict[str, Statement]:
        """What the records say, each entry once. Two records for one entry are one too many."""
        statements: dict[str, Statement] = {}
        mains: set[str] = set()
        for record in records:
            for nested in (*record.stubs, record.entry):
                token = nested.token
                if nested is record.entry:
                    if token in mains:
                        plan.bad[record.place] = f"{token} stands in the file twice"
                        continue
                    mains.add(token)
                statement = statements.get(token)
                if statement is None:
                    statements[token] = Statement(nested, [record], nested.digest())
                else:
                    statement.records.append(record)
        return statements

    def _recognise(self, statements: dict[str, Statement], keys: dict[str, str]) -> None:
        """Mark what has not changed since it was read last; find the pages of the rest."""
        known = self._imported(statements)
        self._adopt(statements, known)
        merged = {t for t, s in statements.items() if s.nested.data.get("merged_into")}
        survivors = self._survivors(
            key for token, (key, _d) in known.items() if token not in merged
        )
        for token, statement in statements.items():
            if token in known:
                key, digest = known[token]
                statement.key = survivors.get(key, key)
                statement.known = True
                keys[token] = statement.key
                if digest == statement.digest and not self.again:
                    continue
            statement.outcome = UPDATED if statement.known else CREATED

    def _adopt(self, statements: dict[str, Statement], known: dict[str, tuple[str, str]]) -> None:
        """Recognise records that the source has given another ref since."""
        wanted: dict[str, str] = {}
        for token, statement in statements.items():
            if token not in known:
                name = statement.nested.type
                wanted.update({f"{name}:{ref}": token for ref in statement.nested.former})
        for former, (key, _digest) in self._imported(set(wanted) - set(statements)).items():
            token = wanted[former]
            if token not in known:
                name, _colon, ref = former.partition(":")
                row = ImportedRecord.objects.get(source=self.source, entry_type=name, ref=ref)
                known[token] = (key, "")
                statements[token].former = row.pk

    def _imported(self, tokens: Iterable[str]) -> dict[str, tuple[str, str]]:
        """(key, digest) of the records among ``tokens`` that the source has brought before."""
        groups: dict[str, list[str]] = {}
        for token in tokens:
            name, _colon, ref = token.partition(":")
            groups.setdefault(name, []).append(ref)
        found: dict[str, tuple[str, str]] = {}
        for name, refs in groups.items():
            if name not in registry:
                continue
            for some in chunks(refs):
                rows = ImportedRecord.objects.filter(
                    source=self.source, entry_type=name, ref__in=some
                )
                for ref, pk, digest in rows.values_list("ref", "entry_id", "digest"):
                    found[f"{name}:{ref}"] = (f"{name}:{pk}", digest)
        return found

    @staticmethod
    def _survivors(keys: Iterable[str]) -> dict[str, str]:
        """Where pages were merged into others: the key of the survivor, by key."""
        groups: dict[str, list[int]] = {}
        for key in keys:
            name, _colon, pk = key.partition(":")
            groups.setdefault(name, []).append(int(pk))
        merged: dict[str, str] = {}
        for name, ids in groups.items():
            for some in chunks(ids):
                rows = registry[name].model._base_manager.filter(pk__in=some)
                for pk, survivor in rows.exclude(merged_into=None).values_list(
                    "pk", "merged_into_id"
                ):
                    merged[f"{name}:{pk}"] = f"{name}:{survivor}"
        return merged

    def _flatten(self, statements: list[Statement], plan: Plan) -> None:
        for statement in statements:
            try:
                statement.rows = flatten(statement.nested, self.mint)
            except BadRecord as error:
                for record in statement.records:
                    plan.bad.setdefault(record.place, f"{statement.nested.token}: {error}")

    def _find_references(self, statements: list[Statement], keys: dict[str, str]) -> None:
        """Look up the entries that rows refer to and that no record of this batch speaks of."""
        wanted = {
            token
            for statement in statements
            for row in statement.rows
            for spec in outward(row.shape)
            for token in items(row.fields.get(spec.name))
        }
        known = self._imported(wanted - set(keys))
        survivors = self._survivors(key for key, _digest in known.values())
        for token, (key, _digest) in known.items():
            keys[token] = survivors.get(key, key)

    def _find_pages(self, statements: list[Statement], keys: dict[str, str]) -> dict[str, Document]:
        """Find pages for new records; return the pages of all records that have one, by key."""
        matcher = Matcher(self.source)
        new = [s for s in statements if not s.known and not s.nested.keep_id]
        self._found(new, matcher.by_identity([s.nested for s in new]), keys)
        rest = [s for s in new if not s.key and s.nested.match]
        mains = {s.key for s in statements if s.key and s.records[0].entry is s.nested}
        pages = documents.load_keys(mains)
        beside = {
            s.nested.token: pages[keys[s.records[0].entry.token]]
            for s in rest
            if keys.get(s.records[0].entry.token) in pages
        }
        self._found(rest, matcher.by_name([s.nested for s in rest], beside), keys)
        pages.update(documents.load_keys({s.key for s in statements if s.key} - set(pages)))
        return pages

    def _found(
        self, statements: list[Statement], found: dict[str, str], keys: dict[str, str]
    ) -> None:
        for statement in statements:
            key = found.get(statement.nested.token)
            if key:
                statement.key = keys[statement.nested.token] = key
                statement.outcome = UPDATED

    def _assign(self, statements: list[Statement], keys: dict[str, str]) -> None:
        """Give keys to new entries; records that are joined by name share one."""
        joined: dict[tuple[str, str], str] = {}
        for statement in statements:
            if statement.key:
                continue
            nested = statement.nested
            key = f"{nested.type}:{nested.ref}" if nested.keep_id else statement.rows[0].key
            if JOINED in nested.match:
                names = [fold_romaji(t) for t in texts(registry[nested.type], nested)]
                first = next(
                    (joined[nested.type, n] for n in names if (nested.type, n) in joined), ""
                )
                if first:
                    statement.outcome = UNCHANGED  # the first one's page is theirs too
                key = first or key
                joined.update({(nested.type, n): key for n in names})
            statement.key = keys[nested.token] = key

    def _without_foreign_links(self, statements: list[Statement], plan: Plan) -> None:
        """Leave out links that another page has: each link belongs to one page."""
        for name, group in by_type(s.nested for s in statements).items():
            part = links_part(registry[name])
            wanted = {n.token for n in group}
            if part is None:
                continue
            own = [s for s in statements if s.nested.token in wanted]
            pairs = {
                (row.fields["site"], row.fields["value"])
                for s in own
                for row in s.rows
                if row.shape is part
            }
            holders = link_holders(registry[name], pairs)
            for statement in own:
                foreign = set()
                for row in statement.rows:
                    if row.shape is part:
                        pair = (row.fields["site"], row.fields["value"])
                        if holders.setdefault(pair, statement.key) != statement.key:
                            foreign.add(row.key)
                self._leave_out(statement, foreign, "another page has it", plan)

    def _leave_out(self, statement: Statement, keys: set[str], why: str, plan: Plan) -> None:
        """Take rows out of a statement, with those inside them or pointing at them."""
        for row in statement.rows:
            if row.key in keys:
                reason = f"{shown(row)}: {why}"
                plan.left_out.append(Problem(statement.place, reason, why))
        statement.rows = without(statement.rows, keys)

    def _bases(self, statements: list[Statement]) -> dict[str, Document]:
        """What the source said last, by token."""
        found: dict[str, Document] = {}
        for statement in statements:
            if statement.former:
                row = ImportedRecord.objects.get(pk=statement.former)
                found[statement.nested.token] = row.unpacked()
        for name, group in by_type(s.nested for s in statements if s.known).items():
            for some in chunks(n.ref for n in group):
                for row in ImportedRecord.objects.filter(
                    source=self.source, entry_type=name, ref__in=some
                ):
                    found[f"{name}:{row.ref}"] = row.unpacked()
        return found

    def _resolve(self, statement: Statement, keys: dict[str, str]) -> None:
        """Turn tokens into keys; rows whose entry is not there yet are left for later."""
        waiting: set[str] = set()
        for row in statement.rows:
            for spec in outward(row.shape):
                value = row.fields.get(spec.name)
                if not value:
                    continue
                tokens = items(value)
                found = [keys[t] for t in tokens if t in keys]
                if spec.name == "merged_into":
                    found = [key for key in found if ":new" not in key]
                if len(found) < len(tokens):
                    statement.missing += [t for t in tokens if keys.get(t) not in found]
                    if isinstance(row.shape, Part) and not isinstance(spec, References):
                        waiting.add(row.key)
                if isinstance(spec, References):
                    row.fields[spec.name] = sorted(set(found))
                elif found:
                    row.fields[spec.name] = found[0]
                elif not isinstance(row.shape, Part):
                    row.fields[spec.name] = None
        statement.rows = without(statement.rows, waiting)

    def _create(self, statement: Statement, plan: Plan) -> None:
        if statement.outcome == UNCHANGED:
            return
        own = statement.rows[0].key
        self._leave_out(statement, doubled(statement.rows), "it stands there twice", plan)
        for row in statement.rows:
            fields = row.fields
            key = row.key
            if own != statement.key:
                key = statement.key if key == own else key
                fields = {n: statement.key if v == own else v for n, v in fields.items()}
            statement.said[key] = {n: v for n, v in fields.items() if not is_empty(v)}
            plan.changes.append(
                {
                    "key": key,
                    "entry": statement.key,
                    "op": "+",
                    "fields": {n: [None, v] for n, v in statement.said[key].items()},
                }
            )
            plan.owners[key] = statement

    def _update(
        self, statement: Statement, base: Document, current: Document, plan: Plan
    ) -> Document:
        """Add what a record changes on its page; return the page as it will be."""
        state = current[statement.key]
        if (state["hidden"] or state["merged_into"]) and not statement.rows[0].fields.get("hidden"):
            statement.outcome = HIDDEN
            return current
        result = update(statement.rows, statement.key, base, current)
        statement.said = result.said
        self._leave_out(
            statement, {r.key for r in result.doubled}, "the page has one already", plan
        )
        statement.outcome = UPDATED if result.changes or result.held else UNCHANGED
        for change in result.changes:
            if change["key"] in plan.owners:
                _fold(plan.changes, change)
            else:
                plan.changes.append(change)
            plan.owners[change["key"]] = statement
        current = documents.complete(changesets.apply(result.changes, current))
        if result.held:
            plan.held.setdefault(statement.key, []).extend(result.held)
        return current


def _fold(changes: ChangeSet, change: Change) -> None:
    """Add a change to a change set that changes the row already."""
    there = next(c for c in changes if c["key"] == change["key"])
    if change["op"] == "~":
        for name, (base, new) in change["fields"].items():
            there["fields"][name] = [there["fields"].get(name, [base])[0], new]
    else:
        changes.remove(there)
        if there["op"] != "+":
            changes.append(change)
