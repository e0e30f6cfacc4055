"""New members place few links where others read, and lose nothing of what they typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.actions.lists.make_list import make_list
from accounts.diary import limits as diary_limits
from accounts.lists import limits
from accounts.lists.words import Words
from accounts.models import DiaryEntry, User
from tests import cast
from tests.readers import reader

pytestmark = pytest.mark.django_db
MANY = "http://a.example www.b.example"


def _sent(client: Client, sent: tuple[str, dict[str, str]], status: int) -> str:
    answer = client.post(*sent)
    assert answer.status_code == status
    return answer.content.decode()


def test_newcomers_advertise_nothing_on_their_page() -> None:
    page = _sent(reader(cast.totoro()), ("/accounts/profile/", {"about": MANY}), 422)
    assert "1 link in one text" in page
    assert MANY in page
    assert User.objects.get(username="totoro").about == ""


def test_notes_of_a_diary_that_others_read_hold_few_links(monkeypatch: Any) -> None:
    totoro, film = cast.totoro(), cast.film("Memories")
    url = f"{film.get_absolute_url()}log/"
    sent = {"watched_on": "2025", "note": MANY}
    assert MANY in _sent(reader(totoro), (url, sent), 422)
    assert reader(totoro).post(url, {**sent, "private": "on"}).status_code == 302
    row = DiaryEntry.objects.get()
    assert MANY in _sent(reader(totoro), (row.get_absolute_url(), sent), 422)
    monkeypatch.setattr(diary_limits, "ROWS_AN_HOUR", 0)
    assert "Rain" in _sent(reader(totoro), (url, {**sent, "note": "Rain"}), 429)
    assert DiaryEntry.objects.get().private


def test_what_newcomers_write_about_lists_holds_few_links_and_is_not_lost(monkeypatch: Any) -> None:
    totoro = cast.totoro()
    sent = {"title": "Shop", "description": MANY, "visibility": "public", "openness": "closed"}
    page = _sent(reader(totoro), ("/lists/new/", sent), 422)
    assert "1 link in one text" in page
    assert MANY in page
    made = make_list(totoro, Words("Rain"))
    url = made.get_absolute_url()
    assert MANY in _sent(reader(totoro), (f"{url}edit/", sent), 422)
    assert MANY in _sent(reader(totoro), (f"{url}comments/", {"text": MANY}), 422)
    made.refresh_from_db()
    assert (made.title, made.description, made.comments.count()) == ("Rain", "", 0)
    monkeypatch.setattr(limits, "LISTS_AN_HOUR", 1)
    page = _sent(reader(totoro), ("/lists/new/", {**sent, "description": "Kept"}), 429)
    assert "many lists for one hour" in page
    assert "Kept" in page
