"""What happens again about the same thing joins the notice that is still unread."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import User
from tests import cast
from wiki import notice_kinds
from wiki.mail import send_due
from wiki.models import Notice
from wiki.notice_choices import GATHER, Choice, choose
from wiki.notice_kinds import Group, Kind, Mail, sentence
from wiki.notices import AGAIN, mark_read, notices_of, tell_many, unread_count, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: Any) -> None:
    """Kinds of the tests' own: weeds grow, people water."""
    monkeypatch.setattr(notice_kinds, "_groups", dict(notice_kinds._groups))
    monkeypatch.setattr(notice_kinds, "_kinds", dict(notice_kinds._kinds))
    notice_kinds.declare(
        [Group("garden", "Garden", "What grows there.")],
        [
            Kind("weed", "garden", lambda n: f"{n.count} weeds in {n.title}.", joins="events"),
            Kind("watered", "garden", lambda n: f"{n.count} watered {n.title}.", joins="people"),
            Kind("liked", "garden", lambda n: f"{n.title} is liked.", joins="people", once=True),
        ],
    )


def tell(user: Any, kind: str, **facts: Any) -> Notice | None:
    """What ``user`` is told, joined or not."""
    told = tell_many([user], kind, **facts)
    return Notice.objects.filter(user=user, kind=kind).latest("created_at") if told else None


def weed(user: Any, title: str = "Hortus", about: str = "garden:1", **more: Any) -> Notice | None:
    return tell(user, "weed", title=title, about=about, **more)


def only(user: Any) -> Notice:
    [notice] = notices_of(user)
    return notice


def test_events_about_one_thing_are_one_unread_notice_with_their_number() -> None:
    mei = cast.mei()
    first = weed(mei)
    weed(mei, url="/later/", text="the latest")
    told = weed(mei, url="/later/", text="the latest")
    assert first is not None
    assert told is not None
    assert (told.pk, sentence(told)) == (first.pk, "3 weeds in Hortus.")
    assert (told.url, told.text) == ("/later/", "the latest")
    assert told.created_at > first.created_at
    assert unread_count(mei) == 1


def test_what_is_about_something_else_of_another_kind_or_for_another_stands_by_itself() -> None:
    mei, kanta = cast.mei(), cast.kanta()
    weed(mei)
    weed(mei, about="garden:2")
    tell(mei, "watered", title="Hortus", about="garden:1")
    weed(kanta)
    assert [each.count for each in notices_of(mei)] == [1, 1, 1]
    assert only(kanta).count == 1


def test_what_happens_after_it_was_read_is_a_new_notice() -> None:
    mei = cast.mei()
    weed(mei)
    mark_read(notices_of(mei))
    weed(mei)
    assert sorted(each.count for each in notices_of(mei)) == [1, 1]


def test_people_are_counted_once_however_often_they_do_it_in_a_row() -> None:
    mei = cast.mei()
    for actor in (cast.kanta(), cast.kanta(), cast.totoro(), cast.totoro()):
        tell(mei, "watered", title="Hortus", about="garden:1", actor=actor)
    assert (only(mei).count, only(mei).actor) == (2, cast.totoro())


def test_what_was_taken_back_before_anybody_read_it_is_gone() -> None:
    mei, kanta, totoro = cast.mei(), cast.kanta(), cast.totoro()
    tell(mei, "watered", title="Hortus", about="garden:1", actor=kanta)
    tell(mei, "watered", title="Hortus", about="garden:1", actor=totoro)
    withdraw(mei, "watered", about="garden:1", actor=totoro)
    assert only(mei).count == 1
    tell(mei, "watered", title="Hortus", about="garden:1", actor=kanta)
    mark_read(notices_of(mei))
    withdraw(mei, "watered", about="garden:1", actor=kanta)
    assert only(mei).count == 2
    tell(mei, "watered", title="Hortus", about="garden:2", actor=kanta)
    withdraw(mei, "watered", about="garden:2", actor=kanta)
    assert only(mei).count == 2


