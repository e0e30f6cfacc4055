"""What users want to be told: kept with the user, as usual where nothing is kept; when digests go out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import cast
from wiki.models import Notice, NoticeKind
from wiki.notice_choices import HOUR, Choice, choice_of, choose, end_mails, next_digest
from wiki.notice_kinds import Mail, group_of, groups, kind_of, kinds
from wiki.notices import tell

ZONES = ["UTC", "Asia/Tokyo", "America/New_York", "Europe/Berlin", "Pacific/Apia", "Asia/Kathmandu"]
EDITS = group_of(NoticeKind.APPROVED)
ACCOUNT = group_of(NoticeKind.LEVEL)

SOME_DAY = datetime(2020, 1, 1, tzinfo=UTC)
moments = st.integers(0, 20 * 366 * 24 * 3600).map(lambda n: SOME_DAY + timedelta(seconds=n))


@given(moments, st.sampled_from(ZONES), st.booleans())
def test_a_digest_goes_out_in_the_next_morning_of_its_reader(
    now: datetime, zone: str, weekly: bool
) -> None:
    due = next_digest(now, ZoneInfo(zone), weekly=weekly)
    here = due.astimezone(ZoneInfo(zone))
    assert due > now
    assert due - now <= timedelta(days=7 if weekly else 1, hours=1)  # a day of 25 hours
    assert (here.hour, here.minute) == (HOUR, 0)
    assert not weekly or here.weekday() == 0


def test_every_kind_belongs_to_a_group() -> None:
    names = {group.name for group in groups()}
    assert {kind.group for kind in kinds()} == names
    assert all(kind_of(kind.name) is kind for kind in kinds())


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kept", [[], None, {"edits": None}, {"edits": {"mail": "hourly"}}, {"edits": "none"}, {"x": 1}]
)
def test_what_is_kept_and_not_understood_is_as_usual(kept: Any) -> None:
    mei = cast.mei()
    mei.notice_choices = kept
    assert choice_of(mei, EDITS) == Choice(site=True, mail=Mail.NOW)


@pytest.mark.django_db
def test_what_concerns_the_account_stands_on_the_site_whatever_is_chosen() -> None:
    mei = cast.mei()
    choose(mei, {ACCOUNT.name: Choice(site=False, mail=Mail.NONE)})
    mei.refresh_from_db()
    told = tell(mei, NoticeKind.LEVEL, title="Member")
    assert told is not None
    assert told.on_site
    assert told.due_at is None


@pytest.mark.django_db
def test_who_wants_neither_is_told_nothing_and_who_wants_mail_alone_has_no_notice() -> None:
    mei = cast.mei()
    choose(mei, {EDITS.name: Choice(site=False, mail=Mail.NONE)})
    mei.refresh_from_db()
    assert tell(mei, NoticeKind.APPROVED, title="x") is None
    choose(mei, {EDITS.name: Choice(site=False, mail=Mail.DAILY)})
    mei.refresh_from_db()
    told = tell(mei, NoticeKind.APPROVED, title="x")
    assert told is not None
    assert (told.on_site, told.digest) == (False, True)
    assert told.due_at == next_digest(told.created_at, ZoneInfo("UTC"), weekly=False)
    assert Notice.objects.count() == 1


@pytest.mark.django_db
def test_choosing_about_one_group_leaves_the_others() -> None:
    mei = cast.mei()
    choose(mei, {"edits": Choice(site=False, mail=Mail.WEEKLY)})
    choose(mei, {"comments": Choice(site=True, mail=Mail.NONE)})
    mei.refresh_from_db()
    assert choice_of(mei, EDITS) == Choice(site=False, mail=Mail.WEEKLY)
    assert mei.mail_notices


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("scope", "ended"),
    [
        ("edits", {"edits"}),
        ("digest", {"comments", *(g.name for g in groups() if g.mail != "now")}),
    ],
)
def test_mails_end_group_by_group_or_by_digest(scope: str, ended: set[str]) -> None:
    mei = cast.mei()
    choose(mei, {"comments": Choice(site=True, mail=Mail.DAILY)})
    mei.refresh_from_db()
    end_mails(mei, scope)
    mei.refresh_from_db()
    assert {g.name for g in groups() if choice_of(mei, g).mail == Mail.NONE} == ended
    assert all(choice_of(mei, group).site for group in groups())
    assert mei.mail_notices


@pytest.mark.django_db
def test_all_mails_end_at_once_and_the_choices_stay() -> None:
    mei = cast.mei()
    end_mails(mei, "")
    mei.refresh_from_db()
    assert not mei.mail_notices
    assert choice_of(mei, EDITS).mail == Mail.NOW
