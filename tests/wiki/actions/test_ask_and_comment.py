"""Asking for changes, talking about them, holding and reopening: what each leaves behind."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from tests.cast import accept, edit, key_of, mei, propose, satsuki, tatsuo, totoro
from tests.wiki.gardens import change, garden, value
from wiki.actions.amend import amend
from wiki.actions.ask import ask
from wiki.actions.claim import claim
from wiki.actions.comment import comment
from wiki.actions.hold import hold, unhold
from wiki.actions.reject import reject
from wiki.actions.reopen import reopen
from wiki.actions.withdraw import withdraw
from wiki.exceptions import SubmissionClosed
from wiki.models import Act, CommentKind, LogEntry, Notice, NoticeKind, Outcome

pytestmark = pytest.mark.django_db


def test_asking_leaves_a_comment_a_line_of_the_log_and_a_notice() -> None:
    submission = propose(garden(area=3), area=4)
    claim(submission, moderator=satsuki())
    said = ask(submission, moderator=satsuki(), text="  Where from?  ")
    assert (said.kind, said.text, said.version) == (CommentKind.ASK, "Where from?", 1)
    assert (submission.status, submission.claimed_by) == ("asked", None)
    entry = LogEntry.objects.latest("pk")
    assert (entry.act, entry.actor, entry.person) == (Act.ASK, satsuki(), mei())
    notice = Notice.objects.get(submission=submission)
    assert (notice.user, notice.kind, notice.text) == (mei(), NoticeKind.ASKED, "Where from?")


@pytest.mark.parametrize("text", ["", "  ", "x" * 4001])
def test_asking_needs_words_that_can_be_kept(text: str) -> None:
    submission = propose(garden(area=3), area=4)
    with pytest.raises(ValidationError):
        ask(submission, moderator=satsuki(), text=text)
    submission.refresh_from_db()
    assert submission.is_pending


def test_an_older_version_is_not_sent_back_unseen() -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=4)
    seen = type(submission).objects.get(pk=submission.pk)
    amend(submission, [change(key_of(hortus), key_of(hortus), area=[3, 5])], user=mei())
    with pytest.raises(SubmissionClosed, match="meanwhile"):
        ask(seen, moderator=satsuki(), text="Why 4?")


def test_a_comment_touches_the_submission() -> None:
    submission = propose(garden(area=3), area=4)
    before = submission.touched_at
    comment(submission, author=totoro(), text="Hm")
    submission.refresh_from_db()
    assert submission.touched_at > before


def test_a_comment_is_about_a_change_that_there_is() -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=4, rows={"bed:new1": {"number": 1}})
    assert comment(submission, author=mei(), text="1", about=("bed:new1", "")).key == "bed:new1"
    assert (
        comment(submission, author=mei(), text="2", about=(key_of(hortus), "area")).field == "area"
    )
    for place in (
        (key_of(hortus), "note"),
        ("bed:new1", "number"),
        ("bed:7", ""),
        (key_of(hortus), ""),
    ):
        with pytest.raises(ValidationError):
            comment(submission, author=mei(), text="3", about=place)


def test_moderators_who_took_part_are_told_once_each() -> None:
    submission = propose(garden(area=3), area=4)
    for moderator in (satsuki(), tatsuo(), satsuki()):
        comment(submission, author=moderator, text="?")
    comment(submission, author=totoro(), text="!")
    comment(submission, author=mei(), text="Look.")
    told = Notice.objects.filter(text="Look.").values_list("user__username", flat=True)
    assert sorted(told) == ["satsuki", "tatsuo"]


def test_reopening_forgets_the_decision_but_for_the_log() -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=4)
    reject(submission, moderator=satsuki(), note="No")
    edit(hortus, area=5)
    submission.refresh_from_db()
    reopen(submission, moderator=tatsuo(), note="Yes")
    assert (submission.decided_by, submission.decided_at, submission.decision_note) == (
        None,
        None,
        "",
    )
    assert submission.conflicts == 1
    assert {row.outcome for row in submission.areas.all()} == {Outcome.OPEN}
    acts = LogEntry.objects.filter(submission=submission).order_by("pk")
    assert [(e.act, e.reason) for e in acts] == [(Act.REJECT, "No"), (Act.REOPEN, "Yes")]
    assert Notice.objects.filter(
        submission=submission, kind=NoticeKind.REOPENED, user=mei()
    ).exists()
    accept(submission, resolutions={(key_of(hortus), "area"): "proposed"})
    assert value(hortus, "area") == 4


def test_what_its_author_withdrew_can_be_wanted_after_all() -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=4)
    withdraw(submission, user=mei())
    submission.refresh_from_db()
    reopen(submission, moderator=satsuki())
    accept(submission)
    assert value(hortus, "area") == 4


def test_holding_leaves_one_line_of_the_log_for_all() -> None:
    hortus = garden(area=3)
    one, two = propose(hortus, area=4), propose(hortus, note="x")
    claim(one, moderator=satsuki())
    ask(two, moderator=satsuki(), text="?")
    assert hold(mei(), by=satsuki(), reason="Vandalism") == 2
    entry = LogEntry.objects.latest("pk")
    assert (entry.act, entry.person, entry.data) == (Act.HOLD, mei(), {"submissions": 2})
    one.refresh_from_db()
    assert (one.status, one.claimed_by) == ("held", None)
    for submission in (one, two):
        submission.refresh_from_db()
        with pytest.raises(SubmissionClosed, match="on hold"):
            accept(submission)
    assert unhold(mei(), by=None) == 2
    assert unhold(mei(), by=None) == 0
    assert LogEntry.objects.filter(act=Act.UNHOLD).count() == 1
