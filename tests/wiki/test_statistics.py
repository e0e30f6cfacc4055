"""The statistics of the queue: exact, the same on both databases, in a fixed number of queries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from films.models import Company
from tests import cast
from wiki import statistics
from wiki.actions.reject import reject
from wiki.models import Submission, SubmissionKind, SubmissionStatus
from wiki.statistics import Week, in_percent
from wiki.wait_plot import plot

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def decided(at: datetime, *hours: int, automatic: bool = False) -> None:
    """Decisions at a moment, after so many hours each."""
    Submission.objects.bulk_create(
        Submission(
            kind=SubmissionKind.EDIT,
            status=SubmissionStatus.APPROVED,
            entry_type="film",
            changes=[],
            created_at=at - wait * HOUR,
            decided_at=at,
            automatic=automatic,
            decided_by=cast.satsuki(),
        )
        for wait in hours
    )


def this_monday() -> datetime:
    return statistics.decided_since(1)


def test_a_stretch_of_weeks_begins_on_a_monday() -> None:
    assert this_monday().weekday() == 0
    assert statistics.decided_since(4) == this_monday() - timedelta(weeks=3)
    assert this_monday() <= timezone.now() < this_monday() + timedelta(weeks=1)


def test_each_week_has_its_median_and_90th_percentile() -> None:
    decided(this_monday() + timedelta(seconds=1), *range(1, 21))
    decided(this_monday() - timedelta(seconds=1), 5, 7, 6)
    decided(this_monday() - timedelta(weeks=1), 9, 2, automatic=True)
    decided(this_monday() - timedelta(weeks=3), 4)
    *older, last, now = statistics.waits_by_week(3)
    assert (now.decided, now.median, now.most) == (20, 10 * HOUR, 18 * HOUR)
    assert (last.decided, last.median, last.most) == (3, 6 * HOUR, 7 * HOUR)
    assert older == [Week((this_monday() - timedelta(weeks=2)).date())]


def test_waits_of_one_decision_are_that_wait() -> None:
    decided(this_monday(), 4)
    assert statistics.waits_by_week(1)[0].median == statistics.waits_by_week(1)[0].most == 4 * HOUR


def test_what_waits_is_told_by_type_kind_and_age() -> None:
    film = cast.film()
    old = cast.propose(film, runtime=115)
    cast.propose(film, country="JP")
    cast.propose_page(Company, "Studio 4C")
    Submission.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=8))
    now = statistics.waiting_now()
    assert (now.total.number, now.total.older) == (3, (1, 1, 0))
    assert [(row.label, row.number, row.older) for row in now.types] == [
        ("film", 2, (1, 1, 0)),
        ("company", 1, (0, 0, 0)),
    ]
    assert [(str(row.label), row.number) for row in now.kinds] == [("edit", 2), ("new page", 1)]


def test_decisions_are_counted_by_moderator() -> None:
    film = cast.film()
    Submission.objects.update(automatic=True)
    for runtime in (1, 2, 3):
        cast.accept(cast.propose(film, runtime=runtime), by=cast.tatsuo())
    reject(cast.propose(film, runtime=4), moderator=cast.tatsuo(), note="No")
    reject(cast.propose(film, runtime=5), moderator=cast.satsuki(), note="No")
    rows = statistics.deciders(4)
    assert [(str(row.user), row.approved, row.rejected, row.share) for row in rows] == [
        ("tatsuo", 3, 1, "75%"),
        ("satsuki", 0, 1, "0%"),
    ]


def test_areas_tell_what_waits_what_was_accepted_and_what_was_kept() -> None:
    film = cast.film()
    before = {str(row.label): row for row in statistics.records_by_area(4)}
    cast.accept(cast.propose(film, deck="One."))
    reject(cast.propose(film, deck="Two."), moderator=cast.satsuki(), note="No")
    cast.propose(film, deck="Three.")
    text = {str(row.label): row for row in statistics.records_by_area(4)}["text"]
    assert (before["text"].judged, before["text"].share_accepted) == (0, "")
    assert (text.waiting, text.judged, text.accepted, text.kept, text.facts) == (1, 2, 1, 1, 2)
    assert text.share_accepted == text.share_kept == "50%"


def test_a_share_of_nothing_is_not_said() -> None:
    assert (in_percent(0, 0), in_percent(1, 4)) == ("", "25%")


# The plot ----------------------------------------------------------------------------------------


def week(number: int, *hours: float) -> Week:
    begins = datetime(2026, 1, 5, tzinfo=UTC).date() + timedelta(weeks=number)
    if not hours:
        return Week(begins)
    median, most = (timedelta(hours=each) for each in hours)
    return Week(begins, 5, median, most)


def test_nothing_decided_is_no_plot() -> None:
    assert plot([week(0), week(1)]) is None


def test_lines_break_where_nothing_was_decided_and_stay_inside() -> None:
    drawn = plot([week(0, 1, 4), week(1, 2, 9), week(2), week(3, 0, 30)])
    assert drawn is not None
    assert [len(piece) for piece in drawn.median] == [2, 1]
    dots = [dot for piece in drawn.median + drawn.most for dot in piece]
    assert all(drawn.left <= dot.x <= drawn.right for dot in dots)
    assert all(0 <= dot.y <= drawn.floor for dot in dots)
    assert drawn.most[0][1].y < drawn.most[0][0].y  # longer is higher


@pytest.mark.parametrize("hours", [0, 0.1, 1, 5, 23, 200, 9000])
def test_the_axis_has_few_steps_whatever_the_waits(hours: float) -> None:
    drawn = plot([week(0, hours, hours)])
    assert drawn is not None
    assert 2 <= len(drawn.hours) <= 6


def test_a_year_of_weeks_has_labels_that_do_not_touch() -> None:
    drawn = plot([week(number, 1, 2) for number in range(52)])
    assert drawn is not None
    assert len(drawn.weeks) <= 7


# The page ----------------------------------------------------------------------------------------


def page(query: str = "", user: str = "mei") -> tuple[str, int]:
    client = Client()
    client.force_login(getattr(cast, user)())
    client.get("/moderation/statistics/")
    with CaptureQueriesContext(connection) as captured:
        response = client.get(f"/moderation/statistics/{query}")
    assert response.status_code == 200
    return response.content.decode(), len(captured)


def test_members_see_the_statistics_and_strangers_log_in() -> None:
    assert Client().get("/moderation/statistics/").status_code == 302
    text, _queries = page()
    assert "Statistics of the queue" in text
    assert 'href="/moderation/"' not in text
    assert 'href="/moderation/"' in page(user="satsuki")[0]


def test_an_empty_wiki_has_statistics_too() -> None:
    text, _queries = page()
    assert "No moderator has decided anything in this time." in text
    assert "Nothing waits." in text


def test_the_plot_has_a_table_behind_it() -> None:
    decided(timezone.now(), 3)
    text, _queries = page()
    assert 'role="img"' in text
    assert "The same as a table" in text
    assert text.count("3 hours") >= 2


@pytest.mark.parametrize("query", ["?stretch=x", "?stretch=-1", "?stretch=5", "?stretch="])
def test_a_stretch_that_is_not_on_offer_is_the_usual_one(query: str) -> None:
    assert "12 weeks</a>" in page(query)[0]


def test_queries_do_not_grow_with_what_was_decided() -> None:
    film = cast.film()
    cast.propose(film, runtime=1)
    decided(timezone.now(), 1)
    _text, few = page()
    for runtime in range(2, 12):
        cast.propose(film, runtime=runtime)
    for weeks in range(8):
        decided(timezone.now() - timedelta(weeks=weeks), *range(1, 9))
    reject(cast.propose(film, deck="No."), moderator=cast.tatsuo(), note="No")
    _text, many = page()
    assert few == many <= 12
