"""Hiding a page from readers, and showing it again."""

from __future__ import annotations

from typing import Any

from wiki.actions.submit import submit
from wiki.entry_types import registry
from wiki.models import Entry, Submission, SubmissionKind


def hide(entry: Entry, *, user: Any, summary: str, sources: str = "") -> Submission:
    """Propose that readers no longer see ``entry``. Raises what ``submit`` raises."""
    return _set_hidden(entry, True, SubmissionKind.HIDE, user, summary, sources)


def restore(entry: Entry, *, user: Any, summary: str, sources: str = "") -> Submission:
    """Propose that readers see ``entry`` again. Raises what ``submit`` raises."""
    return _set_hidden(entry, False, SubmissionKind.RESTORE, user, summary, sources)


def _set_hidden(
    entry: Entry, hidden: bool, kind: str, user: Any, summary: str, sources: str
) -> Submission:
    key = f"{registry.of(type(entry)).name}:{entry.pk}"
    return submit(
        [{"key": key, "entry": key, "op": "~", "fields": {"hidden": [not hidden, hidden]}}],
        entry=key,
        kind=kind,
        author=user,
        summary=summary,
        sources=sources,
        base_number=entry.number,
    )
