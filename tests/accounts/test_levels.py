"""Levels rise and fall by rules, and by administrators; each change is logged and told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts import trust
from accounts.levels import (
    EARNED,
    due_for_review,
    is_earned,
    is_lost,
    review_all,
    review_level,
    set_level,
    tally_of,
)
from accounts.models import User
from tests import cast
from tests.accounts.records import aged, judged
from wiki.actions.reject import reject
from wiki.actions.revert import revert
from wiki.models import Act, LogEntry, Notice, NoticeKind, RevisionEntry
from wiki.policy import policy

pytestmark = pytest.mark.django_db
NEW, MEMBER, TRUSTED = EARNED
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _few_edits_are_enough(settings: Any) -> None:
    rule = {"approved": 4, "pages": 2, "active_days": 2, "account_days": 3, "rate": 0.7,
            "reversals": 0}  # fmt: skip
    settings.GENGA_LEVEL_RULES = {
        "member": rule,
        "trusted": {**rule, "approved": 10, "pages": 5, "account_days": 60, "rate": 0.9},
    }
    settings.GENGA_LEVEL_LOSSES = {
        "member": {"judged": 5, "rate": 0.3, "reversals": 3},
        "trusted": {"judged": 5, "rate": 0.8, "reversals": 2},
    }


def tally(user: User) -> Any:
    return tally_of(trust.of(user).verdicts, joined=user.date_joined, now=timezone.now())


def levels_of(user: User) -> list[tuple[str, str]]:
    """The changes of level that the log tells, oldest first."""
    lines = LogEntry.objects.filter(act=Act.LEVEL, person=user).order_by("pk")
    return [(line.data["former"], line.data["now"]) for line in lines]


# Counting ------------------------------------------------------------------------------------


def test_edits_pages_days_rate_and_late_reversals_are_counted(settings: Any) -> None:
    settings.GENGA_TRUST_LAST = 10
    totoro = aged(cast.totoro(), 12)
    judged(totoro, accepted=8, pages=3, days=4)
    judged(totoro, refused=2, ago=DAY)
    judged(totoro, accepted=1, reversed_at=timezone.now() - 40 * DAY, ago=41 * DAY)
    judged(totoro, accepted=1, reversed_at=timezone.now() - DAY, ago=41 * DAY)
    found = tally(totoro)
    assert (found.approved, found.pages, found.active_days) == (8, 3, 4)
    assert found.account_days == 12
    assert (found.judged, found.refused, found.rate) == (10, 2, 0.8)
    assert found.reversals == 1


@pytest.mark.parametrize(
    "lacking",
    [
        {"accepted": 3},
        {"pages": 1},
        {"days": 1},
        {"refused": 3},
        {"account": 2},
    ],
    ids=lambda lacking: next(iter(lacking)),
)
def test_all_that_the_rule_asks_for_is_needed(lacking: dict[str, int]) -> None:
    totoro = aged(cast.totoro(), lacking.pop("account", 10))
    judged(totoro, **{"accepted": 4, **lacking})
    assert not is_earned(MEMBER, tally(totoro))
    assert review_level(totoro) == NEW


def test_what_was_taken_back_lately_stands_in_the_way_of_rising() -> None:
    totoro = aged(cast.totoro())
    judged(totoro, accepted=9)
    judged(totoro, accepted=1, reversed_at=timezone.now() - DAY)
    assert not is_earned(MEMBER, tally(totoro))
    LogEntry.objects.all().delete()
    for days in (29, 31):
        trust.SubmissionArea.objects.exclude(reversed_at=None).update(
            reversed_at=timezone.now() - days * DAY
        )
        assert is_earned(MEMBER, tally(totoro)) is (days == 31)


@pytest.mark.parametrize(
    ("record", "lost"),
    [
        ({"accepted": 4, "refused": 2}, True),
        ({"accepted": 5, "refused": 1}, False),
        ({"refused": 4}, False),
    ],
)
def test_a_level_is_lost_by_refusals_once_enough_was_judged(
    record: dict[str, int], lost: bool
) -> None:
    kanta = cast.kanta()
    judged(kanta, **record)
    assert is_lost(TRUSTED, tally(kanta)) is lost


def test_a_level_is_lost_by_what_was_taken_back_lately() -> None:
    kanta = cast.kanta()
    judged(kanta, accepted=40)
    judged(kanta, accepted=3, reversed_at=timezone.now())
    assert is_lost(TRUSTED, tally(kanta))


# Rising and falling --------------------------------------------------------------------------


def test_the_approval_that_fulfils_the_rule_makes_a_member() -> None:
    totoro = aged(cast.totoro())
    judged(totoro, accepted=3)
    film = cast.film(runtime=113)
    submission = cast.propose(film, by=totoro, runtime=115)
    cast.accept(submission)
    totoro.refresh_from_db()
    assert totoro.role == MEMBER
    (line,) = LogEntry.objects.filter(act=Act.LEVEL)
    assert (line.actor, line.person, line.data) == (
        None,
        totoro,
        {"former": "new", "now": "member"},
    )
    assert line.reason == "4 edits accepted, on 4 pages and 3 days."
    notice = Notice.objects.get(kind=NoticeKind.LEVEL)
    assert (notice.user, notice.title, notice.url) == (totoro, "Member", "/help/levels/")


def test_the_notice_is_in_the_language_of_its_reader_and_the_log_in_the_sites() -> None:
    totoro = cast.totoro()
    totoro.language = "ja"
    totoro.save()
    set_level(totoro, MEMBER, actor=None, reason="Enough.")
    assert Notice.objects.get().title == "メンバー"
    assert LogEntry.objects.get(act=Act.LEVEL).reason == "Enough."


def test_one_rises_one_level_at_a_time() -> None:
    totoro = aged(cast.totoro())
    judged(totoro, accepted=50)
    assert review_level(totoro) == MEMBER
    assert review_level(totoro) == TRUSTED
    assert review_level(totoro) == TRUSTED
    assert levels_of(totoro) == [("new", "member"), ("member", "trusted")]


def test_the_refusal_that_is_one_too_many_costs_the_level() -> None:
    film, kanta = cast.film(description="Three stories."), cast.kanta()
    judged(kanta, accepted=4, refused=1)
    submission = cast.propose(film, by=kanta, description="")
    reject(submission, moderator=cast.satsuki(), note="Why?")
    kanta.refresh_from_db()
    assert kanta.role == MEMBER
    assert Notice.objects.filter(user=kanta, kind=NoticeKind.LEVEL, title="Member").exists()


def test_reverts_cost_the_level_of_whose_edits_they_take_back(settings: Any) -> None:
    settings.GENGA_LEVEL_LOSSES["trusted"]["reversals"] = 0
    film, kanta = cast.film(runtime=113), cast.kanta()
    row = RevisionEntry.objects.get(revision=cast.edit(film, by=kanta, runtime=115))
    revert(row, user=cast.satsuki(), summary="It is 113")
    kanta.refresh_from_db()
    assert kanta.role == MEMBER
    assert "1 was taken back within 30 days." in LogEntry.objects.get(act=Act.LEVEL).reason


def test_after_a_fall_counting_begins_anew() -> None:
    kanta = aged(cast.kanta())
    judged(kanta, accepted=40, refused=10, ago=DAY)
    judged(kanta, refused=20)
    assert review_level(kanta) == MEMBER
    assert review_level(kanta) == MEMBER
    judged(kanta, accepted=10, ago=-timedelta(seconds=5))
    assert review_level(kanta) == TRUSTED


def test_what_an_administrator_gave_is_not_taken_for_what_was_before() -> None:
    kanta = aged(cast.kanta())
    judged(kanta, refused=20, ago=DAY)
    set_level(kanta, NEW, actor=cast.tatsuo(), reason="Spam")
    set_level(kanta, TRUSTED, actor=cast.tatsuo(), reason="A mistake")
    assert review_level(kanta) == TRUSTED


@pytest.mark.parametrize("appointed", [cast.satsuki, cast.tatsuo])
def test_who_was_appointed_is_never_moved_by_rules(appointed: Any) -> None:
    user = aged(appointed())
    judged(user, refused=50)
    role = user.role
    assert review_level(user) == role
    user.level_reviewed_at = timezone.now() - 9 * DAY
    user.save()
    assert review_all() == ""
    user.refresh_from_db()
    assert user.role == role


def test_a_change_that_somebody_else_was_faster_with_is_left_alone() -> None:
    kanta = cast.kanta()
    User.objects.filter(pk=kanta.pk).update(role=User.Role.MODERATOR)
    assert set_level(kanta, MEMBER, actor=None, reason="Late") == User.Role.MODERATOR
    assert not LogEntry.objects.exists()


# Time ----------------------------------------------------------------------------------------


def test_an_account_that_has_grown_old_enough_rises_by_the_periodic_review() -> None:
    totoro = cast.totoro()
    judged(totoro, accepted=3)
    cast.accept(cast.propose(cast.film(runtime=113), by=totoro, runtime=115))
    totoro.refresh_from_db()
    assert totoro.role == NEW
    assert totoro.level_reviewed_at is not None
    assert review_all() == ""  # not yet
    User.objects.filter(pk=totoro.pk).update(
        date_joined=timezone.now() - 4 * DAY, level_reviewed_at=timezone.now() - 2 * DAY
    )
    assert review_all() == "changed 1 levels"
    totoro.refresh_from_db()
    assert totoro.role == MEMBER
    assert review_all() == ""


def test_the_periodic_review_goes_in_batches_the_longest_waiting_first(
    django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("accounts.levels.BATCH", 3)
    users = [cast._user(f"member-{at}", MEMBER) for at in range(4)]
    for at, user in enumerate(users):
        judged(user, accepted=2)
        User.objects.filter(pk=user.pk).update(level_reviewed_at=timezone.now() - (9 - at) * DAY)
    with django_assert_max_num_queries(7):
        review_all()
    assert list(due_for_review(timezone.now())) == users[3:]
    review_all()
    assert not due_for_review(timezone.now()).exists()


def test_a_decision_that_cannot_matter_costs_no_look_at_the_record(
    django_assert_num_queries: Any,
) -> None:
    live = cast.propose(cast.film(runtime=113), by=cast.kanta(), runtime=115)
    assert live.author is not None  # read now
    with django_assert_num_queries(0):
        policy().after_decision(live)


# Administrators ------------------------------------------------------------------------------


def change(user: User, **data: str) -> Any:
    client = Client()
    client.force_login(User.objects.create_superuser("chihiro", "chihiro@example.org"))
    joined = timezone.localtime(user.date_joined)
    sent = {
        "username": user.username,
        "email": user.email,
        "role": user.role,
        "is_active": "on",
        "date_joined_0": f"{joined:%Y-%m-%d}",
        "date_joined_1": f"{joined:%H:%M:%S}",
        **data,
    }
    return client.post(f"/admin/accounts/user/{user.pk}/change/", sent)


def test_an_administrators_appointment_is_logged_with_its_reason_and_told() -> None:
    kanta = cast.kanta()
    response = change(kanta, role="moderator", reason="Knows every film")
    assert response.status_code == 302
    (line,) = LogEntry.objects.filter(act=Act.LEVEL)
    assert (line.actor.username, line.person, line.reason) == ("chihiro", kanta, "Knows every film")
    assert line.data == {"former": "trusted", "now": "moderator"}
    assert Notice.objects.get(user=kanta).title == "Moderator"


def test_a_role_is_not_changed_without_a_reason() -> None:
    kanta = cast.kanta()
    response = change(kanta, role="moderator")
    assert response.status_code == 200
    assert "Say why the role changes." in response.content.decode()
    kanta.refresh_from_db()
    assert kanta.role == TRUSTED


def test_another_change_of_a_user_leaves_no_line() -> None:
    assert change(cast.kanta(), email="kanta@example.com").status_code == 302
    assert not LogEntry.objects.exists()
