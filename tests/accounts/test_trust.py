"""Trust by area: which edits count, and how."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts import trust
from tests import cast
from tests.accounts.records import aged, judged, proven
from wiki.actions.patrol import patrol
from wiki.actions.revert import revert
from wiki.areas import Area, Weight
from wiki.models import Outcome, RevisionEntry

pytestmark = pytest.mark.django_db
FILL, OVERWRITE = Weight.FILL, Weight.OVERWRITE


def record(user: Any, area: Area = Area.CREDITS) -> trust.Record:
    return trust.of(user).records[area]


def test_the_record_counts_edits_pages_and_days_of_one_area() -> None:
    mei = aged(cast.mei(), 30)
    judged(mei, accepted=41, refused=1, pages=18, days=12)
    judged(mei, Area.TEXT, accepted=6, refused=3, pages=4)
    found = record(mei)
    assert (found.accepted, found.total, found.pages, found.days) == (41, 42, 18, 12)
    assert found.account_days == 30
    assert found.bound == pytest.approx(0.877, abs=0.001)
    assert record(mei, Area.TEXT).bound == pytest.approx(0.354, abs=0.001)
    assert record(mei, Area.NAMES).total == 0


def test_only_the_last_ones_count(settings: Any) -> None:
    settings.GENGA_TRUST_LAST = 10
    mei = cast.mei()
    judged(mei, refused=20, ago=timedelta(days=2))
    judged(mei, accepted=10, ago=timedelta(days=1))
    assert (record(mei).accepted, record(mei).total) == (10, 10)


def test_old_ones_weigh_less_until_nothing_is_proven() -> None:
    mei = proven(cast.mei(), Area.CREDITS, accepted=20)
    assert record(mei).proves(FILL)
    hatsue = proven(cast._user("hatsue", "member"))
    judged(hatsue, accepted=20, ago=timedelta(days=180))
    assert record(hatsue).accepted == 20
    assert record(hatsue).bound < record(mei).bound
    assert not record(hatsue).proves(FILL)


def test_what_went_live_and_nobody_looked_at_says_nothing() -> None:
    mei = cast.mei()
    judged(mei, accepted=5, outcome=Outcome.UNCHECKED)
    assert record(mei).total == 0


def test_what_was_taken_back_counts_as_refused_looked_at_or_not() -> None:
    mei = cast.mei()
    now = timezone.now()
    judged(mei, accepted=2, reversed_at=now)
    judged(mei, accepted=1, outcome=Outcome.UNCHECKED, reversed_at=now)
    assert (record(mei).accepted, record(mei).total) == (0, 3)


def test_what_was_accepted_in_part_counts_for_its_share() -> None:
    mei = cast.mei()
    judged(mei, accepted=10, facts=4, kept=3)
    whole = trust.record_of(
        Area.CREDITS, trust.of(mei).judged, joined=mei.date_joined, now=timezone.now()
    )
    assert whole.accepted == 10
    assert whole.bound < trust.wilson_lower_bound(10, 10)
    assert whole.bound == pytest.approx(trust.wilson_lower_bound(7.5, 10), abs=0.001)


@pytest.mark.parametrize(
    ("accepted", "fills", "overwrites"), [(15, False, False), (16, True, False), (40, True, True)]
)
def test_changes_of_what_others_wrote_want_a_longer_record_than_additions(
    accepted: int, fills: bool, overwrites: bool
) -> None:
    mei = proven(cast.mei(), Area.CREDITS, accepted=accepted)
    assert record(mei).proves(FILL) is fills
    assert record(mei).proves(OVERWRITE) is overwrites


@pytest.mark.parametrize("lacking", ["pages", "days", "account"])
def test_a_good_share_proves_nothing_on_few_pages_or_days_or_by_a_young_account(
    lacking: str,
) -> None:
    mei = aged(cast.mei(), 3 if lacking == "account" else 30)
    judged(mei, accepted=40, **({lacking: 2} if lacking != "account" else {}))
    assert not record(mei).proves(FILL)


@pytest.mark.parametrize(
    ("accepted", "refused", "doubted"),
    [(0, 4, False), (5, 0, False), (4, 1, False), (3, 2, True), (6, 3, True), (45, 2, False)],
)
def test_a_record_speaks_against_somebody_once_enough_was_refused(
    accepted: int, refused: int, doubted: bool
) -> None:
    kanta = cast.kanta()
    judged(kanta, accepted=accepted, refused=refused)
    assert record(kanta).is_doubted is doubted


def test_old_refusals_are_forgiven() -> None:
    kanta = cast.kanta()
    judged(kanta, accepted=3, refused=2, ago=timedelta(days=365))
    assert not record(kanta).is_doubted


def test_the_engine_writes_what_is_measured() -> None:
    film, kanta = cast.film(runtime=113), cast.kanta()
    live = cast.propose(film, by=kanta, runtime=115)
    assert record(kanta, Area.FACTS).total == 0
    patrol(live, moderator=cast.satsuki())
    assert (record(kanta, Area.FACTS).accepted, record(kanta, Area.FACTS).total) == (1, 1)
    row = RevisionEntry.objects.get(revision__submission=live)
    revert(row, user=cast.satsuki(), summary="It is 113")
    assert (record(kanta, Area.FACTS).accepted, record(kanta, Area.FACTS).total) == (0, 1)


def test_undoing_ones_own_edit_is_no_fault() -> None:
    film, kanta = cast.film(runtime=113), cast.kanta()
    live = cast.propose(film, by=kanta, runtime=115)
    patrol(live, moderator=cast.satsuki())
    revert(RevisionEntry.objects.get(revision__submission=live), user=kanta, summary="No")
    assert record(kanta, Area.FACTS).accepted == 1


def test_one_query_however_many_users(django_assert_num_queries: Any) -> None:
    users = [cast._user(f"member-{at}", "member") for at in range(5)]
    for user in users:
        judged(user, accepted=2)
        judged(user, Area.TEXT, refused=1)
    for asked in (users[:1], users):
        with django_assert_num_queries(1):
            found = trust.of_many(asked)
        assert all(len(one.verdicts) == 3 for one in found.values())
