"""Mailing notices: their rows are the outbox, ``manage.py tick`` empties it.

A row is claimed by moving its ``due_at`` to the time of the next attempt, in a statement of its own,
and mailed outside of any transaction. So two that send at once never mail the same row, a server of
mail that is slow blocks nobody, and a process that dies in between leads to a second attempt. Each
mail's ``Message-ID`` follows from its notice, by which the readers' programs know a repeated one.
"""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from wiki.models import Notice
from wiki.notices import sentence

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
#: What the links in mails that turn mail off are signed for.
SALT = "wiki.mail.off"


def send_due() -> str:
    """Send the mails that are due; return what was done, in words ("" for nothing)."""
    due = Notice.objects.filter(due_at__lte=timezone.now()).order_by("due_at")
    rows = list(due.values_list("pk", "due_at", "attempts")[:BATCH])
    if not rows:
        return ""
    sent = failed = 0
    connection = get_connection()
    try:
        for pk, due_at, attempts in rows:
            if not _claim(pk, due_at, attempts):
                continue
            notice = Notice.objects.select_related("user", "submission").get(pk=pk)
            try:
                sent += _send(notice, connection)
            except (OSError, ValueError) as problem:
                failed += 1
                _note_failure(notice, problem)
                if not isinstance(problem, OF_ONE_MAIL):
                    break  # there is no server: the others need not find that out one by one
    finally:
        connection.close()
    return ", ".join(
        [f"mails sent: {sent}"] * bool(sent) + [f"mails not sent: {failed}"] * bool(failed)
    )


def _claim(pk: int, due_at: datetime | None, attempts: int) -> bool:
    """Take a due mail for this process; whether nobody else had it."""
    wait = min(FIRST_WAIT * 4 ** min(attempts, 10), LONGEST_WAIT)
    mine = Notice.objects.filter(pk=pk, due_at=due_at)
    return bool(mine.update(due_at=timezone.now() + wait, attempts=F("attempts") + 1))


def _send(notice: Notice, connection: Any) -> bool:
    """Mail a claimed notice; whether its reader still wants it. Raises what the server says."""
    row, user = Notice.objects.filter(pk=notice.pk), notice.user
    if not (user.is_active and user.mail_notices and user.email):
        row.update(due_at=None)
        return False
    message = message_of(notice)
    connection.open()  # once for all of a batch
    connection.send_messages([message])
    row.update(mailed_at=timezone.now(), due_at=None)
    return True


def _note_failure(notice: Notice, problem: Exception) -> None:
    """Give a mail up after too many attempts; until then it is due again."""
    last = notice.attempts >= settings.GENGA_MAIL_ATTEMPTS
    if last:
        Notice.objects.filter(pk=notice.pk).update(failed=True, due_at=None)
    further = "given up" if last else "to be tried again"
    logger.warning(
        "Notice %s was not mailed at attempt %s, %s: %s",
        *(notice.pk, notice.attempts, further, problem),
    )


def message_of(notice: Notice) -> EmailMultiAlternatives:
    """The mail that a notice makes, in its reader's language."""
    with translation.override(language_of(notice)):
        what = sentence(notice)
        off = absolute(reverse("mail_off", args=[signing.dumps(notice.user_id, salt=SALT)]))
        context = {
            "notice": notice,
            "quoted": "\n".join(f"> {line}".rstrip() for line in notice.text.splitlines()),
            "what": what,
            "language": translation.get_language(),
            "link": absolute(notice.url) if notice.url else "",
            "off": off,
            "site": settings.GENGA_SITE_NAME,
            "name": notice.user.get_username(),
        }
        subject = f"[{settings.GENGA_SITE_NAME}] {what.rstrip('.。')}"
        message = EmailMultiAlternatives(
            " ".join(subject.split()),
            render_to_string("mail/notice.txt", context).strip() + "\n",
            to=[notice.user.email],
            headers={
                "Message-ID": _identifier(f"notice-{notice.pk}"),
                "Auto-Submitted": "auto-generated",
                "List-ID": f"<notices.{_host()}>",
                "List-Unsubscribe": f"<{off}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )
        html = render_to_string("mail/notice.html", context).strip() + "\n"
        message.attach_alternative(html, "text/html")
    if notice.submission_id is not None:
        # What concerns one submission stands together in the reader's mailbox.
        message.extra_headers["References"] = _identifier(f"submission-{notice.submission_id}")
    return message


def language_of(notice: Notice) -> str:
    """The language of a notice's reader: as chosen, or that of the edit which it is about."""
    own = notice.submission if notice.submission_id is not None else None
    sent_in = own.language if own is not None and own.author_id == notice.user_id else ""
    known = dict(settings.LANGUAGES)
    wanted = (notice.user.language, sent_in)
    return next((one for one in wanted if one in known), settings.LANGUAGE_CODE)


def absolute(path: str) -> str:
    """The full address of a page of this site."""
    return f"{settings.GENGA_SITE_URL}{path}"


def reader_of(token: str) -> int:
    """The id of the user whose mails a link turns off. Raises ``signing.BadSignature``."""
    return int(signing.loads(token, salt=SALT))


def _host() -> str:
    return urlsplit(settings.GENGA_SITE_URL).hostname or "localhost"


def _identifier(name: str) -> str:
    """A ``Message-ID`` of this site."""
    return f"<{name}@{_host()}>"
