"""Pages of suspensions and appeals: for moderators, and for those whom they concern."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.actions.suspend import suspend
from accounts.models import Appeal, Suspension, User
from tests.cast import film, kanta, mei, propose, satsuki, tatsuo
from tests.readers import reader
from tests.wiki.views.test_edit import form_of
from wiki.actions.reject import reject

pytestmark = pytest.mark.django_db


def suspended() -> Suspension:
    return suspend(mei(), by=satsuki(), reason="Too many shops")


def test_a_moderator_suspends_and_lifts() -> None:
    mei()
    client = reader(satsuki())
    url = "/users/mei/suspend/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"term": "7", "reason": ""}).status_code == 422
    assert client.post(url, {"term": "odd", "reason": "x"}).status_code == 422
    assert client.post(url, {"term": "7", "reason": "Too many shops"}).status_code == 302
    assert User.objects.get(username="mei").is_suspended
    assert b"Too many shops" in client.get(url).content
    assert client.post(f"{url}lift/", {"reason": "Enough"}).status_code == 302
    assert not User.objects.get(username="mei").is_suspended
    assert client.post(f"{url}lift/").status_code == 404
    assert b"lifted by satsuki" in client.get(url).content


def test_others_do_not() -> None:
    mei()
    for user, path in ((kanta(), "mei"), (satsuki(), "tatsuo"), (satsuki(), "satsuki")):
        tatsuo()
        assert reader(user).get(f"/users/{path}/suspend/").status_code == 403
    assert Client().get("/users/mei/suspend/").status_code == 302


def test_the_suspended_are_told_on_every_page_and_first_at_log_in() -> None:
    suspended()
    EmailAddress.objects.create(user=mei(), email=mei().email, verified=True, primary=True)
    client = Client()
    response = client.post("/accounts/login/", {"login": "mei", "password": "genga"})
    assert response["Location"] == "/accounts/suspension/"
    page = client.get("/accounts/suspension/").content.decode()
    assert "Too many shops" in page
    assert "Your account is suspended: you can read" in client.get("/").content.decode()


def test_a_form_that_was_open_keeps_what_was_typed_and_says_why() -> None:
    memories = film(deck="old")
    client = reader(mei())
    url = memories.get_absolute_url() + "edit/"
    data = form_of(client, url)
    suspended()
    data[f"film:{memories.pk}.deck"] = ["Typed with care"]
    response = client.post(url, data)
    assert response.status_code == 403
    assert b"Typed with care" in response.content
    assert b"Too many shops" in response.content
    assert b"Too many shops" in client.get(url).content


def test_the_suspended_appeal_and_another_moderator_answers() -> None:
    suspended()
    client = reader(mei())
    url = "/accounts/suspension/appeal/"
    assert client.post(url, {"text": ""}).status_code == 422
    assert client.post(url, {"text": "It was my cat"}).status_code == 302
    assert client.post(url, {"text": "Again"}).status_code == 409
    assert b"nobody has answered yet" in client.get("/accounts/suspension/").content
    asked = Appeal.objects.get()
    assert (
        b"Another moderator has to answer" in reader(satsuki()).get("/moderation/appeals/").content
    )
    other = reader(tatsuo())
    answer = f"/moderation/appeals/{asked.pk}/answer/"
    assert other.post(answer, {"answer": "", "decision": "grant"}).status_code == 422
    assert other.post(answer, {"answer": "Cats!", "decision": "grant"}).status_code == 302
    assert not User.objects.get(username="mei").is_suspended
    assert b"Cats!" in client.get("/accounts/suspension/").content
    assert b"granted" in other.get("/moderation/appeals/").content


def test_a_rejected_author_appeals_from_the_submission() -> None:
    submission = propose(film(), runtime=1)
    reject(submission, moderator=satsuki(), note="No source")
    client = reader(mei())
    assert b"appeal/" in client.get(submission.get_absolute_url()).content
    url = f"{submission.get_absolute_url()}appeal/"
    assert b"No source" in client.get(url).content
    assert reader(kanta()).get(url).status_code == 403
    assert client.post(url, {"text": "It is on the box"}).status_code == 302
    asked = Appeal.objects.get()
    page = reader(tatsuo()).get("/moderation/appeals/").content
    assert b"It is on the box" in page
    answer = f"/moderation/appeals/{asked.pk}/answer/"
    reader(tatsuo()).post(answer, {"answer": "No box says that", "decision": "uphold"})
    submission.refresh_from_db()
    assert submission.status == "rejected"
    assert b"No box says that" in client.get(url).content
    assert client.post(url, {"text": "Please"}).status_code == 409


def test_appeals_are_for_moderators_to_see() -> None:
    assert reader(kanta()).get("/moderation/appeals/").status_code == 403
    assert reader(satsuki()).get("/moderation/appeals/").status_code == 200
    assert reader(satsuki()).post("/moderation/appeals/99/answer/").status_code == 404


def test_who_is_not_suspended_is_told_so() -> None:
    assert b"not suspended" in reader(mei()).get("/accounts/suspension/").content
    assert Client().get("/accounts/suspension/").status_code == 302
