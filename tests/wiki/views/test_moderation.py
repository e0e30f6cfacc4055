"""The queue, and decisions about what waits in it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from films.models import Film, Person
from tests import cast
from tests.readers import reader
from wiki.actions.amend import amend
from wiki.models import Submission, SubmissionKind, SubmissionStatus

pytestmark = pytest.mark.django_db


def moderator() -> Client:
    return reader(cast.satsuki())


def decide(submission: Submission, verb: str, client: Client | None = None, **data: Any) -> Any:
    """Post a decision about the version that one sees now."""
    data = {"version": submission.version, **data}
    return (client or moderator()).post(f"{submission.get_absolute_url()}{verb}/", data)


def tokens(page: str) -> dict[str, str]:
    """The tokens of the conflicts on a page, by field name."""
    found = re.findall(r'name="(conflict-\d+)"\s+value="(\w+)"', page)
    return dict(found)


# Approving -----------------------------------------------------------------------------------


def test_a_moderator_approves() -> None:
    film = cast.film(runtime=113)
    submission = cast.propose(film, runtime=115)
    response = decide(submission, "approve", note="Thank you")
    assert response.status_code == 302
    assert response["Location"] == submission.get_absolute_url()
    film.refresh_from_db()
    submission.refresh_from_db()
    assert film.runtime == 115
    assert submission.decided_by == cast.satsuki()
    assert submission.decision_note == "Thank you"


def test_decisions_lead_through_the_queue() -> None:
    film = cast.film()
    first, second = cast.propose(film, runtime=115), cast.propose(film, country="JP")
    cast.propose(film, by=cast.satsuki(), deck="live at once")
    client = moderator()
    url = f"{first.get_absolute_url()}approve/?next=queue"
    response = client.post(url, {"version": 1}, follow=True)
    assert response.redirect_chain == [(f"{second.get_absolute_url()}?next=queue", 302)]
    assert "Approved: Memories. This is the next one." in response.content.decode()
    url = f"{second.get_absolute_url()}reject/?next=queue"
    response = client.post(url, {"version": 1, "note": "no"}, follow=True)
    assert response.redirect_chain == [("/moderation/", 302)]
    assert "Rejected: Memories. Nothing else waits." in response.content.decode()


def test_who_may_not_decide_is_refused() -> None:
    submission = cast.propose(cast.film(), runtime=115)
    url = f"{submission.get_absolute_url()}approve/"
    assert Client().post(url, {"version": 1}).status_code == 302
    member = Client()
    member.force_login(cast.mei())
    assert member.post(url, {"version": 1}).status_code == 403
    assert moderator().get(url).status_code == 405
    submission.refresh_from_db()
    assert submission.is_pending


def test_nobody_decides_their_own_not_even_administrators() -> None:
    film = cast.film()
    submission = cast.propose(film, runtime=115)
    Submission.objects.filter(pk=submission.pk).update(author=cast.satsuki())
    assert decide(submission, "approve").status_code == 403
    Submission.objects.filter(pk=submission.pk).update(author=cast.tatsuo())
    admin = Client()
    admin.force_login(cast.tatsuo())
    assert decide(submission, "approve", admin).status_code == 403


def test_a_decision_about_an_older_version_does_not_hold() -> None:
    film = cast.film(runtime=113)
    submission = cast.propose(film, runtime=115)
    key = cast.key_of(film)
    change = {"key": key, "entry": key, "op": "~", "fields": {"runtime": [113, 999]}}
    amend(submission, [change], user=cast.mei())  # type: ignore[list-item]
    response = decide(submission, "approve", note="fine")
    text = response.content.decode()
    assert response.status_code == 409
    assert "The author has changed this submission since you opened it" in text
    assert "999" in text
    assert 'name="version" value="2"' in text
    submission.refresh_from_db()
    assert submission.is_pending


@pytest.mark.parametrize("verb", ["approve", "reject"])
def test_what_is_decided_already_is_not_decided_again(verb: str) -> None:
    submission = cast.propose(cast.film(), runtime=115)
    cast.accept(submission, by=cast.tatsuo())
    response = decide(submission, verb, note="late")
    assert response.status_code == 409
    text = response.content.decode()
    assert "already been decided" in text
    assert "approved" in text


@pytest.mark.parametrize("version", ["", "x", "-1", str(10**30)])
def test_a_decision_needs_the_version(version: str) -> None:
    submission = cast.propose(cast.film(), runtime=115)
    assert decide(submission, "approve", version=version).status_code == 422
    submission.refresh_from_db()
    assert submission.is_pending


def test_what_the_page_says_already_is_not_approved() -> None:
    film = cast.film(runtime=113)
    submission = cast.propose(film, runtime=115)
    cast.edit(film, runtime=115)
    response = decide(submission, "approve")
    assert response.status_code == 400
    assert "The page says all of this already" in response.content.decode()


def test_a_change_that_no_longer_holds_is_explained_by_row() -> None:
    film = cast.film()
    person = cast.person("Katsuhiro Otomo", rows={"personlink:new1": {"site": "ann", "value": "7"}})
    other = cast.person("Koji Morimoto")
    submission = cast.propose(other, rows={"personlink:new1": {"site": "anidb", "value": "9"}})
    cast.edit(person, rows={"personlink:new1": {"site": "anidb", "value": "9"}})
    response = decide(submission, "approve")
    text = response.content.decode()
    assert response.status_code == 422
    assert "This can no longer be approved as it is" in text
    assert "AniDB: 9" in text
    assert "Another page already has this link." in text
    assert film.pk


# Conflicts -----------------------------------------------------------------------------------


def clash() -> tuple[Film, Submission]:
    """A film whose runtime two people have changed; the submission also gives a country."""
    film = cast.film(runtime=113)
    submission = cast.propose(film, runtime=118, country="JP")
    cast.edit(film, runtime=114)
    return film, submission


def test_a_conflict_is_shown_in_three_columns_with_a_choice() -> None:
    _film, submission = clash()
    text = moderator().get(submission.get_absolute_url()).content.decode()
    assert "1 value has changed meanwhile" in text
    for value in ("113", "114", "118"):
        assert f">{value}</" in text
    assert text.count('name="resolve-0"') == 2
    member = Client()
    member.force_login(cast.mei())
    text = member.get(submission.get_absolute_url()).content.decode()
    assert "1 value has changed meanwhile" in text
    assert 'name="resolve-0"' not in text


@pytest.mark.parametrize(("choice", "runtime"), [("now", 114), ("proposed", 118)])
def test_a_choice_settles_a_conflict(choice: str, runtime: int) -> None:
    film, submission = clash()
    client = moderator()
    shown = tokens(client.get(submission.get_absolute_url()).content.decode())
    response = decide(submission, "approve", client, **shown, **{"resolve-0": choice})
    assert response.status_code == 302
    film.refresh_from_db()
    assert (film.runtime, film.country) == (runtime, "JP")


def test_without_a_choice_nothing_is_approved_and_what_was_typed_stays() -> None:
    film, submission = clash()
    response = decide(submission, "approve", note="half done")
    text = response.content.decode()
    assert response.status_code == 409
    assert "Choose which value is right" in text
    assert "half done" in text
    film.refresh_from_db()
    assert film.country == ""


def test_choices_that_were_made_stay_when_another_is_missing() -> None:
    film = cast.film(runtime=113, deck="one")
    submission = cast.propose(film, runtime=118, deck="two")
    cast.edit(film, runtime=114, deck="three")
    client = moderator()
    shown = tokens(client.get(submission.get_absolute_url()).content.decode())
    response = decide(submission, "approve", client, **shown, **{"resolve-1": "proposed"})
    assert response.status_code == 409
    checked = re.findall(
        r'name="(resolve-\d)"\s+value="(\w+)"[^>]*checked', response.content.decode()
    )
    assert checked == [("resolve-1", "proposed")]


def test_a_choice_made_against_another_value_has_to_be_made_again() -> None:
    film, submission = clash()
    client = moderator()
    shown = tokens(client.get(submission.get_absolute_url()).content.decode())
    cast.edit(film, runtime=120)
    response = decide(submission, "approve", client, **shown, **{"resolve-0": "proposed"})
    assert response.status_code == 409
    film.refresh_from_db()
    assert film.runtime == 120


def test_a_change_of_a_row_that_is_gone_can_only_be_left_out() -> None:
    film = cast.film(rows={"credit:new1": {"role": "music", "credited_as": "Yoko Kanno"}})
    (credit,) = cast.rows_of(film, "credit")
    submission = cast.propose(film, runtime=115, rows={credit: {"note": "theme"}})
    cast.edit(film, rows={credit: None})
    client = moderator()
    text = client.get(submission.get_absolute_url()).content.decode()
    assert "Music: Yoko Kanno" in text
    assert text.count('name="resolve-0"') == 1
    response = decide(submission, "approve", client, **tokens(text), **{"resolve-0": "now"})
    assert response.status_code == 302
    film.refresh_from_db()
    assert film.runtime == 115


def texts() -> tuple[Any, Any]:
    """A film whose first paragraph has changed since its second was edited."""
    film = cast.film(description="One is here.\n\nTwo is there.")
    submission = cast.propose(film, description="One is here.\n\nTwo was there.")
    cast.edit(film, description="One was here.\n\nTwo is there.")
    return film, submission


def test_texts_merge_by_paragraph_and_the_result_is_shown_before_approval() -> None:
    film, submission = texts()
    client = moderator()
    text = client.get(submission.get_absolute_url()).content.decode()
    assert "Merged with what the page says now" in text
    assert "One was here.\n\nTwo <del>is</del><ins>was</ins> there." in text
    assert 'name="resolve-0"' not in text
    assert decide(submission, "approve", client).status_code == 302
    film.refresh_from_db()
    assert film.description == "One was here.\n\nTwo was there."


@pytest.mark.parametrize(
    ("choice", "first"), [("now", "One was here."), ("proposed", "One will be here.")]
)
def test_a_choice_between_paragraphs_keeps_the_others(choice: str, first: str) -> None:
    film = cast.film(description="One is here.\n\nTwo is there.")
    submission = cast.propose(film, description="One will be here.\n\nTwo was there.")
    cast.edit(film, description="One was here.\n\nTwo is there.")
    client = moderator()
    text = client.get(submission.get_absolute_url()).content.decode()
    assert "Only the paragraphs that clash" in text
    assert "What becomes of the whole text" in text
    response = decide(submission, "approve", client, **tokens(text), **{"resolve-0": choice})
    assert response.status_code == 302
    film.refresh_from_db()
    assert film.description == f"{first}\n\nTwo was there."


# Rejecting -----------------------------------------------------------------------------------


def test_a_moderator_rejects_with_a_reason() -> None:
    submission = cast.propose(cast.film(), runtime=115)
    assert decide(submission, "reject", note="No source.").status_code == 302
    submission.refresh_from_db()
    assert submission.status == SubmissionStatus.REJECTED
    member = Client()
    member.force_login(cast.mei())
    assert "No source." in member.get(submission.get_absolute_url()).content.decode()


@pytest.mark.parametrize("note", ["", "   "])
def test_rejecting_needs_a_reason(note: str) -> None:
    submission = cast.propose(cast.film(), runtime=115)
    response = decide(submission, "reject", note=note)
    assert response.status_code == 422
    assert "Tell the author why." in response.content.decode()
    submission.refresh_from_db()
    assert submission.is_pending


def test_a_rejected_page_never_existed() -> None:
    submission = cast.propose_page(Person, "Nobody")
    decide(submission, "reject", note="Not a person.")
    assert not Person.objects.exists()
    assert submission.kind == SubmissionKind.CREATE
