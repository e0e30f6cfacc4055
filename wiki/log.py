"""Writing the public log: each act of moderation leaves one line, in the transaction that it is part of."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from wiki.models import Act, LogEntry, Revision, Submission


def record(
    act: Act,
    *,
    actor: Any,
    submission: Submission | None = None,
    revision: Revision | None = None,
    entry: str | None = None,
    person: Any = None,
    title: str = "",
    reason: str = "",
    **data: Any,
) -> LogEntry:
    """Leave a line in the log: ``actor`` (``None`` for the site itself) did ``act``.

    What concerns a submission is about its page and its author unless ``entry`` (a page's key) and
    ``person`` say otherwise. ``data`` must fit into JSON.
    """
    if submission is not None:
        entry = entry or submission.entry_key
        person = person or submission.author
        title = title or submission.title
    name, _colon, pk = (entry or "").partition(":")
    return LogEntry.objects.create(
        act=act,
        actor=actor,
        person=person,
        submission=submission,
        revision=revision,
        entry_type=name,
        entry_id=int(pk) if pk.isdigit() else None,
        title=title[:300],
        reason=reason,
        data=data,
        created_at=timezone.now(),
    )
