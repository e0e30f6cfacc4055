"""Notices: who is told what, in which words, and what counts as unread."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from accounts.models import User
from tests import cast
from tests.wiki.gardens import garden
from wiki.actions.reject import reject
from wiki.models import Notice, NoticeKind
from wiki.notice_kinds import kinds
from wiki.notices import (
    COUNTED,
    delete_old,
    mark_read,
    notices_of,
    sentence,
    tell,
    unread_count,
    with_unread,
)

pytestmark = pytest.mark.django_db


def words(user: object) -> list[str]:
    return [sentence(notice) for notice in notices_of(user)]


def test_an_author_is_told_what_became_of_an_edit() -> None:
    page = garden("Hortus")
    Notice.objects.all().delete()
    cast.edit(page, area=4)
    reject(cast.propose(page, area=5), moderator=cast.satsuki(), note="No source.")
    assert words(cast.mei()) == [
        "Your edit of “Hortus” was rejected.",
        "Your edit of “Hortus” was approved.",
    ]
    told = notices_of(cast.mei())[0]
    assert (told.text, told.url) == ("No source.", told.submission.get_absolute_url())


def test_a_new_page_is_called_one() -> None:
    garden("Hortus")
    assert words(cast.mei()) == ["Your new page “Hortus” was approved."]


def test_what_is_approved_in_part_is_said_to_be() -> None:
    page = garden("Hortus")
    submission = cast.propose(page, area=4)
    submission.left_out = [{"key": "garden:1"}]
    submission.save()
    told = tell(cast.mei(), NoticeKind.APPROVED, submission=submission)
    assert told is not None
    assert sentence(told) == "Your edit of “Hortus” was approved in part."


def test_a_comment_is_on_ones_own_edit_or_on_anothers() -> None:
    submission = cast.propose(garden("Hortus"), area=4)
    own = tell(cast.mei(), NoticeKind.COMMENT, text="Why?", submission=submission)
    other = tell(cast.satsuki(), NoticeKind.COMMENT, text="So.", submission=submission)
    assert own is not None
    assert other is not None
    assert sentence(own) == "There is a new comment on your edit of “Hortus”."
    assert sentence(other) == "There is a new comment on the edit of “Hortus”."


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_kind_has_a_sentence_with_or_without_a_submission(language: str) -> None:
    submission = cast.propose(garden("Hortus"), area=4)
    with translation.override(language):
        for kind in kinds():
            for about in (submission, None):
                told = tell(cast.mei(), kind.name, title="100 % sure", submission=about)
                assert told is not None
                for told.count in (1, 2, 5):
                    assert sentence(told)
                    assert "%(" not in sentence(told)


def test_a_kind_that_is_no_more_is_told_by_its_title() -> None:
    notice = Notice(user=cast.mei(), kind="gone", title="What it was")
    assert sentence(notice) == "What it was"


def test_who_a_request_is_from_comes_with_the_number_of_unread_notices() -> None:
    mei = cast.mei()
    for number in range(COUNTED + 5):
        tell(mei, NoticeKind.LEVEL, title=str(number))
    tell(cast.kanta(), NoticeKind.LEVEL, title="Member")
    mark_read(Notice.objects.filter(user=mei, title="0"))
    found = {user.username: user.unread for user in with_unread(User.objects.all())}
    assert found == {"mei": COUNTED, "kanta": 1}


def test_nobody_and_the_inactive_are_told_nothing() -> None:
    gone = cast.totoro()
    gone.is_active = False
    assert tell(None, NoticeKind.APPROVED) is None
    assert tell(gone, NoticeKind.APPROVED) is None


def test_a_notice_waits_to_be_mailed_only_for_those_who_want_mail() -> None:
    mei, totoro, kanta = cast.mei(), cast.totoro(), cast.kanta()
    totoro.mail_notices = False
    kanta.email = ""
    due = [tell(user, NoticeKind.LEVEL, title="Member") for user in (mei, totoro, kanta)]
    assert [notice.due_at is not None for notice in due if notice] == [True, False, False]


def test_what_was_told_long_ago_goes_unless_its_mail_waits(settings: Any) -> None:
    mei = cast.mei()
    for title in ("old", "waits", "new"):
        tell(mei, NoticeKind.LEVEL, title=title)
    Notice.objects.exclude(title="waits").update(due_at=None)
    long_ago = timezone.now() - timedelta(days=settings.GENGA_NOTICE_DAYS, minutes=1)
    Notice.objects.exclude(title="new").update(created_at=long_ago)
    assert delete_old() == "old notices deleted: 1"
    assert delete_old() == ""
    assert {notice.title for notice in notices_of(mei)} == {"waits", "new"}


def test_unread_are_those_not_opened() -> None:
    mei = cast.mei()
    for _ in range(3):
        tell(mei, NoticeKind.LEVEL, title="Member")
    tell(cast.kanta(), NoticeKind.LEVEL, title="Member")
    assert unread_count(mei) == 3
    assert mark_read(Notice.objects.filter(pk=notices_of(mei)[0].pk)) == 1
    assert unread_count(mei) == 2
    assert mark_read(Notice.objects.filter(user=mei)) == 2
    assert unread_count(mei) == 0
    assert unread_count(cast.kanta()) == 1
