"""The site's periodic work: what ``manage.py tick`` does, and when each piece of it is due.

``GENGA_TICK`` names the jobs: ``(dotted path, seconds)``. A job is a function without arguments that
returns what it did, in words, or "" for nothing. One with 0 seconds runs at every tick and must bear
to run twice at once; of the others the database says when they are due, and whoever moves that time
on runs the job, so that several processes that tick share the work.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from wiki.models import TickJob

logger = logging.getLogger(__name__)

#: A job that failed is tried again after this, if its turn does not come earlier.
RETRY = timedelta(minutes=10)


@dataclass(frozen=True)
class Done:
    """That a job has run: what it did, in words, or that it failed."""

    name: str
    words: str
    failed: bool = False


def tick() -> Iterator[Done]:
    """Run the jobs that are due; yield those that did something, or failed.

    An error is logged with its traceback; the other jobs run all the same.
    """
    due = dict(TickJob.objects.values_list("name", "due_at"))
    for path, seconds in settings.GENGA_TICK:
        every = timedelta(seconds=seconds)
        if every and not (due.get(path, timezone.now()) <= timezone.now() and _claim(path, every)):
            continue
        try:
            words = import_string(path)()
        except Exception:
            logger.exception("The periodic job %s failed.", path)
            if every:
                again = timezone.now() + min(every, RETRY)
                TickJob.objects.filter(name=path).update(due_at=again)
            yield Done(path, "failed", failed=True)
        else:
            if words:
                yield Done(path, words)


def _claim(path: str, every: timedelta) -> bool:
    """Move a due job to its next time; whether nobody else has done so."""
    now = timezone.now()
    if TickJob.objects.filter(name=path, due_at__lte=now).update(due_at=now + every):
        return True
    if TickJob.objects.filter(name=path).exists():
        return False
    try:
        with transaction.atomic():
            TickJob.objects.create(name=path, due_at=now + every)
    except IntegrityError:  # another process was faster
        return False
    return True


def clear_sessions() -> str:
    """Delete sessions that have ended; Django leaves that to the site."""
    call_command("clearsessions")
    return ""
