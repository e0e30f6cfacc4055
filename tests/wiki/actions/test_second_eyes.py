"""A second pair of eyes: two moderators look at what is sensitive, where the site wants it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests.cast import accept, kanta, key_of, mei, propose, satsuki, tatsuo
from tests.wiki.gardens import change, garden, now, plant, rows, send, value
from wiki.actions.amend import amend
from wiki.actions.approve import approve
from wiki.actions.ask import ask
from wiki.actions.hide import hide
from wiki.actions.merge import merge
from wiki.actions.reject import reject
from wiki.actions.reopen import reopen
from wiki.entry_types import registry
from wiki.exceptions import Indivisible
from wiki.models import Act, LogEntry, Submission, SubmissionKind
from wiki.sensitive import is_much_linked, needs_second

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _wanted(settings: Any) -> None:
    settings.GENGA_SECOND_EYES = True
    settings.GENGA_SECOND_EYES_LINKS = 1


def renaming(links: int = 2) -> tuple[Any, Submission]:
    """A plant that gardens point at, and mei's new display name for it."""
    iris = plant()
    for number in range(links):
        garden(f"Garden {number}", rows={"planting:new1": {"plant": key_of(iris)}})
    (name,) = rows(iris, "plantname")
    return iris, propose(iris, rows={name: {"text": "Blue flag"}})


def test_the_first_approval_is_only_noted() -> None:
    iris, submission = renaming()
    assert approve(submission, moderator=satsuki(), note="Fine") is None
    assert submission.is_pending
    assert submission.seconded_by == satsuki()
    iris.refresh_from_db()
    assert iris.title == "Iris"
    entry = LogEntry.objects.latest("pk")
    assert (entry.act, entry.actor, entry.submission) == (Act.SECOND, satsuki(), submission)


def test_the_second_by_another_moderator_applies_it() -> None:
    iris, submission = renaming()
    approve(submission, moderator=satsuki())
    with pytest.raises(PermissionDenied, match="approved this already"):
        approve(submission, moderator=satsuki())
    revision = accept(submission, by=tatsuo())
    iris.refresh_from_db()
    assert iris.title == "Blue flag"
    assert revision.approver == tatsuo()


def test_without_the_setting_one_is_enough(settings: Any) -> None:
    settings.GENGA_SECOND_EYES = False
    iris, submission = renaming()
    accept(submission)
    iris.refresh_from_db()
    assert iris.title == "Blue flag"


def test_other_changes_need_one() -> None:
    hortus = garden(area=3)
    assert accept(propose(hortus, area=4)).approver == satsuki()
    _iris, few = renaming(links=1)
    assert accept(few).approver == satsuki()
    sort = plant("Quince")
    for number in range(2):
        garden(f"Yard {number}", rows={"planting:new1": {"plant": key_of(sort)}})
    further = propose(sort, rows={"plantname:new1": {"text": "Apple quince"}})
    assert accept(further).approver == satsuki()


def test_links_are_rows_of_other_pages_that_point_at_it() -> None:
    hortus = garden(rows={"bed:new1": {"number": 1}, "bed:new2": {"number": 2}})
    assert not is_much_linked(registry["garden"], hortus.pk)
    iris = plant()
    garden("One", emblems=[key_of(iris)])
    assert not is_much_linked(registry["plant"], iris.pk)
    garden("Two", emblems=[key_of(iris)])
    assert is_much_linked(registry["plant"], iris.pk)


@pytest.mark.parametrize("act", ["hide", "merge"])
def test_a_moderators_own_hide_or_merge_waits_for_one_other(act: str) -> None:
    one, two = plant("One"), plant("Two")
    if act == "hide":
        submission = hide(one, user=satsuki(), summary="Spam")
    else:
        submission = merge(one, into=two, user=satsuki(), summary="Same")
    assert submission.is_pending
    with pytest.raises(PermissionDenied):
        approve(submission, moderator=satsuki())
    accept(submission, by=tatsuo())
    one.refresh_from_db()
    assert one.hidden if act == "hide" else one.merged_into == two


def test_restoring_is_not_sensitive() -> None:
    iris = plant()
    accept(hide(iris, user=satsuki(), summary="Spam"), by=tatsuo())
    iris.refresh_from_db()
    changes = [change(key_of(iris), key_of(iris), hidden=[True, False])]
    submission = send(changes, iris, by=satsuki(), kind=SubmissionKind.RESTORE)
    assert not submission.is_pending


def test_what_would_go_live_at_once_waits_if_it_is_sensitive() -> None:
    iris = plant()
    for number in range(2):
        garden(f"Garden {number}", rows={"planting:new1": {"plant": key_of(iris)}})
    (name,) = rows(iris, "plantname")
    submission = propose(iris, by=kanta(), rows={name: {"text": "Blue flag"}})
    assert submission.is_pending
    assert not propose(iris, by=satsuki(), edible=True).is_pending


def test_the_first_approves_it_as_it_is() -> None:
    iris, submission = renaming()
    (name,) = rows(iris, "plantname")
    with pytest.raises(Indivisible, match="approves it as it is"):
        approve(submission, moderator=satsuki(), corrections={(name, "text"): "Yellow flag"})
    submission.refresh_from_db()
    assert submission.seconded_by is None
    approve(submission, moderator=satsuki())
    accept(submission, by=tatsuo(), corrections={(name, "text"): "Yellow flag"})
    assert now(iris)[name]["text"] == "Yellow flag"


def test_a_new_version_needs_both_again() -> None:
    iris, submission = renaming()
    approve(submission, moderator=satsuki())
    (name,) = rows(iris, "plantname")
    amend(submission, [change(name, key_of(iris), text=["Iris", "Flag"])], user=mei())
    submission.refresh_from_db()
    assert submission.seconded_by is None
    assert approve(submission, moderator=tatsuo()) is None
    accept(submission, by=satsuki())
    assert value(iris, "text", name) == "Flag"


@pytest.mark.parametrize("act", ["reject", "ask"])
def test_the_second_may_say_no(act: str) -> None:
    _iris, submission = renaming()
    approve(submission, moderator=satsuki())
    if act == "reject":
        reject(submission, moderator=tatsuo(), note="No")
        submission.refresh_from_db()
        reopen(submission, moderator=satsuki())
        assert submission.seconded_by is None
    else:
        ask(submission, moderator=tatsuo(), text="Why?")
        assert submission.status == "asked"


def test_imports_need_two_as_well() -> None:
    _iris, submission = renaming()
    Submission.objects.filter(pk=submission.pk).update(author=None)
    submission.refresh_from_db()
    assert needs_second(submission)
    assert approve(submission, moderator=satsuki()) is None


def test_who_was_first_is_not_asked_on_the_page(client: Any) -> None:
    _iris, submission = renaming()
    approve(submission, moderator=satsuki())
    client.force_login(satsuki())
    text = client.get(submission.get_absolute_url()).content.decode()
    assert "Another moderator has to look at it, too." in text
    assert 'data-key="a"' not in text
    client.force_login(tatsuo())
    text = client.get(submission.get_absolute_url()).content.decode()
    assert "satsuki has approved this already" in text
    assert 'data-key="a"' in text


def test_the_page_says_that_an_approval_is_the_first_of_two(client: Any) -> None:
    _iris, submission = renaming()
    client.force_login(satsuki())
    text = client.get(submission.get_absolute_url()).content.decode()
    assert "Approve as the first of two" in text
    url = f"{submission.get_absolute_url()}approve/"
    text = client.post(url, {"version": 1}, follow=True).content.decode()
    assert "Approved as the first of two: " in text
