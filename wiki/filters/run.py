"""Running the filters over an edit that is being sent.

with keeping_attempts(), transaction.atomic():
    lock_writer()
    submission = Submission(...)
    verdict = judge(submission, author=author)     # raises Refused or TooMany
    submission.save()
    verdict.keep(submission)
    if not verdict.wants_review and ...: apply it at once
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from wiki import rates
from wiki.exceptions import Refused, TooMany
from wiki.filters.conditions import holds
from wiki.filters.facts import Facts, History, touched_by
from wiki.filters.history import LiveHistory
from wiki.filters.patterns import CannotTell, Searches
from wiki.models import (
    EditFilter,
    FilterAction,
    FilterHit,
    Submission,
    SubmissionFlag,
    SubmissionKind,
)
from wiki.policy import policy

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Hit:
    """A filter of which all conditions hold, or that could not tell (``unchecked``)."""

    filter: EditFilter
    unchecked: bool = False

    @property
    def action(self) -> str:
        """What follows: what could not be told is for a moderator to look at, and no more."""
        return FilterAction.REVIEW if self.unchecked else self.filter.action

    @property
    def words(self) -> str:
        """What moderators read beside the submission."""
        if self.unchecked:
            return _("%(filter)s (could not be checked in time)") % {"filter": self.filter.name}
        return self.filter.name


@dataclass(frozen=True)
class Verdict:
    """What the filters say of an edit that they let in."""

    facts: Facts
    hits: tuple[Hit, ...]

    @property
    def wants_review(self) -> bool:
        """Whether it must not be live at once."""
        return any(hit.action == FilterAction.REVIEW for hit in self.hits)

    def keep(self, submission: Submission) -> None:
        """Flag ``submission``, which is saved, in place of what was said of a former version of it."""
        submission.flags.filter(name__startswith=EditFilter.FLAG_PREFIX).delete()
        SubmissionFlag.objects.bulk_create(
            SubmissionFlag(submission=submission, name=hit.filter.flag, text=hit.words)
            for hit in self.hits
        )
        FilterHit.objects.bulk_create(record_of(hit, submission, self.facts) for hit in self.hits)


def judge(submission: Submission, *, author: Any) -> Verdict:
    """Run all filters that are switched on over ``submission``, filled but not saved.

    One query, and as many more as the conditions that get so far ask of the author's history.
    Raises ``Refused`` or ``TooMany``, with the attempt.
    """
    now = timezone.now()
    facts = facts_of(submission, author, now, LiveHistory(author, now, but=submission.pk))
    if submission.kind == SubmissionKind.ROLLBACK:
        return Verdict(facts, ())  # what a vandal did goes at once, whatever comes back with it
    try:
        rates.check_links(author, submission.changes)
    except Refused as error:
        error.attempt = record_of(None, submission, facts, stopped=True)
        raise
    hits = tuple(hits_of(EditFilter.objects.filter(enabled=True).order_by("pk"), facts))
    _refuse(hits, submission, facts)
    _throttle(hits, submission, facts, author, now)
    return Verdict(facts, hits)


def facts_of(submission: Submission, author: Any, now: datetime, history: History) -> Facts:
    """What the filters see of ``submission``, sent ``now`` by ``author``."""
    return Facts(
        kind=submission.kind,
        summary=submission.summary,
        touched=touched_by(submission.changes),
        level=policy().limits(author).rank,
        account_days=(now - author.date_joined) / timedelta(days=1),
        history=history,
    )


def hits_of(filters: Iterable[EditFilter], facts: Facts) -> Iterator[Hit]:
    """The filters that hit, in their order. One that is slow or broken hits too, ``unchecked``."""
    searches = Searches()
    for one in filters:
        try:
            if holds(one.conditions, facts, searches):
                yield Hit(one)
        except CannotTell:
            logger.warning("The edit filter %s could not be checked", one.slug)
            yield Hit(one, unchecked=True)


def record_of(
    hit: Hit | None, submission: Submission, facts: Facts, *, stopped: bool = False
) -> FilterHit:
    """The row that tells of a hit; without a filter it is the limit of the author's level."""
    return FilterHit(
        filter=hit.filter if hit else None,
        author=submission.author,
        submission=submission if submission.pk else None,
        stopped=stopped,
        unchecked=bool(hit and hit.unchecked),
        entry_type=submission.entry_type,
        entry_id=submission.entry_id,
        title=submission.title,
        summary=submission.summary,
        text=facts.added[: FilterHit.LONGEST_TEXT],
        created_at=timezone.now(),
    )


@contextmanager
def keeping_attempts() -> Iterator[None]:
    """Keep what is left of an edit that a filter stops: around the transaction that is rolled back."""
    try:
        yield
    except (Refused, TooMany) as error:
        if error.attempt is not None:
            error.attempt.save()
        raise


def _refuse(hits: tuple[Hit, ...], submission: Submission, facts: Facts) -> None:
    refusing = [hit for hit in hits if hit.action == FilterAction.REFUSE]
    if refusing:
        told = dict.fromkeys(hit.filter.message for hit in refusing if hit.filter.message)
        error = Refused(" ".join(told) or None)
        error.attempt = record_of(refusing[0], submission, facts, stopped=True)
        raise error


def _throttle(
    hits: tuple[Hit, ...], submission: Submission, facts: Facts, author: Any, now: datetime
) -> None:
    """Raise ``TooMany`` if a throttle has let one of the author's edits through of late."""
    for hit in hits:
        if hit.action != FilterAction.THROTTLE:
            continue
        pause = timedelta(minutes=hit.filter.minutes)
        let_through = FilterHit.objects.filter(filter=hit.filter, author=author, stopped=False)
        if submission.pk:  # an amendment of what was let through is no further one
            let_through = let_through.exclude(submission=submission)
        last = let_through.filter(created_at__gt=now - pause).order_by("-created_at").first()
        if last is not None:
            free = last.created_at + pause
            told = _("The next one like this can be sent %(when)s.") % {
                "when": rates.when(free, now)
            }
            words = f"{hit.filter.message} {told}".strip()
            error = TooMany(math.ceil((free - now).total_seconds()), words)
            error.attempt = record_of(hit, submission, facts, stopped=True)
            raise error
