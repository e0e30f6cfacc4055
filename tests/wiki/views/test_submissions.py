"""Submissions as their authors and other people see them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import cast
from tests.readers import reader
from wiki.actions.reject import reject
from wiki.models import Submission, SubmissionStatus

pytestmark = pytest.mark.django_db


def text_of(client: Client, url: str, status: int = 200, **kwargs: object) -> str:
    response = client.get(url, **kwargs)  # type: ignore[arg-type]
    assert response.status_code == status
    return " ".join(response.content.decode().split())


# Who may see ---------------------------------------------------------------------------------


def test_what_waits_is_shown_to_members_only() -> None:
    submission = cast.propose(cast.film(runtime=113), runtime=115)
    response = Client().get(submission.get_absolute_url())
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=/submissions/")
    assert "115" in text_of(reader(cast.totoro()), submission.get_absolute_url())


def test_what_was_approved_is_shown_to_everybody() -> None:
    submission = cast.propose(cast.film(runtime=113), runtime=115, summary="From the disc")
    cast.accept(submission)
    text = text_of(Client(), submission.get_absolute_url())
    assert "From the disc" in text
    assert "<del>113</del>" in text
    assert "<ins>115</ins>" in text
    assert "Revision 2 of the page" in text


def test_what_was_sent_for_a_hidden_page_is_shown_to_moderators_and_its_author() -> None:
    film = cast.film()
    submission = cast.propose(film, runtime=115)
    cast.accept(submission)
    reader(cast.satsuki()).post(f"{film.get_absolute_url()}hide/", {"summary": "not a film"})
    url = submission.get_absolute_url()
    assert Client().get(url).status_code == 404
    assert reader(cast.totoro()).get(url).status_code == 404
    assert reader(cast.mei()).get(url).status_code == 200
    assert reader(cast.satsuki()).get(url).status_code == 200


@pytest.mark.parametrize("act", ["amend", "again"])
def test_the_form_of_a_submission_does_not_show_a_hidden_page(act: str) -> None:
    film = cast.film("Unspeakable", runtime=113)
    submission = cast.propose(film, country="JP")
    if act == "again":
        reject(submission, moderator=cast.satsuki(), note="No.")
    reader(cast.satsuki()).post(f"{film.get_absolute_url()}hide/", {"summary": "private"})
    assert reader(cast.mei()).get(f"{submission.get_absolute_url()}{act}/").status_code == 404


def test_names_of_hidden_pages_are_not_told() -> None:
    vandal = cast.person("Unspeakable Person")
    film = cast.film(rows={"credit:new1": {"role": "music", "person": cast.key_of(vandal)}})
    submission = cast.propose(film, rows={next(iter(cast.rows_of(film, "credit"))): {"note": "x"}})
    reader(cast.satsuki()).post(f"{vandal.get_absolute_url()}hide/", {"summary": "vandalism"})
    assert "Unspeakable" not in text_of(reader(cast.totoro()), submission.get_absolute_url())
    assert "Unspeakable" in text_of(reader(cast.satsuki()), submission.get_absolute_url())


@pytest.mark.parametrize("number", [4711, 10**30])
def test_a_submission_that_does_not_exist_is_not_found(number: int) -> None:
    assert Client().get(f"/submissions/{number}/").status_code == 404


# The page ------------------------------------------------------------------------------------


def test_the_page_says_what_why_and_on_which_source() -> None:
    film = cast.film(runtime=113)
    submission = cast.propose(
        film,
        summary="Runtime <from> the disc",
        sources="https://example.org/a?b=1, page 3\njavascript:alert(1)\nseen in the film",
        runtime=115,
        rows={
            "person:new1": {},
            "personname:new1": {"person": "person:new1", "text": "Koji Morimoto", "display": True},
            "credit:new1": {"role": "director", "person": "person:new1"},
        },
    )
    text = text_of(reader(cast.satsuki()), submission.get_absolute_url())
    assert "Runtime &lt;from&gt; the disc" in text
    assert (
        '<a href="https://example.org/a?b=1" rel="nofollow noopener">page 3</a>'
        " <small>example.org</small>"
    ) in text
    assert 'href="javascript:' not in text
    assert "seen in the film" in text
    assert "<del>113</del>" in text
    assert "<ins>115</ins>" in text
    assert 'Director: <mark class="proposed">Koji Morimoto</mark>' in text
    assert "new person" in text
    assert film.get_absolute_url() in text


def test_rows_that_are_named_by_unchanged_fields_are_named() -> None:
    otomo = cast.person("Katsuhiro Otomo")
    film = cast.film(rows={"credit:new1": {"role": "director", "person": cast.key_of(otomo)}})
    submission = cast.propose(film, rows={next(iter(cast.rows_of(film, "credit"))): {"note": "x"}})
    text = text_of(reader(cast.satsuki()), submission.get_absolute_url())
    assert f'Director: <a href="{otomo.get_absolute_url()}">Katsuhiro Otomo</a>' in text


def test_the_author_may_amend_and_withdraw_and_others_may_not() -> None:
    submission = cast.propose(cast.film(), runtime=115)
    url = submission.get_absolute_url()
    text = text_of(reader(cast.mei()), url)
    assert f"{url}amend/" in text
    assert f"{url}withdraw/" in text
    assert f"{url}approve/" not in text
    text = text_of(reader(cast.totoro()), url)
    assert f"{url}withdraw/" not in text
    assert f"{url}approve/" not in text


def test_the_author_sees_the_true_wait() -> None:
    film = cast.film()
    first, second = cast.propose(film, runtime=115), cast.propose(film, country="JP")
    Submission.objects.filter(status=SubmissionStatus.APPROVED).update(decided_at=timezone.now())
    ago = timezone.now() - timedelta(hours=3)
    Submission.objects.filter(status=SubmissionStatus.APPROVED).update(created_at=ago)
    text = text_of(reader(cast.mei()), second.get_absolute_url())
    assert "2nd in line" in text
    assert "3 hours" in text
    cast.accept(first)
    assert "1st in line" in text_of(reader(cast.mei()), second.get_absolute_url())


def test_without_a_decision_nothing_is_measured() -> None:
    submission = cast.propose_page(type(cast.film()), "Akira")
    Submission.objects.filter(status=SubmissionStatus.APPROVED).update(automatic=True)
    text = text_of(reader(cast.mei()), submission.get_absolute_url())
    assert "There is no decision yet to measure the wait by" in text


# Withdrawing ---------------------------------------------------------------------------------


def test_the_author_withdraws() -> None:
    submission = cast.propose(cast.film(), runtime=115)
    client = reader(cast.mei())
    response = client.post(f"{submission.get_absolute_url()}withdraw/", follow=True)
    assert "You have withdrawn this submission." in response.content.decode()
    submission.refresh_from_db()
    assert submission.status == SubmissionStatus.WITHDRAWN


def test_nobody_else_withdraws() -> None:
    submission = cast.propose(cast.film(), runtime=115)
    url = f"{submission.get_absolute_url()}withdraw/"
    assert reader(cast.totoro()).post(url).status_code == 403
    assert Client().post(url).status_code == 302
    assert reader(cast.mei()).get(url).status_code == 405
    submission.refresh_from_db()
    assert submission.is_pending


def test_what_is_decided_cannot_be_withdrawn() -> None:
    submission = cast.propose(cast.film(), runtime=115)
    cast.accept(submission)
    response = reader(cast.mei()).post(f"{submission.get_absolute_url()}withdraw/")
    assert response.status_code == 409
    assert "already been decided" in response.content.decode()


# Preview -------------------------------------------------------------------------------------


def test_the_preview_is_the_page_as_it_would_be() -> None:
    film = cast.film("Memories", runtime=113)
    submission = cast.propose(film, runtime=115)
    text = text_of(reader(cast.totoro()), f"{submission.get_absolute_url()}preview/")
    assert "115" in text
    film.refresh_from_db()
    assert film.runtime == 113


def test_the_preview_of_a_proposed_page_and_of_what_it_makes() -> None:
    submission = cast.propose_page(
        type(cast.film()),
        "Akira",
        rows={
            "person:new1": {},
            "personname:new1": {"person": "person:new1", "text": "Shinji", "display": True},
            "credit:new1": {"role": "director", "person": "person:new1"},
        },
    )
    url = f"{submission.get_absolute_url()}preview/"
    assert "Akira" in text_of(reader(cast.mei()), url)
    assert "Shinji" in text_of(reader(cast.mei()), f"{url}?page=person:new1")
    assert reader(cast.mei()).get(f"{url}?page=person:new9").status_code == 404
    assert reader(cast.mei()).get(f"{url}?page=nonsense").status_code == 404


def test_the_preview_takes_the_proposed_value_of_a_conflict() -> None:
    film = cast.film(runtime=113)
    submission = cast.propose(film, runtime=118)
    cast.edit(film, runtime=114)
    assert "118" in text_of(reader(cast.mei()), f"{submission.get_absolute_url()}preview/")


def test_the_preview_of_what_was_approved_is_the_revision() -> None:
    film = cast.film(runtime=113)
    submission = cast.propose(film, runtime=118)
    cast.accept(submission)
    response = Client().get(f"{submission.get_absolute_url()}preview/", follow=True)
    assert response.request["PATH_INFO"] == f"{film.get_absolute_url()}history/2/"


# The list ------------------------------------------------------------------------------------


def test_members_see_their_own_submissions() -> None:
    film = cast.film("Memories")
    cast.propose(film, runtime=115, summary="mine")
    cast.propose(film, by=cast.totoro(), runtime=116, summary="of another")
    assert Client().get("/submissions/").status_code == 302
    text = text_of(reader(cast.mei()), "/submissions/")
    assert "mine" in text
    assert "of another" not in text


def test_the_list_is_narrowed_by_state() -> None:
    film = cast.film("Memories")
    reject(cast.propose(film, runtime=1), moderator=cast.satsuki(), note="Never that short")
    cast.propose(film, runtime=115, summary="still waiting")
    text = text_of(reader(cast.mei()), "/submissions/?state=rejected")
    assert "Never that short" in text
    assert "still waiting" not in text
    assert "still waiting" in text_of(reader(cast.mei()), "/submissions/?state=nonsense")
    text = text_of(reader(cast.totoro()), "/submissions/?state=rejected")
    assert "None of your submissions is in this state" in text
    assert "You have not proposed anything yet" in text_of(reader(cast.totoro()), "/submissions/")


def test_the_list_goes_on_where_a_page_ends() -> None:
    film = cast.film("Memories")
    for runtime in range(1, 34):
        cast.propose(film, runtime=runtime, summary=f"It is {runtime}.")
    client = reader(cast.mei())
    response = client.get("/submissions/")
    page = response.context["page"]
    assert page.rows[0].summary == "It is 33."
    further = client.get(f"/submissions/{page.next}").context["page"]
    assert [s.summary for s in further][:3] == ["It is 3.", "It is 2.", "It is 1."]
    assert client.get("/submissions/?after=nonsense").status_code == 400
