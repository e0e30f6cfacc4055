"""Digests: what a member wants once a day or a week comes as one mail, by group."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from tests import cast
from tests.wiki.test_races import at_once
from wiki.mail import send_due
from wiki.mail_texts import reader_of
from wiki.models import Notice, NoticeKind
from wiki.notice_choices import Choice, choose, end_mails
from wiki.notice_kinds import Mail
from wiki.notices import mark_read, notices_of, tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _address(settings: Any) -> None:
    settings.GENGA_SITE_URL = "https://genga.example"


def daily(user: Any = None) -> Any:
    """Somebody who wants everything once a day."""
    user = user or cast.mei()
    names = ("edits", "comments", "account")
    choose(user, {name: Choice(site=True, mail=Mail.DAILY) for name in names})
    user.refresh_from_db()
    return user


def told(user: Any, kind: str = NoticeKind.LEVEL, title: str = "Member", **more: Any) -> Notice:
    notice = tell(user, kind, title=title, **more)
    assert notice is not None
    return notice


def make_due() -> None:
    Notice.objects.filter(due_at__isnull=False).update(due_at=timezone.now() - timedelta(hours=1))


def test_nothing_is_mailed_before_the_morning() -> None:
    mei = daily()
    told(mei)
    assert send_due() == ""


def test_all_that_is_due_comes_as_one_mail_by_group_with_links() -> None:
    mei = daily()
    told(mei, NoticeKind.APPROVED, "Memories", url="/submissions/1/")
    told(mei, NoticeKind.REJECTED, "Akira", text="No source.")
    told(mei, NoticeKind.LEVEL, "Member")
    make_due()
    assert send_due() == "mails sent: 1"
    [message] = mail.outbox
    assert message.subject == "[Genga] 3 new notices"
    body = str(message.body)
    assert body.index("My edits") < body.index("Your edit of “Akira” was rejected.")
    assert body.index("was rejected") < body.index("My account")
    assert "https://genga.example/submissions/1/\n" in body
    assert "No source." in message.alternatives[0][0]
    assert not Notice.objects.filter(mailed_at=None).exists()
    assert send_due() == ""


def test_what_was_read_meanwhile_is_left_out_and_if_all_was_there_is_no_mail() -> None:
    mei = daily()
    first = told(mei, title="Member")
    told(mei, title="Trusted member")
    mark_read(notices_of(mei).filter(pk=first.pk))
    make_due()
    send_due()
    assert "Trusted member" in mail.outbox[0].body
    assert "changed: Member" not in mail.outbox[0].body
    told(mei)
    mark_read(notices_of(mei))
    make_due()
    assert send_due() == ""
    assert not Notice.objects.filter(due_at__isnull=False).exists()


def test_each_reader_gets_their_own() -> None:
    for user in (cast.mei(), cast.kanta()):
        told(daily(user))
        told(daily(user))
    make_due()
    assert send_due() == "mails sent: 2"
    assert sorted(message.to[0] for message in mail.outbox) == [
        "kanta@example.org",
        "mei@example.org",
    ]


def test_a_digest_is_ended_in_one_click_and_names_the_address_that_ends_all() -> None:
    mei = daily()
    told(mei)
    make_due()
    send_due()
    headers = mail.outbox[0].message()
    link = str(headers["List-Unsubscribe"]).strip("<>").replace("\n ", "")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert reader_of(link.rstrip("/").rpartition("/")[2]) == (mei.pk, "digest")
    ends = [word for word in str(mail.outbox[0].body).split() if "/notices/mail/off/" in word]
    assert [reader_of(end.rstrip("/").rpartition("/")[2])[1] for end in ends] == ["digest", ""]


def test_who_ended_a_group_meanwhile_is_not_mailed_of_it() -> None:
    mei = daily()
    told(mei, NoticeKind.APPROVED, "Memories")
    told(mei, NoticeKind.LEVEL, "Member")
    end_mails(mei, "edits")
    make_due()
    assert send_due() == "mails sent: 1"
    assert "Memories" not in mail.outbox[0].body


def test_very_many_notices_of_a_group_are_told_in_part() -> None:
    mei = daily()
    for number in range(30):
        told(mei, title=f"Level {number}")
    make_due()
    send_due()
    assert "and 5 more on the site" in mail.outbox[0].body
    assert "Level 29" in mail.outbox[0].body


def test_a_digest_that_fails_is_tried_again_as_the_same_mail(settings: Any) -> None:
    mei = daily()
    told(mei)
    told(mei)
    settings.EMAIL_BACKEND = "tests.wiki.test_mail.Unreachable"
    make_due()
    assert send_due() == "mails not sent: 1"
    assert set(Notice.objects.values_list("attempts", flat=True)) == {1}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    make_due()
    assert send_due() == "mails sent: 1"


@pytest.mark.django_db(transaction=True)
def test_of_several_that_mail_at_once_each_notice_is_mailed_by_one() -> None:
    mei = daily()
    for _round in range(4):
        mail.outbox.clear()
        for number in range(6):
            told(mei, title=f"Level {number}.")
        make_due()
        outcomes = at_once(*[send_due] * 3)
        assert not [one for one in outcomes if isinstance(one, Exception)]
        bodies = "\n".join(str(message.body) for message in mail.outbox)
        assert [bodies.count(f"Level {number}.") for number in range(6)] == [1] * 6
        Notice.objects.all().delete()
