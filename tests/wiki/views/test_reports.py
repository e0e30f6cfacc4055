"""Members keep questions to the catalogue, share them, and take the answers away as a table."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from accounts.actions.suspend import suspend
from tests import cast
from tests.readers import reader
from wiki.actions import save_report as saving
from wiki.actions.hide import hide
from wiki.models import Report

pytestmark = pytest.mark.django_db
QUESTION = "/reports/films/?lacks=runtime&country=JP"


def member(user: Any = None) -> Client:
    return reader(user or cast.mei())


def keep(client: Client, title: str = "No runtime", path: str = QUESTION, **more: str) -> Report:
    answer = client.post(path, {"title": title, **more})
    assert answer.status_code == 302, answer.content.decode()
    return Report.objects.latest("pk")


def test_a_question_is_asked_without_an_account() -> None:
    cast.film("Bare", country="JP")
    cast.film("French", country="FR")
    page = Client().get(QUESTION).content.decode()
    assert "Bare</a>" in page
    assert "French</a>" not in page
    assert "Keep this question" not in page
    assert Client().post(QUESTION, {"title": "x"})["Location"].startswith("/accounts/login/")


def test_a_kept_question_is_asked_anew_every_time() -> None:
    client = member()
    report = keep(client)
    url = report.get_absolute_url()
    assert url == f"/reports/{report.pk}-no-runtime/"
    assert "Nothing answers" in client.get(url).content.decode()
    cast.film("Bare", country="JP")
    assert "Bare</a>" in client.get(url).content.decode()
    assert client.get(f"/reports/{report.pk}/")["Location"] == url


def test_a_private_report_is_its_owners_alone() -> None:
    report = keep(member())
    for other in (Client(), member(cast.satsuki())):
        assert other.get(report.get_absolute_url()).status_code == 404
        assert "No runtime" not in other.get("/reports/").content.decode()
    assert "No runtime" in member().get("/reports/").content.decode()
    assert member(cast.kanta()).get(f"{report.get_absolute_url()}csv/").status_code == 404


def test_a_public_report_is_everybodys_to_read() -> None:
    report = keep(member(), public="on")
    for other in (Client(), member(cast.kanta())):
        page = other.get(report.get_absolute_url()).content.decode()
        assert "No runtime" in page
        assert "Change it" not in page
        assert "No runtime" in other.get("/reports/").content.decode()


def test_the_suspended_make_no_report_public() -> None:
    own = keep(member(cast.mei()))
    suspend(cast.mei(), by=cast.satsuki(), reason="Too many shops")
    client = member(cast.mei())
    shared = {"title": "Buy here", "public": "on"}
    assert client.post(QUESTION, shared).status_code == 403
    assert client.post(f"{QUESTION}&report={own.pk}", shared).status_code == 403
    assert not keep(client, "For me").public


def test_its_owner_changes_and_deletes_a_report() -> None:
    client = member()
    report = keep(client)
    path = f"/reports/films/?lacks=staff&report={report.pk}"
    assert 'value="No runtime"' in client.get(path).content.decode()
    again = keep(client, "No staff", path, public="on")
    assert (again.pk, again.asked, again.public) == (report.pk, {"lacks": ["staff"]}, True)
    stranger = member(cast.kanta())
    assert stranger.get(path).status_code == 404
    assert stranger.post(path, {"title": "Mine"}).status_code == 404
    assert stranger.post(f"{again.get_absolute_url()}delete/").status_code == 403
    client.post(f"{again.get_absolute_url()}delete/")
    assert not Report.objects.exists()


@pytest.mark.parametrize("title", ["", "   ", "x" * 101, "a\x00b"])
def test_a_bad_title_is_said_beside_its_field(title: str) -> None:
    answer = member().post(QUESTION, {"title": title})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "invalid-feedback" in page
    assert 'value="JP" selected' in page
    assert not Report.objects.exists()


def test_a_question_that_makes_no_sense_is_not_kept() -> None:
    answer = member().post("/reports/films/?year=abc&lacks=runtime", {"title": "x"})
    assert answer.status_code == 422
    assert not Report.objects.exists()


def test_nobody_keeps_more_than_they_can_look_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "MOST", 1)
    client = member()
    keep(client)
    answer = client.post(QUESTION, {"title": "Another"})
    assert answer.status_code == 422
    assert "Delete one first" in answer.content.decode()


def test_a_report_that_asks_for_what_is_gone_says_so() -> None:
    report = keep(member())
    Report.objects.update(asked={"lacks": ["colour"]})
    page = member().get(report.get_absolute_url())
    assert page.status_code == 200
    assert "can no longer be asked" in page.content.decode()


def test_a_question_does_not_name_a_hidden_page() -> None:
    artland = cast.company("Artland")
    hide(artland, user=cast.satsuki(), summary="Spam")
    for path in ("/reports/films/", "/fix/", "/missing/films/runtime/"):
        answer = Client().get(path, {"company": artland.pk})
        assert (answer.status_code, b"Artland" in answer.content) == (400, False)


def test_answers_are_downloaded_as_a_table() -> None:
    cast.film("=1+1", country="JP")
    report = keep(member())
    for path in (
        "/reports/films/csv/?lacks=runtime&country=JP",
        f"{report.get_absolute_url()}csv/",
    ):
        answer = member().get(path)
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        assert re.fullmatch(
            r'attachment; filename="[a-z0-9-]+\.csv"', answer["Content-Disposition"]
        )
        lines = b"".join(answer).decode("utf-8-sig").splitlines()
        assert lines[0].startswith("Number,Title")
        assert "'=1+1" in lines[1]
        assert "http://127.0.0.1:8000/films/" in lines[1]
    assert Client().get("/reports/films/csv/")["Location"].startswith("/accounts/login/")


def test_a_question_has_a_feed() -> None:
    cast.film("Bare", country="JP")
    page = Client().get(QUESTION).content.decode()
    feed = re.search(r'href="(/reports/films/feed/[^"]+)"', page)
    assert feed is not None
    answer = Client().get(feed[1].replace("&amp;", "&"))
    assert answer.status_code == 200
    assert "Bare" in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/reports/films/?report=x", 404),
        ("/reports/films/?report=99999999999999999999999", 404),
        ("/reports/films/?lacks=x", 400),
        (f"/reports/films/?company={'9' * 5000}", 400),
        ("/reports/films/?lacks=runtime&after=x", 400),
        ("/reports/genres/", 404),
        ("/reports/99999999999999999999/", 404),
        ("/reports/9999/", 404),
        ("/reports/?after=x", 400),
    ],
)
def test_a_bad_address_is_answered_in_words(path: str, status: int) -> None:
    assert member().get(path).status_code == status
