"""Submitting: somebody proposes a change set."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wiki import changesets, citations, rates
from wiki.actions.apply import lock_writer, rehearse
from wiki.actions.approve import decide
from wiki.actions.fit import Resolutions
from wiki.changesets import ChangeSet
from wiki.documents import labels
from wiki.entry_types import registry
from wiki.exceptions import EntryUnavailable, NothingChanged
from wiki.filters.run import judge, keeping_attempts
from wiki.models import Submission
from wiki.outcomes import describe
from wiki.policy import policy, require_may_submit
from wiki.protections import require_unprotected
from wiki.sensitive import needs_second
from wiki.sources import Source


def submit(
    changes: ChangeSet,
    *,
    entry: str,
    kind: str,
    author: Any,
    summary: str = "",
    sources: str | Iterable[Source] = "",
    base_number: int = 0,
    resolutions: Resolutions | None = None,
    undoes: Iterable[int] = (),
    follows: Submission | None = None,
) -> Submission:
    """Propose ``changes`` to the page ``entry`` (``film:12``, or ``film:new1`` for a new one).

    The change set is rehearsed first, so that what waits in the queue is known to be valid, and is
    stored as it fits the present page. Where the author's edits need nobody's approval it is applied
    at once. ``base_number`` is the revision that the author saw, ``undoes`` are the revisions that this
    takes back, ``follows`` is the submission whose refused changes it proposes again. ``sources`` are
    given one by one, or as a text with one a line.

    Raises ``PermissionDenied``, ``NothingChanged``, ``EditConflict``, ``InvalidChange``,
    ``EntryUnavailable``, ``Protected``, ``Refused``, ``TooMany`` or ``ValidationError``; then nothing
    is kept.
    """
    require_may_submit(author, kind)
    if not changes:
        raise NothingChanged
    with keeping_attempts(), transaction.atomic():
        lock_writer()  # so that two edits of one moment are counted one after the other
        rates.check_edits(author)
        fitted = rehearse(changes, kind=kind, resolutions=resolutions)
        require_page(entry, fitted)
        require_unprotected(fitted, author)
        cited, named = citations.read(sources, kind=kind)
        submission = _proposed(
            fitted,
            entry,
            kind=kind,
            author=author,
            summary=summary,
            sources=named,
            base_number=base_number,
            undoes=sorted(undoes),
            follows=follows,
        )
        verdict = judge(submission, author=author)
        submission.save()
        citations.store(submission, cited)
        describe(submission)
        verdict.keep(submission)
        at_once = policy().approved_at_once(author, submission) and not needs_second(submission)
        if at_once and not verdict.wants_review:
            decide(submission, approver=None, automatic=True)
        else:
            rates.check_waiting(author)
    return submission


def _proposed(fitted: ChangeSet, entry: str, **said: Any) -> Submission:
    """The submission that proposes ``fitted``, not saved, with what follows from it."""
    name, _colon, pk = entry.partition(":")
    now = timezone.now()
    submission = Submission(
        entry_type=name,
        entry_id=int(pk) if pk.isdigit() else None,
        title=labels([entry], fitted)[entry].title,
        changes=fitted,
        size=changesets.size(fitted),
        created_at=now,
        touched_at=now,
        language=get_language() or "",
        sourced=bool(said["sources"]),
        **said,
    )
    submission.clean_fields(exclude={"author"})
    return submission


def require_page(entry: str, changes: ChangeSet) -> None:
    """Raise ``EntryUnavailable`` unless ``entry`` is a page's key, or ``changes`` make it."""
    name, _colon, pk = entry.partition(":")
    made = pk == "new1" and any(change["key"] == entry for change in changes)
    if name not in registry or not (made or (pk.isascii() and pk.isdigit())):
        raise EntryUnavailable(_("This page does not exist."))
