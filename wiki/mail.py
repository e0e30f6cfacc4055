"""Mailing notices: their rows are the outbox, ``manage.py tick`` empties it.

A row is claimed by moving its ``due_at`` to the time of the next attempt, in a statement of its own,
and mailed outside of any transaction. So two that send at once never mail the same row, a server of
mail that is slow blocks nobody, and a process that dies in between leads to a second attempt. Each
mail's ``Message-ID`` follows from its notices, by which the readers' programs know a repeated one.

What waits for a user's digest is claimed by one statement that moves all of it to a moment that no other
process chooses, and goes in one mail, without what was read on the site meanwhile.
"""

from __future__ import annotations

import logging
import secrets
import smtplib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F
from django.utils import timezone

from wiki.mail_texts import digest_of, message_of
from wiki.models import Notice
from wiki.notice_choices import choice_of
from wiki.notice_kinds import Mail, group_of, is_known

logger = logging.getLogger(__name__)

#: Mails that one call sends at most; the next goes on.
BATCH = 200
#: The wait after the first failed attempt; each further one is four times as long, up to the longest.
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=12)
#: What is wrong with one mail, and not with the server or the way there.
OF_ONE_MAIL = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    ValueError,
)


def send_due() -> str:
    """Send the mails that are due; return what was done, in words ("" for nothing)."""
    due = Notice.objects.filter(due_at__lte=timezone.now()).order_by("due_at")
    rows = list(due.values_list("pk", "due_at", "attempts", "digest", "user")[:BATCH])
    if not rows:
        return ""
    sent = failed = 0
    collected: set[int] = set()
    connection = get_connection()
    try:
        for pk, due_at, attempts, digest, user in rows:
            if digest and user in collected:
                continue
            collected |= {user} if digest else set()
            claimed = _claim_all(user, attempts) if digest else _claim(pk, due_at, attempts)
            if not claimed:
                continue
            try:
                sent += _send(claimed, connection)
            except (OSError, ValueError) as problem:
                failed += 1
                _note_failure(claimed, problem)
                if not isinstance(problem, OF_ONE_MAIL):
                    break  # there is no server: the others need not find that out one by one
    finally:
        connection.close()
    return ", ".join(
        [f"mails sent: {sent}"] * bool(sent) + [f"mails not sent: {failed}"] * bool(failed)
    )


def _wait(attempts: int) -> timedelta:
    """How long after an attempt the next one is made."""
    return min(FIRST_WAIT * 4 ** min(attempts, 10), LONGEST_WAIT)


def _claim(pk: int, due_at: datetime | None, attempts: int) -> list[Notice]:
    """Take a due mail for this process; nothing if somebody else has it."""
    mine = Notice.objects.filter(pk=pk, due_at=due_at)
    again = timezone.now() + _wait(attempts)
    if not mine.update(due_at=again, attempts=F("attempts") + 1):
        return []
    return list(_with_reader().filter(pk=pk))


def _claim_all(user: int, attempts: int) -> list[Notice]:
    """Take all that is due of a user's digest for this process; nothing if somebody else has it."""
    own = Notice.objects.filter(user=user, digest=True)
    now = timezone.now()
    again = now + _wait(attempts) + timedelta(microseconds=secrets.randbelow(10**6))
    own.filter(due_at__lte=now).update(due_at=again, attempts=F("attempts") + 1)
    return list(_with_reader().filter(user=user, digest=True, due_at=again).order_by("created_at"))


def _with_reader() -> Any:
    rows = Notice.objects.select_related("user", "submission", "actor")
    return rows.defer("submission__changes", "submission__undoes")


def _send(notices: list[Notice], connection: Any) -> bool:
    """Mail claimed notices of one reader; whether any is still wanted. Raises what the server says."""
    user = notices[0].user
    wanted = [notice for notice in notices if _is_wanted(notice)]
    if len(wanted) < len(notices):
        _rows(set(notices) - set(wanted)).update(due_at=None)
    if not wanted or not (user.is_active and user.mail_notices and user.email):
        _rows(wanted).update(due_at=None)
        return False
    message: EmailMultiAlternatives = (
        digest_of(wanted) if wanted[0].digest else message_of(wanted[0])
    )
    connection.open()  # once for all of a batch
    connection.send_messages([message])
    now = timezone.now()
    # What came to them meanwhile stands on the site.
    _rows(wanted).update(mailed_at=now, due_at=None)
    _rows(wanted).filter(on_site=False, read_at=None).update(read_at=now)
    return True


def _rows(notices: Iterable[Notice]) -> Any:
    return Notice.objects.filter(pk__in=[notice.pk for notice in notices])


def _is_wanted(notice: Notice) -> bool:
    """Whether its reader wants a notice by mail still; in a digest, whether it is unread."""
    if not is_known(notice.kind):
        return False
    if choice_of(notice.user, group_of(notice.kind)).mail == Mail.NONE:
        return False
    return not (notice.digest and notice.read_at)


def _note_failure(notices: list[Notice], problem: Exception) -> None:
    """Give a mail up after too many attempts; until then it is due again."""
    attempts = max(notice.attempts for notice in notices)
    last = attempts >= settings.GENGA_MAIL_ATTEMPTS
    if last:
        _rows(notices).update(failed=True, due_at=None)
    further = "given up" if last else "to be tried again"
    logger.warning(
        "Notice %s was not mailed at attempt %s, %s: %s",
        *(notices[0].pk, attempts, further, problem),
    )
