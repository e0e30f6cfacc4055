"""Trust: what became of somebody's edits, by area, and what that says about the next one.

Measured on ``SubmissionArea``: one row for the part of a submission that falls into one area. Counted
are the last ``GENGA_TRUST_LAST`` that were *judged*: approved or refused by a moderator, looked at
after they went live, or taken back by somebody else, which counts as refused whatever came before. What
went live at once and nobody has looked at says nothing. Older ones weigh less.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from accounts.wilson import faded, wilson_lower_bound
from wiki.areas import Area, Weight
from wiki.models import Outcome, Submission, SubmissionArea

#: How many of a user's latest submissions are looked at for judged ones: a bound on the work.
SCOPE = 1000
#: The same for lists, which tell of many users at once.
SCOPE_OF_LISTS = 50


@dataclass(frozen=True)
class Judged:
    """The part of a submission that falls into one area, and how much of it was accepted."""

    submission: int
    area: Area
    page: tuple[str, int | None]
    sent_at: datetime
    decided_at: datetime
    facts: int
    kept: int
    reversed_at: datetime | None

    @property
    def share(self) -> float:
        """The accepted share; nothing of what was taken back."""
        return 0.0 if self.reversed_at else self.kept / self.facts


@dataclass(frozen=True)
class Record:
    """Somebody's record in one area.

    ``accepted`` of ``total`` judged edits, accepted ones on so many ``pages`` and ``days``. ``bound``
    is the share accepted that is at least to be expected, ``doubt`` the share refused; both fade.
    """

    area: Area
    accepted: int = 0
    total: int = 0
    pages: int = 0
    days: int = 0
    bound: float = 0.0
    doubt: float = 0.0
    account_days: int = 0

    def proves(self, weight: Weight) -> bool:
        """Whether trust is proven for changes of this weight: enough good edits, spread widely."""
        bar = settings.GENGA_TRUST_BAR
        if weight >= Weight.OVERWRITE:
            bar = settings.GENGA_TRUST_BAR_OVERWRITE
        return (
            self.bound >= bar
            and self.pages >= settings.GENGA_TRUST_PAGES
            and self.days >= settings.GENGA_TRUST_DAYS
            and self.account_days >= settings.GENGA_TRUST_ACCOUNT_DAYS
        )

    @property
    def is_doubted(self) -> bool:
        """Whether the record speaks against somebody who is trusted by level."""
        return (
            self.total >= settings.GENGA_TRUST_DOUBT_FROM
            and self.doubt > settings.GENGA_TRUST_DOUBT
        )


@dataclass(frozen=True)
class Verdict:
    """What became of one submission as a whole."""

    page: tuple[str, int | None]
    sent_at: datetime
    decided_at: datetime
    share: float
    reversed_at: datetime | None

    @property
    def is_accepted(self) -> bool:
        """Whether at least half of it stands."""
        return self.share >= 0.5


@dataclass(frozen=True)
class Trust:
    """All that was judged of one user's edits, newest first, and when the account was made."""

    judged: Sequence[Judged] = ()
    joined: datetime = field(default_factory=timezone.now)

    @cached_property
    def records(self) -> dict[Area, Record]:
        """The record in every area, in the order in which areas are declared."""
        return {area: self._record(area) for area in Area}

    @cached_property
    def verdicts(self) -> list[Verdict]:
        """The submissions that were judged, newest first."""
        parts: dict[int, list[Judged]] = {}
        for judged in self.judged:
            parts.setdefault(judged.submission, []).append(judged)
        return [_verdict(each) for each in parts.values()]

    def _record(self, area: Area) -> Record:
        own = [j for j in self.judged if j.area == area][: settings.GENGA_TRUST_LAST]
        return record_of(area, own, joined=self.joined, now=timezone.now())


def record_of(area: Area, judged: Sequence[Judged], *, joined: datetime, now: datetime) -> Record:
    """The record that ``judged`` edits make in ``area``. Pure."""
    weights = [faded(_days(now, j.decided_at), settings.GENGA_TRUST_HALF_LIFE) for j in judged]
    total = sum(weights)
    accepted = sum(weight * j.share for weight, j in zip(weights, judged, strict=True))
    good = [j for j in judged if j.share >= 0.5]
    z = settings.GENGA_TRUST_Z
    return Record(
        area=area,
        accepted=len(good),
        total=len(judged),
        pages=len({j.page for j in good}),
        days=len({_day(j.sent_at) for j in good}),
        bound=wilson_lower_bound(accepted, total, z),
        doubt=wilson_lower_bound(total - accepted, total, z),
        account_days=int(_days(now, joined)),
    )


def of(user: Any) -> Trust:
    """The trust in one user. One query."""
    return of_many([user])[user.pk]


def of_many(users: Iterable[Any], *, scope: int = SCOPE) -> dict[int, Trust]:
    """The trust in each of ``users``, by their ids, from so many latest submissions. One query."""
    joined = {user.pk: user.date_joined for user in users}
    judged: dict[int, list[Judged]] = {pk: [] for pk in joined}
    for author, *columns in _rows(list(joined), scope):
        submission, area, entry_type, entry_id, *rest = columns
        judged[author].append(Judged(submission, Area(area), (entry_type, entry_id), *rest))
    return {pk: Trust(judged[pk], joined[pk]) for pk in joined}


def _rows(users: list[int], scope: int) -> Iterable[Any]:
    """What was judged of the latest submissions of each of ``users``, newest first."""
    if not users:
        return []
    place = Window(
        RowNumber(), partition_by="author", order_by=[F("created_at").desc(), F("pk").desc()]
    )
    latest = Submission.objects.filter(author__in=users).order_by().annotate(place=place)
    # The slice changes nothing; it tells the database how few they are.
    latest = latest.filter(place__lte=scope)[: scope * len(users)]
    rows = SubmissionArea.objects.filter(
        Q(outcome__in=(Outcome.ACCEPTED, Outcome.REFUSED)) | Q(reversed_at__isnull=False),
        submission__in=latest.values("pk"),
        decided_at__isnull=False,
    )
    return rows.order_by("-decided_at", "-submission_id", "area").values_list(
        "submission__author",
        "submission",
        "area",
        "submission__entry_type",
        "submission__entry_id",
        "submission__created_at",
        "decided_at",
        "facts",
        "kept",
        "reversed_at",
    )


def _verdict(parts: list[Judged]) -> Verdict:
    first = parts[0]
    standing = sum(part.kept for part in parts if part.reversed_at is None)
    return Verdict(
        page=first.page,
        sent_at=first.sent_at,
        decided_at=first.decided_at,
        share=standing / sum(part.facts for part in parts),
        reversed_at=max((p.reversed_at for p in parts if p.reversed_at), default=None),
    )


def _days(now: datetime, then: datetime) -> float:
    return (now - then).total_seconds() / 86_400


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
