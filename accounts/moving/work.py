"""An import from the file to the watch list and back, in pieces that any process may do.

Each piece is a transaction that says in the rows what is done, so work that stops goes on from there, and
two processes at one import only waste their time. ``tick`` does it (``go_on``), and the request that
begins it does the first second.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.models import (
    ImportRow,
    ImportStage,
    ListImport,
    MergeRule,
    Outcome,
    RowState,
    WatchStatus,
)
from accounts.moving import write, write_lists
from accounts.moving.files import Source
from accounts.moving.match import match
from accounts.moving.rows import Read, Row
from accounts.upsert import upsert
from wiki.exceptions import WikiError
from wiki.policy import require
from wiki.rates import HOUR, check_made

logger = logging.getLogger(__name__)

#: Rows of one piece, and seconds that one round of ``tick`` and one request give to them.
PIECE, ROUND, REQUEST = 500, 8.0, 1.0
#: Stages at which an import waits for its owner.
_OPEN = (ImportStage.READY, ImportStage.DONE, ImportStage.UNDONE)
_TOO_MANY = gettext_lazy("That is many files for one hour; the next can be sent %(when)s.")


class NotNow(WikiError):
    """The import is at a stage at which this cannot be done."""

    status = 409
    message = gettext_lazy("This import is at another stage by now. Look at it again.")


def begin(user: Any, source: Source, name: str, found: Read) -> ListImport:
    """Keep what a file of the format ``name`` says, and begin to look it up. Raises ``TooMany``."""
    require(user.is_authenticated and user.is_active)
    sent = ListImport.objects.filter(user=user)
    check_made(sent, settings.GENGA_IMPORTS_AN_HOUR, HOUR, _TOO_MANY)
    now = timezone.now()
    with transaction.atomic():
        made = ListImport.objects.create(
            user=user,
            file_name=source.name,
            digest=source.digest,
            format=name,
            total=len(found.rows),
            todo=len(found.rows),
            lists=[asdict(each) for each in found.lists],
            left_out=found.left_out,
            created_at=now,
            changed_at=now,
        )
        rows = (
            ImportRow(of=made, number=at, number_of_list=row.list, read=row.as_json())
            for at, row in enumerate(found.rows, start=1)
        )
        ImportRow.objects.bulk_create(rows, batch_size=500)
    advance(made.pk, seconds=REQUEST)
    return made


def choose(of: ListImport, chosen: Iterable[tuple[int, str]]) -> None:
    """Say what rows mean, by their ids: one of their options, or "" for none of them.

    A row that was sure and is said to mean nothing is one to be chosen again, and the other way round.
    """
    wanted = dict(chosen)
    with _held(of, *_OPEN) as locked:
        rows = list(locked.rows.filter(pk__in=wanted, outcome=""))
        for row in rows:
            key = wanted[row.pk]
            if row.state == RowState.UNSURE and key in row.options:
                row.state, row.target = RowState.MATCHED, key
            elif row.state == RowState.UNSURE and not key:
                row.state = RowState.MISSING
            elif row.state == RowState.MATCHED and not key:
                row.state, row.options, row.target = RowState.UNSURE, [row.target], ""
        upsert(rows, ("state", "target", "options"))


def look_again(of: ListImport) -> ListImport:
    """Look up once more what was not found: the catalogue grows. Raises ``NotNow``."""
    with _held(of, *_OPEN) as locked:
        count = locked.rows.filter(state=RowState.MISSING).update(state=RowState.WAITING)
        _turn(locked, ImportStage.MATCHING, count)
    advance(of.pk, seconds=REQUEST)
    return of


def carry_out(of: ListImport, *, rule: str, status_for_rest: str = "") -> ListImport:
    """Begin to write what was found and chosen, and is not written yet. Raises ``NotNow``."""
    require(rule in MergeRule.values and status_for_rest in ("", *WatchStatus.values))
    with _held(of, *_OPEN) as locked:
        locked.rule, locked.status_for_rest = rule, status_for_rest
        locked.save(update_fields=["rule", "status_for_rest"])
        _turn(locked, ImportStage.RUNNING, to_write(locked).count())
    advance(of.pk, seconds=REQUEST)
    return of


def undo(of: ListImport) -> ListImport:
    """Begin to put back what was there before. Raises ``NotNow``."""
    with _held(of, ImportStage.DONE) as locked:
        _turn(locked, ImportStage.UNDOING, locked.rows.exclude(outcome="").count())
    advance(of.pk, seconds=REQUEST)
    return of


def forget(of: ListImport) -> None:
    """Delete what the file said. What was written of it stays. Raises ``NotNow`` while it is worked on."""
    with _held(of, *_OPEN) as locked:
        locked.delete()


def to_write(of: ListImport) -> QuerySet[ImportRow]:
    """The rows that are found and not written yet."""
    return of.rows.filter(state=RowState.MATCHED, outcome="")


def done_of(of: ListImport) -> int:
    """How many rows the present stage has dealt with."""
    left = {
        ImportStage.MATCHING: of.rows.filter(state=RowState.WAITING),
        ImportStage.RUNNING: to_write(of),
        ImportStage.UNDOING: of.rows.exclude(outcome=""),
    }.get(ImportStage(of.stage))
    return max(of.todo - left.count(), 0) if left is not None else of.todo


@contextmanager
def _held(of: ListImport, *stages: ImportStage) -> Iterator[ListImport]:
    """A transaction that holds an import, which must be at one of some stages."""
    with transaction.atomic():
        locked = ListImport.objects.select_for_update(of=("self",)).select_related("user")
        found = locked.filter(pk=of.pk, stage__in=stages).first()
        if found is None:
            raise NotNow
        yield found


def _turn(of: ListImport, stage: ImportStage, todo: int = 0) -> None:
    of.stage, of.todo, of.changed_at = stage, todo, timezone.now()
    of.save(update_fields=["stage", "todo", "changed_at"])


def go_on() -> str:
    """Work on what waits, the longest waiting first; a job of ``tick``. Returns what it did, in words."""
    end, done = time.monotonic() + ROUND, 0
    working = (ImportStage.MATCHING, ImportStage.RUNNING, ImportStage.UNDOING)
    waiting = ListImport.objects.filter(stage__in=working).order_by("changed_at", "pk")
    for pk in waiting.values_list("pk", flat=True):
        left = end - time.monotonic()
        if left <= 0:
            break
        try:
            done += advance(pk, seconds=left)
        except Exception:  # the others wait for their turn
            logger.exception("Import %s failed; it is tried again after the others.", pk)
            ListImport.objects.filter(pk=pk).update(changed_at=timezone.now())
    return f"{done:,} pieces of imported lists" if done else ""


def advance(pk: int, *, seconds: float) -> int:
    """Do pieces of an import until it waits for its owner, or for so long; how many they were."""
    end, done = time.monotonic() + seconds, 0
    while (of := ListImport.objects.filter(pk=pk).first()) is not None and of.is_working:
        if not _PIECES[of.stage](of):
            break
        done += 1
        if time.monotonic() >= end:
            break
    return done


def _match(of: ListImport) -> bool:
    """Look up some rows. That is reading, and long: nobody is kept waiting until it is noted."""
    waiting = of.rows.filter(state=RowState.WAITING)
    rows = list(waiting.order_by("number")[:PIECE])
    found = match([Row.of(row.read) for row in rows], anime=of.format != "letterboxd")
    try:
        with _held(of, ImportStage.MATCHING) as locked:
            if rows and waiting.filter(pk=rows[0].pk).exists():  # else somebody was faster
                for row, each in zip(rows, found, strict=True):
                    row.state, row.target, row.options = each.state, each.target, list(each.options)
                upsert(rows, ("state", "target", "options"))
            if not waiting.exists():
                _turn(locked, _after_matching(locked))
    except NotNow:
        return False
    return True


def _after_matching(of: ListImport) -> ImportStage:
    """An import of which something was written stays one that can be undone."""
    return ImportStage.DONE if of.rows.exclude(outcome="").exists() else ImportStage.READY


def _write(of: ListImport) -> bool:
    """Write some rows, those of the watch list before those of lists."""
    try:
        with _held(of, ImportStage.RUNNING) as locked:
            rows = _some(to_write(locked).order_by("number"))
            if not rows:
                _turn(locked, ImportStage.DONE)
            elif rows[0].number_of_list is None:
                write.write(locked, rows)
            else:
                _write_list(locked, rows)
    except NotNow:
        return False
    return True


def _write_list(of: ListImport, rows: list[ImportRow]) -> None:
    """Write rows of one list, or note that its owner may not (any more): that is no reason to stop."""
    try:
        with transaction.atomic():
            write_lists.write(of, rows)
    except (WikiError, PermissionDenied):
        for row in rows:
            row.outcome, row.after = Outcome.NO_ROOM, None
        upsert(rows, ("outcome", "after"))


def _undo(of: ListImport) -> bool:
    """Take back some rows, the last first."""
    try:
        with _held(of, ImportStage.UNDOING) as locked:
            rows = _some(locked.rows.exclude(outcome="").order_by("-number"))
            if not rows:
                _turn(locked, ImportStage.UNDONE)
            elif rows[0].number_of_list is None:
                write.take_back(locked, rows)
            else:
                write_lists.take_back(locked, rows)
    except NotNow:
        return False
    return True


def _some(rows: QuerySet[ImportRow]) -> list[ImportRow]:
    """The next rows, as long as they are of the same list."""
    found = list(rows[:PIECE])
    return [row for row in found if row.number_of_list == found[0].number_of_list]


_PIECES: dict[str, Callable[[ListImport], bool]] = {
    ImportStage.MATCHING: _match,
    ImportStage.RUNNING: _write,
    ImportStage.UNDOING: _undo,
}


def delete_old() -> str:
    """Delete imports that nobody has touched for long; a job of ``tick``. Returns how many, in words."""
    before = timezone.now() - timedelta(days=settings.GENGA_IMPORT_DAYS)
    old = ListImport.objects.filter(changed_at__lt=before)
    count = old.count()
    old.delete()
    return f"{count:,} old imports of lists deleted" if count else ""
