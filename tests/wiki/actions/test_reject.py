"""Rejecting: a moderator refuses a submission and says why."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.cast import accept, kanta, mei, propose, propose_page, satsuki, tatsuo
from tests.toywiki.models import Garden
from tests.wiki.gardens import check, garden, history, value
from wiki.actions.reject import reject
from wiki.exceptions import SubmissionClosed
from wiki.models import Revision, Submission

pytestmark = pytest.mark.django_db


def test_a_rejected_submission_writes_nothing() -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=4, rows={"bed:new1": {"number": 1}})
    before = Revision.objects.count()
    reject(submission, moderator=satsuki(), note="  No source  ")
    submission.refresh_from_db()
    assert (submission.status, submission.decision_note) == ("rejected", "No source")
    assert (submission.decided_by, submission.automatic) == (satsuki(), False)
    assert submission.decided_at is not None
    assert value(hortus, "area") == 3
    assert Revision.objects.count() == before
    assert len(history(hortus)) == 1
    check(hortus)


def test_a_rejected_page_does_not_come_to_be() -> None:
    submission = propose_page(Garden, "Hortus")
    reject(submission, moderator=satsuki(), note="Not a garden")
    submission.refresh_from_db()
    assert submission.entry_id is None
    assert not Garden.objects.exists()


@pytest.mark.parametrize("note", ["", "   ", "\n"])
def test_a_reason_is_required(note: str) -> None:
    submission = propose(garden(), area=4)
    with pytest.raises(ValidationError):
        reject(submission, moderator=satsuki(), note=note)
    submission.refresh_from_db()
    assert submission.is_pending


@pytest.mark.parametrize("user", [mei, kanta])
def test_members_do_not_reject(user: Any) -> None:
    submission = propose(garden(), area=4)
    with pytest.raises(PermissionDenied):
        reject(submission, moderator=user(), note="No")


def test_a_moderator_does_not_reject_their_own() -> None:
    submission = propose(garden(), area=4)
    submission.author = satsuki()
    submission.save()
    with pytest.raises(PermissionDenied):
        reject(submission, moderator=satsuki(), note="No")


def test_what_was_approved_cannot_be_rejected() -> None:
    submission = propose(garden(), area=4)
    accept(submission)
    with pytest.raises(SubmissionClosed):
        reject(submission, moderator=tatsuo(), note="No")


def test_what_was_rejected_cannot_be_approved() -> None:
    hortus = garden(area=3)
    submission = propose(hortus, area=4)
    reject(submission, moderator=satsuki(), note="No")
    with pytest.raises(SubmissionClosed):
        accept(submission)
    assert value(hortus, "area") == 3


def test_an_amended_version_is_noticed() -> None:
    submission = propose(garden(), area=4)
    Submission.objects.filter(pk=submission.pk).update(version=2)
    with pytest.raises(SubmissionClosed):
        reject(submission, moderator=satsuki(), note="No")
