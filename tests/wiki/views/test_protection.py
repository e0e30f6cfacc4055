"""Protection on pages and forms: said to everybody, set by moderators, nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import edit, film, kanta, mei, satsuki, tatsuo
from tests.readers import reader
from tests.wiki.gardens import history
from tests.wiki.views.test_edit import form_of
from wiki.actions.protect import protect
from wiki.actions.revert import revert
from wiki.models import Protection, Submission

pytestmark = pytest.mark.django_db


def protected(entry: Any, level: str = "trusted", **more: Any) -> Protection:
    until = timezone.now() + timedelta(days=2)
    return protect(entry, by=satsuki(), level=level, reason="Edit war", until=until, **more)


def test_the_page_says_what_is_protected_and_why_to_strangers_too(client: Client) -> None:
    memories = film(runtime=113)
    url = memories.get_absolute_url()
    assert b"Edit war" not in client.get(url).content
    protected(memories, section="credits")
    text = client.get(url).content.decode()
    assert "only trusted members and moderators may change it" in text
    assert "Edit war" in text


def test_a_protected_section_is_closed_on_the_form_and_the_rest_is_saved() -> None:
    memories = film(deck="old", rows={"credit:new1": {"role": "music", "credited_as": "X"}})
    protected(memories, section="credits")
    client = reader(mei())
    url = memories.get_absolute_url() + "edit/"
    page = client.get(url).content.decode()
    assert "Staff is protected until" in page
    data = form_of(client, url)
    assert data["locked"] == ["credits"]
    assert not any(row.startswith("credit:") for row in data["rows"])
    data[f"film:{memories.pk}.deck"] = ["new"]
    assert client.post(url, data).status_code == 302
    submission = memories_submission(memories)
    assert [list(change["fields"]) for change in submission.changes] == [["deck"]]


def memories_submission(memories: Any) -> Any:
    return Submission.objects.filter(entry_id=memories.pk, kind="edit").latest("pk")


def test_a_protected_field_is_shown_and_not_read() -> None:
    memories = film(runtime=113, deck="old")
    protected(memories, field="runtime")
    client = reader(mei())
    url = memories.get_absolute_url() + "edit/"
    data = form_of(client, url)
    data[f"film:{memories.pk}.runtime"] = ["999"]
    data[f"film:{memories.pk}.deck"] = ["new"]
    assert client.post(url, data).status_code == 302
    assert list(memories_submission(memories).changes[0]["fields"]) == ["deck"]


def test_what_was_typed_before_it_was_protected_is_not_lost() -> None:
    memories = film(deck="old")
    client = reader(mei())
    url = memories.get_absolute_url() + "edit/"
    data = form_of(client, url)
    protected(memories)
    data[f"film:{memories.pk}.deck"] = ["Typed with care"]
    response = client.post(url, data)
    assert response.status_code == 403
    page = response.content.decode()
    assert "is protected until" in page
    assert "Typed with care" in page


def test_a_page_that_is_protected_as_a_whole_has_no_form() -> None:
    memories = film()
    protected(memories)
    url = memories.get_absolute_url() + "edit/"
    page = reader(mei()).get(url).content.decode()
    assert "This page is protected until" in page
    assert 'value="save">Save' not in page
    assert "Save changes" in reader(kanta()).get(url).content.decode()


def test_moderators_protect_and_lift() -> None:
    memories = film()
    client = reader(satsuki())
    url = memories.get_absolute_url() + "protect/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"level": "trusted", "reason": "", "term": "7"}).status_code == 422
    assert client.post(url, {"level": "trusted", "reason": "War", "term": "odd"}).status_code == 422
    sent = {"place": ".runtime", "level": "moderators", "reason": "War", "term": ""}
    assert client.post(url, sent).status_code == 302
    held = Protection.objects.get()
    assert (held.field, held.level, held.until) == ("runtime", "moderators", None)
    assert b"War" in client.get(url).content
    assert b"War" in client.get("/moderation/protections/").content
    lift = f"/moderation/protections/{held.pk}/lift/"
    assert client.get(lift).status_code == 405
    assert client.post(f"{lift}?next=page").status_code == 302
    assert not Protection.objects.in_force().exists()
    assert client.post(lift).status_code == 302  # told that it is over


def test_others_do_not() -> None:
    memories = film()
    held = protected(memories)
    for path in (
        memories.get_absolute_url() + "protect/",
        "/moderation/protections/",
    ):
        assert reader(kanta()).get(path).status_code == 403
    for act in ("lift", "accept", "dismiss"):
        path = f"/moderation/protections/{held.pk}/{act}/"
        assert reader(kanta()).post(path).status_code == 403
        assert Client().post(path).status_code == 302
    assert Protection.objects.in_force().exists()


def test_a_proposal_is_accepted_with_one_click() -> None:
    memories = film(deck="old")
    for _time in range(3):
        edit(memories, by=satsuki(), deck="new")
        revert(history(memories)[-1], user=tatsuo(), summary="No")
    client = reader(satsuki())
    assert b"3 reverts within 24 hours" in client.get("/moderation/protections/").content
    proposal = Protection.objects.get()
    assert client.post(f"/moderation/protections/{proposal.pk}/accept/").status_code == 302
    assert Protection.objects.in_force().count() == 1