def test_who_takes_something_back_and_does_it_again_is_told_once_a_day() -> None:
    mei, kanta, totoro = cast.mei(), cast.kanta(), cast.totoro()
    about: dict[str, Any] = {"title": "Hortus", "about": "garden:1"}
    assert tell(mei, "liked", actor=kanta, **about) is not None
    mark_read(notices_of(mei))
    assert tell(mei, "liked", actor=kanta, **about) is None
    assert tell_many([mei, totoro], "liked", actor=kanta, **about) == 1
    assert tell(mei, "liked", actor=kanta, title="Hortus", about="garden:2") is not None
    assert tell(mei, "liked", actor=totoro, **about) is not None
    mark_read(notices_of(mei))
    Notice.objects.update(created_at=timezone.now() - AGAIN)
    assert tell(mei, "liked", actor=kanta, **about) is not None


def test_nobody_is_told_what_they_did_themselves() -> None:
    mei = cast.mei()
    assert weed(mei, actor=mei) is None
    assert tell_many([mei, cast.kanta()], "weed", about="garden:1", actor=mei) == 1
    assert not notices_of(mei)


def test_many_are_told_in_one_statement_and_join_as_one_would() -> None:
    cast.mei()
    people = User.objects.bulk_create(
        [User(username=f"u{n}", email=f"u{n}@example.org") for n in range(30)]
    )
    weed(people[0])
    assert tell_many(people, "weed", title="Hortus", about="garden:1", count=4) == 30
    counts = Notice.objects.order_by("user").values_list("count", flat=True)
    assert list(counts) == [5] + [4] * 29


def test_what_may_be_joined_waits_a_while_before_it_is_mailed() -> None:
    mei = cast.mei()
    first = weed(mei)
    assert first is not None
    again = weed(mei)
    assert again is not None
    assert again.due_at == first.due_at == first.created_at + GATHER


def test_what_joins_a_mailed_notice_is_mailed_again_a_day_later_at_the_earliest() -> None:
    mei = cast.mei()
    weed(mei)
    Notice.objects.update(due_at=timezone.now())
    assert send_due() == "mails sent: 1"
    told = weed(mei)
    assert told is not None
    assert told.due_at == told.created_at + AGAIN
    assert told.attempts == 0
    Notice.objects.update(due_at=None, mailed_at=timezone.now() - timedelta(days=2))
    told = weed(mei)
    assert told is not None
    assert told.due_at == told.created_at + GATHER


def test_who_wants_mails_at_once_now_has_what_joins_a_notice_that_waits_for_its_digest() -> None:
    mei = cast.mei()
    choose(mei, {"garden": Choice(site=True, mail=Mail.WEEKLY)})
    mei.refresh_from_db()
    waiting = weed(mei)
    assert waiting is not None
    assert waiting.digest
    choose(mei, {"garden": Choice(site=True, mail=Mail.NOW)})
    mei.refresh_from_db()
    told = weed(mei)
    assert told is not None
    assert (told.pk, told.digest, told.due_at) == (waiting.pk, False, told.created_at + GATHER)
    choose(mei, {"garden": Choice(site=True, mail=Mail.DAILY)})
    mei.refresh_from_db()
    again = weed(mei)
    assert again is not None
    assert again.due_at == told.due_at, "what is due soon stays so"


def test_what_is_wanted_by_mail_alone_begins_anew_once_it_is_mailed() -> None:
    mei = cast.mei()
    choose(mei, {"garden": Choice(site=False, mail=Mail.NOW)})
    mei.refresh_from_db()
    weed(mei)
    weed(mei)
    assert unread_count(mei) == 0
    Notice.objects.update(due_at=timezone.now())
    send_due()
    assert mail.outbox[0].subject == "[Genga] 2 weeds in Hortus"
    weed(mei)
    assert sorted(Notice.objects.values_list("count", flat=True)) == [1, 2]
    assert not notices_of(mei)
