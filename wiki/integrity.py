"""Proving that the catalogue and its history say the same.

Rows of the catalogue are written by ``wiki.actions.apply`` alone, which leaves a historical row for
each, a change set per page and derived values. What went past it (raw SQL, ``loaddata``, a broken
restore) breaks one of these agreements, and is found here:

- every row of a tracked table equals its newest historical row, and no historical row is left whose
  row is gone;
- every historical row has its revision;
- the change sets of a page, one after another, give its present document;
- derived columns, revision numbers and search names follow from documents;
- the count of what stands of each editor's work follows from the history.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection

from wiki import changesets, contributions, documents
from wiki.changesets import Document
from wiki.entry_types import EntryType, registry
from wiki.models import Contribution, Revision, RevisionEntry, SearchName
from wiki.search_names import search_names
from wiki.tracking import TrackedModel

#: Pages that are looked at together.
BATCH = 300
#: Rows of one table that are named when they disagree; the rest is counted.
NAMED = 100


def disagreements() -> Iterator[str]:
    """Every disagreement, in words for an operator. Nothing when all is well. Reads only."""
    for model in tracked_models():
        yield from _rows_and_history(model)
        yield from _history_without_revision(model)
    for entry_type in registry:
        yield from _pages(entry_type)
        yield from _contributions(entry_type)
        yield from _left_behind(entry_type)


def tracked_models() -> list[Any]:
    """The models whose rows have a history, through tables too."""
    return [model for model in apps.get_models() if issubclass(model, TrackedModel)]


def _history(model: Any) -> Any:
    return model.history.model


def _rows_and_history(model: Any) -> Iterator[str]:
    """Rows that are not as their newest historical row left them."""
    name = model._meta.model_name
    quote = connection.ops.quote_name
    table, past = quote(model._meta.db_table), quote(_history(model)._meta.db_table)
    key = quote(model._meta.pk.column)
    newest = (
        f"(SELECT h.* FROM {past} h JOIN (SELECT {key} AS k, MAX(history_id) AS last"  # noqa: S608
        f" FROM {past} GROUP BY {key}) l ON h.history_id = l.last)"
    )
    unlike = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
    columns = [
        f.column for f in _history(model).tracked_fields if f.column != model._meta.pk.column
    ]
    differs = " OR ".join(f"m.{quote(c)} {unlike} n.{quote(c)}" for c in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT m.{key} FROM {table} m LEFT JOIN {newest} n ON n.{key} = m.{key}"  # noqa: S608
            f" WHERE n.history_id IS NULL OR n.history_type = '-' OR {differs} ORDER BY 1"
        )
        changed = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            f"SELECT n.{key} FROM {newest} n LEFT JOIN {table} m ON m.{key} = n.{key}"  # noqa: S608
            f" WHERE m.{key} IS NULL AND n.history_type <> '-' ORDER BY 1"
        )
        gone = [row[0] for row in cursor.fetchall()]
    for pk in changed[:NAMED]:
        yield f"{name}:{pk}: {_unlike_history(model, pk)}"
    for pk in gone[:NAMED]:
        yield f"{name}:{pk}: the row is gone, and its history does not know"
    more = max(len(changed) - NAMED, 0) + max(len(gone) - NAMED, 0)
    if more:
        yield f"{name}: {more} more rows disagree with their history"


def _unlike_history(model: Any, pk: Any) -> str:
    """How a row and its newest historical row differ."""
    past = _history(model)._base_manager.filter(**{model._meta.pk.attname: pk})
    newest = past.order_by("-history_id").first()
    if newest is None:
        return "the row has no history"
    if newest.history_type == "-":
        return "the row is there, and its history says it was removed"
    row = model._base_manager.get(pk=pk)
    pairs = [
        f"{f.attname} is {getattr(row, f.attname)!r}, its history says {getattr(newest, f.attname)!r}"
        for f in _history(model).tracked_fields
        if getattr(row, f.attname) != getattr(newest, f.attname)
    ]
    return "; ".join(pairs) or "the stored values differ"


def _history_without_revision(model: Any) -> Iterator[str]:
    rows = _history(model)._base_manager.exclude(revision_id__in=Revision.objects.values("pk"))
    for pk, revision in rows.values_list("history_id", "revision_id")[:NAMED]:
        yield f"{model._meta.model_name}: historical row {pk}: there is no revision {revision}"


def _pages(entry_type: EntryType) -> Iterator[str]:
    """Pages that do not follow from their change sets, or whose derived values do not follow."""
    last = 0
    while True:
        rows = entry_type.model._base_manager.filter(pk__gt=last).order_by("pk")[:BATCH]
        entries = list(rows)
        if not entries:
            return
        ids = [entry.pk for entry in entries]
        last = ids[-1]
        pages = documents.load(entry_type, ids)
        told = _replayed(entry_type, ids)
        found = _found_by(entry_type, ids)
        for entry in entries:
            key = f"{entry_type.name}:{entry.pk}"
            for problem in (
                *_unlike_page(told.get(entry.pk), pages[key]),
                *_unlike_numbers(told.get(entry.pk), entry),
                *_unlike_derived(entry_type, key, pages[key], entry),
            ):
                yield f"{key}: {problem}"
            names = search_names(entry_type, key, entry.pk, pages[key])
            if sorted((n.rank, n.text, n.folded) for n in names) != found.get(entry.pk, []):
                yield f"{key}: search knows it by other names; run rebuild_search"


class _Told:
    """What the history of one page says: the document, the numbers, the times."""

    def __init__(self) -> None:
        self.document: Document = {}
        self.numbers: list[int] = []
        self.times: list[datetime] = []
        self.broken = ""


def _replayed(entry_type: EntryType, ids: list[int]) -> dict[int, _Told]:
    rows = RevisionEntry.objects.filter(entry_type=entry_type.name, entry_id__in=ids)
    told: dict[int, _Told] = {}
    for pk, number, time, changes in (
        rows.order_by("entry_id", "number")
        .values_list("entry_id", "number", "revision__created_at", "changes")
        .iterator()
    ):
        page = told.setdefault(pk, _Told())
        page.numbers.append(number)
        page.times.append(time)
        if not page.broken:
            try:
                page.document = changesets.apply(changes, page.document)
            except KeyError as error:
                page.broken = f"revision {number} changes {error}, which was not there"
    return told


def _unlike_page(told: _Told | None, page: Document) -> Iterator[str]:
    if told is None:
        return
    if told.broken:
        yield told.broken
        return
    said = changesets.canonical(documents.complete(told.document))
    now = changesets.canonical(page)
    if said == now:
        return
    for key in sorted({*said, *now}):
        if key not in now:
            yield f"{key} is missing, its revisions have it"
        elif key not in said:
            yield f"{key} is in none of its revisions"
        for name in sorted(
            {*said.get(key, {}), *now.get(key, {})} if key in said and key in now else ()
        ):
            was, is_now = said[key].get(name), now[key].get(name)
            if was != is_now:
                yield f"{key} {name} is {is_now!r}, its revisions say {was!r}"


def _unlike_numbers(told: _Told | None, entry: Any) -> Iterator[str]:
    if told is None:
        yield "the page has no revisions"
        return
    if told.numbers != list(range(1, len(told.numbers) + 1)):
        yield f"its revisions are numbered {told.numbers}"
    if entry.number != told.numbers[-1]:
        yield f"number is {entry.number}, its newest revision is {told.numbers[-1]}"
    if entry.created_at != told.times[0]:
        yield f"created_at is {entry.created_at}, its first revision was {told.times[0]}"
    if entry.changed_at != told.times[-1]:
        yield f"changed_at is {entry.changed_at}, its newest revision was {told.times[-1]}"


def _unlike_derived(entry_type: EntryType, key: str, page: Document, entry: Any) -> Iterator[str]:
    for name, value in entry_type.derive(key, page).items():
        if getattr(entry, name) != value:
            yield f"{name} is {getattr(entry, name)!r}, it should be {value!r}"


def _found_by(entry_type: EntryType, ids: list[int]) -> dict[int, list[tuple[int, str, str]]]:
    """What search knows pages by, in order."""
    found: dict[int, list[tuple[int, str, str]]] = {}
    rows = SearchName.objects.filter(entry_type=entry_type.name, entry_id__in=ids)
    for pk, rank, text, folded in rows.values_list("entry_id", "rank", "text", "folded"):
        found.setdefault(pk, []).append((rank, text, folded))
    return {pk: sorted(names) for pk, names in found.items()}


def _contributions(entry_type: EntryType) -> Iterator[str]:
    """Pages whose editors' contributions do not follow from their history."""
    people = RevisionEntry.objects.filter(
        entry_type=entry_type.name, revision__author__isnull=False
    )
    for pk in people.order_by("entry_id").values_list("entry_id", flat=True).distinct():
        stored = Contribution.objects.filter(entry_type=entry_type.name, entry_id=pk)
        if Counter(map(_counted, stored)) != Counter(
            map(_counted, contributions.expected(entry_type, pk))
        ):
            yield f"{entry_type.name}:{pk}: contributions differ; run rebuild_contributions"


def _counted(one: Contribution) -> tuple[Any, ...]:
    return (one.row_id, one.author_id, one.section, one.area, one.made, one.standing)


def _left_behind(entry_type: EntryType) -> Iterator[str]:
    """Revisions and search names of pages that do not exist."""
    pages = entry_type.model._base_manager.values("pk")
    for model, what in ((RevisionEntry, "revisions"), (SearchName, "search names")):
        rows = model.objects.filter(entry_type=entry_type.name).exclude(entry_id__in=pages)
        for pk in rows.order_by("entry_id").values_list("entry_id", flat=True).distinct()[:NAMED]:
            yield f"{entry_type.name}:{pk}: there are {what}, and no page"
