"""Rehearsals: what a filter would have hit, found by the conditions of live edits, with nothing written."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import accept, kanta, mei, satsuki, totoro
from tests.wiki.filters.edits import STORY
from tests.wiki.filters.test_run import SPAM, about, rule
from tests.wiki.gardens import garden, send
from wiki.actions.reject import reject
from wiki.filters import rehearse
from wiki.filters.rehearse import rehearse_filter
from wiki.models import FilterHit, Submission, SubmissionFlag

pytestmark = pytest.mark.django_db
SEEDS = {"words": ["seeds"]}


def hit_by(conditions: dict[str, Any], **more: Any) -> list[int]:
    """The submissions that a filter would have hit, oldest first."""
    return sorted(hit.submission.pk for hit in rehearse_filter(conditions, **more).hits)


def test_it_says_what_would_have_been_hit_and_what_became_of_it() -> None:
    hortus = garden()
    good = send(about(hortus, SPAM), hortus, by=totoro())
    accept(good)
    bad = send(about(hortus, f"{SPAM}. More seeds"), hortus, by=totoro())
    reject(bad, moderator=satsuki(), note="An advertisement.")
    waits = send(about(hortus, f"{SPAM}. Other seeds"), hortus, by=totoro())
    send(about(hortus, "Iris."), hortus, by=totoro())
    found = rehearse_filter(SEEDS)
    assert [hit.submission for hit in found.hits] == [waits, bad, good]
    assert [(status, count) for status, _label, count in found.states] == [
        *(("approved", 1), ("rejected", 1), ("pending", 1)),
    ]
    assert found.looked_at == Submission.objects.count()


def test_it_writes_nothing() -> None:
    hortus = garden()
    send(about(hortus, SPAM), hortus, by=totoro())
    before = Submission.objects.values_list("pk", "touched_at", "version")
    state = list(before)
    with CaptureQueriesContext(connection) as captured:
        rehearse_filter({**SEEDS, "sent": [1, 5], "same_text": [1, 5], "approved_below": 2})
    assert all(query["sql"].lstrip("( ").startswith("SELECT") for query in captured)
    assert list(before.all()) == state
    assert not SubmissionFlag.objects.exists()
    assert not FilterHit.objects.exists()


def test_it_agrees_with_what_a_live_filter_hit() -> None:
    conditions = {"approved_below": 2, "sent": [1, 60], "words": ["iris", "seeds"]}
    live = rule(conditions=conditions)
    for n in range(2):
        hortus = garden(f"Garden {n}")
        for text in (SPAM, "Iris.", f"{STORY} Iris."):
            for user in (totoro(), kanta(), mei()):
                submission = send(about(hortus, f"{text} {user}"), hortus, by=user)
                if submission.is_pending and user == totoro():
                    accept(submission)
    hit = live.hits.order_by("submission").values_list("submission", flat=True)
    assert hit.exists()
    assert hit_by(conditions) == list(hit)


def test_the_same_text_is_found_among_earlier_edits_of_its_author_only() -> None:
    hortus = garden()
    one = send(about(hortus, "yubaba was here"), hortus, by=totoro())
    two = send(about(hortus, f"{STORY} Yubaba was here."), hortus, by=totoro())
    send(about(hortus, "yubaba was here"), hortus, by=mei())
    assert hit_by({"same_text": [1, 24]}) == [two.pk]
    Submission.objects.filter(pk=one.pk).update(created_at=timezone.now() - timedelta(hours=25))
    assert hit_by({"same_text": [1, 24]}) == []


def test_the_accounts_age_is_that_of_the_time_of_the_edit() -> None:
    hortus, user = garden(), totoro()
    submission = send(about(hortus, "Iris."), hortus, by=user)
    user.date_joined = submission.created_at - timedelta(days=3)
    user.save()
    assert hit_by({"account_days": 4, "level": 0}) == [submission.pk]
    assert hit_by({"account_days": 3, "level": 0}) == []


def test_only_the_latest_are_looked_at() -> None:
    hortus = garden()
    send(about(hortus, SPAM), hortus, by=totoro())
    last = send(about(hortus, f"{SPAM} and here"), hortus, by=totoro())
    assert hit_by(SEEDS, last=1) == [last.pk]


def test_a_slow_expression_is_said_to_be_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    hortus = garden()
    submission = send(about(hortus, "a" * 20_000 + "!"), hortus, by=totoro())
    found = rehearse_filter({"expression": r"(a+)+$"})
    assert [(hit.submission, hit.unchecked) for hit in found.hits] == [(submission, True)]
    assert found.unchecked == 1
    assert not found.cut_short
    monkeypatch.setattr(rehearse, "SECONDS", -1.0)
    found = rehearse_filter({"expression": r"(a+)+$"})
    assert found.cut_short
    assert found.looked_at == 0


def test_queries_do_not_grow_with_the_submissions() -> None:
    conditions = {"approved_below": 50, "sent": [1, 60], "same_text": [1, 24], "level": 4}

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            rehearse_filter(conditions)
        return len(captured)

    hortus = garden()
    send(about(hortus, "yubaba was here"), hortus, by=totoro())
    send(about(hortus, "Yubaba was here"), hortus, by=totoro())
    few = queries()
    for n in range(10):
        send(about(hortus, f"yubaba was here {n}"), hortus, by=(mei(), kanta(), satsuki())[n % 3])
    assert queries() == few
