"""Levels that are earned and lost: new, member, trusted. Moderators and administrators are appointed.

The rules are settings; they count what was judged of somebody's edits (``accounts.trust``) since the
level was last lost, or given by an administrator. Every change is written to the public log and told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accounts import trust
from accounts.models import User
from accounts.trust import Trust, Verdict
from wiki import log, notices
from wiki.actions.apply import lock_writer
from wiki.models import Act, LogEntry, NoticeKind, Revision, Submission, SubmissionStatus

Role = User.Role
#: The levels that the rules give and take, the lowest first.
EARNED = (Role.NEW, Role.MEMBER, Role.TRUSTED)
#: A level is looked at again by ``review_all`` after so long, a batch of users at a time.
EVERY = timedelta(days=1)
BATCH = 100


@dataclass(frozen=True)
class Tally:
    """What the rules count of one user's edits.

    ``approved`` edits that stand, on so many ``pages`` and ``active_days``; of the last ``judged``,
    ``refused`` were refused or taken back; ``reversals`` were taken back lately.
    """

    approved: int
    pages: int
    active_days: int
    account_days: int
    judged: int
    refused: int
    reversals: int

    @property
    def rate(self) -> float:
        """The accepted share of what was judged last; 0 while nothing was."""
        return (self.judged - self.refused) / self.judged if self.judged else 0.0


def tally_of(verdicts: Iterable[Verdict], *, joined: datetime, now: datetime) -> Tally:
    """Count ``verdicts``, newest first. Pure."""
    every = list(verdicts)
    good = [verdict for verdict in every if verdict.is_accepted]
    last = every[: settings.GENGA_TRUST_LAST]
    lately = now - timedelta(days=settings.GENGA_LEVEL_LATELY_DAYS)
    return Tally(
        approved=len(good),
        pages=len({verdict.page for verdict in good}),
        active_days=len({timezone.localtime(verdict.sent_at).date() for verdict in good}),
        account_days=(now - joined).days,
        judged=len(last),
        refused=sum(not verdict.is_accepted for verdict in last),
        reversals=sum(bool(v.reversed_at and v.reversed_at >= lately) for v in every),
    )


def is_earned(role: str, tally: Tally) -> bool:
    """Whether ``tally`` fulfils the rule of rising to ``role``."""
    rule = settings.GENGA_LEVEL_RULES[role]
    return (
        tally.approved >= rule["approved"]
        and tally.pages >= rule["pages"]
        and tally.active_days >= rule["active_days"]
        and tally.account_days >= rule["account_days"]
        and tally.rate >= rule["rate"]
        and tally.reversals <= rule["reversals"]
    )


def is_lost(role: str, tally: Tally) -> bool:
    """Whether ``tally`` costs somebody the level ``role``."""
    rule = settings.GENGA_LEVEL_LOSSES[role]
    too_few = tally.judged >= rule["judged"] and tally.rate < rule["rate"]
    return too_few or tally.reversals > rule["reversals"]


def review_level(user: User) -> str:
    """Raise or lower ``user``'s level by one if the rules say so; return the level they have then.

    At most two queries where nothing changes.
    """
    if user.role not in EARNED:
        return user.role
    since = counted_since([user.pk]).get(user.pk)
    return _apply_rules(user, trust.of(user), since, timezone.now())


def _apply_rules(user: User, trusted: Trust, since: datetime | None, now: datetime) -> str:
    verdicts = [v for v in trusted.verdicts if since is None or _last_touched(v) > since]
    tally = tally_of(verdicts, joined=user.date_joined, now=now)
    place = EARNED.index(Role(user.role))
    if place > 0 and is_lost(user.role, tally):
        return set_level(user, EARNED[place - 1], actor=None, reason=_why_lost(tally))
    if place + 1 < len(EARNED) and is_earned(EARNED[place + 1], tally):
        return set_level(user, EARNED[place + 1], actor=None, reason=_why_earned(tally))
    return user.role


def set_level(user: User, role: str, *, actor: Any, reason: str) -> str:
    """Give ``user`` the level ``role``, log and tell it; return the level they have then.

    ``actor`` is ``None`` where the rules decide. Nothing happens if somebody else was faster.
    """
    former = user.role
    with transaction.atomic():
        if User.objects.filter(pk=user.pk, role=former).update(role=role):
            user.role = role
            tell_level(user, former, actor=actor, reason=reason)
        else:
            user.refresh_from_db(fields=["role"])
    return user.role


def tell_level(user: User, former: str, *, actor: Any, reason: str) -> None:
    """Leave a line in the log and a notice: ``user`` is no longer ``former``, but what they are now."""
    log.record(
        Act.LEVEL,
        actor=actor,
        person=user,
        title=str(user),
        reason=reason,
        former=former,
        now=user.role,
    )
    with override(user.language or settings.LANGUAGE_CODE):
        title = str(user.get_role_display())
    notices.tell(user, NoticeKind.LEVEL, title=title, text=reason, url="/help/levels/")


def review_after(submission: Submission) -> None:
    """Look at the levels that the decision about ``submission`` may change.

    Its author's, and those of the people whose edits it takes back.
    """
    found: dict[int, User] = {}
    if submission.undoes and submission.status == SubmissionStatus.APPROVED:
        undone = Revision.objects.filter(pk__in=submission.undoes).values("author")
        people = User.objects.filter(pk__in=undone, role__in=EARNED)
        found = {user.pk: user for user in people if user != submission.author}
    author = submission.author
    if author is not None and author.role in EARNED and not _says_nothing(submission, author):
        found[author.pk] = author
    for pk in sorted(found):
        review_level(found[pk])
        if found[pk].level_reviewed_at is None:  # from now on ``review_all`` looks again
            User.objects.filter(pk=pk).update(level_reviewed_at=timezone.now())


def _says_nothing(submission: Submission, author: User) -> bool:
    """Whether the decision cannot change its author's level.

    It went live and nobody has looked at it; or it is good news for somebody who cannot rise yet.
    """
    if submission.status != SubmissionStatus.APPROVED:
        return False
    if submission.automatic:
        return submission.patrolled_at is None
    place = EARNED.index(Role(author.role))
    if place + 1 == len(EARNED):
        return True
    rule = settings.GENGA_LEVEL_RULES[EARNED[place + 1]]
    if (timezone.now() - author.date_joined).days < rule["account_days"]:
        return author.level_reviewed_at is not None
    own = Submission.objects.filter(author=author, status=SubmissionStatus.APPROVED)
    return own.order_by()[: rule["approved"]].count() < rule["approved"]


def review_all() -> str:
    """Look again at levels that nobody has looked at for ``EVERY``; say how many changed.

    Time alone changes them: accounts grow older, reversals are forgotten. For ``GENGA_TICK``; one
    call does one batch, of those that have waited longest.
    """
    now = timezone.now()
    with transaction.atomic():
        lock_writer()  # decisions change levels in another order
        users = list(due_for_review(now)[:BATCH])
        found, since = trust.of_many(users), counted_since(user.pk for user in users)
        former = {user.pk: user.role for user in users}
        for user in users:
            _apply_rules(user, found[user.pk], since.get(user.pk), now)
        User.objects.filter(pk__in=list(former)).update(level_reviewed_at=now)
    moved = sum(user.role != former[user.pk] for user in users)
    return f"changed {moved} levels" if moved else ""


def due_for_review(now: datetime) -> QuerySet[User]:
    """The users whose level is to be looked at again, those that have waited longest first."""
    return User.objects.filter(role__in=EARNED, level_reviewed_at__lt=now - EVERY).order_by(
        "level_reviewed_at"
    )


def counted_since(users: Iterable[int]) -> dict[int, datetime]:
    """When each user last fell, or was given a level by an administrator; who never did is not there.

    What was judged before says nothing about the level that they have now. One query.
    """
    found: dict[int, datetime] = {}
    lines = LogEntry.objects.filter(act=Act.LEVEL, person__in=list(users)).order_by("pk")
    for line in lines:
        former, now = line.data["former"], line.data["now"]
        fell = Role.values.index(now) < Role.values.index(former)
        if line.person_id is not None and (fell or line.actor_id is not None):
            found[line.person_id] = line.created_at
    return found


def _last_touched(verdict: Verdict) -> datetime:
    """When a verdict was spoken, or the edit was taken back."""
    return verdict.reversed_at or verdict.decided_at


def _why_earned(tally: Tally) -> str:
    with override(settings.LANGUAGE_CODE):
        return _("%(approved)s edits accepted, on %(pages)s pages and %(days)s days.") % {
            "approved": tally.approved,
            "pages": tally.pages,
            "days": tally.active_days,
        }


def _why_lost(tally: Tally) -> str:
    with override(settings.LANGUAGE_CODE):
        words = _("Of the last %(judged)s edits that were looked at, %(refused)s were refused.") % {
            "judged": tally.judged,
            "refused": tally.refused,
        }
        if tally.reversals:
            words += " " + ngettext(
                "%(count)s was taken back within %(days)s days.",
                "%(count)s were taken back within %(days)s days.",
                tally.reversals,
            ) % {"count": tally.reversals, "days": settings.GENGA_LEVEL_LATELY_DAYS}
        return words
