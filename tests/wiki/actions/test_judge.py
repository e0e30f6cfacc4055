"""Blind audits: drawn by lot, judged by others, counted in trust."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.cast import edit, kanta, mei, propose, satsuki, tatsuo
from tests.wiki.gardens import garden
from wiki.actions.hide import hide
from wiki.actions.judge import judge
from wiki.actions.patrol import patrol
from wiki.audits import choose, numbers, open_for
from wiki.exceptions import SubmissionClosed
from wiki.models import Act, Audit, AuditVerdict, LogEntry, Outcome, Submission

pytestmark = pytest.mark.django_db
AGREED, OBJECTED = AuditVerdict.AGREED, AuditVerdict.OBJECTED


@pytest.fixture(autouse=True)
def _all_are_drawn(settings: Any) -> None:
    settings.GENGA_AUDIT_SHARE = 1


def live(by: Any = kanta) -> Submission:
    return propose(garden(area=3), by=by(), area=4)


def outcomes_of(submission: Submission) -> list[tuple[str, int]]:
    return list(submission.areas.values_list("outcome", "kept"))


@pytest.mark.parametrize("author", [kanta, satsuki, tatsuo])
def test_whatever_went_live_may_be_drawn(author: Any) -> None:
    submission = live(author)
    assert Audit.objects.get().submission == submission


def test_what_a_moderator_approved_is_not_audited() -> None:
    edit(garden(area=3), area=4)
    assert not Audit.objects.exists()


def test_acts_of_moderation_are_not_audited() -> None:
    assert hide(garden(), user=satsuki(), summary="Spam").automatic
    assert not Audit.objects.exists()


def test_without_a_share_nothing_is_drawn(settings: Any) -> None:
    settings.GENGA_AUDIT_SHARE = 0
    live()
    assert not Audit.objects.exists()


def test_the_lot_falls_about_as_often_as_the_setting_says(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.GENGA_AUDIT_SHARE = 0.05
    submission = live()
    Audit.objects.all().delete()
    drawn = []
    for lot in (0, 49_999, 50_000, 999_999):
        monkeypatch.setattr("wiki.audits.secrets.randbelow", lambda lots, lot=lot: lot)
        drawn.append(choose(submission) is not None)
        Audit.objects.all().delete()
    assert drawn == [True, True, False, False]


@pytest.mark.parametrize(
    ("verdict", "note", "outcome"),
    [(AGREED, "", (Outcome.ACCEPTED, 1)), (OBJECTED, "No source", (Outcome.REFUSED, 0))],
)
def test_the_verdict_counts_in_trust_and_as_a_look_and_is_logged(
    verdict: AuditVerdict, note: str, outcome: tuple[str, int]
) -> None:
    submission = live()
    done = judge(Audit.objects.get(), moderator=satsuki(), verdict=verdict, note=note)
    assert (done.verdict, done.decided_by, done.note) == (verdict, satsuki(), note)
    assert outcomes_of(submission) == [outcome]
    submission.refresh_from_db()
    assert submission.patrolled_by == satsuki()
    line = LogEntry.objects.get(act=Act.AUDIT)
    assert (line.actor, line.person, line.reason) == (satsuki(), kanta(), note)
    assert line.data == {"verdict": verdict}
    assert numbers() == (1, int(verdict == OBJECTED))


def test_an_objection_says_why() -> None:
    live()
    with pytest.raises(ValidationError):
        judge(Audit.objects.get(), moderator=satsuki(), verdict=OBJECTED, note=" ")
    assert Audit.objects.get().decided_at is None


def test_an_objection_is_heard_after_somebody_found_it_good() -> None:
    submission = live()
    patrol(submission, moderator=tatsuo())
    judge(Audit.objects.get(), moderator=satsuki(), verdict=OBJECTED, note="No source")
    assert outcomes_of(submission) == [(Outcome.REFUSED, 0)]
    submission.refresh_from_db()
    assert submission.patrolled_by == tatsuo()


def test_nobody_judges_their_own_nor_what_they_saw_with_its_authors_name() -> None:
    live(satsuki)
    with pytest.raises(PermissionDenied):
        judge(Audit.objects.get(), moderator=satsuki(), verdict=AGREED)
    assert not open_for(satsuki()).exists()
    assert open_for(tatsuo()).exists()
    seen = live()
    patrol(seen, moderator=tatsuo())
    assert open_for(satsuki()).get().submission == seen
    assert open_for(tatsuo()).get().submission != seen


@pytest.mark.parametrize("user", [mei, kanta])
def test_only_moderators_judge(user: Any) -> None:
    live()
    with pytest.raises(PermissionDenied):
        judge(Audit.objects.get(), moderator=user(), verdict=AGREED)


def test_an_audit_is_judged_once() -> None:
    live()
    first, second = Audit.objects.get(), Audit.objects.get()
    judge(first, moderator=satsuki(), verdict=AGREED)
    with pytest.raises(SubmissionClosed):
        judge(second, moderator=tatsuo(), verdict=OBJECTED, note="Late")
    assert Audit.objects.get().verdict == AGREED
