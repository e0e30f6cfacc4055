"""Applying a change set: the only code that writes catalogue rows.

``apply`` takes the writer's lock, fits the change set to the present documents (``fit``), writes the
rows in an order that the references allow, stamps one historical row per row touched, brings the
derived columns and search names up to date, and records a ``Revision`` with one ``RevisionEntry``
per page. All in one transaction.

One writer at a time: revisions have one order of application, which makes their numbers a clock
that caches, feeds and replicas can follow, and leaves no races between pages that share rows. An
apply takes some milliseconds, a wiki has far fewer edits than that allows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from wiki import changesets, contributions, pictures
from wiki.actions.fit import Fitted, Resolutions, fit
from wiki.actions.recount import recount
from wiki.actions.write import write
from wiki.changesets import Change, ChangeSet
from wiki.entry_types import registry
from wiki.models import Revision, RevisionEntry, SearchName, Submission
from wiki.search_names import search_names
from wiki.tracking import writing_tracked_rows

#: The key of PostgreSQL's advisory lock that the one writer holds; any number, but always this.
WRITER_LOCK = 0x67656E6761


@dataclass(frozen=True)
class Applied:
    """What ``apply`` did. ``keys`` maps the change set's new keys to the real ones."""

    revision: Revision
    changes: ChangeSet
    keys: dict[str, str]


def lock_writer() -> None:
    """Wait until no other revision is being written; held until the transaction ends.

    On SQLite the transaction itself is the lock (``transaction_mode`` IMMEDIATE).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITER_LOCK])


def apply(
    changes: Iterable[Change],
    *,
    kind: str,
    author: Any,
    approver: Any = None,
    corrector: Any = None,
    submission: Submission | None = None,
    automatic: bool = False,
    summary: str = "",
    sources: str = "",
    resolutions: Resolutions | None = None,
) -> Applied:
    """Write ``changes`` to the catalogue as one revision.

    Raises what ``fit`` raises, and ``InvalidChange`` for a broken rule of the database; then nothing
    is written.
    """
    with transaction.atomic():
        lock_writer()
        fitted = fit(changes, kind=kind, resolutions=resolutions)
        now = timezone.now()
        revision = Revision.objects.create(
            kind=kind,
            author=author,
            approver=approver,
            corrector=corrector,
            submission=submission,
            automatic=automatic,
            summary=summary,
            sources=sources,
            created_at=now,
        )
        with writing_tracked_rows():
            keys = write(fitted, revision=revision)
            final = rekeyed(fitted.changes, keys)
            rows = _record(fitted, final, keys, revision=revision, now=now)
        contributions.count(revision, rows)
        pictures.publish(final, now)
        recount(fitted.before, but=submission)
        return Applied(revision, final, keys)


def rehearse(
    changes: Iterable[Change], *, kind: str, resolutions: Resolutions | None = None
) -> ChangeSet:
    """The change set as ``apply`` would write it now; nothing stays written.

    Raises what ``apply`` raises. New rows keep their proposed keys.
    """
    with transaction.atomic():
        lock_writer()
        fitted = fit(changes, kind=kind, resolutions=resolutions, completing=True)
        revision = Revision.objects.create(kind=kind, author=None, created_at=timezone.now())
        with writing_tracked_rows():
            write(fitted, revision=revision)
        transaction.set_rollback(True)
    return fitted.changes


def rekeyed(changes: Iterable[Change], keys: dict[str, str]) -> ChangeSet:
    """``changes`` with the keys of new rows replaced by the real ones, also where they are values."""
    result: ChangeSet = []
    for change in changes:
        shape = registry.shape_of(change["key"])
        fields = {
            name: [_rekey(v, keys) for v in pair] if shape.fields[name].refers else pair
            for name, pair in change["fields"].items()
        }
        key, entry = change["key"], change["entry"]
        result.append(
            {
                "key": keys.get(key, key),
                "entry": keys.get(entry, entry),
                "op": change["op"],
                "fields": fields,
            }
        )
    return result


def _rekey(value: Any, keys: dict[str, str]) -> Any:
    if isinstance(value, list):
        return sorted(keys.get(item, item) for item in value)
    return keys.get(value, value)


def _record(
    fitted: Fitted, final: ChangeSet, keys: dict[str, str], *, revision: Revision, now: datetime
) -> list[RevisionEntry]:
    """Bring derived columns and search names up to date; write the pages' revisions."""
    by_entry = changesets.by_entry(final)
    rows: list[RevisionEntry] = []
    names: list[SearchName] = []
    stale: dict[str, list[int]] = {}
    numbers = _numbers(fitted.before)
    for proposed, document in fitted.after.items():
        key = keys.get(proposed, proposed)
        entry_type = registry.of_key(key)
        pk = int(key.partition(":")[2])
        number = numbers[key] + 1 if proposed in fitted.before else 1
        derived = entry_type.derive(proposed, document)
        if proposed in fitted.before:
            stale.setdefault(entry_type.name, []).append(pk)
            entry_type.model._base_manager.filter(pk=pk).update(
                **derived, number=number, changed_at=now
            )
        names += search_names(entry_type, proposed, pk, document)
        rows.append(
            RevisionEntry(
                revision=revision,
                entry_type=entry_type.name,
                entry_id=pk,
                number=number,
                title=derived["title"],
                changes=by_entry[key],
                size=changesets.size(by_entry[key]),
                created=proposed not in fitted.before,
            )
        )
    for name, ids in stale.items():
        SearchName.objects.filter(entry_type=name, entry_id__in=ids).delete()
    SearchName.objects.bulk_create(names)
    return RevisionEntry.objects.bulk_create(rows)


def _numbers(keys: Iterable[str]) -> dict[str, int]:
    """The number of the latest revision of each page."""
    return {
        f"{name}:{pk}": number
        for name, ids in changesets.ids_by_type(keys).items()
        for pk, number in registry[name]
        .model._base_manager.filter(pk__in=ids)
        .values_list("pk", "number")
    }
