"""The pages of blind audits."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests import cast
from tests.readers import reader
from wiki.actions.comment import comment
from wiki.models import Audit, Submission
from wiki.views.audit import blind

pytestmark = pytest.mark.django_db
URL = "/moderation/audit/"


@pytest.fixture(autouse=True)
def _all_are_drawn(settings: Any) -> None:
    settings.GENGA_AUDIT_SHARE = 1


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def live(**more: Any) -> Submission:
    return cast.propose(cast.film(runtime=1), by=cast.kanta(), runtime=2, **more)


def test_audits_are_for_moderators() -> None:
    live()
    one = Audit.objects.get().get_absolute_url()
    for url in (URL, one):
        assert Client().get(url)["Location"] == f"/accounts/login/?next={url}"
        for user in (cast.totoro(), cast.mei(), cast.kanta()):
            assert reader(user).get(url).status_code == 403
        assert reader(cast.satsuki()).get(url).status_code == 200
    assert reader(cast.kanta()).post(one, {"verdict": "agreed"}).status_code == 403
    assert reader(cast.satsuki()).post(URL).status_code == 405
    assert reader(cast.satsuki()).get(f"{URL}999/").status_code == 404


def test_the_edit_is_shown_without_its_author() -> None:
    live(summary="Kanta measured it again", sources="A disc")
    text = text_of(reader(cast.satsuki()).get(URL))
    assert "<ins>2</ins>" in text
    assert "… measured it again" in text
    assert "A disc" in text
    assert "kanta" not in text.lower()


def test_what_its_author_said_of_a_change_is_not_shown_beside_it() -> None:
    submission = live()
    place = (submission.entry_key or "", "runtime")
    comment(submission, author=cast.kanta(), text="I have the disc here.", about=place)
    text = text_of(reader(cast.satsuki()).get(URL))
    assert "I have the disc here." not in text
    assert "kanta" not in text.lower()


@pytest.mark.parametrize(
    ("text", "shown"),
    [("Mei’s own words", "…’s own words"), ("meister", "meister"), ("MEI, mei", "…, …"), ("", "")],
)
def test_only_the_name_itself_is_left_out(text: str, shown: str) -> None:
    assert blind(text, "mei") == shown
    assert blind(text, "") == text


def test_who_agrees_goes_on_to_the_next() -> None:
    live()
    audit = Audit.objects.get()
    response = reader(cast.satsuki()).post(
        audit.get_absolute_url(), {"verdict": "agreed"}, follow=True
    )
    assert response.redirect_chain == [(URL, 302)]
    text = text_of(response)
    assert "No edit waits for you to judge it." in text
    assert "1 was judged so far; objections: 0." in text
    audit.refresh_from_db()
    assert audit.verdict == "agreed"


def test_who_objects_says_why_learns_the_name_and_is_offered_to_take_it_back() -> None:
    submission = live()
    url = Audit.objects.get().get_absolute_url()
    client = reader(cast.satsuki())
    refused = client.post(url, {"verdict": "objected", "note": " "})
    assert refused.status_code == 422
    assert "Say what is wrong with it." in text_of(refused)
    assert "kanta" not in text_of(refused)
    text = text_of(client.post(url, {"verdict": "objected", "note": "No source."}, follow=True))
    assert "No source." in text
    assert 'href="/users/kanta/"' in text
    assert f"/films/{submission.entry_id}" in text
    assert "/revert/?redirect=no" in text


@pytest.mark.parametrize(
    "data", [{}, {"verdict": "maybe"}, {"verdict": "agreed", "note": "x" * 2001}]
)
def test_other_answers_are_refused_and_what_was_typed_stays(data: dict[str, str]) -> None:
    live()
    audit = Audit.objects.get()
    response = reader(cast.satsuki()).post(audit.get_absolute_url(), data)
    assert response.status_code == 422
    assert data.get("note", "") in response.content.decode()
    audit.refresh_from_db()
    assert audit.decided_at is None


def test_one_that_somebody_else_has_judged_meanwhile_is_shown_as_judged() -> None:
    live()
    url = Audit.objects.get().get_absolute_url()
    reader(cast.tatsuo()).post(url, {"verdict": "agreed"})
    response = reader(cast.satsuki()).post(url, {"verdict": "objected", "note": "No"})
    assert response.status_code == 409
    assert "Somebody has judged this edit already." in text_of(response)
    assert "Would have been approved" in text_of(response)


def test_ones_own_is_not_shown() -> None:
    cast.propose(cast.film(runtime=1), by=cast.satsuki(), runtime=2)
    assert "No edit waits" in text_of(reader(cast.satsuki()).get(URL))
    url = Audit.objects.get().get_absolute_url()
    assert reader(cast.satsuki()).get(url).status_code == 403
    assert reader(cast.tatsuo()).get(url).status_code == 200
