"""Deciding many submissions of the queue at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests import cast
from tests.readers import reader
from tests.wiki.views.queue_steps import moderator, runtimes, set_
from wiki.actions.claim import claim
from wiki.models import Act, LogEntry, Submission, SubmissionStatus

pytestmark = pytest.mark.django_db


# Many at once ---------------------------------------------------------------------------------------


def decide_many(act: str, *ticked: Submission | str, note: str = "", query: str = "") -> Any:
    boxes = [t if isinstance(t, str) else f"{t.pk}:{t.version}" for t in ticked]
    data = {"act": act, "submission": boxes, "note": note}
    return moderator().post(f"/moderation/bulk/{query}", data)


def test_what_is_ticked_is_approved() -> None:
    film = cast.film(runtime=113)
    one = cast.propose(film, runtime=115)
    two = cast.propose(film, country="JP")
    other = cast.propose(film, deck="Three stories.")
    response = decide_many("approve", one, two, note="Thanks", query="?type=film")
    assert response.status_code == 200
    assert "2 approved" in response.content.decode()
    film.refresh_from_db()
    assert (film.runtime, film.country, film.deck) == (115, "JP", "")
    other.refresh_from_db()
    assert other.is_pending
    assert LogEntry.objects.filter(act=Act.APPROVE, actor=cast.satsuki()).count() >= 2


def test_what_is_ticked_is_rejected_with_one_reason() -> None:
    rows = runtimes(cast.film(), 1, 2)
    assert "2 rejected" in decide_many("reject", *rows, note="No source").content.decode()
    for row in rows:
        row.refresh_from_db()
        assert (row.status, row.decision_note) == (SubmissionStatus.REJECTED, "No source")


def test_each_refusal_is_told_and_stops_nothing() -> None:
    film = cast.film(runtime=113)
    conflict = cast.propose(film, runtime=118)
    cast.edit(film, runtime=114)
    own = cast.propose(film, country="JP")
    set_(own, author=cast.satsuki())
    claimed = cast.propose(film, deck="Three stories.")
    claim(claimed, moderator=cast.tatsuo())
    closed = cast.propose(film, description="Long.")
    cast.accept(closed)
    old_version = cast.propose(film, original_language="ja")
    held = cast.propose(film, description="Longer.")
    set_(held, status=SubmissionStatus.HELD)
    fine = cast.propose(film, runtime=120)
    response = decide_many(
        "approve", conflict, own, claimed, closed, f"{old_version.pk}:7", held, "999999:1", fine
    )
    problems = [row.problem for row in response.context["rows"]]
    assert [bool(problem) for problem in problems] == [True] * 7 + [False]
    for problem, words in zip(
        problems,
        (
            "somebody must choose",
            "your own",
            "tatsuo has claimed",
            "already been decided",
            "has changed this submission",
            "on hold",
            "no such submission",
            "",
        ),
        strict=True,
    ):
        assert words in problem
    film.refresh_from_db()
    assert film.runtime == 120
    assert "7 could not be decided and wait as before." in response.content.decode()


def test_rejecting_many_needs_a_reason_and_loses_nothing() -> None:
    one, two = runtimes(cast.film(), 1, 2)
    response = decide_many("reject", two, query="?sort=newest")
    text = response.content.decode()
    assert response.status_code == 422
    assert "Tell the authors why." in text
    assert [row.submission for row in response.context["rows"]] == [two, one]
    assert text.count(" checked>") - text.count('"checkbox" checked>') == 1
    two.refresh_from_db()
    assert two.is_pending


def test_something_has_to_be_ticked_and_not_too_much() -> None:
    (row,) = runtimes(cast.film(), 1)
    response = decide_many("approve", note="kept words")
    assert response.status_code == 422
    assert "Select the submissions to decide first." in response.content.decode()
    assert "kept words" in response.content.decode()
    many = [f"{number}:1" for number in range(1000, 1101)]
    response = decide_many("approve", row, *many)
    assert response.status_code == 422
    assert "Select at most 100 submissions at once." in response.content.decode()
    row.refresh_from_db()
    assert row.is_pending


@pytest.mark.parametrize("box", ["", "x", "1", "1:", ":1", "-1:1", f"{10**30}:1", "1:1:1", "１:1"])
def test_boxes_that_no_page_has_given_are_no_selection(box: str) -> None:
    assert decide_many("approve", box).status_code == 422


def test_deciding_many_is_for_moderators() -> None:
    assert Client().post("/moderation/bulk/").status_code == 302
    assert reader(cast.kanta()).post("/moderation/bulk/").status_code == 403
    assert moderator().get("/moderation/bulk/").status_code == 405
    assert decide_many("nonsense", "1:1").status_code == 422
