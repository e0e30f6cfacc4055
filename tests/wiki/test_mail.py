"""Mails: each notice once, in its reader's language; what fails is tried again, not for ever."""

from __future__ import annotations

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db.models import F

from tests import cast
from tests.wiki.gardens import garden
from wiki.actions.reject import reject
from wiki.mail import send_due
from wiki.mail_texts import message_of, reader_of
from wiki.models import Notice, NoticeKind
from wiki.notices import tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _address(settings: Any) -> None:
    settings.GENGA_SITE_URL = "https://genga.example"


class Unreachable(EmailBackend):
    """A server that nobody can reach."""

    tried = 0

    def open(self) -> bool:
        Unreachable.tried += 1
        raise ConnectionRefusedError("nobody there")


class Refusing(EmailBackend):
    """A server that takes no mail for mei."""

    def send_messages(self, messages: Any) -> int:
        if messages[0].to == ["mei@example.org"]:
            raise smtplib.SMTPRecipientsRefused({"mei@example.org": (550, b"no such user")})
        return super().send_messages(messages)


def use(settings: Any, backend: type[EmailBackend]) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.{backend.__name__}"


def told(user: Any = None, **more: Any) -> Notice:
    notice = tell(user or cast.mei(), NoticeKind.LEVEL, title="Member", **more)
    assert notice is not None
    return notice


def make_due() -> None:
    """As if the wait after a failure were over."""
    Notice.objects.filter(due_at__isnull=False).update(due_at=F("created_at"))


def test_a_mail_says_what_became_of_the_edit_with_the_note_and_a_full_link() -> None:
    page = garden("Hortus")
    Notice.objects.all().delete()
    submission = cast.propose(page, area=5)
    reject(submission, moderator=cast.satsuki(), note="No source.\n<b>Where</b> & when?")
    assert send_due() == "mails sent: 1"
    [message] = mail.outbox
    assert message.to == ["mei@example.org"]
    assert message.subject == "[Genga] Your edit of “Hortus” was rejected"
    assert "> No source.\n> <b>Where</b> & when?\n" in message.body
    assert f"https://genga.example/submissions/{submission.pk}/\n" in message.body
    html = message.alternatives[0][0]
    assert "&lt;b&gt;Where&lt;/b&gt; &amp; when?" in html
    assert f'href="https://genga.example/submissions/{submission.pk}/"' in html


def test_mails_are_marked_as_sent_by_a_program_and_can_be_ended_in_one_click() -> None:
    message = message_of(told())
    headers = message.message()
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = str(headers["List-Unsubscribe"]).strip("<>").replace("\n ", "")
    assert link.startswith("https://genga.example/notices/mail/off/")
    assert link in message.body
    assert reader_of(link.rstrip("/").rpartition("/")[2]) == (cast.mei().pk, "account")


def test_mails_about_one_submission_stand_together() -> None:
    submission = cast.propose(garden("Hortus"), area=5)
    first = message_of(told(submission=submission)).message()
    second = message_of(told(submission=submission)).message()
    assert (
        first["References"] == second["References"] == f"<submission-{submission.pk}@genga.example>"
    )
    assert first["Message-ID"] != second["Message-ID"]


@pytest.mark.parametrize(
    ("chosen", "of_edit", "language"),
    [("", "", "en"), ("ja", "", "ja"), ("", "ja", "ja"), ("en", "ja", "en"), ("xx", "", "en")],
)
def test_a_mail_is_in_its_readers_language(chosen: str, of_edit: str, language: str) -> None:
    submission = cast.propose(garden("Hortus"), area=5)
    submission.language = of_edit
    submission.save()
    mei = cast.mei()
    mei.language = chosen
    mei.save()
    message = message_of(told(mei, submission=submission))
    assert f'<html lang="{language}">' in message.alternatives[0][0]


def test_a_title_cannot_break_out_of_the_subject() -> None:
    notice = told()
    notice.title = "One\nBcc: all@example.org"
    assert "\n" not in message_of(notice).subject
    message_of(notice).message()


def test_each_notice_is_mailed_once() -> None:
    notice = told()
    assert send_due() == "mails sent: 1"
    assert send_due() == ""
    notice.refresh_from_db()
    assert notice.mailed_at is not None
    assert (notice.due_at, notice.attempts, notice.failed) == (None, 1, False)


def test_who_has_ended_the_mails_meanwhile_gets_none() -> None:
    mei = cast.mei()
    notice = told(mei)
    mei.mail_notices = False
    mei.save()
    assert send_due() == ""
    notice.refresh_from_db()
    assert not mail.outbox
    assert (notice.due_at, notice.mailed_at) == (None, None)


def test_what_fails_is_due_again_after_longer_and_longer_waits(settings: Any) -> None:
    use(settings, Unreachable)
    notice = told()
    waits = []
    for _ in range(7):
        make_due()
        send_due()
        notice.refresh_from_db()
        assert notice.due_at is not None
        waits.append(notice.due_at - notice.created_at)
    hours = [round(wait / timedelta(hours=1), 1) for wait in waits]
    assert hours == [0.0, 0.1, 0.3, 1.1, 4.3, 12.0, 12.0]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    make_due()
    assert send_due() == "mails sent: 1"


def test_a_mail_is_given_up_after_so_many_attempts(settings: Any) -> None:
    use(settings, Unreachable)
    settings.GENGA_MAIL_ATTEMPTS = 2
    notice = told()
    for _ in range(3):
        make_due()
        send_due()
    notice.refresh_from_db()
    assert (notice.failed, notice.due_at, notice.attempts) == (True, None, 2)


def test_a_server_that_is_away_is_not_asked_for_every_mail(settings: Any) -> None:
    use(settings, Unreachable)
    Unreachable.tried = 0
    for _ in range(5):
        told()
    assert send_due() == "mails not sent: 1"
    assert Unreachable.tried == 1
    assert Notice.objects.filter(attempts=0, due_at__isnull=False).count() == 4


def test_one_address_that_is_refused_holds_up_nobody_else(settings: Any) -> None:
    use(settings, Refusing)
    told()
    told(cast.kanta())
    assert send_due() == "mails sent: 1, mails not sent: 1"
    assert [message.to for message in mail.outbox] == [["kanta@example.org"]]


def test_two_that_send_at_once_never_mail_the_same_notice(settings: Any) -> None:
    """While one process sends the first mail, another one looks: it finds that one taken."""

    class Meddling(EmailBackend):
        meddled = ""

        def send_messages(self, messages: Any) -> int:
            if not Meddling.meddled:
                Meddling.meddled = "yes"
                Meddling.meddled = send_due()
            return super().send_messages(messages)

    globals()["Meddling"] = Meddling
    use(settings, Meddling)
    for _ in range(3):
        told()
    assert send_due() == "mails sent: 1"
    assert Meddling.meddled == "mails sent: 2"
    identifiers = [message.message()["Message-ID"] for message in mail.outbox]
    assert len(set(identifiers)) == len(identifiers) == 3
