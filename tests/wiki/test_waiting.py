"""How long submissions wait: measured on the latest decisions of the same kind of change."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from tests import cast
from wiki.areas import Area, Weight
from wiki.models import Submission, SubmissionArea, SubmissionKind, SubmissionStatus
from wiki.waiting import (
    Tally,
    Wait,
    in_words,
    percentile,
    place_in_queue,
    usual_wait,
    wait_of,
)

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def decided(
    *minutes: int,
    days: float = 1,
    kind: str = SubmissionKind.EDIT,
    area: str = Area.TEXT,
    automatic: bool = False,
) -> None:
    """Decisions so many days ago, after so many minutes each."""
    at = timezone.now() - timedelta(days=days)
    for wait in minutes:
        row = Submission.objects.create(
            kind=kind,
            status=SubmissionStatus.REJECTED,
            entry_type="film",
            changes=[],
            created_at=at - wait * MINUTE,
            decided_at=at,
            automatic=automatic,
        )
        SubmissionArea.objects.create(submission=row, area=area, weight=Weight.FILL, facts=1)


def minutes(kind: str = "", area: str = "") -> tuple[float, float, int] | None:
    """The median, the 90th percentile in minutes, and the days measured."""
    usual = usual_wait(kind, area=area)
    if usual is None:
        return None
    return usual.median / MINUTE, usual.most / MINUTE, usual.days


def test_without_a_decision_nothing_is_measured() -> None:
    assert usual_wait() is None
    decided(5, automatic=True)
    assert usual_wait(SubmissionKind.EDIT, area=Area.TEXT) is None


def test_the_wait_is_the_median_and_the_90th_percentile_of_seven_days() -> None:
    decided(*range(1, 21))
    decided(*[5000] * 30, days=8)
    assert minutes() == (10, 18, 7)


def test_few_decisions_in_seven_days_are_measured_over_a_longer_time() -> None:
    decided(*[10] * 3)
    decided(*[30] * 9, days=20)
    assert minutes() == (30, 30, 30)
    Submission.objects.filter(decided_at__lt=timezone.now() - timedelta(days=8)).update(
        decided_at=timezone.now() - timedelta(days=100)
    )
    assert minutes() is not None
    assert usual_wait().days == 365  # type: ignore[union-attr]


def test_what_was_decided_more_than_a_year_ago_says_nothing() -> None:
    decided(*[10] * 20, days=366)
    assert minutes() is None


def test_kinds_and_areas_are_measured_by_themselves() -> None:
    decided(*[10] * 10)
    decided(*[60] * 10, area=Area.CREDITS)
    decided(*[600] * 10, kind=SubmissionKind.CREATE)
    assert minutes(SubmissionKind.EDIT, Area.TEXT) == (10, 10, 7)
    assert minutes(SubmissionKind.EDIT, Area.CREDITS) == (60, 60, 7)
    assert minutes(SubmissionKind.CREATE) == (600, 600, 7)


def test_what_is_rare_is_measured_by_its_kind_and_then_by_all() -> None:
    decided(*[10] * 9)
    decided(60, area=Area.IMAGES)
    assert minutes(SubmissionKind.EDIT, Area.IMAGES) == (10, 10, 7)
    decided(*[600] * 20, kind=SubmissionKind.CREATE)
    assert minutes(SubmissionKind.MERGE, Area.FACTS) == (600, 600, 7)


def test_a_single_decision_is_better_than_none() -> None:
    decided(25, days=200)
    assert minutes(SubmissionKind.EDIT, Area.TEXT) == (25, 25, 365)


@pytest.mark.parametrize(("percent", "expected"), [(50, 2), (90, 4), (1, 1), (100, 4)])
def test_percentiles_are_the_nearest_rank(percent: int, expected: int) -> None:
    assert percentile([number * MINUTE for number in (1, 2, 3, 4)], percent) == expected * MINUTE


# The place in the queue ------------------------------------------------------------------------


def test_the_place_counts_what_waits_and_was_sent_earlier() -> None:
    film = cast.film()
    first, second, third = (cast.propose(film, runtime=runtime) for runtime in (1, 2, 3))
    assert [place_in_queue(s) for s in (first, second, third)] == [1, 2, 3]
    cast.accept(first)
    assert [place_in_queue(s) for s in (second, third)] == [1, 2]


def test_what_was_sent_back_keeps_its_place() -> None:
    film = cast.film()
    first, second, third = (cast.propose(film, runtime=runtime) for runtime in (1, 2, 3))
    Submission.objects.filter(pk=second.pk).update(status=SubmissionStatus.ASKED)
    assert [place_in_queue(s) for s in (first, second, third)] == [1, 2, 2]


def test_the_wait_of_a_submission_is_that_of_its_kind_and_main_area() -> None:
    decided(*[10] * 10, area=Area.FACTS)
    decided(*[60] * 10, area=Area.TEXT)
    wait = wait_of(cast.propose(cast.film(), runtime=115))
    assert wait.place == 1
    assert wait.usual is not None
    assert wait.usual.median == 10 * MINUTE


# In words --------------------------------------------------------------------------------------


def test_places_are_ordinals_in_english_and_numbers_elsewhere() -> None:
    words = [Wait(place, None).ordinal for place in (1, 2, 3, 4, 11, 12, 13, 21, 112, 1234)]
    assert words == ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th", "1,234th"]
    with translation.override("ja"):
        assert Wait(3, None).ordinal == "3"


def test_stretches_of_time_are_said_in_words() -> None:
    assert in_words(timedelta(minutes=20)) == "20 minutes"
    assert in_words(timedelta(0)) == "1 minute"
    assert in_words(timedelta(hours=3)) == "3 hours"


def test_a_tally_that_stopped_counting_says_so() -> None:
    assert (str(Tally(1000, True)), str(Tally(999)), bool(Tally(0))) == ("1,000+", "999", False)
